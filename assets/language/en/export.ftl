# Writing lists for destinations.

## Progress

export-looking = Looking who can be reached
export-counting = Counting identifiers
export-writing = Writing { $destination }

## Why nothing was written

export-no-people = The audience is empty: there is nobody to write.
export-no-destination = Choose at least one destination.
# $needs: "e-mail or phone", made of export-content-….
export-missing = { $destination } needs { $needs }, and the people have none. Add a people file that has it, or choose another destination.
export-with = { $first } with { $then }
# $why: one of export-unused-….
export-nobody = Nobody of the audience can be matched by { $destination }: { $why }.
export-all-held-out = Everyone whom { $destination } could be given is held out as the control group. Hold out fewer people, or let more people in.
export-not-complete = “{ $destination }” is not complete. { $problems }
export-no-column = There is no column “{ $column }” to write. Choose another one.
export-too-many-columns = { $destination } takes at most { $most } columns. Leave out { $less } of them.
export-no-country = “{ $country }” is not a country for phone numbers. Use its two letters, such as US or DE.
export-no-consent = There is no trait “{ $column }” that says who agreed. Choose another one.
export-over-input = A list would be written over { $path }, which the project reads. Choose another folder for the lists; nothing was changed.
export-scores-name = { $path } should end in .csv or .parquet.
export-workbook-scratch = the workbook’s temporary file cannot be written

## What to know before writing

export-nobody-matched = Nobody of this audience can be matched by { $destination }.
export-too-few = { $destination } wants at least { $least } people; { $people } can be written.
export-several-files = { $destination } takes at most { $most } rows a file: { $files } files will be written.
# $what: one of export-unusable-….
export-values = { $column }: { $values ->
    [one] { $values } value is
   *[other] { $values } values are
} { $what }.

## What became of values; the end of a sentence such as "3 values …"

export-change-repeated = left out: the same as someone better ranked has
export-change-characters = left out: characters that the platform does not take
export-change-cut = cut to the platform’s length
export-change-header = header changed to what is taken
export-unusable-hashed = not usable: hashed already, and the column takes plain values
export-unusable-email = not usable: not an e-mail address
export-unusable-several-emails = not usable: more than one e-mail address
export-unusable-email-characters = not usable: an e-mail address that the platform does not take
export-unusable-phone = not usable: not a valid phone number
export-unusable-phone-country = not usable: a phone number without a country code that fits the person’s country
export-unusable-date = not usable: not a date
export-unusable-day-order = not usable: day and month could be either way round
export-unusable-century = not usable: a year of two digits that could be either century
export-unusable-birthday = not usable: a date that cannot be a birthday
export-unusable-country = not usable: not a country that is known
export-unusable-unreadable = not usable: cannot be read

## Why a person is not on a list; stands after a number of people

export-unused-consent = no consent
export-unused-identifier = no identifier that can be matched
export-unused-repeated = same identifier as someone better ranked
export-unused-beside = same address or number as someone who is held out

## What a column of a list holds

export-content-person-id = Person ID
export-content-email = E-mail
export-content-phone = Phone
export-content-first-name = First name
export-content-last-name = Last name
export-content-city = City
export-content-state = State
export-content-postal-code = Postal code
export-content-country = Country
export-content-birth-date = Date of birth
export-content-age = Age
export-content-gender = Gender
export-content-mobile-ad-id = Mobile advertising ID
export-content-job-title = Job title
export-content-company = Company
export-content-customer-value = Customer value
export-content-propensity = Propensity
export-content-rank = Rank
export-content-percentile = Percentile
export-content-audience = Audience
export-content-reasons = Top reasons
export-content-recommended = Recommended { $place }
export-content-control = Control group

## What destinations are for

export-group-files = Files
export-group-ads = Ads
export-group-messaging = E-mail and messaging
export-group-data-tools = Data tools

## Where the facts about a destination are from

export-source-undated = no date on it
export-source-official = the platform’s own page
export-source-copied = partly from copies of the platform’s page
export-source-unconfirmed = not all confirmed

## Destinations of one's own

export-own = My destination
export-own-number = My destination { $number }
export-own-no-name = Give the destination a name.
export-own-no-columns = Add at least one column.
export-own-no-header = Column { $number } has no header.
export-own-line-break = The header of column { $number } has a line break.
export-own-twice = Two columns are called “{ $header }”.
export-as-as-it-is = as it is
export-as-email = e-mail: lower case
export-as-email-gmail = e-mail: lower case, Gmail without dots and +tag
export-as-email-no-tag = e-mail: lower case, without +tag
export-as-phone = phone: +14155550142
export-as-phone-digits = phone: 14155550142
export-as-letters = letters only, lower case
export-as-upper = upper case
export-as-country-upper = country: US
export-as-country-lower = country: us
export-as-date = date: 1992-06-21
export-as-date-us = date: 06/21/1992
export-as-year = year: 1992
export-as-maid = mobile advertising ID: lower case
export-as-flag = true or false

## Additions and removals since a list was written before

export-since-uncertain = Replace the platform’s list by the whole list: which lists were written last is not certain (some were not finished, or their record is missing, damaged or dated in the future), so there are no files of additions and removals this time. From the next lists on there are.
export-since-not-remembered = Replace the platform’s list of { $day } by the whole list: what was in it is not remembered, because people were forgotten since or an early version wrote it, so there are no files of additions and removals this time. From the next lists on there are.
export-since-not-told = Replace the platform’s list of { $day } by the whole list: { $unnamed ->
    [one] { $unnamed } identifier of that list is
   *[other] { $unnamed } identifiers of that list are
} neither in the data any more nor in its file, so there are no files of additions and removals.

## The file readme.txt beside the lists

export-readme-file = File: { $file } ({ $people ->
    [one] { $people } person
   *[other] { $people } people
})
export-readme-remove = take out the { $rows } of { $file }
export-readme-add = add the { $rows } of { $file }
export-readme-then = { $first }, then { $then }
export-readme-same = Nobody came or left since { $day }.
export-readme-steps = Instead of the whole list, where the platform has that of { $day }: first { $steps }.
export-readme-doubt = Not certain: { $doubt }
export-readme-source = As documented by: { $facts }.
export-readme-hashed = Identifiers are hashed (SHA-256).
export-readme-note = Note: { $note }
export-readme-unused = Not in the file: { $people ->
    [one] { $people } person
   *[other] { $people } people
}, { $why }.
export-readme-unused-file = They are listed in { $file }.
export-readme-change = { $column }: { $values ->
    [one] { $values } value
   *[other] { $values } values
} { $what }.
export-readme-control = Control group: { $people ->
    [one] { $people } person
   *[other] { $people } people
} in { $file }. Do not contact them; they show what would have happened without the campaign.
export-readme-personal = These files hold personal data. Delete them after the upload.
