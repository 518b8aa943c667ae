# The ranking: what is learned, how good it is, and why a person stands where they do.

## Stages of the work
model-stage-target = Bisherige Reaktionen werden geprüft
model-stage-together = Es wird gelernt, was zusammengehört
model-stage-others = Es wird gelernt, was für andere Werte gilt
model-stage-learning = Es wird aus früheren Zeiträumen gelernt
model-stage-ranking = Alle Personen werden geordnet
model-stage-recommend = Empfehlungen werden gewählt

## What the numbers rest on
model-late = Die Daten enden { $days } Tage vor dem Zeitpunkt der Prognose. Tage ohne Daten sehen aus wie Tage, an denen niemand etwas getan hat; erwartet werden deshalb weniger, als es sein werden. Exportieren Sie neuere Daten, oder prognostizieren Sie vom Ende der Daten aus.
model-new-target = { $target } ist neu: Die Daten kennen es seit { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}, kürzer als die { $horizon } Tage der Prognose. Ob es so weitergeht, wie es begonnen hat, kann noch niemand sagen; die Zahl ist deshalb geschätzt.

## Values in sentences
# "Tea, 3 more or Coffee": of many values the first, how many others, and the last.
model-values-more = { $first }, { $more } weitere oder { $last }
# "Laptop mit Contoso (Marke)": products of one value that have others too.
model-value-with = { $value } mit { $others }

## How often and how long ago, as parts of a sentence
model-times = { $times ->
    [1] einmal
    [2] zweimal
   *[other] { $times }-mal
}
model-days-ago = { $days ->
    [0] vor weniger als einem Tag
    [one] vor { $days } Tag
   *[other] vor { $days } Tagen
}
model-months-ago = { $months ->
    [one] vor { $months } Monat
   *[other] vor { $months } Monaten
}
model-years-ago = { $years ->
    [one] vor { $years } Jahr
   *[other] vor { $years } Jahren
}

