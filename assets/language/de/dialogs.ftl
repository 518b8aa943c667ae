# Dialoge: ein eingegebener Pfad, die Befehlspalette, nicht gespeicherte Arbeit.

dialogs-cancel = Abbrechen

## Ein eingegebener Pfad

dialogs-open-files = Exportdateien öffnen
dialogs-open-path = Über den Pfad öffnen
dialogs-open-project = Ein Projekt öffnen
dialogs-save-project = Projekt speichern
dialogs-find-file = Wo ist die Datei jetzt?
dialogs-save-skipped = Nicht verwendete Zeilen speichern
dialogs-lists-folder = Ordner der Listen
dialogs-suppression = Datei mit auszuschließenden Personen
dialogs-forget-file = Datei mit zu vergessenden Personen
dialogs-save-plot = Diagramm als Bild speichern
dialogs-save-points = Punkte der Kurve speichern
dialogs-save = Speichern
dialogs-choose = Auswählen
dialogs-open = Öffnen
dialogs-no-system-dialog = Der Dateidialog des Systems hat sich nicht geöffnet. Geben Sie den Pfad hier ein, oder fügen Sie ihn ein.
dialogs-path = Pfad
dialogs-path-about = Eine Datei, ein Ordner mit Exporten oder ein Projekt (.likely).
dialogs-path-first = Geben Sie zuerst einen Pfad ein
dialogs-path-nothing-there = Unter { $path } gibt es nichts.
dialogs-project-filter = Likely-Projekt
dialogs-hint-files = /home/ich/Exporte/bestellungen.csv
dialogs-hint-project = /home/ich/Frühjahrskampagnen.likely
dialogs-hint-skipped = /home/ich/nicht verwendete Zeilen.csv
dialogs-hint-lists = /home/ich/Listen
dialogs-hint-suppression = /home/ich/abmeldungen.csv
dialogs-hint-plot = /home/ich/neigung.png
dialogs-hint-points = /home/ich/neigung.csv
dialogs-skipped-file = nicht verwendete Zeilen

## Die Palette

dialogs-commands = Befehle
dialogs-commands-search = Befehle suchen
dialogs-commands-hint = Was möchten Sie tun?
dialogs-commands-none = Kein Befehl heißt so.

## Bevor etwas verloren geht

dialogs-save-first = Projekt vorher speichern?
dialogs-unsaved-in = Ihre letzten Entscheidungen stehen noch nicht in { $file }. Ihre Datendateien bleiben in jedem Fall unberührt.
dialogs-unsaved-about =
    { $files ->
        [one] Was Sie über { $files } Datei entschieden haben, steht noch in keiner Projektdatei. Ihre Datendateien bleiben in jedem Fall unberührt.
       *[other] Was Sie über { $files } Dateien entschieden haben, steht noch in keiner Projektdatei. Ihre Datendateien bleiben in jedem Fall unberührt.
    }
dialogs-do-not-save = Nicht speichern
dialogs-save-where = Speichern …
dialogs-work-title = Es läuft noch etwas
dialogs-work-about = Wenn Sie das Fenster jetzt schließen, bricht es ab. Was schon da ist, bleibt erhalten.
dialogs-work-wait = Fenster offen lassen
dialogs-work-stop = Abbrechen und schließen
dialogs-lists-title = Listen werden geschrieben
dialogs-lists-about = Wenn Sie jetzt fortfahren, werden sie nicht geschrieben. Es bleibt nichts Halbes zurück.
dialogs-lists-wait = Auf die Listen warten
dialogs-lists-stop = Schreiben abbrechen

## Personen, die vergessen werden sollen
dialogs-forget-title = Personen vergessen
dialogs-forget-about = Sie werden aus den Aufzeichnungen darüber genommen, wer in den Zielgruppen dieses Projekts war, und alles, was für das nächste Mal aufbewahrt ist, wird gelöscht: Es entsteht neu aus Ihren Dateien. Ihre Dateien und die geschriebenen Listen werden nicht verändert; solche, in denen diese Personen noch stehen, werden genannt. Das lässt sich nicht rückgängig machen.
dialogs-forget-who = Zu vergessende Personen
dialogs-forget-hint = IDs, E-Mail-Adressen oder Telefonnummern, eine je Zeile
dialogs-forget-choose = Aus einer Datei …
dialogs-forget = Diese Personen vergessen
dialogs-forget-copy = Kopieren

## Listen, die der Aufgabenplaner des Systems neu erstellen lässt
dialogs-fresh-title = Aktuell halten
dialogs-fresh-about = Der Aufgabenplaner dieses Computers lässt die Listen des gespeicherten Projekts neu erstellen, auch wenn Likely geschlossen ist. Lassen Sie Ihr Werkzeug in dieselben Dateien oder Ordner exportieren.
dialogs-fresh-days = Tage
dialogs-fresh-time = Uhrzeit
dialogs-fresh-time-wrong = Schreiben Sie die Uhrzeit als 06:00.
dialogs-fresh-asking = Der Aufgabenplaner wird abgefragt.
dialogs-fresh-set = Aktuell halten
dialogs-fresh-remove = Zeitplan entfernen
dialogs-fresh-is-set = Listen werden { $when } erstellt, von { $scheduler }.
dialogs-fresh-none = Es gibt noch keinen Zeitplan.
dialogs-fresh-last = Letzter Lauf { $when }: Listen von { $audiences ->
    [one] { $audiences } Zielgruppe
   *[other] { $audiences } Zielgruppen
} wurden erstellt.
