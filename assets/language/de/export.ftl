# Writing lists for destinations.

## Progress

export-looking = Erreichbare Personen werden ermittelt
export-counting = Kennungen werden gezählt
export-writing = { $destination } wird geschrieben

## Why nothing was written

export-no-people = Die Zielgruppe ist leer: Auf der Liste stünde niemand.
export-no-destination = Wählen Sie mindestens eine Zielplattform.
export-missing = { $destination } benötigt { $needs }; in den Daten der Personen steht davon nichts. Fügen Sie eine Personendatei mit diesen Angaben hinzu oder wählen Sie eine andere Zielplattform.
export-with = { $first } mit { $then }
export-nobody = { $destination } kann niemanden aus der Zielgruppe abgleichen: { $why }.
export-all-held-out = Alle Personen, die auf die Liste für { $destination } kämen, sind als Kontrollgruppe zurückgehalten. Halten Sie weniger Personen zurück oder lassen Sie mehr Personen in die Zielgruppe.
export-not-complete = „{ $destination }“ ist nicht vollständig. { $problems }
export-no-column = Die Spalte „{ $column }“, die geschrieben werden soll, gibt es nicht. Wählen Sie eine andere.
export-too-many-columns = { $destination } nimmt höchstens { $most } Spalten an. Lassen Sie { $less } davon weg.
export-no-country = „{ $country }“ ist kein Land für Telefonnummern. Verwenden Sie die zwei Buchstaben, zum Beispiel US oder DE.
export-no-consent = Ein Merkmal „{ $column }“, das die Einwilligung angibt, gibt es nicht. Wählen Sie ein anderes.
export-over-input = Eine Liste würde { $path } überschreiben, eine Datei, die das Projekt liest. Wählen Sie einen anderen Ordner für die Listen; nichts wurde geändert.
export-scores-name = { $path } sollte auf .csv oder .parquet enden.
export-workbook-scratch = die temporäre Datei der Arbeitsmappe ließ sich nicht schreiben

## What to know before writing

export-nobody-matched = { $destination } kann niemanden aus dieser Zielgruppe abgleichen.
export-too-few = { $destination } verlangt mindestens { $least } Personen; auf der Liste stehen { $people }.
export-several-files = { $destination } nimmt höchstens { $most } Zeilen je Datei an: { $files } Dateien werden geschrieben.
export-values = { $column }: { $values ->
    [one] { $values } Wert ist
   *[other] { $values } Werte sind
} { $what }.

## What became of values; the end of a sentence such as "3 values …"

export-change-repeated = weggelassen: derselbe Wert wie bei einer Person mit besserem Rang
export-change-characters = weggelassen: Zeichen, die die Plattform nicht annimmt
export-change-cut = auf die Länge der Plattform gekürzt
export-change-header = Überschrift an die Vorgaben der Plattform angepasst
export-unusable-hashed = nicht verwendbar: schon gehasht, und die Spalte nimmt Werte im Klartext
export-unusable-email = nicht verwendbar: keine E-Mail-Adresse
export-unusable-several-emails = nicht verwendbar: mehr als eine E-Mail-Adresse
export-unusable-email-characters = nicht verwendbar: eine E-Mail-Adresse, die die Plattform nicht annimmt
export-unusable-phone = nicht verwendbar: keine gültige Telefonnummer
export-unusable-phone-country = nicht verwendbar: eine Telefonnummer ohne Landesvorwahl, die zum Land der Person passt
export-unusable-date = nicht verwendbar: kein Datum
export-unusable-day-order = nicht verwendbar: Tag und Monat könnten vertauscht sein
export-unusable-century = nicht verwendbar: eine zweistellige Jahreszahl, deren Jahrhundert offen ist
export-unusable-birthday = nicht verwendbar: ein Datum, das kein Geburtstag sein kann
export-unusable-country = nicht verwendbar: kein bekanntes Land
export-unusable-unreadable = nicht verwendbar: nicht lesbar

## Why a person is not on a list; stands after a number of people

export-unused-consent = keine Einwilligung
export-unused-identifier = keine Kennung, die sich abgleichen lässt
export-unused-repeated = dieselbe Kennung wie eine Person mit besserem Rang
export-unused-beside = dieselbe Adresse oder Nummer wie eine zurückgehaltene Person

## What a column of a list holds

export-content-person-id = Personen-ID
export-content-email = E-Mail
export-content-phone = Telefon
export-content-first-name = Vorname
export-content-last-name = Nachname
export-content-city = Ort
export-content-state = Bundesland
export-content-postal-code = Postleitzahl
export-content-country = Land
export-content-birth-date = Geburtsdatum
export-content-age = Alter
export-content-gender = Geschlecht
export-content-mobile-ad-id = Mobile Werbe-ID
export-content-job-title = Position
export-content-company = Unternehmen
export-content-customer-value = Kundenwert
export-content-propensity = Neigung
export-content-rank = Rang
export-content-percentile = Perzentil
export-content-audience = Zielgruppe
export-content-reasons = Wichtigste Gründe
export-content-recommended = Empfehlung { $place }
export-content-control = Kontrollgruppe

