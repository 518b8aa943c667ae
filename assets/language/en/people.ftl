# Files of people, their traits, consent, and who is whom.

## Why a row is not used
people-says-nothing = says nothing but who it is

# Of rows that are used.
people-times-unread = { $file }: { $rows ->
    [one] { $rows } row has
   *[other] { $rows } rows have
} no { $field } that can be read, first in line { $line }. What they say is taken for the latest; of consent, a refusal counts.