## Why a person ranks where they do. $back: 30 is a month, else a year
model-nothing-yet = Noch nichts mit { $target }
model-nothing-related-yet = Noch nichts Verwandtes: { $related }
# $times: "zweimal"
model-related = Verwandtes: { $related }, { $times }
model-taste-near = Ähnlicher Geschmack wie Personen, die reagieren
model-taste-far = Anderer Geschmack als Personen, die reagieren
# $ago: "vor 12 Tagen"
model-first-seen = Zuerst gesehen { $ago }
model-last-active = Zuletzt aktiv { $ago }
model-active-month = An { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
} im letzten Monat aktiv ({ $events ->
    [one] { $events } Ereignis
   *[other] { $events } Ereignisse
})
model-active-month-only = Nur an { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
} im letzten Monat aktiv ({ $events ->
    [one] { $events } Ereignis
   *[other] { $events } Ereignisse
})
model-active-year = An { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
} im letzten Jahr aktiv ({ $events ->
    [one] { $events } Ereignis
   *[other] { $events } Ereignisse
}), keinem davon im letzten Monat
model-target-days = { $target } an { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
} { $back ->
    [30] im letzten Monat
   *[other] im letzten Jahr
}
model-target-days-ever = { $target } an { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
# $behaviour: model-target-days; the last of several days.
model-most-recently = { $behaviour }, zuletzt { $ago }
# The same of a single day.
model-and-when = { $behaviour }, { $ago }
model-all-of-kind = { $behaviour } ({ $event })
model-mostly-of-kind = { $behaviour } (meist { $event })
model-kind-times = { $event } { $times } { $back ->
    [30] im letzten Monat
   *[other] im letzten Jahr
}
model-no-kind = Kein Ereignis „{ $event }“ im letzten Jahr
model-companion-more = { $value } { $times }: Personen damit reagieren öfter
model-companion-less = { $value } { $times }: Personen damit reagieren seltener

## What sets an audience apart
# "Northwind im letzten Monat: 64 % der Zielgruppe, 3 % aller Personen"
model-apart = { $behaviour }: { $audience }, { $everyone }
model-lately = { $what } { $back ->
    [30] im letzten Monat
   *[other] im letzten Jahr
}
model-active-week = In der letzten Woche aktiv
model-active-often = An mindestens 5 Tagen in den letzten drei Monaten aktiv
model-all-of-audience = alle { $people } der Zielgruppe
model-some-of-audience = { $part } der { $people } in der Zielgruppe
model-share-of-audience = { $share } der Zielgruppe
model-share-of-everyone = { $share } aller Personen
model-some-of-everyone = { $part } von { $people } Personen
model-few-of-everyone = weniger als 1 % aller Personen
model-over-99-percent = über 99 %

## How good a ranking is
model-grade-chance = Nicht besser als Zufall
model-grade-poor = Schwach
model-grade-fair = Brauchbar
model-grade-good = Gut
model-grade-excellent = Ausgezeichnet
model-grade-by-relatives = { $grade } (an Verwandtem)
model-most-active = Die aktivsten Personen
model-did-before = Taten es schon früher
model-no-better-than-chance = Im letzten vollständigen Zeitraum war diese Rangfolge nicht besser als der Zufall.
model-list-better = Im letzten vollständigen Zeitraum wäre eine Liste „{ $list }“ besser gewesen.

## How long the window is, and why. $why: one of the next two
model-horizon-rhythm = { $days ->
    [1] wer wiederkommt, tut das meist etwa jeden Tag
   *[other] wer wiederkommt, tut das meist etwa alle { $days } Tage
}
model-horizon-no-rhythm = noch ist niemand an einem anderen Tag wiedergekommen
model-horizon-shortest = { $chosen } Tage, aus den Daten gewählt: { $why }, und die Daten umfassen nur { $covers ->
    [one] { $covers } Tag
   *[other] { $covers } Tage
}; deshalb gilt der kürzeste Zeithorizont.
model-horizon-testable = { $chosen ->
    [one] { $chosen } Tag
   *[other] { $chosen } Tage
}, aus den Daten gewählt: { $why }, und die Daten umfassen nur { $covers ->
    [one] { $covers } Tag
   *[other] { $covers } Tage
}; deshalb gilt der längste Zeithorizont, der sich damit lernen und prüfen lässt.
model-horizon-limited = { $chosen } Tage, aus den Daten gewählt: { $why }, was für { $wanted } Tage spricht. Die Daten umfassen aber nur { $covers ->
    [one] { $covers } Tag
   *[other] { $covers } Tage
}, und eine Rangfolge soll an { $windows } solchen Zeiträumen gelernt und getestet werden.
model-horizon-longest = { $chosen } Tage, aus den Daten gewählt: { $why }, und dies ist der längste Zeithorizont, der angeboten wird.
model-horizon-fits = { $chosen } Tage, aus den Daten gewählt: { $why }. So haben die meisten Zeit dafür, und { $covers } Tage Daten enthalten genug solche Zeiträume zum Lernen und zum Testen.
model-horizon-usual = { $chosen } Tage, aus den Daten gewählt: { $why }; deshalb gilt eine übliche Länge.

## Too little data. $help: one of the two below
model-needs-to-learn = Ein Zeithorizont von { $horizon ->
    [one] { $horizon } Tag
   *[other] { $horizon } Tagen
} braucht Daten über { $needs ->
    [one] { $needs } Tag
   *[other] { $needs } Tage
} zum Lernen; vorhanden sind { $has }. { $help }
model-needs-to-test = Wie gut diese Rangfolge ist, ließ sich nicht testen: Bei einem Zeithorizont von { $horizon ->
    [one] { $horizon } Tag
   *[other] { $horizon } Tagen
} braucht es dafür Daten über { $needs ->
    [one] { $needs } Tag
   *[other] { $needs } Tage
}; vorhanden sind { $has }. { $help }
model-choose-less = Wählen Sie { $horizon ->
    [one] { $horizon } Tag
   *[other] { $horizon } Tage
} oder weniger, oder fügen Sie ältere Exporte hinzu.
model-add-older = Fügen Sie ältere Exporte hinzu.
model-too-few = { $people ->
    [0] Niemand, der vorher bekannt war, hat
    [1] Nur eine vorher bekannte Person hat
   *[other] Nur { $people } vorher bekannte Personen haben
} in den früheren Zeiträumen von { $horizon ->
    [one] { $horizon } Tag
   *[other] { $horizon } Tagen
} auf { $target } reagiert; zum Lernen braucht es { $enough }. { $help }
model-more-values = Mehr Werte oder verwandte Werte würden helfen.
model-more-values-or-longer = Mehr Werte, ein längerer Zeithorizont oder verwandte Werte würden helfen.
# $why: model-needs-to-learn or model-too-few.
model-simple-order = { $why } Bis dahin sind die Personen einfach geordnet: danach, wie oft und wann zuletzt sie mit { $about } zu tun hatten, dann danach, wie aktiv sie sind. Die Neigungen sind grobe Schätzungen.
model-by-relatives = { $people ->
    [0] Niemand, der vorher bekannt war, hat
    [1] Nur eine vorher bekannte Person hat
   *[other] Nur { $people } vorher bekannte Personen haben
} in den früheren Zeiträumen auf { $target } reagiert; es braucht { $enough }. Die Personen sind danach geordnet, wie wahrscheinlich sie auf Verwandtes reagieren: { $relatives }. Auf die Reihenfolge ist Verlass; wie viele reagieren, ist aus seiner eigenen Vergangenheit und der des durchschnittlichen Verwandten geschätzt.
model-waits = Die Daten enthalten noch keine Ereignisse mit { $target }, und nichts Verwandtes wurde angegeben. Die Zielgruppe füllt sich, sobald solche Daten geladen sind; oder geben Sie etwas Ähnliches an, nach dem bis dahin geordnet wird.
model-waits-related = Die Daten enthalten noch keine Ereignisse mit { $target }, auch nicht mit dem, was als verwandt angegeben wurde ({ $related }). Die Zielgruppe füllt sich, sobald solche Daten geladen sind; oder geben Sie etwas Ähnliches an, nach dem bis dahin geordnet wird.

## Why a ranking was not tested: the first sentence, then one or both of the others
model-untested = Wie gut diese Rangfolge ist, ließ sich nicht testen.
model-too-few-new = { $people ->
    [0] Niemand, der vorher bekannt war, hat
    [1] Nur eine vorher bekannte Person hat
   *[other] Nur { $people } vorher bekannte Personen haben
} { $horizon ->
    [one] am letzten Tag
   *[other] in den letzten { $horizon } Tagen
} auf { $target } reagiert; es braucht { $enough }.
model-too-few-old = { $people ->
    [0] Niemand, der vorher bekannt war, hat
    [1] Nur eine vorher bekannte Person hat
   *[other] Nur { $people } vorher bekannte Personen haben
} in früheren Zeiträumen auf { $target } reagiert; es braucht { $enough }.
model-measured-on-proxy = Wie gut diese Rangfolge ist, wurde an { $proxy } gemessen, nicht am Ziel selbst: { $people ->
    [0] Niemand, der vorher bekannt war, hat
    [1] Nur eine vorher bekannte Person hat
   *[other] Nur { $people } vorher bekannte Personen haben
} { $horizon ->
    [one] am letzten Tag
   *[other] in den letzten { $horizon } Tagen
} darauf reagiert; es braucht { $enough }.

## What went wrong
model-no-such-column = Im Katalog gibt es keine Spalte „{ $column }“. Seine Spalten sind: { $columns }.
model-no-such-event = Im Katalog gibt es kein Ereignis „{ $event }“. Seine Ereignisse sind: { $events }.
model-no-target = Wählen Sie eine Spalte und mindestens einen Zielwert.
model-nobody-known = Vor diesem Zeitpunkt hat niemand ein Ereignis. Wählen Sie einen späteren.
model-bad-horizon = Der Zeithorizont muss zwischen 1 und 366 Tagen liegen.
model-disk = Was für alle Personen berechnet wird, hat im Arbeitsspeicher keinen Platz und lässt sich nicht wieder vom Datenträger lesen: { $why }.
model-untrained = Das Modell ließ sich nicht trainieren: { $why }.
model-question-unknown = Die Frage „{ $question }“ ist nicht bekannt: Haben alle Programme dieselbe Version?
model-question-unreadable = Eine Frage oder ihre Antwort ist nicht lesbar ({ $why }): Haben alle Programme dieselbe Version?
# In place of $why above.
model-solver-parameters = die L2-Regularisierung muss eine positive Zahl sein, Toleranz und Iterationen auch
model-solver-shapes = Zeilen, Gewichte und Vorgaben gehören nicht zusammen
model-solver-not-finite = ein Wert ist keine endliche Zahl
model-solver-one-class = es gibt nicht beides, Personen, die reagierten, und solche, die es nicht taten
