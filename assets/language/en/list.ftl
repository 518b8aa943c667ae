# The list of audiences and its dialogs. Keys with undo: what is undone, in small letters.

## The list
list-title = Audiences
list-search = Search audiences
list-new = New audience
list-begin = Begin an audience
list-campaigns = Start from a campaign
list-all-tags = All
list-tags = Show audiences with this tag
list-none = No audiences yet
list-none-no-data = Open your exports and save the catalog; then choose what people should engage with.
list-none-soon = Audiences can be made as soon as this is done.
list-no-fit = No audience fits
list-no-fit-about = Search for a name, a value, a campaign, a tag or a word of a note.
list-name = Name
list-target = Likely to engage with
list-people = People
list-rate = Rate
list-rate-about = Share of the audience expected to engage
list-average = Average
list-average-about = The rate against everyone who may be in
list-status = Status
list-newer = Data newer
list-newer-about = Files have changed since these lists were written ({ $made }). Create the lists again to use what is new.
list-changed = Changed
list-changed-about =
    { $people ->
        [one] The audience was changed since its lists were written ({ $made }): they have the { $people } person of before. Create them again to use what it is now.
       *[other] The audience was changed since its lists were written ({ $made }): they have the { $people } people of before. Create them again to use what it is now.
    }
list-made = Lists written
list-made-about = When its lists were written last
list-new-name = New name
list-undo-rename = rename audience
list-waits = waits for data
list-see-why = see why
list-open = Open
list-rename = Rename
list-details = Tags and note…
list-duplicate = Duplicate
list-refresh = Refresh
list-measure = Measure campaign…
list-destinations = Destinations…
list-delete = Delete

## Name, tags and note
list-details-title = Name, tags and note
list-details-tags = Tags
list-details-tags-hint = spring, kitchen
list-details-tags-about = Words to find and to group audiences by, with commas between them.
list-details-note = Note
list-cancel = Cancel
list-keep = Keep
list-undo-describe = describe audience

## What a refresh changed
list-refresh-running = Finding its people anew
list-refresh-failed = It has no people now
list-refresh-now = Now
list-refresh-rate = Expected to engage
list-refresh-lift = Times the average
list-refresh-quality = Quality
list-refresh-not-measured = not measured
list-refresh-auc = Area under the curve
list-refresh-data = Data up to

## What a campaign changed
list-unmeasurable = It cannot be measured yet
list-measuring = Looking who engaged
list-worked = It worked
list-harmed = It did harm
list-chance = May be chance
list-too-few = Too few to tell
list-no-control = No control group
list-listed = On the list
list-held = Held out
list-engaged = Engaged
list-between = Between
list-between-about = Where the true rate lies, 95 times in 100
list-began = Campaign began
list-days = Days
list-days-about = Days to look at
list-bad-day = Write the day as 2026-10-01
list-being-measured = It is being measured
list-everyone-counts = Everyone on the list counts, reached or not.
list-measure-again = Measure again

## With arguments
list-none-ready = Everyone's past is ready. Start from a campaign below, which fills everything in, or choose yourself what people should engage with.
list-open-audience = Open { $name }
list-more = More for { $name }
list-times = { $times } ×
list-refresh-title = Refresh of { $name }
list-refresh-first = { $people ->
    [one] { $people } person is
   *[other] { $people } people are
} in. From now on a refresh shows who joined and left (no IDs are kept).
list-refresh-definition = The definition is not the same as then: “{ $definition }”
list-refresh-write = Create the lists again to get these people.
list-refresh-same = { $people ->
    [one] Since { $since }, nothing changed: the same { $people } person is in.
   *[other] Since { $since }, nothing changed: the same { $people } people are in.
}
list-refresh-changed = Since { $since }, { $came ->
    [one] { $came } person
   *[other] { $came } people
} came and { $left } left; { $stayed } stayed.
# $changes: list-refresh-changed.
list-refresh-gone = { $changes } { $people ->
    [one] { $people } more is not in the data any more.
   *[other] { $people } more are not in the data any more.
}
list-campaign-title = Campaign of { $name }
list-written = Lists written { $at } · { $days }
