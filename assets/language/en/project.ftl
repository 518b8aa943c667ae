# The project file.

project-unreadable = The project { $path } cannot be opened: { $error }.
project-not-one = { $path } is not a Likely project or is damaged (line { $line }). Nothing was changed in it.
project-damaged = { $path } is damaged (line { $line }). Its last good copy is { $copy }: open the project in the window to go on with that. Nothing was changed.
project-copy = { $path } is damaged (line { $line }). This is the last good copy of it: look whether something is missing, then save. Nothing was changed yet.
project-in-the-way = { $path } is there already and is no Likely project; it was not touched. Save under another name.
project-open-elsewhere = { $path } is open in another window. Close it there, or save under another name.
project-changed-elsewhere = { $path } was changed by someone else since it was opened here, and was not touched. Save under another name to keep both, or open it again.
project-contradicts = { $path } cannot be opened: { $what } Nothing was changed in it.
project-same-number = “{ $first }” and “{ $second }” have the same number ({ $number }), as after merging by hand. Give one of them another “id” in the file.
project-bad-key = the destination “{ $name }” has a key that no file can be named after. Give it letters, digits and dashes as its “key” in the file.
project-same-key = the destination “{ $name }” has the key of another one ({ $key }). Give it another “key” in the file.
project-newer = { $path } was saved by a newer version of Likely (project version { $version }; this one reads up to { $own }). Update Likely to open it. Nothing was changed in it.
project-unsaved = The project could not be saved to { $path }: { $error }. What you decided is still here; save it somewhere else.
