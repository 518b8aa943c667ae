# Reading files: what they are, and why a file or a row of it cannot be used.

## Why a file cannot be used

import-not-found = { $path } is not there any more. Was it moved or renamed?
import-no-permission = { $path } cannot be read: this account has no permission. Change the file's permissions or copy it to a folder of yours.
import-folder = { $path } is a folder without export files.
import-not-a-file = { $path } is not a file but a device or a pipe. Save what it gives to a file, and open that.
import-empty = { $path } is empty.
import-no-rows = { $path } has a header but no rows.
# $what: one of the texts import-is-….
import-not-a-table = { $path } is not a table or an event export ({ $what }). Likely reads CSV, TSV, JSON lines, JSON, Parquet and Excel, also as .gz, .zst or .zip.
# $what: one of the texts import-damage-….
import-damaged = { $path } is damaged or cut off: { $what }. Export or copy it again.
import-too-large = { $path } would unpack to more than { $size }, far more than an export of its size should. It was not read. If you trust it, raise the limit in the settings.
import-no-field = { $path } has no field “{ $field }”. Its fields are: { $fields }.
import-no-zone = There is no time zone “{ $zone }”. Choose one by its name, such as Europe/Berlin.
import-io = { $path } could not be read: { $error }.
import-over-limit = it unpacks to more than { $size }

## What a file is that is no table

import-is-png = a PNG picture
import-is-jpeg = a JPEG picture
import-is-gif = a GIF picture
import-is-pdf = a PDF document
import-is-media = a picture, sound or film
import-is-picture = a picture
import-is-program = a program
import-is-old-office = an old Excel or Word file; save it as .xlsx or CSV
import-is-sqlite = an SQLite database; export its tables as CSV
import-is-avro = an Avro file; export as JSON or Parquet instead
import-is-orc = an ORC file; export as Parquet instead
import-is-arrow = an Arrow file; export as Parquet instead
import-is-bz2 = a .bz2 archive; unpack it first
import-is-xz = an .xz archive; unpack it first
import-is-packed-twice = packed twice, one inside the other; unpack it once
import-is-7z = a .7z archive; unpack it first
import-is-rar = a .rar archive; unpack it first
import-is-tar = a .tar archive; unpack it first
import-is-sound = a sound
import-is-sound-or-film = a sound or film
import-is-film = a film or picture
import-is-document = a text document
import-is-xml = an XML file
import-is-web-page = a web page
import-is-utf-32 = text in UTF-32; save it as UTF-8
import-is-binary = binary data
import-is-text = text without rows
import-is-json = JSON without rows
import-is-long-json = JSON whose first row is not at its end after { $size }
import-is-zip = a zip archive without data files
import-is-nested-zip = a zip archive with other archives or workbooks inside; unpack it first
import-is-zip-with = a zip archive with { $name } inside, which cannot be read; take it out

## What is damaged in a file

import-damage-workbook-part = a part of the workbook cannot be unpacked
import-damage-workbook-texts = the workbook says that it has more texts than fit into it
import-damage-packed = what is packed in it ends in the middle or is changed
import-damage-unpack = it cannot be unpacked
import-damage-archive = the archive cannot be unpacked ({ $what })
import-damage-index = the archive's index cannot be read
import-damage-same-name = two files inside have the same name, and only one of them could be read; pack it anew
import-damage-end = its end is missing
import-damage-parquet-feature = it uses a feature of Parquet that is not supported
import-damage-parquet-claims = its index or its pages claim what cannot be
import-damage-parquet-index = its index at the end cannot be read
import-damage-protected = the workbook cannot be opened (is it protected by a password?)
import-damage-not-whole = the workbook cannot be read whole (is it protected by a password?)
import-damage-sheet = its sheet “{ $name }” cannot be read
import-damage-cells = the cells cannot be read
import-damage-outside = a cell outside of any sheet
import-damage-formulas = cells of its sheet “{ $name }” are formulas whose values were not saved; open it in a spreadsheet program, save it there and try again
import-damage-order = the rows are not in order
import-damage-json = it is no JSON any more from line { $line } on
import-damage-no-rows = it holds no rows
import-damage-inside = { $name } inside it: { $what }
import-damage-rows = { $rows ->
    [one] one row cannot be read ({ $reason })
   *[other] { $rows } rows cannot be read ({ $reason })
}
import-nameless = a file whose name cannot be read

## Why a row is not used; stands after a number of rows: "12 rows skipped: no person"

import-no-person = no person
import-no-time = no time
import-no-event = no event name
import-no-product = no product ID
import-time-unreadable = time cannot be read
import-time-out-of-range = time out of range
import-unsaved-formula = a formula whose value was not saved (open the file in a spreadsheet program and save it)
import-empty-row = empty row
import-too-many-fields = more fields than the header
import-open-quote = a quote is not closed
import-last-row = the last row is cut off
import-long-row = row is too long
import-cut-off = file is cut off
import-hole = a part of the file is lost (zero bytes stand in its place)
import-damaged-here = file is damaged here
import-json-cut-off = JSON is cut off
import-json-unreadable = JSON cannot be read
import-json-deep = JSON is nested too deeply
import-rest = the rest of the file cannot be read ({ $why })
import-titles = above the names of the columns
import-other-list = in another list of the file, “{ $name }”

## Why a part of a file, a file of an archive or a sheet of a workbook, is not used

import-part-empty = the { $kind ->
    [sheet] sheet
   *[file] file
} “{ $name }” is empty
import-part-no-rows = the { $kind ->
    [sheet] sheet
   *[file] file
} “{ $name }” has no rows
import-part-no-table = the { $kind ->
    [sheet] sheet
   *[file] file
} “{ $name }” is not a table ({ $what })
import-part-other = the { $kind ->
    [sheet] sheet
   *[file] file
} “{ $name }” has other columns
import-part-no-field = the { $kind ->
    [sheet] sheet
   *[file] file
} “{ $name }” has no field “{ $field }”
import-part-damaged = the { $kind ->
    [sheet] sheet
   *[file] file
} “{ $name }” is damaged: { $what }
import-part-unreadable = the { $kind ->
    [sheet] sheet
   *[file] file
} “{ $name }” cannot be read
import-parts-further = { $kind ->
    [sheet] further sheets that cannot be used
   *[file] further files that cannot be used
}
import-part-columns = Its columns are: { $columns }

## Which program wrote a file

import-format-segment = Segment logs
import-format-warehouse = Segment warehouse table
import-format-ga4 = GA4 export
import-format-mixpanel = Mixpanel export
import-format-amplitude = Amplitude export
import-format-snowplow = Snowplow events
import-format-shopify-orders = Shopify orders
import-format-shopify-products = Shopify products
import-format-google = Google Merchant product feed
import-format-woocommerce = WooCommerce orders
import-format-magento = Magento orders
import-format-klaviyo = Klaviyo export
import-format-hubspot = HubSpot export
import-format-braze = Braze Currents events
import-format-adobe = Adobe Analytics data feed
import-format-matomo = Matomo visits
import-format-posthog = PostHog export
import-format-plain = Table
