# Was gerade läuft: wie es heißt, wie weit es ist, und warum es nicht beginnen kann.

tasks-left-unsaved = Nicht gespeicherte Arbeit wird gesucht
tasks-clearing = Zwischengespeichertes wird gelöscht
tasks-forgetting = Personen werden vergessen
tasks-checking = Dateien werden geprüft
tasks-looking = Dateien werden angesehen
tasks-catalog = Katalog wird gespeichert
tasks-opening = { $file } wird geöffnet
tasks-saving = { $file } wird gespeichert
tasks-renaming = { $file } wird umbenannt
tasks-sample = Beispielshop wird erzeugt
tasks-skipped = Nicht verwendete Zeilen werden gespeichert
tasks-counting-values = Werte werden gezählt
tasks-computing = { $audience } wird berechnet
tasks-identifiers = Kennungen werden gezählt
tasks-writing = { $audience } wird geschrieben
tasks-describing = Zielgruppe wird beschrieben
tasks-splitting = Zielgruppe wird aufgeteilt
tasks-measuring = { $audience } wird gemessen
tasks-overlap = Überschneidungen werden gesucht
tasks-ordering = Personen werden geordnet
tasks-recommending = Empfehlungen werden gelernt
tasks-comparing = Vergleich läuft
tasks-comparing-one = { $audience } wird verglichen
tasks-past = Ein Verlauf wird gelesen

## Wie weit es ist

tasks-rows =
    { $rows ->
        [one] { $rows } Zeile
       *[other] { $rows } Zeilen
    }
tasks-of-bytes = { $done } von { $total }
tasks-of-people =
    { $total ->
        [one] { $done } von { $total } Person
       *[other] { $done } von { $total } Personen
    }
tasks-of-files =
    { $total ->
        [one] { $done } von { $total } Datei
       *[other] { $done } von { $total } Dateien
    }
tasks-of-events =
    { $total ->
        [one] { $done } von { $total } Ereignis
       *[other] { $done } von { $total } Ereignissen
    }

## Warum nicht

tasks-no-catalog = Der Verlauf der Personen ist noch nicht da. Speichern Sie den Katalog, um ihn aufzubauen.
tasks-cancelled = Abgebrochen. Aktualisieren Sie sie, um sie neu zu berechnen.
tasks-excluded-unknown = Sie schließt die Personen von „{ $name }“ aus, und wer das ist, ist nicht bekannt: { $why }
tasks-no-target = Wählen Sie zuerst, worauf Personen reagieren sollen.
tasks-scheduler = Aufgabenplaner wird abgefragt
