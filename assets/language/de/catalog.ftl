# What the files say: which field is what, and what is missing or unsure.

## What is wrong in the catalog
catalog-no-events = Wählen Sie mindestens ein Ereignis, das Interesse zeigt; am besten 3 bis 7.
catalog-too-many-events = { $events } Ereignisse sind gewählt; höchstens { $most } sind möglich. Lassen Sie die weg, die am wenigsten über das Interesse sagen.
catalog-events-of-nothing = Keines der gewählten Ereignisse hat eine Produkt-ID oder eine zugeordnete Spalte. Wählen Sie für mindestens eines das Feld mit der Produkt-ID.
catalog-column-unnamed = Geben Sie jeder Spalte einen Namen.
catalog-column-twice = Zwei Spalten heißen „{ $column }“. Geben Sie einer einen anderen Namen.
catalog-split-unknown = Geben Sie an, an welchem Text die Werte von „{ $column }“ geteilt werden, etwa | oder ;.
catalog-no-role = Sagen Sie, was in dieser Datei steht: Es ist noch nicht festgelegt.
catalog-no-event-file = Öffnen Sie mindestens eine Datei mit Ereignissen: Zeilen, die sagen, wer wann was getan hat.

## What is wrong with a file
catalog-file-unopened = Diese Datei ließ sich nicht öffnen. Öffnen Sie sie erneut, oder entfernen Sie sie.
catalog-no-person = Wählen Sie das Feld, das sagt, wer die Person ist: Kundennummer, Nutzer-ID oder E-Mail-Adresse.
catalog-no-time = Wählen Sie das Feld, das sagt, wann es geschah.
catalog-day-or-month = Wählen Sie, ob in „{ $field }“ der Tag oder der Monat vorn steht.
catalog-no-event-name = Diese Datei hat kein Feld „{ $field }“ für den Namen des Ereignisses. Wählen Sie ein anderes, oder geben Sie an, dass jede Zeile dasselbe Ereignis ist.
catalog-no-product-id = Wählen Sie das Feld mit der Produkt-ID in dieser Datei.
catalog-people-id-gone = Diese Datei hat das Feld „{ $field }“ für die Person nicht mehr. Wählen Sie das Feld, das sagt, wer die Person ist.
catalog-people-time-gone = Diese Datei hat das Feld „{ $field }“ nicht mehr, das sagte, wann eine Zeile geändert wurde. Wählen Sie ein anderes, oder dass die letzte Zeile zählt.

## Fields that the catalog names and no file has
catalog-filter-gone = { $file } hat kein Feld „{ $field }“ mehr: Zeilen, die dadurch wegfielen, zählen jetzt.
catalog-person-gone = { $file } hat kein Feld „{ $field }“, das sagt, wer die Person ist.
catalog-repeats-gone = { $file } hat kein Feld „{ $field }“ mehr: Zeilen, die mehrfach geliefert wurden, zählen jedes Mal.
catalog-no-field = { $file } hat kein Feld „{ $field }“.
catalog-trait-gone = { $file } hat das Feld „{ $field }“ nicht mehr, das es vorher gab.
catalog-product-nowhere = Keine Ereignisdatei hat das Feld „{ $field }“, in dem die Produkt-ID von „{ $event }“ steht.
catalog-column-nowhere = Keine Ereignisdatei hat das Feld „{ $field }“, aus dem bei „{ $event }“ die Spalte „{ $column }“ kommt.
catalog-no-product-file = Die Spalte „{ $column }“ soll aus dem Feld „{ $field }“ einer Produktdatei kommen, aber es gibt keine.
catalog-product-field-nowhere = Keine Produktdatei hat das Feld „{ $field }“ für die Spalte „{ $column }“.

## Why an event is suggested: clauses of one sentence, joined by ";", the first letter made large
catalog-event-share = { $share } aller Zeilen
catalog-event-product = in { $share } davon nennt „{ $field }“ das Produkt
catalog-event-no-product = es nennt kein Produkt
catalog-event-undoes = nicht vorgeschlagen: dem Namen nach nimmt es Interesse zurück
catalog-event-others = nicht vorgeschlagen: andere Ereignisse sagen, um welches Produkt es geht
catalog-event-purchase = dem Namen nach führt es zum Kauf, deshalb steht es vorn
catalog-event-usual = vorgeschlagen, solange weniger als sieben andere mehr sagen
catalog-under-one-percent = unter 1 %

## Why a column stands where it does: clauses as above
catalog-column-unmapped = noch keinem Feld zugeordnet
catalog-column-from = aus { $fields }
catalog-column-few = sie hat kaum Werte und sagt deshalb wenig
catalog-column-values = { $values } verschiedene Werte: Spalten mit weniger Werten stehen darüber und springen ein, wo es hier wenige Daten gibt

## Questions about a file
catalog-file-twice = { $first } und { $second } sehen aus wie zweimal dieselbe Datei. Nehmen Sie eine heraus, sonst zählt alles darin doppelt.
catalog-ask-sheets = { $file }: { $count ->
    [one] Das Blatt { $names } hat andere Spalten und wird nicht gelesen. Wird es gebraucht? Dann speichern Sie es als eigene Datei und öffnen Sie diese ebenfalls.
   *[other] Die Blätter { $names } haben andere Spalten und werden nicht gelesen. Werden sie gebraucht? Dann speichern Sie jedes als eigene Datei und öffnen Sie diese ebenfalls.
}
catalog-ask-format = { $file }: Ist das eine Datei von { $format }? Sie sieht so aus, aber nicht in allem.
catalog-ask-day-or-month = { $file }: Steht in „{ $field }“ der Tag oder der Monat vorn? Wählen Sie es unten.
# $what: catalog-who, catalog-when, or both.
catalog-ask-missing = { $file }: Es fand sich kein Feld, das sagt, { $what }. Wählen Sie es unten, exportieren Sie die Datei noch einmal damit, oder lassen Sie die Datei weg.
catalog-ask-missing-in = { $file }: In dieser Datei ({ $format }) sagt kein Feld, { $what }. Wählen Sie es unten, exportieren Sie die Datei noch einmal damit, oder lassen Sie die Datei weg.
catalog-ask-field = { $file }: Sagt „{ $field }“, { $says }? Das Feld wurde nach seinem Aussehen gewählt. Prüfen Sie es unten.
catalog-ask-unused = { $file }: Nichts darin sagt, wer etwas getan hat, und die Zeilen sehen nicht nach Produkten aus. Die Datei wird nicht verwendet. Geben Sie unten an, was ihre Zeilen sind, wenn Sie sie brauchen.
catalog-who = wer die Person ist
catalog-when = wann es geschah

## Why rows are not used, as words in a list of reasons
catalog-skipped-repeated = mehrfach geliefert (gleicher Wert in { $field })
catalog-skipped-same = in jedem Feld gleich wie eine andere Zeile
catalog-skipped-negative = zurückgegeben oder storniert ({ $field } unter null)
catalog-skipped-filled = storniert ({ $field } ist gefüllt)
catalog-skipped-starts = storniert ({ $field } beginnt mit { $start })
catalog-skipped-is = { $field } ist { $values }

# $about: was für alle gilt.
catalog-and-more = { $name } und { $more } weitere: { $about }

## Namen vorgeschlagener Spalten
catalog-column-name = Name
catalog-column-brand = Marke
catalog-column-category = Kategorie
catalog-column-subcategory = Unterkategorie
catalog-column-variant = Variante
catalog-column-price = Preis
catalog-column-audience = Altersgruppe
catalog-column-plan = Tarif
