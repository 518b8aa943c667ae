# The data screen: files, what each one is, what is in it, and which of its fields say who, when and what.

data-title = Data
data-type-path = Type a path…
data-type-path-short = Type a path
data-add-files = Add files…
data-check-catalog = Check the catalog
data-nothing-about = The exports you have: what they are, and what is in them.
data-nothing-title = No files yet
data-nothing = Open the event exports you have: orders, clicks, reads. One file or many, from Segment, GA4, Shopify and others, or any table.
data-nothing-drop = Files can also be dropped anywhere on this window.
data-please-check = Please check
data-more = { $more } more.
data-none = –

## What there is of something

data-files =
    { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
data-people =
    { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
data-events =
    { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
data-up-to-people =
    { $people ->
        [one] up to { $people } person
       *[other] up to { $people } people
    }
data-up-to-events =
    { $events ->
        [one] up to { $events } event
       *[other] up to { $events } events
    }
data-not-looked-at =
    { $files ->
        [one] { $files } file not looked at yet
       *[other] { $files } files not looked at yet
    }
data-new-files =
    { $files ->
        [one] { $files } new file in your folders
       *[other] { $files } new files in your folders
    }
data-new-files-names = { $files }.
data-new-add = Add
data-new-leave-out = Leave out

## What a file is

data-kind-products = Product table
data-kind-people = People table
data-kind-events = Table of events

## The head of a card

data-hide-rows = Hide rows
data-show-rows = Show rows
data-hide-rows-of = Hide rows of { $file }
data-show-rows-of = Show rows of { $file }
data-hide-files = Hide the files
data-show-files = Show the files
data-hide-files-like = Hide the files like { $file }
data-show-files-like = Show the files like { $file }
data-take-out = Take { $file } out
data-take-all-out =
    { $files ->
        [one] Take { $files } file out
       *[other] Take all { $files } files out
    }
data-taken-out =
    { $files ->
        [one] { $files } file was taken out; the file itself stays
       *[other] { $files } files were taken out; the files themselves stay
    }
data-not-opened =
    { $files ->
        [one] { $files } file could not be opened
       *[other] { $files } files could not be opened
    }
data-and-more = { $file } and { $more } more
data-files-size =
    { $files ->
        [one] { $files } file · { $size }
       *[other] { $files } files · { $size }
    }

## What could not be read

data-unknown-failure = It could not be opened.
data-find = Find it…
data-find-named = Find { $file }…
data-not-counted = Not counted: that was cancelled.
data-count = Count
data-count-named = Count { $file }
data-try-again = Try again
data-try-again-named = Try { $file } again

## What is in a file

data-rows = Rows
data-rows-about = Rows of the file, those that could not be used among them
data-people-title = People
data-people-about = Different person IDs and anonymous IDs. When the catalog is saved, IDs of one person are joined.
data-kinds = Kinds of event
data-kinds-about = Different names of events, such as viewed or bought
data-time = Time
data-time-about = From the day of the first event to the day of the last
data-week-of = Week of { $day }
data-about-rows =
    { $rows ->
        [one] About { $rows } row
       *[other] About { $rows } rows
    }
data-rows-read =
    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
data-about-rows-why = Estimated from the first rows; counted when the catalog is saved
data-matched = { $share } matched
data-matched-why = Events whose product is in this file
data-known-why = People with events whom a file of people knows
data-no-rows = Parts without rows
data-not-used =
    { $rows ->
        [one] { $rows } row not used
       *[other] { $rows } rows not used
    }
data-reason = { $reason } ({ $rows })
data-hide-examples = Hide examples
data-show-examples = Show examples
data-hide-examples-of = Hide examples of { $file }
data-show-examples-of = Show examples of { $file }
data-save-as-file = Save as a file…
data-save-skipped = Save skipped rows…
data-save-skipped-of = Save skipped rows of { $file }…
data-column-reason = Reason
data-column-line = Line
data-column-text = As written
data-column-text-about = The row as it stands in the file
data-filled = { $path } · { $share } filled
data-fields-not-shown =
    { $fields ->
        [one] { $fields } more field not shown.
       *[other] { $fields } more fields not shown.
    }

## The list of files

data-column-file = File
data-column-not-used = Not used
data-column-not-used-about = Rows that could not be used
data-other-roles = Other roles
data-other-roles-about = Its fields have other roles than those shown on this card

## Roles

data-holds = Rows are
data-holds-about = What one row of the file stands for: something that happened, a product, or a person
data-holds-events = Events
data-holds-products = Products
data-holds-people = People
data-holds-nothing = Not used
data-person = Person
data-person-about = The field that says who: a user ID, a customer number, an e-mail address
data-person-hint = Which field says who?
data-anonymous = Anonymous ID
data-anonymous-about = A device or browser before the person is known. What it did is added to the person as soon as an event carries both IDs.
data-anonymous-none = No anonymous ID
data-role-time = Time
data-role-time-about = The field that says when it happened
data-role-time-hint = Which field says when?
data-updated = Row updated at
data-updated-about = The field that says when the row was true: of several rows of one person the latest counts
data-updated-none = The last row counts
data-event = Event
data-event-about = The field that says what happened: viewed, bought, read
data-event-none = Every row is the same
data-event-own-names = Each file is named after itself
data-event-name = Name of the event
data-product-id = Product ID
data-product-id-about = The field whose values are the product IDs of your events: by it the table is joined with them
data-table-person-about = The field whose values are the person IDs of your events: by it the table is joined with them
data-field-empty = empty
data-field-lost = not in the file
data-else = else { $fields }
data-else-two = { $first }, else { $second }
data-same-roles =
    { $files ->
        [one] Use these roles for { $files } other file with the same fields
       *[other] Use these roles for { $files } other files with the same fields
    }
data-same-roles-as =
    { $files ->
        [one] Use these roles for { $files } other file with the same fields as { $file }
       *[other] Use these roles for { $files } other files with the same fields as { $file }
    }
data-event-of-files = event

## Days, repeated rows, rows left out

data-first-is = { $example } has first the
data-day = Day
data-month = Month
data-year = Year
data-order = Day, month or year first
data-left-out = Left out, as no sign of interest:
data-left-out-about = Returns, cancellations, tests and the like. They are not counted as engaging with a product.
data-include = Include
data-include-named = Count rows: { $rule }
data-repeats-by-id = Rows delivered more than once count once, recognised by { $field }.
data-repeats-by-id-about = Rows with the same message ID and the same content are one event that was sent twice
data-repeats-by-all = Rows that are the same in every field count once.
data-repeats-by-all-about = Two rows that do not differ in any field are taken for one event
data-repeats-keep = Rows that are repeated count each time.
data-repeats-keep-about = Where rows have a message ID it tells which are repeated, else all fields
data-count-all = Count them all
data-count-all-named = Count them all: { $file }
data-count-once = Count them once
data-count-once-named = Count them once: { $file }

## Steps that undo names: "Undo: choose person"

data-step-remove-files = remove files
data-step-holds = change what a file is
data-step-person = choose person
data-step-anonymous = choose anonymous ID
data-step-time = choose time
data-step-updated = choose when rows were updated
data-step-event = choose event
data-step-name-event = name event
data-step-id = choose ID
data-step-same-roles = same roles
data-step-order = choose day order
data-step-count-rows = count rows
data-step-repeats = repeated rows
