# The audience builder. Keys with undo: what is undone, in small letters.

## Now
builder-as-of = Stichtag
builder-change = Ändern
builder-as-of-change = Ändern, welcher Tag als heute zählt
builder-as-of-tip = So ordnen, als wäre ein anderer Tag, für alle Zielgruppen
builder-undo-day = anderen Tag wählen
builder-as-of-end = Ende der Daten
builder-as-of-end-tip = Wieder alles in den Daten verwenden
builder-undo-all-data = alle Daten verwenden
builder-as-of-note = Nur was vor diesem Tag geschah, zählt, für alle Zielgruppen.

## What is expected, and how good it is
builder-range-tip = Aus dem Backtest: In neun von zehn Fällen sollte es in dieser Spanne liegen
builder-quality = Güte
builder-not-measured = Nicht gemessen
builder-quality-simple = Es gibt zu wenig Vergangenheit zum Trainieren und zum Testen; was fehlt, steht über der Kurve. Die Personen sind einfach geordnet: zuerst, wer damit zu tun hatte, wie oft und wann zuletzt; dann, wer am aktivsten ist.
builder-quality-relatives = Für das Ziel selbst gibt es zu wenig Vergangenheit. Die Personen sind nach Verwandtem geordnet, was sich nicht testen ließ; was fehlt, steht über der Kurve.
builder-quality-untested = Es gibt zu wenig Vergangenheit, um einen Zeitraum zurückzuhalten und daran zu testen; was fehlt, steht über der Kurve.
builder-this-ranking = Diese Rangfolge
builder-chance = Durch Zufall
builder-how-measured = Wie gemessen wurde …
builder-apart = Was sie auszeichnet
builder-apart-what = die Auszeichnung
builder-apart-about = Wie viel häufiger etwas in der Zielgruppe ist als unter allen
builder-over-fifty = über 50 ×

## The screen
builder-no-past = Der Verlauf aller Personen ist noch nicht da
builder-no-past-about = Die Definition bleibt erhalten. Speichern Sie den Katalog, dann erscheinen die Personen.
builder-go-catalog = Zum Katalog
builder-back = Zurück zu allen Zielgruppen
builder-rename = Umbenennen
builder-copy-sentence = Definition als Satz kopieren
builder-not-live = Die Personen sind noch nicht bekannt
builder-destinations = Zielplattformen …
builder-name = Name der Zielgruppe
builder-undo-rename = Zielgruppe umbenennen
builder-failed = Diese Zielgruppe ließ sich nicht berechnen
builder-try-again = Erneut versuchen
builder-waiting = Es fehlen Daten
builder-undo-horizon = Zeithorizont wählen
builder-curve = Neigung nach Größe der Zielgruppe
builder-finding = Die Personen mit der höchsten Neigung werden gesucht
builder-no-target = Worauf sollen Personen reagieren?
builder-no-target-about = Wählen Sie links eine Spalte und einen Wert, oder eine Kampagne, die alles ausfüllt.
builder-nobody-ranked = Noch niemand zu ordnen
builder-nobody-ranked-about = Die Kurve erscheint, sobald es etwas gibt, wonach geordnet werden kann: neuere Daten, oder links ein ähnlicher Wert.
builder-nobody = Niemand kommt infrage
builder-nobody-about = Niemand erfüllt die Bedingungen. Entfernen oder lockern Sie eine.

## People
builder-person = Person
builder-propensity = Neigung
builder-times-average = × Durchschn.
builder-why = Gründe
builder-search = Personen nach ID suchen
builder-search-hint = Nach ID suchen
builder-people = Personen, die Besten zuerst
builder-no-traits = Keine Datei sagt mehr über Personen
builder-columns = Spalten …
builder-columns-tip = Was neben jeder Person steht
builder-undo-columns = Spalten wählen
builder-times-average-about = Neigung im Verhältnis zu der der durchschnittlichen Person
builder-why-about = Was die Neigung am meisten erhöht; klicken Sie eine Zeile an, um alles zu lesen
builder-ordering = Wird sortiert …
builder-nothing-stands-out = Im Verlauf dieser Person sticht nichts hervor.
builder-what-they-did = Was die Person getan hat
builder-reading-past = Der Verlauf wird gelesen …
builder-nothing-left = nichts bleibt übrig

