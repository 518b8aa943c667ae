# Files of people and their traits.

## Why rows are not used, as words in a list of reasons
people-skipped-nobody = ohne Person
people-skipped-silent = sagt nur, wer es ist

# Of rows that are used.
people-times-unread = { $file }: { $rows ->
    [one] In { $rows } Zeile ist „{ $field }“ nicht lesbar
   *[other] In { $rows } Zeilen ist „{ $field }“ nicht lesbar
}, zuerst in Zeile { $line }. Was dort steht, gilt als neuester Stand; bei der Einwilligung zählt eine Ablehnung.
