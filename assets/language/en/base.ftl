# Numbers, days and what every module says.

base-bytes = bytes
base-today = today { $time }
base-percent = { $percent }%
base-and = { $before } and { $last }
base-or = { $before } or { $last }
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
