# Dialogs: a typed path, the palette of commands, unsaved work.

dialogs-cancel = Cancel

## A typed path

dialogs-open-files = Open export files
dialogs-open-path = Open by path
dialogs-open-project = Open a project
dialogs-save-project = Save the project
dialogs-find-file = Where is the file now?
dialogs-save-skipped = Save the skipped rows
dialogs-lists-folder = Folder of the lists
dialogs-suppression = File of people to leave out
dialogs-forget-file = File of people to forget
dialogs-save-plot = Save the plot as a picture
dialogs-save-points = Save the points of the curve
dialogs-save = Save
dialogs-choose = Choose
dialogs-open = Open
dialogs-no-system-dialog = The system's file dialog did not open. Type or paste the path here.
dialogs-path = Path
dialogs-path-about = A file, a folder of exports, or a project (.likely).
dialogs-path-first = Type a path first
dialogs-path-nothing-there = There is nothing at { $path }.
dialogs-project-filter = Likely project
dialogs-hint-files = /home/me/exports/orders.csv
dialogs-hint-project = /home/me/spring campaigns.likely
dialogs-hint-skipped = /home/me/skipped rows.csv
dialogs-hint-lists = /home/me/lists
dialogs-hint-suppression = /home/me/opt-outs.csv
dialogs-hint-plot = /home/me/propensity.png
dialogs-hint-points = /home/me/propensity.csv
dialogs-skipped-file = skipped rows

## The palette

dialogs-commands = Commands
dialogs-commands-search = Search commands
dialogs-commands-hint = What do you want to do?
dialogs-commands-none = No command of that name.

## Before something is lost

dialogs-save-first = Save the project first?
dialogs-unsaved-in = What you decided lately is not in { $file } yet. Your data files are not touched either way.
dialogs-unsaved-about =
    { $files ->
        [one] What you decided about { $files } file is not in a project file yet. Your data files are not touched either way.
       *[other] What you decided about { $files } files is not in a project file yet. Your data files are not touched either way.
    }
dialogs-do-not-save = Do not save
dialogs-save-where = Save…
dialogs-work-title = Something is still under way
dialogs-work-about = If you close the window now, it stops. Nothing that was there is lost.
dialogs-work-wait = Keep the window open
dialogs-work-stop = Stop and close
dialogs-lists-title = Lists are being written
dialogs-lists-about = If you go on now, they are not written. Nothing half is left.
dialogs-lists-wait = Wait for them
dialogs-lists-stop = Stop writing

## People to be forgotten
dialogs-forget-title = Forget people
dialogs-forget-about = They are taken out of the records of who was in this project's audiences, and all that is kept for the next time is thrown away: it is made again from your files. Your files and the lists you wrote are not changed; those that still have these people are named. This cannot be undone.
dialogs-forget-who = People to forget
dialogs-forget-hint = IDs, e-mail addresses or phone numbers, one a line
dialogs-forget-choose = From a file…
dialogs-forget = Forget these people
dialogs-forget-copy = Copy

## Lists made anew by the system's own scheduler
dialogs-fresh-title = Keep fresh
dialogs-fresh-about = This computer's own scheduler makes the lists of the saved project anew, also while Likely is closed. Have your tool export into the same files or folders.
dialogs-fresh-days = Days
dialogs-fresh-time = Time
dialogs-fresh-time-wrong = Write the time as 06:00.
dialogs-fresh-asking = The scheduler is being asked.
dialogs-fresh-set = Keep fresh
dialogs-fresh-remove = Remove schedule
dialogs-fresh-is-set = Lists are made { $when }, by { $scheduler }.
dialogs-fresh-none = There is no schedule yet.
dialogs-fresh-last = Last run { $when }: lists of { $audiences ->
    [one] { $audiences } audience
   *[other] { $audiences } audiences
} were made.
