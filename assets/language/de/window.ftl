# Das Fenster um die Ansichten: die Leiste links, die Leiste oben, Aufträge und Meldungen, was darauf abgelegt wird.

window-untitled = Ohne Titel
window-title = { $project } – Likely
window-title-unsaved = • { $project } – Likely
window-script-missing = Einige Zeichen der Schrift { $script } lassen sich nicht anzeigen: Keine Schriftart auf diesem Computer enthält sie. Die Daten stimmen, und Listen werden unverändert geschrieben

## Die Leiste links

window-data = Daten
window-catalog = Katalog
window-audiences = Zielgruppen
window-files =
    { $files ->
        [one] { $files } Datei
       *[other] { $files } Dateien
    }
window-events =
    { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    }
window-place = { $place }, { $note }

## Was schiefging, und Dateien über dem Fenster

window-dismiss = Schließen
window-drop =
    { $files ->
        [one] Ablegen, um { $files } Datei zu öffnen
       *[other] Ablegen, um { $files } Dateien zu öffnen
    }

## Die Leiste oben

window-skip = Zum Inhalt springen
window-go-back = Zurückgehen
window-go-forward = Vorwärtsgehen
window-no-file-yet = Noch in keiner Datei
window-project = Projekt: { $name }
window-project-name = Projektname
window-rename = { $name } umbenennen
window-recent = Zuletzt geöffnete Projekte
window-open-recent = { $name } öffnen
window-saved = gespeichert
window-up-to-audiences = Hinauf zu den Zielgruppen
window-up-to = Hinauf zu { $name }
window-destinations = Zielplattformen
window-activity = Aufträge und Meldungen
window-activity-new = Aufträge und Meldungen: { $new } neu
window-activity-jobs = Aufträge und Meldungen: { $jobs } laufend
window-under-way = Läuft gerade
window-nothing-runs = Es läuft nichts.
window-messages = Meldungen
window-no-messages = Noch keine Meldungen.
window-more-jobs = + { $more } weitere
window-just-now = gerade eben
window-minutes-ago = vor { $minutes } Min.
window-hours-ago = vor { $hours } Std.

## Kurze Meldungen

window-cancelled = Abgebrochen. Was schon da war, bleibt erhalten
window-copied = Kopiert
window-folder-not-shown = Der Ordner ließ sich hier nicht anzeigen. Kopieren Sie stattdessen seinen Pfad
window-freed = { $bytes } auf diesem Computer freigegeben
window-saved-as = Gespeichert als { $file }
window-renamed = Das Projekt heißt jetzt { $name }
window-name-taken = In diesem Ordner gibt es bereits eine Datei { $file }. Wählen Sie einen anderen Namen
window-name-unusable = Ein Projekt kann nicht { $name } heißen. Verwenden Sie kein / \ : * ? " < > |
window-rename-later = Das Projekt wird gerade gespeichert, oder seine Listen werden geschrieben. Benennen Sie es danach um
window-rename-failed = { $file } ließ sich nicht umbenennen: { $why }
window-open-elsewhere = { $file } ist in einem anderen Fenster geöffnet. Dies ist eine Kopie: Sehen Sie sich um, und speichern Sie sie unter einem anderen Namen, um Ihre Änderungen zu behalten.
window-not-kept = Ihre Entscheidungen lassen sich nicht für den Fall eines Absturzes sichern: { $why } Speichern Sie das Projekt ab und zu
window-file-out = { $file } wurde entfernt; die Datei selbst bleibt
window-filled-in = Neu ausgefüllt
window-files-added = Hinzugefügt: { $files }
window-new-files = Neu in Ihren Ordnern: { $files }
window-files-looked-at = Die Dateien werden noch angesehen. Versuchen Sie es gleich noch einmal.
window-catalog-saved = Katalog gespeichert: { $people ->
        [one] { $people } Person
       *[other] { $people } Personen
    }, { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    }
window-past-ready = Bereit: { $people ->
        [one] { $people } Person
       *[other] { $people } Personen
    }, { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    }
window-audience-deleted = { $name } gelöscht
window-plot-copied = Das Diagramm ist in der Zwischenablage
window-plot-file = Neigung
window-audience-copy = { $name } (Kopie)
window-audience-copy-nth = { $name } (Kopie { $number })
window-new-audience = Neue Zielgruppe
window-new-audience-nth = Neue Zielgruppe { $number }

## Zielgruppen, die vor einer anderen kommen

window-before-computing = „{ $audience }“ kommt zuerst und wird gerade berechnet. Versuchen Sie es gleich noch einmal
window-before-failed = „{ $audience }“ kommt zuerst und lässt sich nicht berechnen; deshalb wurde nichts geschrieben, und niemand steht auf zwei Listen. { $why }

## Schritte, die beim Rückgängigmachen genannt werden: „Rückgängig: Ordner wählen“

window-step-fill-in = Kampagne ausfüllen
window-step-suppression = Sperrliste wählen
window-step-new-audience = neue Zielgruppe
window-step-duplicate = Zielgruppe duplizieren
window-step-delete = Zielgruppe löschen
window-step-new-files-out = neue Dateien auslassen
window-step-add-files = Dateien hinzufügen
window-step-remove-file = Datei entfernen
window-step-find-file = Datei finden
window-step-start-over = neu ausfüllen
window-step-folder = Ordner wählen
window-step-rename = Projekt umbenennen
