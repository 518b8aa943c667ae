# What the controls of the window say by themselves: buttons, tables, fields, numbers with units.

controls-cancel = Cancel
# For assistive technology; $work: "reading orders.csv".
controls-cancel-work = Cancel { $work }
controls-close = Close
controls-dismiss = Dismiss
controls-what-is = What is { $what }? { $text }

## Fields and lists to choose from

controls-choose = Choose…
controls-search = Search
controls-search-or-type = Search or type a value
controls-nothing-matches = Nothing matches.
# What is typed and taken as it is; $words: "Use exactly".
controls-typed = { $words } “{ $value }”

## Tables

controls-row = Row { $row }
controls-sort = Sort by { $column }
controls-sort-largest = Sort by { $column }, largest first
controls-sort-smallest = Sort by { $column }, smallest first
controls-sort-hint = Press to sort, drag the edge to make it wider
controls-sort-hint-about = { $about }. Press to sort

## Numbers with their unit

controls-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
# Behind a number in a field.
controls-percent-sign = %
controls-percent-under = under { $percent }
# Where there is little room.
controls-percent-less = < { $percent }
controls-percent-over = over { $percent }
controls-thousands = { $number }k
controls-millions = { $number }M
controls-under-a-second = under 1 s
controls-seconds = { $seconds } s
controls-minutes = { $minutes } min
controls-minutes-seconds = { $minutes } min { $seconds } s
controls-hours = { $hours } h { $minutes } min
# $time: one of the texts above.
controls-left = { $time } left

## Charts

controls-events-per-week = Events per week: { $events } in { $weeks ->
    [one] { $weeks } week
   *[other] { $weeks } weeks
}
controls-week = { $week }: { $events ->
    [one] { $events } event
   *[other] { $events } events
}
controls-upset-one = { $people ->
    [one] { $people } person
   *[other] { $people } people
} only in { $name }
controls-upset = { $people ->
    [one] { $people } person
   *[other] { $people } people
} in { $names }

## Scripts that a font may lack

controls-script-japanese = Japanese
controls-script-korean = Korean
controls-script-chinese = Chinese
controls-script-arabic = Arabic
controls-script-hebrew = Hebrew
controls-script-hindi = Hindi
controls-script-indian = Indian
controls-script-thai = Thai
controls-script-emoji = emoji
controls-script-other = other
