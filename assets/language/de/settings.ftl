# Der Dialog der Einstellungen.

settings-title = Einstellungen
settings-as-system = Wie das System
settings-language = Sprache

## Darstellung

settings-appearance = Darstellung
settings-light = Hell
settings-dark = Dunkel
settings-zoom = Zoom
settings-percent = { $percent } %
settings-zoom-keys = { $larger } und { $smaller } ändern ihn überall.
settings-contrast = Hoher Kontrast
settings-still = Weniger Bewegung
settings-still-about = Nichts gleitet, blendet oder pulsiert

## Wie Dateien gelesen werden

settings-zone = Standardzeitzone
settings-zone-field = Zeitzone
settings-zone-unknown = Diese Zeitzone gibt es nicht. Schreiben Sie sie so: Europe/Berlin oder UTC.
settings-zone-about = Gehört zu diesem Projekt. Die Dateien werden neu gelesen, wenn Sie den Katalog speichern.
settings-memory = Arbeitsspeicher für Ereignisse
settings-memory-about = Was darüber hinausgeht, wird von der Festplatte gelesen; das ist langsamer. 4 GB fassen rund 200 Millionen Ereignisse.
settings-keep = Gelesenes für das nächste Mal behalten
settings-keep-about = Ein Projekt öffnet sich sofort, wenn seine Dateien unverändert sind. Bleibt auf diesem Computer, nur für Ihr Konto.
settings-clear = Leeren
settings-clear-about = Zwischengespeichertes löschen; bei Bedarf wird es neu erstellt
settings-archive = Größtes Archiv, entpackt
settings-archive-about = Ein Archiv, das entpackt größer ist und mehr als das 200-Fache seiner Größe einnimmt, wird abgelehnt. Gehört zu diesem Projekt.
settings-offline = Nichts verlässt diesen Computer: kein Konto, keine Telemetrie, kein Netz.

## Schritte, die beim Rückgängigmachen genannt werden: „Rückgängig: Zeitzone“

settings-step-zone = Zeitzone
settings-step-archive = größtes Archiv
