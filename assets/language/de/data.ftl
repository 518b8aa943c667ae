# Die Ansicht der Daten: Dateien, was jede ist, was darin steht und welche Felder sagen, wer, wann und was.

data-title = Daten
data-type-path = Pfad eingeben …
data-type-path-short = Pfad eingeben
data-add-files = Dateien hinzufügen …
data-check-catalog = Katalog prüfen
data-nothing-about = Die Exporte, die Sie haben: was sie sind und was darin steht.
data-nothing-title = Noch keine Dateien
data-nothing = Öffnen Sie die Ereignisexporte, die Sie haben: Bestellungen, Klicks, gelesene Artikel. Eine Datei oder viele, aus Segment, GA4, Shopify und anderen, oder eine beliebige Tabelle.
data-nothing-drop = Dateien können auch überall auf diesem Fenster abgelegt werden.
data-please-check = Bitte prüfen
data-more = { $more } weitere.
data-none = –

## Was es von etwas gibt

data-files =
    { $files ->
        [one] { $files } Datei
       *[other] { $files } Dateien
    }
data-people =
    { $people ->
        [one] { $people } Person
       *[other] { $people } Personen
    }
data-events =
    { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    }
data-up-to-people =
    { $people ->
        [one] bis zu { $people } Person
       *[other] bis zu { $people } Personen
    }
data-up-to-events =
    { $events ->
        [one] bis zu { $events } Ereignis
       *[other] bis zu { $events } Ereignisse
    }
data-not-looked-at =
    { $files ->
        [one] { $files } Datei noch nicht angesehen
       *[other] { $files } Dateien noch nicht angesehen
    }
data-new-files =
    { $files ->
        [one] { $files } neue Datei in Ihren Ordnern
       *[other] { $files } neue Dateien in Ihren Ordnern
    }
data-new-files-names = { $files }.
data-new-add = Hinzufügen
data-new-leave-out = Auslassen

## Was eine Datei ist

data-kind-products = Produkttabelle
data-kind-people = Personentabelle
data-kind-events = Ereignistabelle

## Der Kopf einer Karte

data-hide-rows = Zeilen ausblenden
data-show-rows = Zeilen zeigen
data-hide-rows-of = Zeilen von { $file } ausblenden
data-show-rows-of = Zeilen von { $file } zeigen
data-hide-files = Dateien ausblenden
data-show-files = Dateien zeigen
data-hide-files-like = Dateien wie { $file } ausblenden
data-show-files-like = Dateien wie { $file } zeigen
data-take-out = { $file } entfernen
data-take-all-out =
    { $files ->
        [one] { $files } Datei entfernen
       *[other] Alle { $files } Dateien entfernen
    }
data-taken-out =
    { $files ->
        [one] { $files } Datei wurde entfernt; die Datei selbst bleibt
       *[other] { $files } Dateien wurden entfernt; die Dateien selbst bleiben
    }
data-not-opened =
    { $files ->
        [one] { $files } Datei ließ sich nicht öffnen
       *[other] { $files } Dateien ließen sich nicht öffnen
    }
data-and-more = { $file } und { $more } weitere
data-files-size =
    { $files ->
        [one] { $files } Datei · { $size }
       *[other] { $files } Dateien · { $size }
    }

## Was nicht gelesen werden konnte

data-unknown-failure = Sie ließ sich nicht öffnen.
data-find = Suchen …
data-find-named = { $file } suchen …
data-not-counted = Nicht gezählt: Das wurde abgebrochen.
data-count = Zählen
data-count-named = { $file } zählen
data-try-again = Erneut versuchen
data-try-again-named = { $file } erneut versuchen

## Was in einer Datei steht

data-rows = Zeilen
data-rows-about = Zeilen der Datei, auch die, die sich nicht verwenden ließen
data-people-title = Personen
data-people-about = Verschiedene Personen-IDs und anonyme IDs. Beim Speichern des Katalogs werden die IDs einer Person zusammengeführt.
data-kinds = Ereignisarten
data-kinds-about = Verschiedene Namen von Ereignissen, etwa angesehen oder gekauft
data-time = Zeitraum
data-time-about = Vom Tag des ersten Ereignisses bis zum Tag des letzten
data-week-of = Woche ab { $day }
data-about-rows =
    { $rows ->
        [one] Rund { $rows } Zeile
       *[other] Rund { $rows } Zeilen
    }
data-rows-read =
    { $rows ->
        [one] { $rows } Zeile
       *[other] { $rows } Zeilen
    }
data-about-rows-why = Aus den ersten Zeilen geschätzt; gezählt wird beim Speichern des Katalogs
data-matched = { $share } abgeglichen
data-matched-why = Ereignisse, deren Produkt in dieser Datei steht
data-known-why = Personen mit Ereignissen, die in einer Personendatei stehen
data-no-rows = Teile ohne Zeilen
data-not-used =
    { $rows ->
        [one] { $rows } Zeile nicht verwendet
       *[other] { $rows } Zeilen nicht verwendet
    }
