# The destinations screen: where the lists of an audience go, with which columns, into which folder.

sending-title = { $audience } · destinations
sending-people = Files are written here; you upload them. { $people ->
        [one] { $people } person.
       *[other] { $people } people.
    }
sending-people-control = Files are written here; you upload them. { $people ->
        [one] { $people } person,
       *[other] { $people } people,
    } { $control } of them kept out as control group, in a file of their own.
sending-people-consent = Files are written here; you upload them. { $people ->
        [one] { $people } person,
       *[other] { $people } people,
    } { $consenting } of them with consent.
sending-people-consent-control = Files are written here; you upload them. { $people ->
        [one] { $people } person,
       *[other] { $people } people,
    } { $consenting } of them with consent, of whom { $control } kept out as control group, in a file of their own.
sending-elsewhere =
    { $people ->
        [one] { $people } more is only on the list of an audience that comes before.
       *[other] { $people } more are only on the list of an audience that comes before.
    }
sending-both = { $first } { $second }
sending-unread = Some rows of the files are not in use
sending-unread-about = What these rows say is in no list. The reasons:
sending-unread-more = { $more } more of the kind.
sending-nobody = There is nobody to write yet
sending-finding = Its people are being found. This takes a moment.
sending-no-target = Choose what people should engage with first.
sending-to-audience = Back to the audience
sending-back = Back
sending-create = Create audience
sending-create-again = Create again
sending-choose-first = Choose at least one destination
sending-being-written = The files are being written
sending-open-folder = Open folder
sending-none = –

## Cards

sending-own-new = Destination of your own…
sending-own-new-about = Put the columns, their headers and hashing together yourself; kept in the project
sending-choose = Choose one or more
sending-search = Search destinations
sending-search-none = No destination has that name. Put one of your own together.
sending-used = Used in this project
sending-own-group = Your own
sending-look-at = Look at { $name }
sending-counting = Counting…
sending-not-possible = Not possible yet
sending-needs = Needs { $needs }
sending-share-of = { $content } { $percent }%
sending-two = { $first }, { $second }
sending-nothing-to-match = nothing it can match
sending-usable = { $people } usable
sending-usable-note = { $people } usable · see note
sending-none-usable = none usable
sending-usable-about = People of the list that have what this destination matches by
sending-unused =
    { $people ->
        [one] { $people } person left out: { $why }
       *[other] { $people } people left out: { $why }
    }

## What was written

sending-failed = The files were not written
sending-replace = Replace them
sending-write-damaged = Write what could be read
sending-written =
    { $lists ->
        [one] { $lists } list written, { $rows ->
                [one] { $rows } row
               *[other] { $rows } rows
            }
       *[other] { $lists } lists written, { $rows ->
                [one] { $rows } row
               *[other] { $rows } rows
            } in all
    }
sending-copy-path = Copy path
sending-held-elsewhere =
    { $people ->
        [one] { $people } person more is held out of another audience's campaign, and on no list until it is measured.
       *[other] { $people } people more are held out of another audience's campaign, and on no list until it is measured.
    }
sending-file-people =
    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
sending-file-added =
    { $rows ->
        [one] { $rows } person to add since the list was written before
       *[other] { $rows } people to add since the list was written before
    }
sending-file-removed =
    { $rows ->
        [one] { $rows } person to take out since the list was written before
       *[other] { $rows } people to take out since the list was written before
    }
sending-file-unused =
    { $rows ->
        [one] { $rows } person who could not be used, with the reason
       *[other] { $rows } people who could not be used, with the reason
    }
sending-file-control =
    { $rows ->
        [one] the control group, { $rows } person
       *[other] the control group, { $rows } people
    }
sending-file-manifest = what was written and how good the ranking is
sending-file-readme = what to do next, in words
sending-since = { $list }: { $words }
sending-next = Next, for { $name }
sending-step = { $number }. { $step }

## The columns of a destination

sending-choose-left = Choose one or more destinations on the left.
sending-change-columns = Change columns…
sending-first-rows = First rows, exactly as they are written
sending-column = Column
sending-column-about = The header, as the destination expects it
sending-from = From
sending-from-about = What of your data is written there
sending-written-as = Written as
sending-written-as-about = How a value is tidied up before it is written, so that the destination recognises it
sending-have = Have it
sending-have-about = How many of the people have it who may be written: nobody without consent is counted
sending-not-in-data = Not in the data, and so not written: { $columns }.
sending-percent = { $percent }%
sending-hashed-form = SHA-256 of { $form }
sending-doubt = Not certain: { $doubt }
sending-documented = As documented by: { $facts }
sending-hash = Hash identifiers on this computer
sending-hash-about = An address is replaced by a code that cannot be read back. The platform hashes its own users' addresses and matches the codes.
sending-further = Further columns
sending-further-about = Columns beside those the destination matches by, for use in messages or reports
sending-identifier = Identifier
sending-identifier-about = What the destination matches people by. It takes one kind.

