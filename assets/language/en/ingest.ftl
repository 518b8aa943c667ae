# Reading events, products and people into everyone's past, and what became of the rows.

ingest-reading-files = Reading { $files } files

## Why a row is not used; stands after a number of rows: "12 rows skipped: event not chosen in the catalog"

ingest-not-chosen = event not chosen in the catalog
ingest-not-frequent = event not among the { $most } most frequent

## Why nothing can be read

ingest-too-many-events = { $events } events are named; at most { $most } are possible. Leave out the ones that say least about interest.
ingest-too-much = Telling repeated rows and people's IDs apart takes { $megabytes } MB of memory, more than Likely may use. Let it use more memory, count repeated rows each time, or leave out files that repeat others.
ingest-none-used = No row could be used. Most were skipped because of: { $reason }. Check the person, time and event fields on the data screen.
ingest-nobody-known = All events are of people known only by an anonymous ID, who are left out. Keep them in the catalog.
ingest-no-rows = No row could be used: the files have no rows.

## Why there are fewer events and people than rows and IDs

# $why: a list of ingest-rows-why.
ingest-some-used = { $used } of { $read } rows are used{ $several ->
    [yes] , some with several products
   *[no] {""}
}; not used: { $why }.
ingest-rows-why = { $reason } ({ $rows })
ingest-all-used = All { $rows } rows are used, some with several products.
# $why: a list of ingest-ids-….
ingest-ids = { $ids } IDs are { $people ->
    [one] { $people } person
   *[other] { $people } people
}: { $why }.
ingest-ids-joined = { $ids ->
    [one] { $ids } anonymous one joined to a known person
   *[other] { $ids } anonymous ones joined to a known person
}
ingest-ids-left-out = { $ids } known only by an anonymous ID and left out
ingest-ids-unused = { $ids } only in rows that are not used

## How the files fit together

ingest-left-out = { $people ->
    [one] One person known only by an anonymous ID is left out
   *[other] { $people } people known only by an anonymous ID are left out
}, with { $events ->
    [one] one event
   *[other] { $events } events
}.
ingest-unmatched = In { $events } of { $named } events with a product, it is in no product file.
ingest-unmatched-such-as = In { $events } of { $named } events with a product, it is in no product file, for example { $id }.
ingest-unknown-people = { $unknown } of { $people } people with events are in no people file{ $silent ->
    [0] .
    [one] ; { $silent } person of these files has no events.
   *[other] ; { $silent } people of these files have no events.
}
ingest-later = { $events ->
    [one] { $events } event is
   *[other] { $events } events are
} dated after { $end }, the end of the data, up to { $last }. They are taken for mistakes and do not count as of then.
ingest-ends-ahead = The data reaches to { $end }, which is later than today: rankings are as of then unless another day is chosen, and what people did until today counts as long past. Are these placeholders, or bookings of days to come?
ingest-unused = Events that are not used: { $named }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}.
