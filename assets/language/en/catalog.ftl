# What the files say: which field is what, and what is missing or unsure.

## What is wrong in the catalog
catalog-no-events = Choose at least one event that shows interest; 3 to 7 are best.
catalog-too-many-events = { $events } events are chosen; at most { $most } are possible. Leave out the ones that say least about interest.
catalog-events-of-nothing = None of the chosen events has a product ID or a mapped column. Choose the field with the product ID for at least one.
catalog-column-unnamed = Give every column a name.
catalog-column-twice = Two columns are called “{ $column }”. Give one another name.
catalog-split-unknown = Say on which text the values of “{ $column }” are split, such as | or ;.
catalog-no-role = Say what this file is: nothing has been decided about it yet.
catalog-no-event-file = Open at least one file with events: rows that say who did what, when.

## What is wrong with a file
catalog-file-unopened = This file could not be opened. Open it again or remove it.
catalog-no-person = Choose the field that says who the person is: a customer number, a user ID or an e-mail address.
catalog-no-time = Choose the field that says when it happened.
catalog-day-or-month = Choose whether { $field } puts the day or the month first.
catalog-no-event-name = This file has no field “{ $field }” for the event's name. Choose another, or say that every row is the same event.
catalog-no-product-id = Choose the field with the product ID in this file.
catalog-people-id-gone = This file has no field “{ $field }” for the person any more. Choose the field that says who the person is.
catalog-people-time-gone = This file has no field “{ $field }” any more, which said when a row was updated. Choose another, or that the last row counts.

## Fields that the catalog names and no file has
catalog-filter-gone = { $file } has no field “{ $field }” any more: rows that it took out count now.
catalog-person-gone = { $file } has no field “{ $field }”, which says who the person is.
catalog-repeats-gone = { $file } has no field “{ $field }” any more: rows that were delivered more than once count each time.
catalog-no-field = { $file } has no field “{ $field }”.
catalog-trait-gone = { $file } has no field “{ $field }” any more, which it had before.
catalog-product-nowhere = No event file has the field “{ $field }”, where { $event } has its product ID.
catalog-column-nowhere = No event file has the field “{ $field }”, where { $event } has its { $column }.
catalog-no-product-file = { $column } is to come from the field “{ $field }” of a product file, and there is none.
catalog-product-field-nowhere = No product file has the field “{ $field }” for { $column }.

## Why an event is suggested: clauses of one sentence, joined by ";", the first letter made large
catalog-event-share = { $share } of all rows
catalog-event-product = { $field } names the product in { $share } of them
catalog-event-no-product = it names no product
catalog-event-undoes = not suggested: by its name it undoes interest
catalog-event-others = not suggested: other events say which product they are about
catalog-event-purchase = by its name it leads to a purchase, so it is suggested first
catalog-event-usual = suggested while fewer than seven others say more
catalog-under-one-percent = under 1%

## Why a column stands where it does: clauses as above
catalog-column-unmapped = not mapped to any field yet
catalog-column-from = taken from { $fields }
catalog-column-few = it has hardly any values, so it says little
catalog-column-values = { $values } different values: columns with fewer stand above it and fill in where it has little data

## Questions about a file
catalog-file-twice = { $first } and { $second } look like the same file twice. Take one of them out, or everything in it counts twice.
catalog-ask-sheets = { $file }: { $count ->
    [one] the sheet { $names } has other columns and is not read. Is it needed? Then save it as a file of its own and open that too.
   *[other] the sheets { $names } have other columns and are not read. Are they needed? Then save each as a file of its own and open those too.
}
catalog-ask-format = { $file }: is this a file of { $format }? It looks like one, but not in every way.
catalog-ask-day-or-month = { $file }: does { $field } put the day or the month first? Choose it below.
# $what: catalog-who, catalog-when, or both.
catalog-ask-missing = { $file }: no field was found that says { $what }. Choose it below, export the file again with it, or leave the file out.
catalog-ask-missing-in = { $file }: this { $format } has no field that says { $what }. Choose it below, export the file again with it, or leave the file out.
catalog-ask-field = { $file }: does { $field } say { $says }? It was chosen for how it looks. Check it below.
catalog-ask-unused = { $file }: nothing says who did something, and its rows do not look like products. It is not used. Say below what its rows are, if you need it.
catalog-who = who the person is
catalog-when = when it happened

## Why rows are not used, as words in a list of reasons
catalog-skipped-repeated = delivered more than once (same { $field })
catalog-skipped-same = the same in every field as another row
catalog-skipped-negative = returned or cancelled ({ $field } below zero)
catalog-skipped-filled = cancelled ({ $field } is filled)
catalog-skipped-starts = cancelled ({ $field } starts with { $start })
catalog-skipped-is = { $field } is { $values }

# $about: what holds for all of them.
catalog-and-more = { $name } and { $more } more: { $about }

## Names of suggested columns
catalog-column-name = Name
catalog-column-brand = Brand
catalog-column-category = Category
catalog-column-subcategory = Subcategory
catalog-column-variant = Variant
catalog-column-price = Price
catalog-column-audience = Audience
catalog-column-plan = Plan
