# Die Startansicht.

start-title = Wer wird wahrscheinlich reagieren?
start-about = Öffnen Sie die Ereignisexporte, die Sie haben. Nichts verlässt diesen Computer.
start-picture = Aus dem, was Personen getan haben, wird eine Kurve ihrer Neigung und aus den Besten eine Liste

## Nicht gespeicherte Arbeit eines Programms, das nicht ordentlich endete

start-left = Nicht gespeicherte Arbeit von { $at }: { $files ->
        [one] { $files } Datei
       *[other] { $files } Dateien
    }, { $audiences ->
        [one] { $audiences } Zielgruppe
       *[other] { $audiences } Zielgruppen
    }
start-left-of-file = Aus dem Projekt { $file }. Likely wurde damals nicht ordentlich beendet.
start-left-of-name = Aus { $name }; sie wird ein eigenes Projekt. Likely wurde damals nicht ordentlich beendet.
start-left-of-nothing = Likely wurde damals nicht ordentlich beendet.
start-left-open = Öffnen
start-left-open-named = Nicht gespeicherte Arbeit von { $at } öffnen
start-left-discard = Verwerfen
start-left-discard-named = Nicht gespeicherte Arbeit von { $at } verwerfen

## Dateien, der Beispielshop, zuletzt geöffnete Projekte

start-drop = Dateien oder Ordner hier ablegen
start-drop-about = Segment, GA4, Shopify, Mixpanel, Amplitude, Snowplow oder CSV, JSON, Parquet, Excel jeder Art
start-type-path = Pfad eingeben
start-sample-about = Ein Jahr eines Onlineshops: rund { $people } Personen und { $events } Ereignisse. Ihre erste Zielgruppe in einer Minute.
start-explore = Erkunden
start-recent = Zuletzt geöffnete Projekte
start-recent-none = Projekte, die Sie speichern, erscheinen hier.
start-recent-open = Projekt { $name } öffnen
