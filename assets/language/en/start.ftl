# The start screen.

start-title = Who is likely to engage?
start-about = Open the event exports you have. Nothing leaves this computer.
start-picture = What people did becomes a curve of how likely each is to engage, and the best become a list

## Unsaved work of a program that did not come to its end

start-left = Unsaved work of { $at }: { $files ->
        [one] { $files } file
       *[other] { $files } files
    }, { $audiences ->
        [one] { $audiences } audience
       *[other] { $audiences } audiences
    }
start-left-of-file = Of the project { $file }. Likely ended then without being closed.
start-left-of-name = Of { $name }; it becomes a project of its own. Likely ended then without being closed.
start-left-of-nothing = Likely ended then without being closed.
start-left-open = Open it
start-left-open-named = Open unsaved work of { $at }
start-left-discard = Throw it away
start-left-discard-named = Throw away unsaved work of { $at }

## Files, the sample store, recent projects

start-drop = Drop files or folders here
start-drop-about = Segment, GA4, Shopify, Mixpanel, Amplitude, Snowplow, or any CSV, JSON, Parquet, Excel
start-type-path = Type a path
start-sample-about = A year of an online shop: about { $people } people and { $events } events. Your first audience in a minute.
start-explore = Explore
start-recent = Recent projects
start-recent-none = Projects you save appear here.
start-recent-open = Open project { $name }
