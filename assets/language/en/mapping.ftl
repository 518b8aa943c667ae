# The catalog screen: events, product IDs, columns.

mapping-title = Catalog
mapping-about-saved = What people do, and what they do it with.
mapping-about = What people do, and what they do it with. Filled in from your files: check it and save.
mapping-nothing-title = Nothing to map yet
mapping-nothing = The catalog is filled in from your files. Open them first.
mapping-none = –

## Where it stands

mapping-failed = The catalog could not be saved
mapping-missing = Before it can be saved
mapping-missing-of = { $name }: { $problem }
mapping-saved = Saved: { $people ->
        [one] { $people } person
       *[other] { $people } people
    }, { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
mapping-noticed = Noticed while reading
mapping-changed = Changed since it was saved
mapping-changed-about = Audiences use the catalog as it was saved until you save it again.

## People and time

mapping-people = People and time
mapping-people-change = Change on the data screen
mapping-not-chosen = Not chosen yet
mapping-and-more = { $first }, and { $more } more
mapping-else = { $first }, else { $second }
mapping-person = Person
mapping-person-about = The field of your files that says who
mapping-person-count =
    { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
mapping-time = Time
mapping-time-about = The field of your files that says when, and the days they cover. Times without a zone are in the project's default time zone.
mapping-time-span = { $days }, { $zone }
mapping-other-products = Products from another file
mapping-other-products-about = A table of products, joined with the events by the product ID
mapping-other-people = People from another file
mapping-other-people-about = A table of people, joined with the events by the person
mapping-by = { $file } by { $field }
mapping-matched = { $share } matched
mapping-matched-about = Events whose product is in this file
mapping-known-about = People with events whom a file of people knows
mapping-anonymous-out = Leave out people known only by an anonymous ID
mapping-anonymous-out-about = Someone who never said who they are cannot be on a list that is matched by e-mail, phone or customer number

## Events

mapping-events = 1 · Events that show interest
mapping-events-about = What people do when they want something: look at it, put it into the cart, buy it, read it
mapping-events-chosen = { $chosen } of { $most } · { $low } to { $high } are best
mapping-events-chosen-all = { $chosen } of { $most } at most · no other is suggested
mapping-events-best = Few events that mean something say more than many that do not
mapping-events-none = No events yet: choose person and time on the data screen.
mapping-events-most = At most { $most } events
mapping-events-most-about = Leave another one out before you choose “{ $event }”.
mapping-event = Event
mapping-count = Count
mapping-count-about = Rows with this event
mapping-product = Product ID
mapping-product-about = The field that says which product the event is about
mapping-filled = Filled
mapping-filled-about = Rows of the event that name a product
mapping-undoes = undoes interest
mapping-undoes-about = Returned, removed, cancelled: it takes interest back, so it is left out unless you choose it
mapping-left-out = left out
mapping-product-of = Product ID of { $event }
mapping-product-none = No product
mapping-product-split = One product ID or a list
mapping-product-split-about = Where one cell names several products, such as SKU-1,SKU-2, each of them counts. Holds for every event.

## Columns

mapping-columns = 2 · Columns for the model
mapping-columns-about = What is known of a product: name, brand, category, price. Any of its values can be what people should want.
mapping-columns-order = Put broad columns first; they fill in when a narrow one has little data
mapping-columns-none = No columns yet. Brand, category and the like let you pick more than single products.
mapping-add = + Add column
mapping-column = Column
mapping-column-about = What the column is called in the builder. Type another name here.
mapping-product-file = Product file
mapping-product-file-about = Where the product file says it, for events that do not
mapping-list = One value or a list
mapping-list-about = How several values are split
mapping-values = Values
mapping-values-about = How many different values were seen, how often one is there, and examples. Counted from a part of the rows until the catalog is saved.
mapping-name-of = Name of { $column }
mapping-cell = { $column } of { $event }
mapping-cell-none = Not in this event
mapping-feed = { $column } of the product file
mapping-feed-none = Not in this file
mapping-split-one = One value
mapping-split-at = Split at { $sign }
mapping-split-json = JSON list
mapping-split-of = How { $column } is split
mapping-from-nowhere = Choose where it comes from
mapping-values-of =
    { $values ->
        [one] { $values } value · { $share } filled · { $examples }
       *[other] { $values } values · { $share } filled · { $examples }
    }
# Before the catalog is saved, when a part of the rows was looked at.
mapping-values-at-least =
    { $values ->
        [one] at least { $values } value · { $share } filled · { $examples }
       *[other] at least { $values } values · { $share } filled · { $examples }
    }
mapping-up = Move { $column } up
mapping-down = Move { $column } down
mapping-remove = Remove { $column }

## A column is added

mapping-new = Add a column
mapping-new-property = Property
mapping-new-property-hint = What do your events say?
mapping-new-name = Name
mapping-new-name-hint = Brand, season, …
mapping-new-property-first = Choose a property first
mapping-new-name-first = Give it a name
mapping-new-taken = A column of this name is there already
mapping-new-cancel = Cancel
mapping-new-add = Add column

## Steps that undo names: "Undo: choose event"

mapping-step-choose-event = choose event
mapping-step-leave-event = leave event out
mapping-step-product = choose product ID
mapping-step-product-split = split product IDs
mapping-step-anonymous = anonymous people
mapping-step-rename = rename column
mapping-step-field = choose field
mapping-step-split = split values
mapping-step-order = order columns
mapping-step-remove = remove column
mapping-step-add = add column