## How a value is written

sending-form-email = trimmed, lower case
sending-form-email-gmail = trimmed, lower case, Gmail without dots
sending-form-email-no-tag = lower case, without +tag
sending-form-email-no-dots = lower case, without +tag and dots
sending-form-email-plain = lower case, plain letters before @
sending-form-name-az = a to z, lower case
sending-form-age = years
sending-form-phone-plus = digits with + and country code
sending-form-phone = digits with country code
sending-form-letters = letters, lower case
sending-form-name = lower case, without titles
sending-form-postal-short = lower case, up to a dash
sending-form-postal = trimmed
sending-form-country = two letters
sending-form-gender = one letter
sending-form-year = year
sending-form-lower = lower case
sending-form-flag = true or false
sending-form-as-is = as it is
sending-form-number = a number

## Name, folder, consent, country

sending-name = Audience name
sending-name-about = What the files and the list are called
sending-folder = Folder
sending-folder-about = Where the files are written. Each audience has a folder of its own.
sending-change = Change…
sending-consent = Only people who consented
sending-consent-about = Who agreed to be contacted. Where records disagree or say nothing clear, the person is left out.
sending-consent-none = Everyone, whatever they said
sending-consent-use = Leave the others out
sending-consent-lost = not there any more
sending-consent-beside = A no in { $names } counts too.
sending-consent-out =
    { $people ->
        [one] { $people } person left out
       *[other] { $people } people left out
    }
sending-country = Default country for phone numbers
sending-country-about = Two letters, such as US or DE: the country of numbers that are written without one
sending-dates = Dates of birth are written
sending-dates-about = Which number is the day, where the dates themselves do not tell
sending-dates-none = As the dates themselves tell
sending-dates-day = Day first, 21/06/1992
sending-dates-month = Month first, 06/21/1992

## A destination of one's own

sending-own = A destination of your own
sending-own-delete = Delete destination
sending-own-done = Done
sending-own-incomplete = Not complete yet
sending-own-kept = Every change is kept in the project, for every audience, and can be undone.
sending-own-name = Name
sending-own-name-field = Destination name
sending-own-file = File
sending-own-file-about = The kind of file that is written
sending-own-between = Between values
sending-own-between-about = The sign between two values of a line. Excel in German expects semicolons.
sending-own-comma = Comma
sending-own-semicolon = Semicolon
sending-own-tab = Tab
sending-own-header = A first line with the headers
sending-own-mark = Marked for Excel (UTF-8)
sending-own-mark-about = Excel then shows letters such as ä and é as they are
sending-own-formulas = Apostrophe before cells that look like formulas
sending-own-formulas-about = A spreadsheet then shows such a cell as text and does not compute it
sending-own-needs = People without it are left out
sending-own-needs-about = What someone must have to be in the file
sending-own-needs-none = Nobody is
sending-own-no-column = no column
sending-own-column-header = Header
sending-own-column-header-about = What stands in the first line
sending-own-column-holds = Holds
sending-own-column-holds-about = What of your data is written there
sending-own-column-written = Written
sending-own-column-written-about = How a value is tidied up before it is written
sending-own-column-hashed = Hashed
sending-own-column-hashed-about = SHA-256 in lower-case hexadecimal
sending-own-hash = SHA-256 { $number }
sending-own-header-of = Header of column { $number }
sending-own-nth = { $content }, number { $number }
sending-own-constant = The same text for everyone
sending-own-holds-of = What column { $number } holds
sending-own-not-in-data = not in the data
sending-own-text-of = Text of column { $number }
sending-own-form-of = How column { $number } is written
sending-own-up = Move up column { $number }
sending-own-down = Move down column { $number }
sending-own-out = Leave out column { $number }
sending-own-add = Add a column
sending-own-add-hint = Add a column…

## Steps that undo names: "Undo: choose destination"

sending-step-new = new destination
sending-step-choose = choose destination
sending-step-leave-out = leave out destination
sending-step-answer = answer
sending-step-hash = hash identifiers
sending-step-columns = choose columns
sending-step-identifier = choose identifier
sending-step-rename = rename audience
sending-step-folder = choose folder
sending-step-consent = choose consent
sending-step-country = choose country
sending-step-dates = choose day order
sending-step-delete = delete destination
sending-step-name = name destination
sending-step-file = choose file
sending-step-between = choose delimiter
sending-step-header = choose header
sending-step-mark = mark file
sending-step-formulas = escape formulas
sending-step-needs = choose who is left out
sending-step-hash-column = hash column
sending-step-name-column = name column
sending-step-holds = choose what a column holds
sending-step-text = text of column
sending-step-form = choose form
sending-step-move = move column
sending-step-column-out = leave out column
sending-step-add = add column