## What destinations are for

export-group-files = Dateien
export-group-ads = Werbung
export-group-messaging = E-Mail und Messaging
export-group-data-tools = Datenwerkzeuge

## Where the facts about a destination are from

export-source-undated = ohne Datum
export-source-official = eigene Seite der Plattform
export-source-copied = teils aus Kopien der Seite der Plattform
export-source-unconfirmed = nicht alles bestätigt

## Destinations of one's own

export-own = Meine Zielplattform
export-own-number = Meine Zielplattform { $number }
export-own-no-name = Geben Sie der Zielplattform einen Namen.
export-own-no-columns = Fügen Sie mindestens eine Spalte hinzu.
export-own-no-header = Spalte { $number } hat keine Überschrift.
export-own-line-break = Die Überschrift von Spalte { $number } enthält einen Zeilenumbruch.
export-own-twice = Zwei Spalten heißen „{ $header }“.
export-as-as-it-is = unverändert
export-as-email = E-Mail: in Kleinbuchstaben
export-as-email-gmail = E-Mail: in Kleinbuchstaben, Gmail ohne Punkte und +Zusatz
export-as-email-no-tag = E-Mail: in Kleinbuchstaben, ohne +Zusatz
export-as-phone = Telefon: +14155550142
export-as-phone-digits = Telefon: 14155550142
export-as-letters = nur Kleinbuchstaben, ohne andere Zeichen
export-as-upper = in Großbuchstaben
export-as-country-upper = Land: US
export-as-country-lower = Land: us
export-as-date = Datum: 1992-06-21
export-as-date-us = Datum: 06/21/1992
export-as-year = Jahr: 1992
export-as-maid = mobile Werbe-ID: in Kleinbuchstaben
export-as-flag = true oder false

## Additions and removals since a list was written before

export-since-uncertain = Ersetzen Sie die Liste der Plattform durch die ganze Liste: Welche Listen zuletzt geschrieben wurden, steht nicht sicher fest (sie wurden nicht fertig, oder ihre Aufzeichnung fehlt, ist beschädigt oder trägt ein Datum in der Zukunft); deshalb gibt es diesmal keine Dateien der Zugänge und Abgänge. Ab den nächsten Listen gibt es sie.
export-since-not-remembered = Ersetzen Sie die Liste der Plattform vom { $day } durch die ganze Liste: Was darin stand, ist nicht mehr bekannt, weil seitdem Personen vergessen wurden oder eine frühe Version sie geschrieben hat; deshalb gibt es diesmal keine Dateien der Zugänge und Abgänge. Ab den nächsten Listen gibt es sie.
export-since-not-told = Ersetzen Sie die Liste der Plattform vom { $day } durch die ganze Liste: { $unnamed ->
    [one] { $unnamed } Kennung dieser Liste steht
   *[other] { $unnamed } Kennungen dieser Liste stehen
} weder noch in den Daten noch in ihrer Datei; deshalb gibt es keine Dateien der Zugänge und Abgänge.

## The file readme.txt beside the lists

export-readme-file = Datei: { $file } ({ $people ->
    [one] { $people } Person
   *[other] { $people } Personen
})
export-readme-remove = die { $rows } aus { $file } entfernen
export-readme-add = die { $rows } aus { $file } hinzufügen
export-readme-then = { $first }, dann { $then }
export-readme-same = Seit dem { $day } ist niemand hinzugekommen und niemand weggefallen.
export-readme-steps = Statt der ganzen Liste, wenn die Plattform schon die vom { $day } hat: zuerst { $steps }.
export-readme-doubt = Nicht sicher: { $doubt }
export-readme-source = Quelle: { $facts }.
export-readme-hashed = Kennungen sind gehasht (SHA-256).
export-readme-note = Hinweis: { $note }
export-readme-unused = Nicht in der Datei: { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}, { $why }.
export-readme-unused-file = Sie stehen in { $file }.
export-readme-change = { $column }: { $values ->
    [one] { $values } Wert
   *[other] { $values } Werte
} { $what }.
export-readme-control = Kontrollgruppe: { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} in { $file }. Kontaktieren Sie diese nicht; sie zeigen, was ohne die Kampagne geschehen wäre.
export-readme-personal = Diese Dateien enthalten personenbezogene Daten. Löschen Sie sie nach dem Hochladen.
