# Files of people, their traits, consent, and who is whom.

## Why a row is not used
people-says-nothing = enthält nichts außer der Person

# Of rows that are used.
people-times-unread = { $file }: { $rows ->
    [one] In { $rows } Zeile ist „{ $field }“ nicht lesbar
   *[other] In { $rows } Zeilen ist „{ $field }“ nicht lesbar
}, zuerst in Zeile { $line }. Was dort steht, gilt als neuester Stand; bei der Einwilligung zählt eine Ablehnung.
