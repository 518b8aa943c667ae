# The curve: its title, what is read off it, what a size means.

plot-title-rate = Neigung nach Größe der Zielgruppe
plot-title-reached = Erreichte Personen nach Größe der Zielgruppe
plot-title-profit = Erwarteter Gewinn nach Größe der Zielgruppe
plot-axis-people = Personen in der Zielgruppe, die Besten zuerst

## What the crosshair reads, and words in the chart
plot-read-people = { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} ({ $share } von { $all })
plot-read-rate = Quote { $rate }
plot-last-person = letzte Person { $rate }
plot-average-person = durchschnittliche Person { $rate }
plot-read-lift = { $times } × Durchschnitt
plot-read-reached = erreicht { $share }
plot-read-profit = Gewinn { $profit }
plot-hardly-any-engage = weniger als 1 reagiert
plot-about-engage = etwa { $people } reagieren
plot-best = am besten: { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}
plot-beyond-advised = über die empfohlenen { $share } hinaus

## What the chart shows, for assistive technology
plot-sentence-rate = Von den besten { $people } von { $all ->
    [one] { $all } Person
   *[other] { $all } Personen
} reagieren voraussichtlich { $rate }, das { $times }-Fache des Durchschnitts von { $average }; von Personen wie der letzten, die noch dabei ist, { $last }.
plot-sentence-reached = Unter den besten { $people } von { $all ->
    [one] { $all } Person
   *[other] { $all } Personen
} sind { $share } aller, die voraussichtlich reagieren.
plot-sentence-profit = Die besten { $people } von { $all ->
    [one] { $all } Person
   *[other] { $all } Personen
} zu kontaktieren, bringt voraussichtlich { $profit }; am besten sind { $best ->
    [one] { $best } Person
   *[other] { $best } Personen
}.

## What a size means. $expected, $random, $all: plot-about or plot-fewer-than-one
plot-no-size = Wählen Sie eine Größe, um zu sehen, was sie bedeutet.
plot-means-everyone = Kontaktieren Sie alle { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}; erwartete Reaktionen: { $expected }.
plot-means-rate = Kontaktieren Sie diese { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}; erwartete Reaktionen: { $expected }, bei gleich vielen zufällig gewählten Personen { $random }.
plot-means-rate-held = Kontaktieren Sie { $contacts } dieser { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} – die übrigen werden zurückgehalten; erwartete Reaktionen: { $expected }, bei gleich vielen zufällig gewählten Personen { $random }.
plot-means-reached = Unter diesen { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} sind { $expected } von { $all }, die voraussichtlich reagieren.
# $engagements: plot-engagements or plot-no-engagement; $result: plot-profit or plot-loss.
plot-means-profit = Diese { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} zu kontaktieren, kostet { $cost } und bringt voraussichtlich { $income } aus { $engagements }: { $result }.
plot-means-profit-held = { $contacts } dieser { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} zu kontaktieren – die übrigen werden zurückgehalten –, kostet { $cost } und bringt voraussichtlich { $income } aus { $engagements }: { $result }.
plot-profit = ein Gewinn von { $money }
plot-loss = ein Verlust von { $money }
plot-about = etwa { $people }
plot-fewer-than-one = weniger als 1
plot-engagements = etwa { $engagements ->
    [one] { $engagements } Reaktion
   *[other] { $engagements } Reaktionen
}
plot-no-engagement = weniger als 1 Reaktion

## What comes after it. $meaning: one of those above
plot-unmeasured = { $meaning } An der Vergangenheit ließ sich das noch nicht prüfen.
plot-means-half = { $meaning } Die Hälfte davon ist mit { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} erreicht.
plot-never-pays = { $meaning } Kein Kontakt macht sich bezahlt.
plot-best-would-bring = { $meaning } Am meisten brächten { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}: { $profit }.

## Saving it
plot-drawing = Das Diagramm wird gezeichnet
plot-saving-points = Die Punkte werden gespeichert
plot-picture-broken = das Bild ist nicht vollständig
