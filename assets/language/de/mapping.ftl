# Die Ansicht des Katalogs: Ereignisse, Produkt-IDs, Spalten.

mapping-title = Katalog
mapping-about-saved = Was Personen tun und womit sie es tun.
mapping-about = Was Personen tun und womit sie es tun. Aus Ihren Dateien ausgefüllt: prüfen und speichern Sie ihn.
mapping-nothing-title = Noch nichts zuzuordnen
mapping-nothing = Der Katalog wird aus Ihren Dateien ausgefüllt. Öffnen Sie sie zuerst.
mapping-none = –

## Wie er steht

mapping-failed = Der Katalog ließ sich nicht speichern
mapping-missing = Bevor er gespeichert werden kann
mapping-missing-of = { $name }: { $problem }
mapping-saved = Gespeichert: { $people ->
        [one] { $people } Person
       *[other] { $people } Personen
    }, { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    }
mapping-noticed = Beim Einlesen aufgefallen
mapping-changed = Seit dem Speichern geändert
mapping-changed-about = Zielgruppen verwenden den zuletzt gespeicherten Katalog, bis Sie ihn erneut speichern.

## Personen und Zeit

mapping-people = Personen und Zeit
mapping-people-change = Unter „Daten“ ändern
mapping-not-chosen = Noch nicht gewählt
mapping-and-more = { $first } und { $more } weitere
mapping-else = { $first }, sonst { $second }
mapping-person = Person
mapping-person-about = Das Feld Ihrer Dateien, das sagt, wer
mapping-person-count =
    { $people ->
        [one] { $people } Person
       *[other] { $people } Personen
    }
mapping-time = Zeit
mapping-time-about = Das Feld Ihrer Dateien, das sagt, wann, und die Tage, die sie umfassen. Zeiten ohne Zeitzone gelten in der Standardzeitzone des Projekts.
mapping-time-span = { $days }, { $zone }
mapping-other-products = Produkte aus einer anderen Datei
mapping-other-products-about = Eine Produkttabelle, über die Produkt-ID mit den Ereignissen verknüpft
mapping-other-people = Personen aus einer anderen Datei
mapping-other-people-about = Eine Personentabelle, über die Person mit den Ereignissen verknüpft
mapping-by = { $file } über { $field }
mapping-matched = { $share } abgeglichen
mapping-matched-about = Ereignisse, deren Produkt in dieser Datei steht
mapping-known-about = Personen mit Ereignissen, die in einer Personendatei stehen
mapping-anonymous-out = Personen auslassen, die nur über eine anonyme ID bekannt sind
mapping-anonymous-out-about = Wer nie gesagt hat, wer er ist, kann auf keiner Liste stehen, die über E-Mail, Telefon oder Kundennummer abgeglichen wird

## Ereignisse

mapping-events = 1 · Ereignisse, die Interesse zeigen
mapping-events-about = Was Personen tun, wenn sie etwas wollen: es ansehen, in den Warenkorb legen, kaufen, lesen
mapping-events-chosen = { $chosen } von { $most } · { $low } bis { $high } sind am besten
mapping-events-chosen-all = { $chosen } von höchstens { $most } · kein anderes vorgeschlagen
mapping-events-best = Wenige Ereignisse, die etwas bedeuten, sagen mehr als viele, die es nicht tun
mapping-events-none = Noch keine Ereignisse: Wählen Sie in den Daten Person und Zeit.
mapping-events-most = Höchstens { $most } Ereignisse
mapping-events-most-about = Lassen Sie ein anderes aus, bevor Sie „{ $event }“ wählen.
mapping-event = Ereignis
mapping-count = Anzahl
mapping-count-about = Zeilen mit diesem Ereignis
mapping-product = Produkt-ID
mapping-product-about = Das Feld, das sagt, um welches Produkt es bei dem Ereignis geht
mapping-filled = Gefüllt
mapping-filled-about = Zeilen des Ereignisses, die ein Produkt nennen
mapping-undoes = Rücknahme
mapping-undoes-about = Zurückgegeben, entfernt, storniert: Es nimmt Interesse zurück und bleibt deshalb außen vor, solange Sie es nicht wählen
mapping-left-out = ausgelassen
mapping-product-of = Produkt-ID von { $event }
mapping-product-none = Kein Produkt
mapping-product-split = Eine Produkt-ID oder eine Liste
mapping-product-split-about = Nennt eine Zelle mehrere Produkte, etwa SKU-1,SKU-2, so zählt jedes davon. Gilt für alle Ereignisse.

