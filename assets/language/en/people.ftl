# Traits of people, consent, and who is whom.

people-says-nothing = says nothing but who it is
