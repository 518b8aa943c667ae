# Commands: what they are called, and one sentence on what each does.

commands-open-files = Open files…
commands-open-files-about = Choose one or more export files
commands-type-path = Type a path…
commands-type-path-about = Type or paste the path of a file, a folder or a project
commands-open-project = Open project…
commands-open-project-about = Choose a project that was saved before
commands-new-project = New project
commands-new-project-about = Begin with nothing; what is open now can be saved first
commands-rename-project = Rename project
commands-rename-project-about = Give the project another name; its file is renamed too
commands-sample-store = Explore the sample store
commands-sample-store-about = A year of an online shop, made on this computer
commands-save = Save project
commands-save-about = Keep what was decided in a file; data files stay where they are
commands-save-as = Save project as…
commands-save-as-about = Keep it under another name
commands-undo = Undo
commands-undo-about = Take the last decision back
commands-redo = Redo
commands-redo-about = Bring back what was undone
commands-save-catalog = Save catalog
commands-save-catalog-about = Read the files by this catalog and build everyone's past
commands-start-over = Start over
commands-start-over-about = Fill the catalog in anew from the files
commands-check-files = Check the files for changes
commands-check-files-about = Read again what has changed since it was read
commands-new-audience = New audience
commands-new-audience-about = Find the people most likely to engage
commands-go-data = Go to data
commands-go-data-about = Files, what they are, and their rows
commands-go-catalog = Go to catalog
commands-go-catalog-about = What people do, and what they do it with
commands-go-audiences = Go to audiences
commands-go-audiences-about = Lists of the people most likely to engage
commands-go-overlap = Overlap and priority
commands-go-overlap-about = Who is in several audiences, and which of them comes first
commands-go-destinations = Destinations
commands-go-destinations-about = Where the lists of the audience on the screen go
commands-back = Back
commands-back-about = To the screen before
commands-forward = Forward
commands-forward-about = To the screen you came back from
commands-cancel = Cancel what is running
commands-cancel-about = Stop what is under way; nothing that is there is lost
commands-palette = Search commands…
commands-palette-about = Find a command by its name
commands-settings = Settings
commands-settings-about = Language, appearance, and how files are read
commands-help = Help
commands-help-about = How this screen works, and the keys, beside it
commands-mode-system = Light or dark as the system
commands-mode-system-about = Follow the system
commands-mode-light = Light mode
commands-mode-light-about = Dark text on a light ground
commands-mode-dark = Dark mode
commands-mode-dark-about = Light text on a dark ground
commands-contrast = High contrast on or off
commands-contrast-about = Colours that are told apart more easily
commands-zoom-in = Zoom in
commands-zoom-in-about = Everything larger
commands-zoom-out = Zoom out
commands-zoom-out-about = Everything smaller
commands-zoom-reset = Reset zoom
commands-zoom-reset-about = The usual size
commands-quit = Quit
commands-quit-about = Close the window

## What a command says with something beside it

commands-with-keys = { $text } ({ $keys })
commands-about-step = { $text }: { $step }
commands-named = Command: { $name }

## Why a command cannot be used now

commands-nothing-to-undo = Nothing to undo
commands-nothing-to-redo = Nothing to redo
commands-no-files = Open export files first
commands-nothing-runs = Nothing is running
commands-files-looked-at = The files are still being looked at
commands-two-audiences = It takes two audiences
commands-no-audience = Open an audience first
commands-no-way-back = There is no screen to go back to
commands-no-way-forward = You did not go back
commands-no-catalog = Save the catalog first
commands-nothing-to-save = Nothing to save
