# Reading files: what they are, and why a file or a row of it cannot be used.

## Why a file cannot be used

import-not-found = { $path } ist nicht mehr da. Wurde die Datei verschoben oder umbenannt?
import-no-permission = { $path } darf von diesem Benutzerkonto nicht gelesen werden. Ändern Sie die Rechte der Datei oder kopieren Sie sie in einen eigenen Ordner.
import-folder = { $path } ist ein Ordner ohne Exportdateien.
import-not-a-file = { $path } ist keine Datei, sondern ein Gerät oder eine Pipe. Speichern Sie den Inhalt in einer Datei und öffnen Sie diese.
import-empty = { $path } ist leer.
import-no-rows = { $path } hat eine Kopfzeile, aber keine Zeilen.
import-not-a-table = { $path } ist weder eine Tabelle noch ein Ereignisexport ({ $what }). Likely liest CSV, TSV, JSON Lines, JSON, Parquet und Excel, auch als .gz, .zst oder .zip.
import-damaged = { $path } ist beschädigt oder unvollständig: { $what }. Exportieren oder kopieren Sie die Datei noch einmal.
import-too-large = { $path } ergäbe entpackt mehr als { $size }, weit mehr, als ein Export dieser Größe enthalten sollte. Die Datei wurde nicht gelesen. Wenn Sie ihr vertrauen, erhöhen Sie die Grenze in den Einstellungen.
import-no-field = { $path } hat kein Feld „{ $field }“. Vorhanden sind: { $fields }.
import-no-zone = Eine Zeitzone „{ $zone }“ gibt es nicht. Wählen Sie eine mit ihrem Namen, zum Beispiel Europe/Berlin.
import-io = { $path } ließ sich nicht lesen: { $error }.
import-over-limit = entpackt sind es mehr als { $size }

## What a file is that is no table

import-is-png = ein PNG-Bild
import-is-jpeg = ein JPEG-Bild
import-is-gif = ein GIF-Bild
import-is-pdf = ein PDF-Dokument
import-is-media = eine Bild-, Ton- oder Filmdatei
import-is-picture = ein Bild
import-is-program = ein Programm
import-is-old-office = eine alte Excel- oder Word-Datei; speichern Sie sie als .xlsx oder CSV
import-is-sqlite = eine SQLite-Datenbank; exportieren Sie ihre Tabellen als CSV
import-is-avro = eine Avro-Datei; exportieren Sie stattdessen als JSON oder Parquet
import-is-orc = eine ORC-Datei; exportieren Sie stattdessen als Parquet
import-is-arrow = eine Arrow-Datei; exportieren Sie stattdessen als Parquet
import-is-bz2 = ein .bz2-Archiv; entpacken Sie es zuerst
import-is-xz = ein .xz-Archiv; entpacken Sie es zuerst
import-is-packed-twice = doppelt gepackt; entpacken Sie sie einmal
import-is-7z = ein .7z-Archiv; entpacken Sie es zuerst
import-is-rar = ein .rar-Archiv; entpacken Sie es zuerst
import-is-tar = ein .tar-Archiv; entpacken Sie es zuerst
import-is-sound = eine Tondatei
import-is-sound-or-film = eine Ton- oder Filmdatei
import-is-film = eine Film- oder Bilddatei
import-is-document = ein Textdokument
import-is-xml = eine XML-Datei
import-is-web-page = eine Webseite
import-is-utf-32 = Text in UTF-32; speichern Sie ihn als UTF-8
import-is-binary = Binärdaten
import-is-text = Text ohne Zeilen
import-is-json = JSON ohne Zeilen
import-is-long-json = JSON, dessen erste Zeile nach { $size } nicht zu Ende ist
import-is-zip = ein Zip-Archiv ohne Datendateien
import-is-nested-zip = ein Zip-Archiv, das weitere Archive oder Arbeitsmappen enthält; entpacken Sie es zuerst
import-is-zip-with = ein Zip-Archiv, das { $name } enthält; diese Datei ist nicht lesbar, nehmen Sie sie heraus

## What is damaged in a file