## Spalten

mapping-columns = 2 · Spalten für das Modell
mapping-columns-about = Was von einem Produkt bekannt ist: Name, Marke, Kategorie, Preis. Jeder Wert darin kann ein Zielwert sein.
mapping-columns-order = Stellen Sie allgemeine Spalten nach oben; sie springen ein, wo eine speziellere wenig Daten hat
mapping-columns-none = Noch keine Spalten. Mit Marke, Kategorie und Ähnlichem können Sie mehr als einzelne Produkte wählen.
mapping-add = + Spalte hinzufügen
mapping-column = Spalte
mapping-column-about = Wie die Spalte beim Aufbau einer Zielgruppe heißt. Hier können Sie sie umbenennen.
mapping-product-file = Produktdatei
mapping-product-file-about = Wo die Produktdatei es sagt, für Ereignisse, die es nicht tun
mapping-list = Wert oder Liste
mapping-list-about = Wie mehrere Werte geteilt werden
mapping-values = Werte
mapping-values-about = Wie viele verschiedene Werte vorkommen, wie oft einer da ist, und Beispiele. Bis zum Speichern des Katalogs aus einem Teil der Zeilen gezählt.
mapping-name-of = Name von { $column }
mapping-cell = { $column } von { $event }
mapping-cell-none = Nicht in diesem Ereignis
mapping-feed = { $column } der Produktdatei
mapping-feed-none = Nicht in dieser Datei
mapping-split-one = Ein Wert
mapping-split-at = Teilen bei { $sign }
mapping-split-json = JSON-Liste
mapping-split-of = Wie { $column } geteilt wird
mapping-from-nowhere = Wählen Sie, woher sie kommt
mapping-values-of =
    { $values ->
        [one] { $values } Wert · { $share } gefüllt · { $examples }
       *[other] { $values } Werte · { $share } gefüllt · { $examples }
    }
mapping-values-at-least =
    { $values ->
        [one] mindestens { $values } Wert · { $share } gefüllt · { $examples }
       *[other] mindestens { $values } Werte · { $share } gefüllt · { $examples }
    }
mapping-up = { $column } nach oben
mapping-down = { $column } nach unten
mapping-remove = { $column } entfernen

## Eine Spalte wird hinzugefügt

mapping-new = Spalte hinzufügen
mapping-new-property = Eigenschaft
mapping-new-property-hint = Was sagen Ihre Ereignisse?
mapping-new-name = Name
mapping-new-name-hint = Marke, Saison …
mapping-new-property-first = Wählen Sie zuerst eine Eigenschaft
mapping-new-name-first = Geben Sie ihr einen Namen
mapping-new-taken = Eine Spalte dieses Namens gibt es schon
mapping-new-cancel = Abbrechen
mapping-new-add = Spalte hinzufügen

## Schritte, die beim Rückgängigmachen genannt werden: „Rückgängig: Ereignis wählen“

mapping-step-choose-event = Ereignis wählen
mapping-step-leave-event = Ereignis auslassen
mapping-step-product = Produkt-ID wählen
mapping-step-product-split = Produkt-IDs teilen
mapping-step-anonymous = anonyme Personen
mapping-step-rename = Spalte umbenennen
mapping-step-field = Feld wählen
mapping-step-split = Werte teilen
mapping-step-order = Spalten ordnen
mapping-step-remove = Spalte entfernen
mapping-step-add = Spalte hinzufügen
