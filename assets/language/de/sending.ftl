# Die Ansicht der Zielplattformen: wohin die Listen einer Zielgruppe gehen, mit welchen Spalten, in welchen Ordner.

sending-title = { $audience } · Zielplattformen
sending-people = Die Dateien werden hier geschrieben; hochladen müssen Sie sie selbst. { $people ->
        [one] { $people } Person.
       *[other] { $people } Personen.
    }
sending-people-control = Die Dateien werden hier geschrieben; hochladen müssen Sie sie selbst. { $people ->
        [one] { $people } Person,
       *[other] { $people } Personen,
    } davon { $control } als Kontrollgruppe zurückgehalten, in einer eigenen Datei.
sending-people-consent = Die Dateien werden hier geschrieben; hochladen müssen Sie sie selbst. { $people ->
        [one] { $people } Person,
       *[other] { $people } Personen,
    } davon { $consenting } mit Einwilligung.
sending-people-consent-control = Die Dateien werden hier geschrieben; hochladen müssen Sie sie selbst. { $people ->
        [one] { $people } Person,
       *[other] { $people } Personen,
    } davon { $consenting } mit Einwilligung; von diesen { $control } als Kontrollgruppe zurückgehalten, in einer eigenen Datei.
sending-elsewhere =
    { $people ->
        [one] { $people } weitere Person steht nur auf der Liste einer Zielgruppe, die zuerst kommt.
       *[other] { $people } weitere Personen stehen nur auf der Liste einer Zielgruppe, die zuerst kommt.
    }
sending-both = { $first } { $second }
sending-unread = Einige Zeilen der Dateien werden nicht verwendet
sending-unread-about = Was in diesen Zeilen steht, ist in keiner Liste. Die Gründe:
sending-unread-more = { $more } weitere dieser Art.
sending-nobody = Noch gibt es niemanden zu schreiben
sending-finding = Ihre Personen werden gesucht. Das dauert einen Moment.
sending-no-target = Wählen Sie zuerst, worauf Personen reagieren sollen.
sending-to-audience = Zurück zur Zielgruppe
sending-back = Zurück
sending-create = Zielgruppe erstellen
sending-create-again = Erneut erstellen
sending-choose-first = Wählen Sie mindestens eine Zielplattform
sending-being-written = Die Dateien werden gerade geschrieben
sending-open-folder = Ordner öffnen
sending-none = –

## Karten

sending-own-new = Eigene Zielplattform …
sending-own-new-about = Spalten, Spaltenüberschriften und Hashes selbst zusammenstellen; bleibt im Projekt
sending-choose = Eine oder mehrere
sending-search = Zielplattformen suchen
sending-search-none = Keine Zielplattform heißt so. Stellen Sie eine eigene zusammen.
sending-used = In diesem Projekt verwendet
sending-own-group = Ihre eigenen
sending-look-at = { $name } ansehen
sending-counting = Wird gezählt …
sending-not-possible = Noch nicht möglich
sending-needs = Benötigt { $needs }
sending-share-of = { $content } { $percent } %
sending-two = { $first }, { $second }
sending-nothing-to-match = nichts, womit sie abgleichen kann
sending-usable = { $people } verwendbar
sending-usable-note = { $people } verwendbar · siehe Hinweis
sending-none-usable = niemand verwendbar
sending-usable-about = Personen der Liste, die haben, womit diese Zielplattform abgleicht
sending-unused =
    { $people ->
        [one] { $people } Person ausgelassen: { $why }
       *[other] { $people } Personen ausgelassen: { $why }
    }

## Was geschrieben wurde

sending-failed = Die Dateien wurden nicht geschrieben
sending-replace = Ersetzen
sending-write-damaged = Schreiben, was sich lesen ließ
sending-written =
    { $lists ->
        [one] { $lists } Liste geschrieben, { $rows ->
                [one] { $rows } Zeile
               *[other] { $rows } Zeilen
            }
       *[other] { $lists } Listen geschrieben, insgesamt { $rows ->
                [one] { $rows } Zeile
               *[other] { $rows } Zeilen
            }
    }
sending-copy-path = Pfad kopieren
sending-held-elsewhere =
    { $people ->
        [one] { $people } weitere Person wird für die Kampagne einer anderen Zielgruppe zurückgehalten und steht auf keiner Liste, bis diese gemessen ist.
       *[other] { $people } weitere Personen werden für die Kampagne einer anderen Zielgruppe zurückgehalten und stehen auf keiner Liste, bis diese gemessen ist.
    }
sending-file-people =
    { $rows ->
        [one] { $rows } Zeile
       *[other] { $rows } Zeilen
    }
