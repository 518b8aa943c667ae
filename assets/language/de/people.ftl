# Traits of people, consent, and who is whom.

people-says-nothing = enthält nichts außer der Person