data-reason = { $reason } ({ $rows })
data-hide-examples = Beispiele ausblenden
data-show-examples = Beispiele zeigen
data-hide-examples-of = Beispiele von { $file } ausblenden
data-show-examples-of = Beispiele von { $file } zeigen
data-save-as-file = Als Datei speichern …
data-save-skipped = Nicht verwendete Zeilen speichern …
data-save-skipped-of = Nicht verwendete Zeilen von { $file } speichern …
data-column-reason = Grund
data-column-line = Zeile
data-column-text = Wie geschrieben
data-column-text-about = Die Zeile, wie sie in der Datei steht
data-filled = { $path } · zu { $share } gefüllt
data-fields-not-shown =
    { $fields ->
        [one] { $fields } weiteres Feld nicht gezeigt.
       *[other] { $fields } weitere Felder nicht gezeigt.
    }

## Die Liste der Dateien

data-column-file = Datei
data-column-not-used = Nicht verwendet
data-column-not-used-about = Zeilen, die sich nicht verwenden ließen
data-other-roles = Andere Rollen
data-other-roles-about = Ihre Felder haben andere Rollen als die auf dieser Karte gezeigten

## Rollen

data-holds = Zeilen sind
data-holds-about = Wofür eine Zeile der Datei steht: etwas, das geschehen ist, ein Produkt oder eine Person
data-holds-events = Ereignisse
data-holds-products = Produkte
data-holds-people = Personen
data-holds-nothing = Nicht verwendet
data-person = Person
data-person-about = Das Feld, das sagt, wer: eine Nutzer-ID, eine Kundennummer, eine E-Mail-Adresse
data-person-hint = Welches Feld sagt, wer?
data-anonymous = Anonyme ID
data-anonymous-about = Ein Gerät oder Browser, bevor die Person bekannt ist. Was dort geschah, wird der Person zugerechnet, sobald ein Ereignis beide IDs trägt.
data-anonymous-none = Keine anonyme ID
data-role-time = Zeit
data-role-time-about = Das Feld, das sagt, wann es geschah
data-role-time-hint = Welches Feld sagt, wann?
data-updated = Zeile aktualisiert am
data-updated-about = Das Feld, das sagt, wann die Zeile galt: Von mehreren Zeilen einer Person zählt die neueste
data-updated-none = Die letzte Zeile zählt
data-event = Ereignis
data-event-about = Das Feld, das sagt, was geschah: angesehen, gekauft, gelesen
data-event-none = Alle Zeilen sind dasselbe Ereignis
data-event-own-names = Heißt wie die jeweilige Datei
data-event-name = Name des Ereignisses
data-product-id = Produkt-ID
data-product-id-about = Das Feld, dessen Werte die Produkt-IDs Ihrer Ereignisse sind: Darüber wird die Tabelle mit ihnen verknüpft
data-table-person-about = Das Feld, dessen Werte die Personen-IDs Ihrer Ereignisse sind: Darüber wird die Tabelle mit ihnen verknüpft
data-field-empty = leer
data-field-lost = nicht in der Datei
data-else = sonst { $fields }
data-else-two = { $first }, sonst { $second }
data-same-roles =
    { $files ->
        [one] Diese Rollen für { $files } andere Datei mit denselben Feldern verwenden
       *[other] Diese Rollen für { $files } andere Dateien mit denselben Feldern verwenden
    }
data-same-roles-as =
    { $files ->
        [one] Diese Rollen für { $files } andere Datei mit denselben Feldern wie { $file } verwenden
       *[other] Diese Rollen für { $files } andere Dateien mit denselben Feldern wie { $file } verwenden
    }
data-event-of-files = Ereignis

## Tage, wiederholte Zeilen, ausgelassene Zeilen

data-first-is = In { $example } steht zuerst:
data-day = Tag
data-month = Monat
data-year = Jahr
data-order = Tag, Monat oder Jahr zuerst
data-left-out = Ausgelassen, weil kein Zeichen von Interesse:
data-left-out-about = Retouren, Stornierungen, Tests und Ähnliches. Sie zählen nicht als Reaktion auf ein Produkt.
data-include = Einbeziehen
data-include-named = Zeilen zählen: { $rule }
data-repeats-by-id = Mehrfach gelieferte Zeilen zählen einmal, erkannt an { $field }.
data-repeats-by-id-about = Zeilen mit derselben Nachrichten-ID und demselben Inhalt sind ein Ereignis, das zweimal gesendet wurde
data-repeats-by-all = Zeilen, die in jedem Feld gleich sind, zählen einmal.
data-repeats-by-all-about = Zwei Zeilen, die sich in keinem Feld unterscheiden, gelten als ein Ereignis
data-repeats-keep = Wiederholte Zeilen zählen jedes Mal.
data-repeats-keep-about = Haben die Zeilen eine Nachrichten-ID, so sagt sie, welche sich wiederholen; sonst alle Felder
data-count-all = Alle zählen
data-count-all-named = Alle zählen: { $file }
data-count-once = Einmal zählen
data-count-once-named = Einmal zählen: { $file }

## Schritte, die beim Rückgängigmachen genannt werden: „Rückgängig: Person wählen“

data-step-remove-files = Dateien entfernen
data-step-holds = Art der Datei ändern
data-step-person = Person wählen
data-step-anonymous = anonyme ID wählen
data-step-time = Zeit wählen
data-step-updated = Zeitpunkt der Aktualisierung wählen
data-step-event = Ereignis wählen
data-step-name-event = Ereignis benennen
data-step-id = ID wählen
data-step-same-roles = gleiche Rollen
data-step-order = Reihenfolge im Datum wählen
data-step-count-rows = Zeilen zählen
data-step-repeats = wiederholte Zeilen