sending-file-added =
    { $rows ->
        [one] { $rows } Person, die seit der vorigen Liste hinzukommt
       *[other] { $rows } Personen, die seit der vorigen Liste hinzukommen
    }
sending-file-removed =
    { $rows ->
        [one] { $rows } Person, die seit der vorigen Liste wegfällt
       *[other] { $rows } Personen, die seit der vorigen Liste wegfallen
    }
sending-file-unused =
    { $rows ->
        [one] { $rows } Person, die sich nicht verwenden ließ, mit Grund
       *[other] { $rows } Personen, die sich nicht verwenden ließen, mit Grund
    }
sending-file-control =
    { $rows ->
        [one] die Kontrollgruppe, { $rows } Person
       *[other] die Kontrollgruppe, { $rows } Personen
    }
sending-file-manifest = was geschrieben wurde und wie gut die Rangfolge ist
sending-file-readme = was als Nächstes zu tun ist, in Worten
sending-since = { $list }: { $words }
sending-next = Als Nächstes, für { $name }
sending-step = { $number }. { $step }

## Die Spalten einer Zielplattform

sending-choose-left = Wählen Sie links eine oder mehrere Zielplattformen.
sending-change-columns = Spalten ändern …
sending-first-rows = Die ersten Zeilen, genau wie sie geschrieben werden
sending-column = Spalte
sending-column-about = Die Überschrift, wie die Zielplattform sie erwartet
sending-from = Aus
sending-from-about = Was aus Ihren Daten dort geschrieben wird
sending-written-as = Geschrieben als
sending-written-as-about = Wie ein Wert vor dem Schreiben bereinigt wird, damit die Zielplattform ihn erkennt
sending-have = Anteil
sending-have-about = Wie viele der Personen es haben, die geschrieben werden dürfen: ohne Einwilligung zählt niemand mit
sending-not-in-data = Nicht in den Daten und deshalb nicht geschrieben: { $columns }.
sending-percent = { $percent } %
sending-hashed-form = SHA-256 von: { $form }
sending-doubt = Nicht sicher: { $doubt }
sending-documented = Wie dokumentiert von: { $facts }
sending-hash = Kennungen auf diesem Computer hashen
sending-hash-about = Eine Adresse wird durch einen Code ersetzt, aus dem sie nicht zurückzulesen ist. Die Plattform hasht die Adressen ihrer eigenen Konten und gleicht die Codes ab.
sending-further = Weitere Spalten
sending-further-about = Spalten neben denen, womit die Zielplattform abgleicht, für Nachrichten oder Berichte
sending-identifier = Kennung
sending-identifier-about = Womit die Zielplattform Personen abgleicht. Sie nimmt eine Art.

## Wie ein Wert geschrieben wird

sending-form-email = ohne Leerzeichen, Kleinbuchstaben
sending-form-email-gmail = ohne Leerzeichen, Kleinbuchstaben, Gmail ohne Punkte
sending-form-email-no-tag = Kleinbuchstaben, ohne +Zusatz
sending-form-email-no-dots = Kleinbuchstaben, ohne +Zusatz und Punkte
sending-form-email-plain = Kleinbuchstaben, nur einfache Buchstaben vor @
sending-form-name-az = a bis z, Kleinbuchstaben
sending-form-age = Jahre
sending-form-phone-plus = Ziffern mit + und Ländervorwahl
sending-form-phone = Ziffern mit Ländervorwahl
sending-form-letters = Buchstaben, klein
sending-form-name = Kleinbuchstaben, ohne Titel
sending-form-postal-short = Kleinbuchstaben, bis zum Bindestrich
sending-form-postal = ohne Leerzeichen am Rand
sending-form-country = zwei Buchstaben
sending-form-gender = ein Buchstabe
sending-form-year = Jahr
sending-form-lower = Kleinbuchstaben
sending-form-flag = true oder false
sending-form-as-is = unverändert
sending-form-number = eine Zahl

## Name, Ordner, Einwilligung, Land

sending-name = Name der Zielgruppe
sending-name-about = Wie die Dateien und die Liste heißen
sending-folder = Ordner
sending-folder-about = Wohin die Dateien geschrieben werden. Jede Zielgruppe hat einen eigenen Ordner.
sending-change = Ändern …
sending-consent = Nur Personen mit Einwilligung
sending-consent-about = Wer eingewilligt hat, angesprochen zu werden. Wo Angaben sich widersprechen oder unklar sind, bleibt die Person außen vor.
sending-consent-none = Alle, was immer sie gesagt haben
sending-consent-use = Die anderen weglassen
sending-consent-lost = nicht mehr vorhanden
sending-consent-beside = Ein Nein in { $names } zählt ebenfalls.
sending-consent-out =
    { $people ->
        [one] { $people } Person ausgelassen
       *[other] { $people } Personen ausgelassen
    }
