# Numbers, days and what every module says.

base-bytes = Byte
base-today = heute { $time }
base-percent = { $percent } %
base-and = { $before } und { $last }
base-or = { $before } oder { $last }
base-day = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $year }
