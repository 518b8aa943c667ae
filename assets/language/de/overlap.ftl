# Who is in several audiences, and which of them has priority.

## The screen
overlap-title = Überschneidung und Priorität
overlap-about = Wer in mehreren Zielgruppen ist, und welche Kampagne diese Personen bekommen
overlap-back = Zurück zu den Zielgruppen
overlap-one-about = Legen Sie eine zweite Zielgruppe an, und sehen Sie hier, wer in beiden ist.
overlap-one = Es braucht zwei Zielgruppen
overlap-several = Wer in mehreren ist
overlap-picture = Bild
overlap-table = Tabelle
overlap-shown-as = Darstellung
overlap-finding = Die Personen werden gesucht
overlap-tick = Wählen Sie unten mindestens zwei Zielgruppen aus.
overlap-no-people = Die gewählten haben noch keine Personen.
overlap-nothing = Nichts zu vergleichen
overlap-exactly = In genau diesen Zielgruppen
overlap-audiences = Zielgruppen
overlap-people = Personen
overlap-share = Anteil
overlap-none-yet = noch keine Personen

## The order of priority
overlap-one-each = Eine Kampagne je Person
overlap-only-one = Alle nur auf die Liste einer Zielgruppe schreiben
overlap-undo = Priorität ändern
overlap-audience = Zielgruppe
overlap-on-list = Auf der Liste
overlap-on-list-about = Personen, die übrig sind, wenn die der Zielgruppen darüber wegfallen
overlap-no-order = Listen können sich jetzt Personen teilen: Wer in drei Zielgruppen ist, bekommt drei Kampagnen. Setzen Sie das Häkchen, damit die erste Zielgruppe in Ihrer Reihenfolge sie bekommt.
overlap-order = Wer in mehreren davon ist, steht nur auf der Liste der obersten, ihre Kontrollgruppe eingeschlossen; die anderen Listen werden kürzer, und niemand rückt nach. Das gilt für die Listen, die hier und mit likely run geschrieben werden.
overlap-up = { $name } nach oben
overlap-down = { $name } nach unten
overlap-take-out = { $name } aus der Reihenfolge nehmen
overlap-add = { $audiences ->
    [one] Die weitere oben gezeigte hinzufügen
   *[other] Die { $audiences } weiteren oben gezeigten hinzufügen
}
overlap-most = Höchstens { $most } zugleich.

## Who is in several, in a sentence
overlap-nobody-shared = { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} in { $audiences } Zielgruppen, niemand in mehr als einer.
overlap-shared = Von { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} in { $audiences } Zielgruppen { $shared ->
    [one] ist { $shared }
   *[other] sind { $shared }
} ({ $share }) in mehr als einer.
# $sentence: overlap-shared.
overlap-all-in = { $sentence } Alle davon sind in { $audiences }.
overlap-most-in = { $sentence } Die meisten davon, { $people ->
    [one] { $people } Person, ist
   *[other] { $people } Personen, sind
} in { $audiences }.
