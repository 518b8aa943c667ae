# Files of people and their traits.

## Why rows are not used, as words in a list of reasons
people-skipped-nobody = no person
people-skipped-silent = says nothing but who it is

# Of rows that are used.
people-times-unread = { $file }: { $rows ->
    [one] { $rows } row has
   *[other] { $rows } rows have
} no { $field } that can be read, first in line { $line }. What they say is taken for the latest; of consent, a refusal counts.
