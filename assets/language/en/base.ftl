# Numbers, days and what every module says.

base-verbatim = { $text }
base-bytes = bytes
base-today = today { $time }
base-percent = { $percent }%
base-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }

## Lists of names or texts

base-and = { $before } and { $last }
base-or = { $before } or { $last }
base-quoted = “{ $text }”
# Two sentences, one after the other.
base-sentences = { $first } { $second }

## Files

base-file-exists = { $path } is there already and was not touched. Choose another name or folder, or say that it may be replaced.
base-file-no-folder = { $path } is not there. Was the drive removed? Choose another folder.
base-file-not-a-folder = { $path } is in the way: it is a file, and a folder is needed. Choose another folder.
base-file-no-permission = { $path } cannot be written: this account has no permission. Choose a folder of yours.
base-file-disk-full = { $path } was not written: the disk is full. Free some space or choose another disk. No half file was left.
base-file-bad-name = { $path } is no name that this system takes for a file. Choose a shorter one without special characters.
base-file-io = { $path } could not be written: { $error }.
base-system-no-answer = the drive or network folder does not answer. Connect it again, then try again
base-system-not-there = it is not there
base-system-no-permission = this account has no permission
base-system-read-only = nothing may be written there
base-system-full = the disk is full
base-system-circle = it is a link that leads back to itself
base-not-a-file = it is a device or a pipe, not a file
base-too-large = it is far too large for that
base-opening-kept = Opening what was kept from last time
base-cancelled = Cancelled.
base-reading = Reading { $name }