## The curve
builder-rate = Quote
builder-reached = Erreichte Personen
builder-profit = Gewinn
builder-plot-shows = Was das Diagramm zeigt
builder-undo-size = Größe wählen
builder-undo-change-size = Größe ändern
builder-point-short = Auf die Kurve zeigen
builder-point = Zeigen Sie auf die Kurve, um sie abzulesen, oder drücken Sie Umschalt und eine Pfeiltaste
builder-zoom = Die obersten 5 % zeigen
builder-zoom-tip = Doppelklick auf das Diagramm oder Z; + und − gehen schrittweise
builder-value-before = Eine Reaktion bringt
builder-value = Wert einer Reaktion
builder-cost-before = ein Kontakt kostet
builder-cost = Kosten eines Kontakts
builder-undo-profit = Wert und Kosten ändern
builder-currency-examples = in Ihrer Währung; das sind Beispiele
builder-currency = in Ihrer Währung
builder-never-pays = Bei diesem Wert und diesen Kosten macht sich kein Kontakt bezahlt
builder-best-taken = Ist schon gewählt
builder-undo-best = beste Größe übernehmen
builder-anew = Wird neu berechnet; das ist das letzte Ergebnis
builder-compare = Andere Listen zeigen
builder-compare-tip = Was einfachere Listen im Backtest ergeben hätten
builder-take-along = Exportieren …
builder-take-along-tip = Das Bild oder seine Punkte
builder-copy-picture = Bild kopieren
builder-save-picture = Bild speichern (PNG) …
builder-copy-points = Punkte kopieren
builder-save-points = Punkte speichern (CSV) …
builder-key-rate = Quote der Zielgruppe
builder-key-range = ihre Spanne, in 9 von 10 Fällen
builder-key-last = letzte Person
builder-key-average = durchschnittliche Person
builder-key-ranking = diese Rangfolge
builder-key-chance = durch Zufall
builder-key-profit = erwarteter Gewinn
builder-key-best = beste Größe
builder-key-beyond = über die empfohlenen 20 % hinaus

## How it was measured
builder-measured-title = Wie gemessen wurde
builder-gains-title = Anteil derer, die reagierten, nach Größe der Zielgruppe
builder-calibration-title = Vorhergesagte und tatsächliche Quote, Zehntel für Zehntel
builder-gains-axis = Kontaktierte Personen, die Besten zuerst
builder-tenth-axis = Zehntel der Personen, die Besten zuerst
builder-tenth = Zehntel
builder-predicted = Vorhergesagt
builder-actual = Tatsächlich
builder-list = Liste
builder-auc = AUC
builder-precision = Mittlere Präzision
builder-lift-1 = Lift 1 %
builder-lift-5 = Lift 5 %
builder-lift-10 = Lift 10 %
builder-lift-20 = Lift 20 %

## Recommendations
builder-recommend = Jeder Person empfehlen
builder-recommend-nothing = Nichts
builder-undo-recommend-nothing = nichts empfehlen
builder-undo-recommend = empfehlen
builder-recommend-count = Werte je Person
builder-recommend-unmeasured = Es gibt zu wenig Vergangenheit, um zu messen, wie oft sie zutreffen.
builder-recommend-learning = Empfehlungen werden gelernt …
builder-leave-nothing = nichts weglassen
builder-leave-known = Bekanntes weglassen
builder-leave-out = Was wegbleibt
builder-choose-event = Ereignis wählen
builder-undo-change-recommend = Empfehlung ändern

## A condition
builder-rule-change = Bedingung ändern
builder-rule-add = Bedingung hinzufügen
builder-add = Hinzufügen
builder-cancel = Abbrechen
builder-undo-change-condition = Bedingung ändern
builder-undo-add-condition = Bedingung hinzufügen
builder-did = Hat getan
builder-did-not = Hat nicht getan
builder-did-or-not = Getan oder nicht getan
builder-events = Ereignisse
builder-with = Bei
builder-at-least = Mindestens
builder-times-name = Wie oft
builder-in-the-last = in den letzten
builder-days-name = Tage
builder-days-else-ever = Tagen, sonst jemals
builder-rule-column = Spalte der Bedingung
builder-anything = Irgendetwas
builder-gone = fehlt
builder-counting = Werte werden gezählt …
builder-rule-value = Wert der Bedingung
builder-trait = Merkmal
builder-choose-trait = Merkmal wählen …
builder-trait-gone = in keiner Datei mit Personen
builder-is = Ist
builder-is-not = Ist nicht
builder-is-or-not = Ist oder ist nicht
builder-trait-value = Wert des Merkmals
builder-trait-unknown = Personen, von denen es nicht bekannt ist, zählen als Personen ohne dieses Merkmal.

## Size and control group
builder-size = Maximale Größe
builder-size-other = Andere
builder-size-percent = Maximale Größe in Prozent derer, die infrage kommen
builder-size-people = Größe in Personen
builder-size-in-percent = Größe in Prozent
builder-size-beyond = Nach den ersten 20 % ist die Neigung kaum höher als im Durchschnitt.
builder-size-few = Werbeplattformen verlangen Listen mit mindestens { $least } Personen. So wenige lohnen einen Brief oder einen Anruf.
builder-control = Kontrollgruppe
builder-undo-control = Kontrollgruppe ändern
builder-control-none = Einige Personen zurückhalten, um die Wirkung zu messen

