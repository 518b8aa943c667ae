# Audiences: who may be in, what a campaign asks for, what one changed.

## Stages of the work
audience-stage-eligible = Es wird geprüft, wer infrage kommt
audience-stage-ranking = Personen werden geordnet
audience-stage-engaged = Es wird nachgesehen, wer reagiert hat
audience-stage-members = Es wird nachgesehen, wer dabei war

## Campaigns
audience-cross-selling = Cross-Selling
audience-cross-selling-about = Hat kürzlich etwas gekauft und will wahrscheinlich, was dazu passt: Laptop, dann Zubehör.
audience-upselling = Upselling
audience-upselling-about = Regelmäßig beim kostenlosen oder einfachen Produkt, wahrscheinlich bereit für Premium.
audience-ranking = Rangfolge
audience-ranking-about = Alle, geordnet nach dem Interesse an einer Kategorie.
audience-excess-inventory = Überbestand abverkaufen
audience-excess-inventory-about = Die obersten 5 % für eine Marke, von der zu viel da ist.
audience-next-best-action = Next Best Action
audience-next-best-action-about = Wer eine Rubrik häufig liest, für ihren neuesten Artikel.
audience-order-value = Bestellwert erhöhen
audience-order-value-about = Wer eine Rubrik mag und für ein Angebot etwas mehr ausgibt.

## What a campaign did: names of audiences, made of values
audience-name-buyers = Kauf von { $first } → { $next }
audience-name-ranking = { $value }, nach Interesse
audience-name-overstock = Überbestand { $value }
audience-name-readers = Leserschaft { $value }, neuester Artikel
audience-name-threshold = { $value }, Schwellenangebot
audience-name-upgrade = Upgrade auf { $value }

## What a campaign did: why. A value is told as "Kategorie = Küche", by itself as "Küche"
audience-pair = Von { $buyers } Personen, die { $first } kauften, kauften { $followed } innerhalb von { $days } Tagen { $next }: { $times }-mal so oft wie nach anderen Käufen. Deshalb: wer in den letzten 90 Tagen „{ $firstvalue }“ gekauft hat und in dieser Zeit nicht „{ $nextvalue }“.
# $column: the name of a column.
audience-ranked = Alle, geordnet nach dem Interesse an { $value }: In der Spalte „{ $column }“ hat dieser Wert die meisten Ereignisse der letzten 30 Tage; { $people ->
    [one] { $people } Person hatte
   *[other] { $people } Personen hatten
} bisher damit zu tun. Jedes Ereignis zählt als Interesse.
# $season: one of the two below.
audience-overstock = { $value } hat zuletzt am meisten Interesse verloren: { $recent } Ereignisse in den letzten 30 Tagen nach { $before } in den 30 Tagen davor. { $season } Deshalb: die 5 % mit der höchsten Neigung dazu, ohne alle, die es in den letzten 30 Tagen schon taten. Wählen Sie einen anderen Wert von „{ $column }“, wenn Sie wissen, was auf Lager liegt.
audience-overstock-season = Vor einem Jahr waren es in denselben Tagen { $recent } nach { $before }; zu erwarten waren jetzt also { $expected }.
audience-overstock-no-season = Ob das die Saison ist, lässt sich nicht sagen: Die Daten umfassen weniger als zwei Jahre.
audience-newest-read = { $section } wird am meisten gelesen: von { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}. Das Neueste darin ist „{ $newest }“. Deshalb: wer in den letzten 90 Tagen mindestens dreimal dort war und dies noch nicht geöffnet hat. Weil es neu ist, sind die Personen nach ihrem Interesse an { $section } geordnet, solange es selbst zu wenige Personen hat.
audience-newest-used = { $section } hat die meisten Personen: { $people }. Das Neueste darin ist „{ $newest }“. Deshalb: wer in den letzten 90 Tagen mindestens dreimal dort war und damit noch nichts zu tun hatte. Weil es neu ist, sind die Personen nach ihrem Interesse an { $section } geordnet, solange es selbst zu wenige Personen hat.
audience-threshold = Personen, die in den letzten { $days } Tagen aktiv waren; zuerst die, die es am meisten zu { $value } zieht (bisher { $people ->
    [one] hatte { $people } Person
   *[other] hatten { $people } Personen
} damit zu tun): Bieten Sie ihnen etwas ab einem Warenkorbwert an, der knapp über dem üblichen liegt.
audience-upgrade-from = Personen, die { $plain } haben, in den letzten 90 Tagen aktiv waren und { $better } nie genommen haben; zuerst die mit der höchsten Neigung.
audience-upgrade = Personen, die in den letzten 90 Tagen aktiv waren und { $better } nie genommen haben; zuerst die mit der höchsten Neigung.

