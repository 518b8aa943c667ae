# The list of audiences and its dialogs. Keys with undo: what is undone, in small letters.

## The list
list-title = Zielgruppen
list-search = Zielgruppen suchen
list-new = Neue Zielgruppe
list-begin = Zielgruppe beginnen
list-campaigns = Mit einer Kampagne beginnen
list-all-tags = Alle
list-tags = Zielgruppen mit diesem Schlagwort zeigen
list-none = Noch keine Zielgruppen
list-none-soon = Sobald das fertig ist, können Sie Zielgruppen anlegen.
list-none-no-data = Öffnen Sie Ihre Exporte, und speichern Sie den Katalog; dann wählen Sie, worauf Personen reagieren sollen.
list-no-fit = Keine Zielgruppe passt
list-no-fit-about = Suchen Sie nach einem Namen, einem Wert, einer Kampagne, einem Schlagwort oder einem Wort einer Notiz.
list-name = Name
list-target = Reagiert wahrscheinlich auf
list-people = Personen
list-rate = Quote
list-rate-about = Anteil der Zielgruppe, der voraussichtlich reagiert
list-average = Lift
list-average-about = Die Quote im Verhältnis zu allen, die infrage kommen
list-status = Status
list-newer = Daten neuer
list-newer-about = Dateien haben sich geändert, seit diese Listen geschrieben wurden ({ $made }). Erstellen Sie die Listen neu, damit sie das Neue enthalten.
list-changed = Geändert
list-changed-about =
    { $people ->
        [one] Die Zielgruppe wurde geändert, seit ihre Listen geschrieben wurden ({ $made }): darin steht noch die eine Person von vorher. Erstellen Sie die Listen neu, damit sie der Zielgruppe entsprechen.
       *[other] Die Zielgruppe wurde geändert, seit ihre Listen geschrieben wurden ({ $made }): darin stehen noch die { $people } Personen von vorher. Erstellen Sie die Listen neu, damit sie der Zielgruppe entsprechen.
    }
list-made = Listen vom
list-made-about = Wann die Listen zuletzt geschrieben wurden
list-new-name = Neuer Name
list-undo-rename = Zielgruppe umbenennen
list-waits = wartet auf Daten
list-see-why = siehe Grund
list-open = Öffnen
list-rename = Umbenennen
list-details = Schlagwörter und Notiz …
list-duplicate = Duplizieren
list-refresh = Aktualisieren
list-measure = Kampagne messen …
list-destinations = Zielplattformen …
list-delete = Löschen

## Name, tags and note
list-details-title = Name, Schlagwörter und Notiz
list-details-tags = Schlagwörter
list-details-tags-hint = Frühling, Küche
list-details-tags-about = Wörter, nach denen sich Zielgruppen finden und gruppieren lassen, durch Kommas getrennt.
list-details-note = Notiz
list-cancel = Abbrechen
list-keep = Übernehmen
list-undo-describe = Zielgruppe beschreiben

## What a refresh changed
list-refresh-running = Die Personen werden neu gesucht
list-refresh-failed = Sie hat jetzt keine Personen
list-refresh-now = Jetzt
list-refresh-rate = Reagieren voraussichtlich
list-refresh-lift = Lift
list-refresh-quality = Güte
list-refresh-not-measured = nicht gemessen
list-refresh-auc = Fläche unter der Kurve (AUC)
list-refresh-data = Daten bis

## What a campaign changed
list-unmeasurable = Sie lässt sich noch nicht messen
list-measuring = Es wird nachgesehen, wer reagiert hat
list-worked = Sie hat gewirkt
list-harmed = Sie hat geschadet
list-chance = Kann Zufall sein
list-too-few = Zu wenige
list-no-control = Keine Kontrollgruppe
list-listed = Auf der Liste
list-held = Zurückgehalten
list-engaged = Reagiert
list-between = Zwischen
list-between-about = Wo die wahre Quote in 95 von 100 Fällen liegt
list-began = Beginn der Kampagne
list-days = Tage
list-days-about = Tage, die angesehen werden
list-bad-day = Schreiben Sie den Tag als 2026-10-01
list-being-measured = Wird gerade gemessen
list-everyone-counts = Alle auf der Liste zählen, erreicht oder nicht.
list-measure-again = Erneut messen

## With arguments
list-none-ready = Der Verlauf aller Personen ist bereit. Beginnen Sie unten mit einer Kampagne, die alles ausfüllt, oder wählen Sie selbst, worauf Personen reagieren sollen.
list-open-audience = { $name } öffnen
list-more = Mehr zu { $name }
list-times = { $times } ×
list-refresh-title = Aktualisierung von { $name }
list-refresh-first = { $people ->
    [one] { $people } Person ist
   *[other] { $people } Personen sind
} dabei. Von jetzt an zeigt eine Aktualisierung, wer dazukam und wer herausfiel (IDs werden nicht aufbewahrt).
list-refresh-definition = Die Definition ist nicht dieselbe wie damals: „{ $definition }“
list-refresh-write = Schreiben Sie die Listen neu, um diese Personen zu bekommen.
list-refresh-same = { $people ->
    [one] Seit { $since } hat sich nichts geändert: Dieselbe { $people } Person ist dabei.
   *[other] Seit { $since } hat sich nichts geändert: Dieselben { $people } Personen sind dabei.
}
list-refresh-changed = Seit { $since } { $came ->
    [one] kam { $came } Person dazu
   *[other] kamen { $came } Personen dazu
}, { $left } fielen heraus; { $stayed } blieben.
# $changes: list-refresh-changed.
list-refresh-gone = { $changes } { $people ->
    [one] { $people } weitere ist nicht mehr in den Daten.
   *[other] { $people } weitere sind nicht mehr in den Daten.
}
list-campaign-title = Kampagne von { $name }
list-written = Listen geschrieben: { $at } · { $days }
