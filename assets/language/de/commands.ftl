# Befehle: wie sie heißen, und je ein Satz dazu, was sie tun.

commands-open-files = Dateien öffnen …
commands-open-files-about = Eine oder mehrere Exportdateien auswählen
commands-type-path = Pfad eingeben …
commands-type-path-about = Den Pfad einer Datei, eines Ordners oder eines Projekts eingeben oder einfügen
commands-open-project = Projekt öffnen …
commands-open-project-about = Ein früher gespeichertes Projekt auswählen
commands-new-project = Neues Projekt
commands-new-project-about = Leer beginnen; was jetzt offen ist, kann vorher gespeichert werden
commands-rename-project = Projekt umbenennen
commands-rename-project-about = Dem Projekt einen anderen Namen geben; seine Datei wird mit umbenannt
commands-sample-store = Beispielshop erkunden
commands-sample-store-about = Ein Jahr eines Onlineshops, auf diesem Computer erzeugt
commands-save = Projekt speichern
commands-save-about = Ihre Entscheidungen in einer Datei festhalten; die Datendateien bleiben, wo sie sind
commands-save-as = Projekt speichern unter …
commands-save-as-about = Unter einem anderen Namen speichern
commands-undo = Rückgängig
commands-undo-about = Die letzte Entscheidung zurücknehmen
commands-redo = Wiederholen
commands-redo-about = Zurückgenommenes wiederherstellen
commands-save-catalog = Katalog speichern
commands-save-catalog-about = Die Dateien nach diesem Katalog lesen und den Verlauf aller Personen aufbauen
commands-start-over = Neu ausfüllen
commands-start-over-about = Den Katalog aus den Dateien neu ausfüllen
commands-check-files = Dateien auf Änderungen prüfen
commands-check-files-about = Neu lesen, was sich seit dem letzten Lesen geändert hat
commands-new-audience = Neue Zielgruppe
commands-new-audience-about = Die Personen finden, die am wahrscheinlichsten reagieren
commands-go-data = Zu den Daten
commands-go-data-about = Dateien, was sie enthalten, und ihre Zeilen
commands-go-catalog = Zum Katalog
commands-go-catalog-about = Was Personen tun und womit sie es tun
commands-go-audiences = Zu den Zielgruppen
commands-go-audiences-about = Listen der Personen, die am wahrscheinlichsten reagieren
commands-go-overlap = Überschneidung und Priorität
commands-go-overlap-about = Wer in mehreren Zielgruppen ist und welche davon zuerst kommt
commands-go-destinations = Zielplattformen
commands-go-destinations-about = Wohin die Listen der angezeigten Zielgruppe gehen
commands-back = Zurück
commands-back-about = Zur vorigen Ansicht
commands-forward = Vorwärts
commands-forward-about = Zu der Ansicht, von der Sie zurückgekommen sind
commands-cancel = Laufendes abbrechen
commands-cancel-about = Anhalten, was gerade läuft; nichts Vorhandenes geht verloren
commands-palette = Befehle suchen …
commands-palette-about = Einen Befehl über seinen Namen finden
commands-settings = Einstellungen
commands-settings-about = Sprache, Darstellung und wie Dateien gelesen werden
commands-help = Hilfe
commands-help-about = Wie diese Ansicht funktioniert und welche Tasten es gibt, gleich daneben
commands-mode-system = Hell oder dunkel wie das System
commands-mode-system-about = Dem System folgen
commands-mode-light = Heller Modus
commands-mode-light-about = Dunkle Schrift auf hellem Grund
commands-mode-dark = Dunkler Modus
commands-mode-dark-about = Helle Schrift auf dunklem Grund
commands-contrast = Hoher Kontrast an oder aus
commands-contrast-about = Farben, die sich leichter unterscheiden lassen
commands-zoom-in = Vergrößern
commands-zoom-in-about = Alles größer
commands-zoom-out = Verkleinern
commands-zoom-out-about = Alles kleiner
commands-zoom-reset = Zoom zurücksetzen
commands-zoom-reset-about = Die übliche Größe
commands-quit = Beenden
commands-quit-about = Das Fenster schließen

## Ein Befehl mit etwas daneben

commands-with-keys = { $text } ({ $keys })
commands-about-step = { $text }: { $step }
commands-named = Befehl: { $name }

## Warum ein Befehl gerade nicht geht

commands-nothing-to-undo = Es gibt nichts rückgängig zu machen
commands-nothing-to-redo = Es gibt nichts zu wiederholen
commands-no-files = Öffnen Sie zuerst Exportdateien
commands-nothing-runs = Es läuft nichts
commands-files-looked-at = Die Dateien werden noch angesehen
commands-two-audiences = Dafür braucht es zwei Zielgruppen
commands-no-audience = Öffnen Sie zuerst eine Zielgruppe
commands-no-way-back = Es gibt keine Ansicht davor
commands-no-way-forward = Sie sind nicht zurückgegangen
commands-no-catalog = Speichern Sie zuerst den Katalog
commands-nothing-to-save = Es gibt nichts zu speichern
