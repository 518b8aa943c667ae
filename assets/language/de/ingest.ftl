# Reading events, products and people into everyone's past, and what became of the rows.

ingest-reading-files = { $files } Dateien werden gelesen

## Why a row is not used; stands after a number of rows: "12 rows skipped: event not chosen in the catalog"

ingest-not-chosen = Ereignis im Katalog nicht gewählt
ingest-not-frequent = Ereignis nicht unter den { $most } häufigsten

## Why nothing can be read

ingest-too-many-events = { $events } Ereignisse sind benannt; höchstens { $most } sind möglich. Lassen Sie die weg, die am wenigsten über Interesse sagen.
ingest-too-much = Um wiederholte Zeilen und die IDs der Personen auseinanderzuhalten, sind { $megabytes } MB Arbeitsspeicher nötig, mehr als Likely verwenden darf. Erlauben Sie mehr Arbeitsspeicher, zählen Sie wiederholte Zeilen jedes Mal mit oder lassen Sie Dateien weg, die andere wiederholen.
ingest-none-used = Keine Zeile ließ sich verwenden. Häufigster Grund: { $reason }. Prüfen Sie die Felder für Person, Zeit und Ereignis in der Ansicht „Daten“.
ingest-nobody-known = Alle Ereignisse gehören zu Personen, die nur durch eine anonyme ID bekannt sind und außen vor bleiben. Behalten Sie sie im Katalog.
ingest-no-rows = Keine Zeile ließ sich verwenden: Die Dateien haben keine Zeilen.

## Why there are fewer events and people than rows and IDs

ingest-some-used = { $used } von { $read } Zeilen werden verwendet{ $several ->
    [yes] , manche mit mehreren Produkten
   *[no] {""}
}; nicht verwendet: { $why }.
ingest-rows-why = { $reason } ({ $rows })
ingest-all-used = Alle { $rows } Zeilen werden verwendet, manche mit mehreren Produkten.
ingest-ids = { $ids } IDs sind { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}: { $why }.
ingest-ids-joined = { $ids ->
    [one] { $ids } anonyme gehört zu einer bekannten Person
   *[other] { $ids } anonyme gehören zu einer bekannten Person
}
ingest-ids-left-out = { $ids } nur als anonyme ID bekannt und ausgelassen
ingest-ids-unused = { $ids ->
    [one] { $ids } kommt nur in nicht verwendeten Zeilen vor
   *[other] { $ids } kommen nur in nicht verwendeten Zeilen vor
}

## How the files fit together

ingest-left-out = { $people ->
    [one] Eine nur durch eine anonyme ID bekannte Person bleibt außen vor
   *[other] { $people } nur durch eine anonyme ID bekannte Personen bleiben außen vor
}, mit { $events ->
    [one] einem Ereignis
   *[other] { $events } Ereignissen
}.
ingest-unmatched = { $events } von { $named } Ereignissen mit Produkt nennen eines, das in keiner Produktdatei steht.
ingest-unmatched-such-as = { $events } von { $named } Ereignissen mit Produkt nennen eines, das in keiner Produktdatei steht, zum Beispiel { $id }.
ingest-unknown-people = { $unknown } von { $people } Personen mit Ereignissen stehen in keiner Personendatei{ $silent ->
    [0] .
    [one] ; { $silent } Person dieser Dateien hat keine Ereignisse.
   *[other] ; { $silent } Personen dieser Dateien haben keine Ereignisse.
}
ingest-later = { $events ->
    [one] { $events } Ereignis liegt
   *[other] { $events } Ereignisse liegen
} nach dem { $end }, dem Ende der Daten, das letzte am { $last }. Sie gelten als Fehler und zählen zu diesem Stichtag nicht.
ingest-ends-ahead = Die Daten reichen bis zum { $end }, und der liegt in der Zukunft: Stichtag ist dieser Tag, solange kein anderer gewählt ist, und was Personen bis heute taten, gilt als lange her. Sind das Platzhalter oder Buchungen für kommende Tage?
ingest-unused = Nicht verwendete Ereignisse: { $named }{ $more ->
    [0] {""}
   *[other] {" "}und { $more } weitere
}.