import-damage-workbook-part = ein Teil der Arbeitsmappe lässt sich nicht entpacken
import-damage-workbook-texts = die Arbeitsmappe gibt mehr Texte an, als sie enthalten kann
import-damage-packed = der gepackte Inhalt bricht mittendrin ab oder wurde verändert
import-damage-unpack = sie lässt sich nicht entpacken
import-damage-archive = das Archiv lässt sich nicht entpacken ({ $what })
import-damage-index = das Inhaltsverzeichnis des Archivs ist nicht lesbar
import-damage-same-name = zwei Dateien darin haben denselben Namen, und nur eine davon wäre lesbar; packen Sie das Archiv neu
import-damage-end = ihr Ende fehlt
import-damage-parquet-feature = sie nutzt eine Parquet-Funktion, die nicht unterstützt wird
import-damage-parquet-claims = ihr Verzeichnis oder ihre Seiten enthalten unmögliche Angaben
import-damage-parquet-index = ihr Verzeichnis am Ende ist nicht lesbar
import-damage-protected = die Arbeitsmappe lässt sich nicht öffnen (ist sie durch ein Passwort geschützt?)
import-damage-not-whole = die Arbeitsmappe ist nicht vollständig lesbar (ist sie durch ein Passwort geschützt?)
import-damage-sheet = das Tabellenblatt „{ $name }“ ist nicht lesbar
import-damage-cells = die Zellen sind nicht lesbar
import-damage-outside = eine Zelle liegt außerhalb jedes Tabellenblatts
import-damage-formulas = Zellen des Tabellenblatts „{ $name }“ sind Formeln, deren Werte nicht gespeichert sind; öffnen Sie die Datei in einer Tabellenkalkulation, speichern Sie sie dort und versuchen Sie es noch einmal
import-damage-order = die Zeilen stehen nicht der Reihe nach
import-damage-json = ab Zeile { $line } ist sie kein JSON mehr
import-damage-no-rows = sie enthält keine Zeilen
import-damage-inside = { $name } darin: { $what }
import-damage-rows = { $rows ->
    [one] eine Zeile ist nicht lesbar ({ $reason })
   *[other] { $rows } Zeilen sind nicht lesbar ({ $reason })
}
import-nameless = eine Datei mit unlesbarem Namen

## Why a row is not used; stands after a number of rows: "12 rows skipped: no person"

import-no-person = keine Person
import-no-time = keine Zeit
import-no-event = kein Ereignisname
import-no-product = keine Produkt-ID
import-time-unreadable = Zeit nicht lesbar
import-time-out-of-range = Zeit außerhalb des möglichen Bereichs
import-unsaved-formula = eine Formel, deren Wert nicht gespeichert ist (öffnen Sie die Datei in einer Tabellenkalkulation und speichern Sie sie)
import-empty-row = leere Zeile
import-too-many-fields = mehr Felder als die Kopfzeile
import-open-quote = ein Anführungszeichen wird nicht geschlossen
import-last-row = die letzte Zeile ist abgeschnitten
import-long-row = Zeile zu lang
import-cut-off = Datei ist abgeschnitten
import-hole = ein Teil der Datei ist verloren (an seiner Stelle stehen Nullbytes)
import-damaged-here = Datei ist hier beschädigt
import-json-cut-off = JSON ist abgeschnitten
import-json-unreadable = JSON ist nicht lesbar
import-json-deep = JSON ist zu tief verschachtelt
import-rest = der Rest der Datei ist nicht lesbar ({ $why })
import-titles = über den Spaltennamen
import-other-list = in einer anderen Liste der Datei, „{ $name }“

## Why a part of a file, a file of an archive or a sheet of a workbook, is not used

import-part-empty = { $kind ->
    [sheet] das Tabellenblatt
   *[file] die Datei
} „{ $name }“ ist leer
import-part-no-rows = { $kind ->
    [sheet] das Tabellenblatt
   *[file] die Datei
} „{ $name }“ hat keine Zeilen
import-part-no-table = { $kind ->
    [sheet] das Tabellenblatt
   *[file] die Datei
} „{ $name }“ ist keine Tabelle ({ $what })
import-part-other = { $kind ->
    [sheet] das Tabellenblatt
   *[file] die Datei
} „{ $name }“ hat andere Spalten
import-part-no-field = { $kind ->
    [sheet] das Tabellenblatt
   *[file] die Datei
} „{ $name }“ hat kein Feld „{ $field }“
import-part-damaged = { $kind ->
    [sheet] das Tabellenblatt
   *[file] die Datei
} „{ $name }“ ist beschädigt: { $what }
import-part-unreadable = { $kind ->
    [sheet] das Tabellenblatt
   *[file] die Datei
} „{ $name }“ ist nicht lesbar
import-parts-further = { $kind ->
    [sheet] weitere Tabellenblätter, die nicht verwendbar sind
   *[file] weitere Dateien, die nicht verwendbar sind
}
import-part-columns = Vorhandene Spalten: { $columns }

## Which program wrote a file

import-format-segment = Segment-Protokolle
import-format-warehouse = Segment-Warehouse-Tabelle
import-format-ga4 = GA4-Export
import-format-mixpanel = Mixpanel-Export
import-format-amplitude = Amplitude-Export
import-format-snowplow = Snowplow-Ereignisse
import-format-shopify-orders = Shopify-Bestellungen
import-format-shopify-products = Shopify-Produkte
import-format-google = Google-Merchant-Produktfeed
import-format-woocommerce = WooCommerce-Bestellungen
import-format-magento = Magento-Bestellungen
import-format-klaviyo = Klaviyo-Export
import-format-hubspot = HubSpot-Export
import-format-braze = Braze-Currents-Ereignisse
import-format-adobe = Adobe-Analytics-Datenfeed
import-format-matomo = Matomo-Besuche
import-format-posthog = PostHog-Export
import-format-plain = Tabelle