## What a campaign could not find
audience-ask-order = Welches Ereignis ist eine Bestellung? Keines heißt so, deshalb zählt vorerst jedes Ereignis: Wählen Sie es unter „Durch“.
audience-ask-category = Welche Spalte ist die Kategorie? Fügen Sie im Katalog eine hinzu, oder wählen Sie hier einen Wert.
audience-ask-category-taken = Welche Spalte ist die Kategorie? Keine sieht so aus, deshalb gilt „{ $column }“. Fügen Sie im Katalog eine hinzu, zum Beispiel aus einem Produktfeed, oder wählen Sie hier eine andere Spalte.
audience-ask-pair = Welcher Wert passt zu welchem? In diesen Daten folgt in der Spalte „{ $column }“ kein Wert öfter als üblich auf einen anderen.
audience-ask-brand = Welche Spalte ist die Marke? Fügen Sie im Katalog eine hinzu.
audience-ask-overstock = Von welchem Wert in „{ $column }“ ist zu viel da? Keiner hat zuletzt an Interesse verloren.
audience-ask-section = Welche Spalte ist die Rubrik eines Artikels? Fügen Sie im Katalog eine hinzu.
audience-ask-reading = Welches Ereignis ist Lesen oder Ansehen? Keines heißt so, deshalb zählt jedes Ereignis: Wählen Sie es unter „Durch“.
audience-ask-family = Welche Rubrik hat gerade Saison? Nichts hier ist nach Kindern oder Familien benannt, deshalb gilt die mit den meisten Ereignissen.
audience-ask-better = Welcher Wert ist das bessere Produkt? Nichts hier heißt Premium, Pro, Plus oder Gold: Wählen Sie es, und fügen Sie die Bedingung hinzu, dass die Personen das einfache haben.
audience-ask-plain = Welcher Wert ist das einfache Produkt? Fügen Sie eine Bedingung hinzu, damit nur dessen Personen „{ $value }“ angeboten bekommen.

## Where an audience stands
audience-draft = Entwurf
audience-computing = In Arbeit
audience-computing-share = In Arbeit · { $share }
audience-live = Bereit
audience-needs-data = Daten fehlen
audience-failed = Fehlgeschlagen
audience-waits = In den Daten hat noch niemand darauf reagiert, auch nicht auf Verwandtes. Die Zielgruppe füllt sich, sobald solche Daten geladen sind.
audience-nobody = Niemand erfüllt die Bedingungen. Lockern Sie eine davon, oder laden Sie neuere Daten.
audience-size-zero = Wählen Sie eine Größe: Sie ist jetzt 0.

## Conditions, as words that follow "Personen"; on a row of their own the first letter is large
audience-did = mit { $events }
audience-did-times = mit { $events } mindestens { $times }-mal
audience-did-not = ohne { $events }
audience-did-not-times = mit { $events } weniger als { $times }-mal
audience-did-nothing = ohne Ereignis
audience-did-nothing-with = ohne Ereignis bei { $condition }
# In place of $events above.
audience-anything = irgendeinem Ereignis
audience-events-with = { $events } bei { $condition }
# $condition: one of those above.
audience-did-within = { $condition } { $days ->
    [one] am letzten Tag
   *[other] in den letzten { $days } Tagen
}
audience-has = mit { $condition }
audience-has-not = ohne { $condition }
audience-active-within = { $days ->
    [one] mit Aktivität am letzten Tag
   *[other] mit Aktivität in den letzten { $days } Tagen
}
audience-either = entweder { $conditions }
audience-not-in-file = nicht in { $file }
audience-not-in = nicht in „{ $name }“
audience-not-in-deleted = nicht in einer Zielgruppe, die gelöscht wurde
audience-everyone = allen
audience-people-who = Personen { $conditions }
# In place of an audience's name.
audience-deleted = eine Zielgruppe, die gelöscht wurde

