# Work under way: what it is called, how far it is, and why it cannot begin.

tasks-left-unsaved = Looking for unsaved work
tasks-clearing = Clearing
tasks-forgetting = Forgetting people
tasks-checking = Checking the files
tasks-looking = Looking at the files
tasks-catalog = Saving the catalog
tasks-opening = Opening { $file }
tasks-saving = Saving { $file }
tasks-renaming = Renaming { $file }
tasks-sample = Making the sample store
tasks-skipped = Saving the skipped rows
tasks-counting-values = Counting values
tasks-computing = Computing { $audience }
tasks-identifiers = Counting identifiers
tasks-writing = Writing { $audience }
tasks-describing = Describing the audience
tasks-splitting = Splitting the audience
tasks-measuring = Measuring { $audience }
tasks-overlap = Looking who is in several
tasks-ordering = Ordering people
tasks-recommending = Learning what to recommend
tasks-comparing = Comparing
tasks-comparing-one = Comparing { $audience }
tasks-past = Reading a past

## How far it is

tasks-rows =
    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
tasks-of-bytes = { $done } of { $total }
tasks-of-people =
    { $total ->
        [one] { $done } of { $total } person
       *[other] { $done } of { $total } people
    }
tasks-of-files =
    { $total ->
        [one] { $done } of { $total } file
       *[other] { $done } of { $total } files
    }
tasks-of-events =
    { $total ->
        [one] { $done } of { $total } event
       *[other] { $done } of { $total } events
    }

## Why not

tasks-no-catalog = Everyone's past is not there yet. Save the catalog to build it.
tasks-cancelled = Cancelled. Refresh it to compute it again.
tasks-excluded-unknown = It leaves out the people of “{ $name }”, and who they are is not known: { $why }
tasks-no-target = Choose what people should want first.
tasks-scheduler = Asking the scheduler
