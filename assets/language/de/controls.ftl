# What the controls of the window say by themselves: buttons, tables, fields, numbers with units.

controls-cancel = Abbrechen
controls-cancel-work = Abbrechen: { $work }
controls-close = Schließen
controls-dismiss = Ausblenden
controls-what-is = Was ist { $what }? { $text }

## Fields and lists to choose from

controls-choose = Auswählen …
controls-search = Suchen
controls-search-or-type = Wert suchen oder eingeben
controls-nothing-matches = Nichts gefunden.
controls-typed = { $words } „{ $value }“

## Tables

controls-row = Zeile { $row }
controls-sort = Nach { $column } sortieren
controls-sort-largest = Nach { $column } sortieren, größte zuerst
controls-sort-smallest = Nach { $column } sortieren, kleinste zuerst
controls-sort-hint = Klicken zum Sortieren, am Rand ziehen zum Verbreitern
controls-sort-hint-about = { $about }. Klicken zum Sortieren

## Numbers with their unit

controls-people = { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}
# Behind a number in a field.
controls-percent-sign = {"\u00A0"}%
controls-percent-under = unter { $percent }
# Where there is little room.
controls-percent-less = < { $percent }
controls-percent-over = über { $percent }
controls-thousands = { $number } Tsd.
controls-millions = { $number } Mio.
controls-under-a-second = unter 1 s
controls-seconds = { $seconds } s
controls-minutes = { $minutes } min
controls-minutes-seconds = { $minutes } min { $seconds } s
controls-hours = { $hours } h { $minutes } min
controls-left = noch { $time }

## Charts

controls-events-per-week = Ereignisse je Woche: { $events } in { $weeks ->
    [one] { $weeks } Woche
   *[other] { $weeks } Wochen
}
controls-week = { $week }: { $events ->
    [one] { $events } Ereignis
   *[other] { $events } Ereignisse
}
controls-upset-one = { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} nur in { $name }
controls-upset = { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} in { $names }

## Scripts that a font may lack

controls-script-japanese = Japanisch
controls-script-korean = Koreanisch
controls-script-chinese = Chinesisch
controls-script-arabic = Arabisch
controls-script-hebrew = Hebräisch
controls-script-hindi = Hindi
controls-script-indian = Indisch
controls-script-thai = Thailändisch
controls-script-emoji = Emoji
controls-script-other = Sonstige
