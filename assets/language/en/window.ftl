# The window around the screens: the rail, the bar on top, jobs and messages, what is dropped on it.

window-untitled = Untitled
window-title = { $project } – Likely
window-title-unsaved = • { $project } – Likely
window-script-missing = Some { $script } characters cannot be shown: no font on this computer has them. The data is right, and lists are written as it is

## The rail

window-data = Data
window-catalog = Catalog
window-audiences = Audiences
window-files =
    { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
window-events =
    { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
window-place = { $place }, { $note }

## What went wrong, and files held over the window

window-dismiss = Dismiss
window-drop =
    { $files ->
        [one] Drop to open { $files } file
       *[other] Drop to open { $files } files
    }

## The bar

window-skip = Skip to content
window-go-back = Go back
window-go-forward = Go forward
window-no-file-yet = Not in a file yet
window-project = Project: { $name }
window-project-name = Project name
window-rename = Rename { $name }
window-recent = Recent projects
window-open-recent = Open { $name }
window-saved = saved
window-up-to-audiences = Up to audiences
window-up-to = Up to { $name }
window-destinations = Destinations
window-activity = Jobs and messages
window-activity-new = Jobs and messages: { $new } new
window-activity-jobs = Jobs and messages: { $jobs } under way
window-under-way = Under way
window-nothing-runs = Nothing is running.
window-messages = Messages
window-no-messages = No messages yet.
window-more-jobs = + { $more } more
window-just-now = just now
window-minutes-ago = { $minutes } min ago
window-hours-ago = { $hours } h ago

## Short messages

window-cancelled = Cancelled. Nothing that was there is lost
window-copied = Copied
window-folder-not-shown = The folder could not be shown here. Copy its path instead
window-freed = { $bytes } freed on this computer
window-saved-as = Saved as { $file }
window-renamed = The project is called { $name } now
window-name-taken = There is a file { $file } in this folder already. Choose another name
window-name-unusable = A project cannot be called { $name }. Leave out / \ : * ? " < > |
window-rename-later = The project is being saved or its lists are being written. Rename it in a moment
window-rename-failed = { $file } could not be renamed: { $why }
window-open-elsewhere = { $file } is open in another window. This is a copy: look around as you like, and save it under another name to keep what you change.
window-not-kept = What you decide cannot be kept for the case of a crash: { $why } Save the project now and then
window-file-out = { $file } was taken out; the file itself stays
window-filled-in = Filled in anew
window-files-added = Added: { $files }
window-new-files = New in your folders: { $files }
window-files-looked-at = The files are still being looked at. Try again shortly.
window-catalog-saved = Catalog saved: { $people ->
        [one] { $people } person
       *[other] { $people } people
    }, { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
window-past-ready = Ready: { $people ->
        [one] { $people } person
       *[other] { $people } people
    }, { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
window-audience-deleted = { $name } deleted
window-plot-copied = The plot is on the clipboard
window-plot-file = Propensity
window-audience-copy = { $name } (copy)
window-audience-copy-nth = { $name } (copy { $number })
window-new-audience = New audience
window-new-audience-nth = New audience { $number }

## Audiences that come before another one

window-before-computing = “{ $audience }” comes before it and is being computed. Try again soon
window-before-failed = “{ $audience }” comes before it and cannot be computed, so nothing was written and nobody is on two lists. { $why }

## Steps that undo names: "Undo: choose folder"

window-step-fill-in = fill in campaign
window-step-suppression = choose suppression file
window-step-new-audience = new audience
window-step-duplicate = duplicate audience
window-step-delete = delete audience
window-step-new-files-out = leave new files out
window-step-add-files = add files
window-step-remove-file = remove file
window-step-find-file = find file
window-step-start-over = start over
window-step-folder = choose folder
window-step-rename = rename project