## What a condition lacks
audience-lacks-value-or-column = Wählen Sie einen Wert oder irgendeine Spalte
audience-lacks-trait = Wählen Sie ein Merkmal
audience-lacks-value = Wählen Sie einen Wert
audience-rule-event-gone = Die Bedingung nennt das Ereignis „{ $event }“, das nicht im Katalog ist. Ändern Sie die Bedingung, oder wählen Sie das Ereignis im Katalog.
audience-rule-column-gone = Die Bedingung nennt die Spalte „{ $column }“, die nicht im Katalog ist. Ändern Sie die Bedingung, oder fügen Sie die Spalte im Katalog hinzu.
audience-rule-trait-gone = Die Bedingung nennt das Merkmal „{ $name }“, das in keiner Datei mit Personen steht. Ändern Sie die Bedingung, oder fügen Sie die Datei hinzu, in der es steht.
audience-rule-values-gone = Die Bedingung schließt Personen mit { $name } = { $values } aus, und das hat niemand in Ihren Dateien mit Personen. Vielleicht ist es dort jetzt anders geschrieben, deshalb kommt niemand hinein. Ändern oder entfernen Sie die Bedingung.
audience-rule-nobody = Niemand hat „{ $value }“ als { $column }. Diesen Teil der Bedingung erfüllt also niemand.
audience-rule-nobody-out = Niemand hat „{ $value }“ als { $column }. Dieser Teil der Bedingung schließt also niemanden aus.
audience-quoted = „{ $value }“
audience-did-you-mean = Meinten Sie { $values }?
# $note: how many of a file's entries were found.
audience-exclusion-gone = Sie lässt eine Zielgruppe aus, die es im Projekt nicht gibt (Nummer { $number }): Dadurch bleibt niemand außen vor.
audience-exclusion-empty = Sie lässt „{ $name }“ aus, und dort ist noch niemand: Dadurch bleibt niemand außen vor.
audience-exclusion-changed = { $note } Die Datei hat sich geändert, seit sie gewählt wurde; es zählt, was jetzt darin steht.