sending-country = Standardland für Telefonnummern
sending-country-about = Zwei Buchstaben, etwa US oder DE: das Land der Nummern, die ohne Vorwahl geschrieben sind
sending-dates = Geburtsdaten sind geschrieben
sending-dates-about = Welche Zahl der Tag ist, wo die Daten selbst es nicht zeigen
sending-dates-none = Wie die Daten selbst es zeigen
sending-dates-day = Tag zuerst, 21/06/1992
sending-dates-month = Monat zuerst, 06/21/1992

## Eine eigene Zielplattform

sending-own = Eine eigene Zielplattform
sending-own-delete = Zielplattform löschen
sending-own-done = Fertig
sending-own-incomplete = Noch nicht vollständig
sending-own-kept = Jede Änderung bleibt im Projekt, für jede Zielgruppe, und lässt sich rückgängig machen.
sending-own-name = Name
sending-own-name-field = Name der Zielplattform
sending-own-file = Datei
sending-own-file-about = Die Art der Datei, die geschrieben wird
sending-own-between = Zwischen Werten
sending-own-between-about = Das Zeichen zwischen zwei Werten einer Zeile. Ein deutsches Excel erwartet Semikolons.
sending-own-comma = Komma
sending-own-semicolon = Semikolon
sending-own-tab = Tabulator
sending-own-header = Kopfzeile mit den Spaltenüberschriften
sending-own-mark = Für Excel gekennzeichnet (UTF-8)
sending-own-mark-about = Excel zeigt dann Buchstaben wie ä und é richtig an
sending-own-formulas = Apostroph vor Zellen, die wie Formeln aussehen
sending-own-formulas-about = Eine Tabellenkalkulation zeigt eine solche Zelle dann als Text und rechnet sie nicht aus
sending-own-needs = Ausgelassen wird, wem dies fehlt
sending-own-needs-about = Was jemand haben muss, um in der Datei zu stehen
sending-own-needs-none = Niemand
sending-own-no-column = keine Spalte
sending-own-column-header = Überschrift
sending-own-column-header-about = Was in der ersten Zeile steht
sending-own-column-holds = Inhalt
sending-own-column-holds-about = Was aus Ihren Daten dort geschrieben wird
sending-own-column-written = Geschrieben
sending-own-column-written-about = Wie ein Wert vor dem Schreiben bereinigt wird
sending-own-column-hashed = Gehasht
sending-own-column-hashed-about = SHA-256, hexadezimal in Kleinbuchstaben
sending-own-hash = SHA-256 { $number }
sending-own-header-of = Überschrift von Spalte { $number }
sending-own-nth = { $content }, Nummer { $number }
sending-own-constant = Derselbe Text für alle
sending-own-holds-of = Inhalt von Spalte { $number }
sending-own-not-in-data = nicht in den Daten
sending-own-text-of = Text von Spalte { $number }
sending-own-form-of = Wie Spalte { $number } geschrieben wird
sending-own-up = Spalte { $number } nach oben
sending-own-down = Spalte { $number } nach unten
sending-own-out = Spalte { $number } auslassen
sending-own-add = Spalte hinzufügen
sending-own-add-hint = Spalte hinzufügen …

## Schritte, die beim Rückgängigmachen genannt werden: „Rückgängig: Zielplattform wählen“

sending-step-new = neue Zielplattform
sending-step-choose = Zielplattform wählen
sending-step-leave-out = Zielplattform auslassen
sending-step-answer = Antwort
sending-step-hash = Kennungen hashen
sending-step-columns = Spalten wählen
sending-step-identifier = Kennung wählen
sending-step-rename = Zielgruppe umbenennen
sending-step-folder = Ordner wählen
sending-step-consent = Einwilligung wählen
sending-step-country = Land wählen
sending-step-dates = Reihenfolge im Datum wählen
sending-step-delete = Zielplattform löschen
sending-step-name = Zielplattform benennen
sending-step-file = Datei wählen
sending-step-between = Trennzeichen wählen
sending-step-header = Überschriften wählen
sending-step-mark = Datei kennzeichnen
sending-step-formulas = Formeln entschärfen
sending-step-needs = wählen, wer ausgelassen wird
sending-step-hash-column = Spalte hashen
sending-step-name-column = Spalte benennen
sending-step-holds = Inhalt einer Spalte wählen
sending-step-text = Text der Spalte
sending-step-form = Form wählen
sending-step-move = Spalte verschieben
sending-step-column-out = Spalte auslassen
sending-step-add = Spalte hinzufügen
