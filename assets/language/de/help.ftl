# Help beside the screen.

help-title = Hilfe
help-close = Hilfe schließen
help-search = Hilfe durchsuchen
help-nothing = Nichts in der Hilfe enthält diese Wörter. Versuchen Sie ein einzelnes.
help-words = Begriffe
help-keys = Tasten
help-guide = Der Leitfaden
help-back = Zurück
help-back-named = Zurück in der Hilfe
help-show-picture = { $what } größer zeigen
help-version = Likely { $version }

## What the parts of help are called

help-place-start = Erste Schritte
help-place-data = Daten
help-place-catalog = Katalog
help-place-audiences = Zielgruppen
help-place-builder = Eine Zielgruppe aufbauen
help-place-overlap = Überschneidung und Priorität
help-place-destinations = Zielplattformen

## Topics: what to do on each screen

help-steps = In drei Schritten von Dateien zur Liste
help-steps-text = Öffnen Sie die Exporte, die Sie haben (Daten), prüfen Sie, was sie bedeuten (Katalog), und wählen Sie, worauf Personen reagieren sollen (Zielgruppen). Jeder Schritt ist für Sie ausgefüllt; Sie prüfen ihn.
help-sample = Ohne eigene Daten ausprobieren
help-sample-text = Erkunden Sie den Beispielshop: ein Jahr eines Onlineshops, auf diesem Computer erzeugt. Wählen Sie eine Kampagne, sehen Sie sich die Kurve an, schreiben Sie eine Liste.
help-formats = Welche Dateien sich öffnen lassen
help-formats-text = Exporte von Segment, GA4, Shopify, Mixpanel, Amplitude und Snowplow sowie jede CSV-, JSON-, Parquet- oder Excel-Datei mit Person, Zeit und Ereignis. Auch komprimierte Dateien und Ordner. Nichts wird irgendwohin gesendet.
help-card = Was eine Karte sagt
help-card-text = Eine Karte steht für eine Datei oder für viele Dateien gleichen Aufbaus. Sie sagt, was die Datei ist, wie viel sie enthält, welches Feld Person, Zeit und Ereignis ist und welche Zeilen aus welchem Grund nicht verwendet werden.
help-not-recognised = Ein Feld wurde nicht erkannt
help-not-recognised-text = Wählen Sie es auf der Karte unter Person, Zeit oder Ereignis. Ihre Wahl gilt für alle Dateien der Karte. „Zeilen zeigen“ zeigt, was in den Feldern steht.
help-more-files = Dateien mit Produkten und Personen
help-more-files-text = Eine Tabelle mit Produkten ergänzt die Ereignisse um Namen, Marken und Kategorien; eine Tabelle mit Personen um E-Mail-Adressen, Einwilligung, Länder. Wählen Sie unter „Zeilen sind“, was sie ist; verknüpft wird sie über die ID.
help-not-used = Zeilen, die nicht verwendet werden
help-not-used-text = Sie werden nach Grund gezählt, mit Beispielen. Speichern Sie sie, um alle in einer Tabelle zu sehen. Verwendete und nicht verwendete Zeilen ergeben zusammen immer alle gelesenen.
help-changed-files = Dateien, die sich geändert haben
help-changed-files-text = Kommt das Fenster nach vorn, prüft Likely die Dateien und liest neu, was sich geändert hat. F5 prüft sofort.
help-events = Ereignisse wählen
help-events-text = Am besten sind drei bis sieben Ereignisse, die Interesse zeigen: angesehen, in den Warenkorb gelegt, bestellt. Ereignisse, die Interesse zurücknehmen, etwa entfernt oder erstattet, werden weggelassen.
help-columns = Spalten für das Modell
help-columns-text = Eine Spalte sagt etwas über das Produkt eines Ereignisses. Wählen Sie für jedes Ereignis das Feld, das es sagt. Stellen Sie allgemeine Spalten wie die Kategorie nach oben: Sie springen ein, wo eine speziellere wenig Daten hat.
help-lists = Mehrere Werte in einer Zelle
help-lists-text = Wählen Sie unter „Wert oder Liste“, wie sie geteilt werden: an einem Komma, Semikolon, senkrechten Strich, Schrägstrich oder als JSON-Liste.
help-begin = Eine Zielgruppe beginnen
help-begin-text = Wählen Sie eine Kampagne, die alles aus Ihren Daten ausfüllt, oder beginnen Sie mit „Neue Zielgruppe“.
help-status = Was ein Status bedeutet
help-status-text = „Entwurf“: Noch ist nichts gewählt. „In Arbeit“: Die Personen werden gerade ermittelt. „Bereit“: Sie sind bekannt. „Daten neuer“: Dateien haben sich geändert, seit die Listen geschrieben wurden. „Daten fehlen“: Etwas fehlt; der Grund erscheint, wenn Sie darauf zeigen.
help-measure = Was eine Kampagne verändert hat
help-measure-text = Öffnen Sie nach einer Kampagne Mehr › Kampagne messen. Wer auf der Liste war, wird mit der zurückgehaltenen Kontrollgruppe verglichen.
help-target = Den Zielwert wählen
help-target-text = Wählen Sie eine Spalte und einen oder mehrere ihrer Werte. Verbinden Sie zwei Spalten, wo beides gelten muss. Ein Wert, der noch nicht in den Daten ist, lässt sich eingeben; er zählt, sobald er da ist.
help-plot = Das Diagramm lesen
help-plot-text = Nach rechts wächst die Zielgruppe. Die Linie ist die Quote der ganzen Zielgruppe bei dieser Größe, die Schattierung ihre Spanne, die gepunktete Linie die letzte Person, die noch dabei ist, die gestrichelte die durchschnittliche Person. Zeigen Sie darauf, um abzulesen.
help-size = Eine Größe wählen
help-size-text = Ziehen Sie den Griff, drücken Sie eine Prozentzahl oder geben Sie eine Zahl ein. Mit der Tastatur: Pfeiltasten im Diagramm bewegen den Griff, mit Umschalt lesen sie die Kurve ab, Z vergrößert die ersten Prozent.
help-why = Warum eine Person dabei ist
help-why-text = Klicken Sie auf eine Zeile der Personentabelle: Die Gründe sind ausgeschrieben, und ein Zeitverlauf zeigt, was die Person wann tat.
help-table = Spalten der Personentabelle
help-table-text = „Spalten …“ ergänzt, was die Personendateien sagen: Ort, Einwilligung und so weiter. Klicken Sie auf eine Überschrift zum Sortieren, ziehen Sie an ihrem Rand zum Verbreitern.
help-profit = Was der Gewinn braucht
help-profit-text = Geben Sie ein, was eine Reaktion einbringt und was ein Kontakt kostet, in Ihrer Währung. Die beste Größe ist markiert; ein Klick übernimmt sie.
help-overlap = Personen in mehreren Zielgruppen
help-overlap-text = Balken zeigen, wie viele Personen in jeder Kombination sind. Bringen Sie die Zielgruppen in die Reihenfolge ihrer Priorität: Wer in mehreren ist, steht nur auf der Liste der ersten.
help-choose = Zielplattformen wählen
help-choose-text = Haken Sie an, wohin die Liste geht. Klicken Sie auf einer Karte unter den Namen, um ihre Spalten und ersten Zeilen genau so zu sehen, wie sie geschrieben werden, ohne sie zu wählen.
help-reach = Wer verwendet werden kann
help-reach-text = Eine Plattform braucht eine Adresse, eine Nummer oder eine ID. Die Karte sagt, wie viele der Zielgruppe eine haben; wer keine hat, kommt mit dem Grund in eine eigene Datei.
help-consent = Einwilligung und Kontrollgruppe
help-consent-text = Wo die Daten es sagen, werden nur Personen geschrieben, die eingewilligt haben. Eine Kontrollgruppe wird unter denen gezogen, die die Listen erreichen würden, und daneben gespeichert.
help-after = Wenn die Dateien geschrieben sind
help-after-text = Öffnen Sie den Ordner und laden Sie die Dateien hoch. Die Schritte für jede Plattform stehen unter den Dateien; ein Manifest sagt, was geschrieben wurde und wie gut die Rangfolge ist.