## How the audience splits
builder-split = Wie sie sich aufteilt
builder-split-by = Aufschlüsselung nach
builder-split-trait = Merkmal
builder-split-touched = im Verlauf

## What people should want
builder-campaign = Kampagne
builder-campaign-own = Eigene
builder-undo-campaign = Kampagne wählen
builder-filling-in = Wird aus Ihren Daten ausgefüllt …
builder-target = Reagiert wahrscheinlich auf
builder-target-and = und zugleich
builder-target-value = Wert
builder-second-value = Zweiter Wert
builder-combine = + Mit einer Spalte kombinieren
builder-combine-tip = Beides muss gelten
builder-undo-combine = mit einer Spalte kombinieren
builder-undo-value = Wert wählen
builder-do-not-combine = Nicht kombinieren
builder-undo-do-not-combine = nicht kombinieren
builder-column = Spalte
builder-second-column = Zweite Spalte
builder-undo-column = Spalte wählen
builder-related = Bis dahin nach Ähnlichem ordnen
builder-related-value = Verwandter Wert
builder-related-column = Verwandte Spalte
builder-undo-related-column = verwandte Spalte wählen
builder-undo-related-value = verwandten Wert wählen
builder-by = Durch
builder-within = Innerhalb von
builder-undo-events = Ereignisse wählen
builder-any-event = Jedes Ereignis
builder-automatic = Automatisch
builder-automatic-about = Automatisch: aus den Daten
builder-days-typed = Tage:

## One person's past
builder-past-empty = Diese Person hat nichts getan, was im Katalog zählt.
builder-past-other = alles andere
builder-past-ahead = die vorhergesagten Tage

## Values
builder-take-value = Stattdessen diesen Wert nehmen
builder-or = oder
builder-this-value = diesen Wert
builder-more-value = + Wert
builder-more-value-tip = Jeder von mehreren Werten zählt
builder-choose-value = Wert wählen …
builder-use-exactly = Genau so verwenden
builder-value-unseen = noch nicht in den Daten

## Who may be in
builder-who = Wer infrage kommt
builder-everyone = Alle
builder-all-hold = Alle müssen gelten
builder-any-holds = Eine genügt
builder-joined = Wie Bedingungen verknüpft sind
builder-undo-join = Bedingungen verknüpfen
builder-not-lately = + Nicht kürzlich
builder-not-lately-tip = Wer es in den letzten 30 Tagen schon getan hat, bleibt draußen
builder-undo-not-lately = kürzliche Reaktionen ausschließen
builder-add-condition = + Bedingung
builder-add-past = Hat etwas getan, oder nicht …
builder-no-people-file = Unter den Daten ist keine Datei mit Personen und Merkmalen
builder-add-trait = Hat ein Merkmal, oder nicht …
builder-active-there = Gibt es schon
builder-add-active = Kürzlich aktiv
builder-add-file = Nicht in einer Sperrliste …
builder-add-file-tip = Eine Liste von IDs, E-Mail-Adressen oder Telefonnummern, im Klartext oder gehasht, von Personen, die nie kontaktiert werden
builder-undo-leave-out = Zielgruppe ausschließen
builder-left-tip = Personen, die nach dieser Bedingung übrig sind
builder-active-days = Tage der Aktivität
builder-active-remove = Bedingung zur Aktivität entfernen
builder-undo-remove-condition = Bedingung entfernen
builder-undo-remove-file = Sperrliste entfernen
builder-active-before = Letzte
builder-active-after = Tage aktiv
builder-audience-deleted = Sie wurde gelöscht; deshalb schließt das niemanden aus.
builder-audience-no-target = Sie hat noch keinen Zielwert; deshalb schließt das niemanden aus.