## The definition in one sentence. $target: "Marke = Northwind", with what the next two add
audience-no-target = noch kein Zielwert
audience-by = { $target } durch { $events }
audience-within = { $target } innerhalb von { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
# $size: "5 %"; $who: audience-everyone or audience-people-who.
audience-top-percent = Die obersten { $size } mit der höchsten Neigung zu { $target }, unter { $who }.
audience-top-people = Bis zu { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} mit der höchsten Neigung zu { $target }, unter { $who }.
audience-with-control = { $definition } { $control } davon werden als Kontrollgruppe zurückgehalten.

## How good the ranking is
audience-measured-among = Gemessen unter den Personen, die damals die Bedingungen erfüllten.
audience-measured-too-few = { $people ->
    [one] Von { $people } Person, die damals die Bedingungen erfüllte,
   *[other] Von den { $people } Personen, die damals die Bedingungen erfüllten,
} { $engaged ->
    [one] hat { $engaged } reagiert
   *[other] haben { $engaged } reagiert
}: zu wenige zum Messen. Die Zahlen gelten für alle.

## How the audience splits
audience-split-unknown = nicht bekannt
audience-split-none = keiner davon
audience-from-to = { $from } bis { $to }

## What a campaign changed. $listed, $held: audience-measure-group
audience-measure-group = { $engaged } von { $people } ({ $rate })
audience-measure-happened = Vom { $when } haben { $listed } auf der Liste auf { $target } reagiert.
audience-measure-happened-held = Vom { $when } haben { $listed } auf der Liste auf { $target } reagiert; von den Zurückgehaltenen { $held }.
audience-measure-before = Vor der Kampagne wurde erwartet, dass { $rate } reagieren.
audience-measure-covered = Die Daten umfassen bisher { $covered } der { $days } Tage; die Zahlen wachsen noch.
audience-measure-gone = { $people ->
    [one] { $people } davon ist nicht mehr in den Daten und zählt, als hätte die Person nicht reagiert.
   *[other] { $people } davon sind nicht mehr in den Daten und zählen, als hätten sie nicht reagiert.
}
audience-measure-no-control = Niemand wurde zurückgehalten; deshalb lässt sich nicht sagen, was die Kampagne bewirkt hat: Bei diesen Personen war eine Reaktion ohnehin wahrscheinlich. Halten Sie nächstes Mal eine Kontrollgruppe zurück; 10 % sind ein guter Anfang.
audience-measure-all-held = Alle wurden zurückgehalten: Es gab keine Kampagne zu messen.
audience-measure-target-changed = Dafür wurden diese Listen gemacht. Die Zielgruppe fragt jetzt nach { $target }.
audience-measure-target-unknown = Eine ältere Version hat diese Listen geschrieben und nicht festgehalten, wofür sie waren; gezählt wurde deshalb, wonach die Zielgruppe jetzt fragt. Damals war es: { $definition }
# Points: percentage points.
audience-measure-range = zwischen { $low } und { $high } Prozentpunkten
audience-measure-too-few = Das ist zu wenig, um zu sagen, was die Kampagne bewirkt hat: { $held ->
    [one] { $held } Person
   *[other] { $held } Personen
} zurückgehalten und insgesamt { $engaged ->
    [one] { $engaged } Reaktion
   *[other] { $engaged } Reaktionen
}. Halten Sie nächstes Mal mehr Personen zurück, oder warten Sie auf weitere Tage.
# $more: one of the next two.
audience-measure-worked = Die Kampagne hat gewirkt: { $more }. Das ist mehr als Zufall (der wahre Unterschied liegt in 95 von 100 Fällen { $range }) und heißt, dass etwa { $extra } Personen ohne sie nicht reagiert hätten (zwischen { $low } und { $high }).
audience-measure-more = { $size } Prozentpunkte mehr haben reagiert
audience-measure-more-lift = { $size } Prozentpunkte mehr haben reagiert, das { $lift }-Fache der Quote der Zurückgehaltenen
audience-measure-harmed = Auf der Liste haben { $size } Prozentpunkte weniger reagiert, und das ist mehr als Zufall (der wahre Unterschied liegt in 95 von 100 Fällen { $range }). Sehen Sie sich an, was die Kampagne wem gesagt hat, bevor sie wieder läuft.
audience-measure-chance-more = Auf der Liste haben { $size } Prozentpunkte mehr reagiert, aber das kann Zufall sein: Der wahre Unterschied liegt in 95 von 100 Fällen { $range }.
audience-measure-chance-less = Auf der Liste haben { $size } Prozentpunkte weniger reagiert, aber das kann Zufall sein: Der wahre Unterschied liegt in 95 von 100 Fällen { $range }.
# $result: one of the two above.
audience-measure-hold-out = { $result } Um einen Unterschied dieser Größe zu erkennen, müssten etwa { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
} zurückgehalten werden.
audience-measure-larger = { $result } Um einen so kleinen Unterschied zu erkennen, braucht es eine größere Zielgruppe.

## Why a campaign cannot be measured
audience-measure-no-record = Nichts sagt, wer dabei war: Mit diesem Projekt wurden noch keine Listen dieser Zielgruppe geschrieben. Schreiben Sie die Listen, lassen Sie die Kampagne laufen, laden Sie die Ereignisse danach, und kommen Sie wieder.
audience-measure-nothing-later = Noch gibt es nichts zu messen: Die Daten enden am { $ends }, und es zählt nur, was ab dem { $from } geschah. Laden Sie die späteren Ereignisse, und messen Sie dann erneut.
audience-measure-no-data = Noch gibt es nichts zu messen: Die Daten enthalten keine Ereignisse, und es zählt nur, was ab dem { $from } geschah. Laden Sie die späteren Ereignisse, und messen Sie dann erneut.
audience-measure-before-lists = Am { $from } kann die Kampagne nicht begonnen haben: Diese Listen entstanden aus Daten bis zum { $ends }, und die Personen stehen darauf, weil sie bis dahin etwas getan haben. Wählen Sie einen Tag ab dem { $ends }, oder messen Sie Listen, die früher geschrieben wurden.
audience-measure-strangers = Keine der Personen dieser Listen ({ $people }) ist in den Daten, die jetzt geladen sind. Ist es dieselbe Personen-ID wie damals?

## Records of who was in
audience-record-damaged = Die Aufzeichnung darüber, wer dabei war ({ $path }), ist beschädigt und blieb unberücksichtigt.
audience-record-newer = Die Aufzeichnung darüber, wer dabei war ({ $path }), stammt von einer neueren Version von Likely und blieb unberücksichtigt.
audience-record-unread = Die Aufzeichnung darüber, wer dabei war ({ $path }), ist nicht lesbar und blieb unberücksichtigt: { $why }.
audience-record-unkept = Wer dabei ist, ließ sich in { $path } nicht aufzeichnen: { $why }. Änderungen seit jetzt lassen sich später nicht sagen; prüfen Sie, ob in den Ordner geschrieben werden darf.