## With arguments
builder-as-of-now = { $day }, das Ende der Daten
builder-dated-later = { $events ->
    [one] { $events } Ereignis ist später datiert, bis { $last }: Das gilt als Fehler.
   *[other] { $events } Ereignisse sind später datiert, bis { $last }: Das gilt als Fehler.
}
builder-expected = Erwartet innerhalb von { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
# Beside the number of those who are expected to engage.
builder-expected-of = von { $people }
# In place of the number of those who are expected to engage.
builder-expected-fewer = < 1
builder-range = zwischen { $low } und { $high }
builder-average = Lift
builder-caught = Erfasst
builder-would-have-reached = In den letzten vollständigen { $days } Tagen enthielten die obersten { $share } dieser Rangfolge { $reached } derer, die reagierten.
builder-list-reached-more = Bei dieser Größe hätte die Liste „{ $list }“ mehr erreicht: Eine so einfache Liste kann hier genügen.
builder-apart-few = Weniger als { $few } Personen sind zu wenige, um das zu sagen.
builder-times = { $times } ×
builder-from-to = { $from } bis { $to }
builder-target-within = { $target } innerhalb von { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
builder-eligible = { $people ->
    [one] { $people } Person kommt
   *[other] { $people } Personen kommen
} infrage · { $target }
builder-use-days = { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} verwenden
builder-person-rank = { $person }, Rang { $rank }
builder-trait-column = { $name } (Merkmal)
builder-nobody-found = Niemand in dieser Zielgruppe hat „{ $query }“ in der ID.
builder-why-person = Warum { $person } auf Rang { $rank } steht
builder-recommended = Empfehlungen ({ $column }): { $values }
builder-zoomed = Oberste { $percent } % gezeigt · Alle zeigen
# $title: plot-title-…
builder-picture = { $title }: { $target } innerhalb von { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}, unter { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}
builder-value-and-cost = Eine Reaktion bringt { $value }, ein Kontakt kostet { $cost }
builder-take-best = Beste Größe: { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}
builder-auc-and-loss = AUC { $auc } · Log Loss { $loss }
builder-rehearsal = Als wäre es { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} früher: { $people ->
    [one] { $people } Person wurde
   *[other] { $people } Personen wurden
} geordnet, ohne zu wissen, was danach kam. Vom { $window } haben { $engaged } davon reagiert.
builder-gains = Erfasst: Die obersten 5 % enthielten { $five }, die obersten 10 % { $ten }, die obersten 20 % { $twenty } derer, die reagierten
builder-gains-top = Die obersten { $share }
builder-calibration = Kalibrierung: Für das beste Zehntel waren { $bestpredicted } vorhergesagt, { $bestactual } reagierten; für das letzte { $lastpredicted } und { $lastactual }
builder-tenth-read =
    Zehntel { $tenth }
    vorhergesagt: { $predicted }
    tatsächlich: { $actual }
builder-key-predicted = vorhergesagt
builder-key-actual = tatsächlich
# $popular: two shares, "3 %, 12 %".
builder-recommend-hits = Backtest: Der erste Vorschlag traf bei { $first } zu, einer von fünf bei { $five } (Bestseller: { $popular }).
builder-leave-event = weglassen, was mit „{ $event }“ schon vorkam
# $rule: as after "Personen".
builder-rule-sentence = Personen { $rule }.
builder-times-after = -mal
builder-values = { $values ->
    [one] { $values } Wert
   *[other] { $values } Werte
}
builder-size-only = Nur { $people ->
    [one] { $people } Person kommt
   *[other] { $people } Personen kommen
} infrage.
builder-control-kept = Etwa { $people ->
    [one] { $people } Person wird
   *[other] { $people } Personen werden
} zurückgehalten, um die Wirkung zu messen
builder-split-more = und { $values ->
    [one] { $values } weiterer Wert
   *[other] { $values } weitere Werte
}.
builder-split-mark = Der Strich zeigt alle, die infrage kommen.
builder-split-several = Im Verlauf einer Person können mehrere vorkommen.
builder-split-part = { $part }: { $share } der Zielgruppe ({ $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}), { $everyone } aller, die infrage kommen; { $rate } davon reagieren voraussichtlich
builder-quoted = „{ $value }“
builder-unseen = { $values } { $count ->
    [one] ist noch nicht in den Daten. Der Wert bleibt genau so erhalten und zählt, sobald Daten damit geladen sind.
   *[other] sind noch nicht in den Daten. Die Werte bleiben genau so erhalten und zählen, sobald Daten damit geladen sind.
}
builder-days = { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
builder-days-auto = { $days ->
    [one] { $days } Tag (auto)
   *[other] { $days } Tagen (auto)
}
builder-past-also = Außerdem: { $events }
builder-past-now = jetzt, { $day }
builder-often = { $times ->
    [1] einmal
    [2] zweimal
   *[other] { $times }-mal
}
builder-past-sentence = Was diese Person getan hat: { $events }
builder-past-lane = { $event } { $often }, zuletzt am { $last }
builder-past-lane-wanted = { $event } { $often }, davon { $wanted } mit dem Gewünschten, zuletzt am { $last }
builder-did-you-mean = Meinten Sie { $value }?
builder-remove = { $what } entfernen
builder-who-left = · { $left } von { $all ->
    [one] { $all } Person
   *[other] { $all } Personen
}
builder-not-in = Nicht in „{ $name }“
builder-change-rule = Ändern: { $rule }
builder-remove-rule = Entfernen: { $rule }
