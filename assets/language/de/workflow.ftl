# What is done with opened files, a catalog and audiences: reading, ranking, writing lists.

## Progress

workflow-looking = Dateien werden angesehen
workflow-counting = Ereignisse und Personen werden gezählt
workflow-suppression-looking = Die Personen aus { $name } werden gesucht
workflow-waiting = Wartet auf ein anderes Programm, das Listen schreibt

## Files that changed, are new or damaged

workflow-more-files = { $named } und { $more ->
    [one] 1 weitere Datei
   *[other] { $more } weitere Dateien
}
workflow-changed = { $names } { $files ->
    [one] hat
   *[other] haben
} sich geändert.
workflow-shrunk = { $names } { $files ->
    [one] ist
   *[other] sind
} kleiner geworden; prüfen Sie, ob der Export vollständig ist.
workflow-missing = { $names } { $files ->
    [one] ist
   *[other] sind
} nicht mehr zu finden.
workflow-back = { $names } { $files ->
    [one] ist
   *[other] sind
} wieder lesbar.
workflow-new-copy = { $name } ist neu in Ihren Ordnern, aber eine Kopie von { $like }: Die Datei wurde nicht gelesen, sonst zählte alles darin doppelt.
workflow-new-like = { $name } ist neu in Ihren Ordnern und wurde wie { $like } gelesen.
workflow-new-unlike = { $name } ist neu in Ihren Ordnern, gleicht keiner Datei des Projekts und wurde nicht gelesen. Fügen Sie die Datei im Fenster hinzu oder lassen Sie sie dort weg.
workflow-new-unheard = { $name } ist neu in Ihren Ordnern, gleicht keiner Datei des Projekts und wurde nicht gelesen, obwohl die Datei Personen zu enthalten scheint: Wer dort abgelehnt hat, wird nicht ausgelassen. Fügen Sie die Datei im Fenster hinzu oder lassen Sie sie dort weg.
workflow-sheet-unheard = Das Blatt „{ $sheet }“ von { $name } hat andere Spalten und wurde nicht gelesen, obwohl darin steht, wer angeschrieben werden darf: Wer dort abgelehnt hat, wird nicht ausgelassen. Speichern Sie es als eigene Datei und fügen Sie diese im Fenster hinzu.
workflow-cut-off = { $name } ist beschädigt oder unvollständig: Was dort folgt, fehlt.
workflow-skipped = { $name }: { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
} nicht verwendet: { $reason }.
workflow-skipped-line = { $name }: { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
} nicht verwendet: { $reason }, zuerst in Zeile { $line }.
workflow-skipped-files = { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
} in { $files } Dateien nicht verwendet: { $reason }, zuerst in { $name }.
workflow-skipped-files-line = { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
} in { $files } Dateien nicht verwendet: { $reason }, zuerst in { $name }, Zeile { $line }.
workflow-no-scratch = Ein temporärer Ordner ließ sich nicht anlegen: { $error }. Schaffen Sie Platz auf dem Datenträger oder prüfen Sie die Schreibrechte.

## Audiences that leave out one another, and suppression files

workflow-quoted = „{ $name }“
workflow-own-people = „{ $name }“ kann nicht die eigenen Personen ausschließen.
workflow-cycle = { $names } schließen sich gegenseitig aus, sodass keine davon die erste sein kann. Entfernen Sie eine dieser Bedingungen.
workflow-other-unknown = Die Personen aus „{ $name }“ sind hier ausgeschlossen, und wer sie sind, ist nicht bekannt: { $why }
workflow-suppression-gone = Die Sperrliste { $path } ist nicht mehr, wo sie war. Legen Sie sie zurück oder wählen Sie sie unter „Wer infrage kommt“ neu aus.
workflow-suppression-unusable = Die Sperrliste ist nicht verwendbar: { $why } Niemand wird geordnet, damit niemand versehentlich kontaktiert wird.
workflow-suppression-empty = { $name } ist eine leere Liste und schließt niemanden aus.
workflow-suppression-nobody = { $name } schließt niemanden aus: { $entries ->
    [one] Der eine Eintrag
   *[other] Keiner der { $entries } Einträge
} ist { $entries ->
    [one] weder im Klartext noch gehasht (MD5, SHA-1, SHA-256) die
   *[other] im Klartext oder gehasht (MD5, SHA-1, SHA-256) die
} ID, E-Mail-Adresse oder Telefonnummer einer Person in den Daten.
workflow-suppression-all = { $name }: { $entries ->
    [one] Der eine Eintrag wurde in den Daten gefunden.
   *[other] Alle { $entries } Einträge wurden in den Daten gefunden.
}
workflow-suppression-some = { $name }: { $known } von { $entries } Einträgen { $known ->
    [one] wurde
   *[other] wurden
} in den Daten gefunden, { $unknown } nicht.

## Consent

workflow-consent-table = { $count ->
    [one] { $names } sieht
   *[other] { $names } sehen
} nach Einwilligung aus. Diese Tabelle enthält alle Personen, was auch immer dort steht.
workflow-consent-lists = { $count ->
    [one] { $names } sieht nach Einwilligung aus, deshalb werden nur Personen geschrieben, die dort eingewilligt haben.
   *[other] { $names } sehen nach Einwilligung aus, deshalb werden nur Personen geschrieben, die dort eingewilligt und nirgends abgelehnt haben.
}

## Why lists are not written

workflow-lists-unremembered = { $error } Es wurde nichts geschrieben: Spätere Zugänge und Abgänge gingen von älteren Listen aus.
workflow-lists-damaged = { $what } Die Listen brauchen, was fehlt; deshalb wurde nichts geschrieben. Exportieren Sie die Datei noch einmal oder akzeptieren Sie, was lesbar war.
workflow-lists-outdated = { $path } hat sich geändert, seit die Personen von „{ $name }“ ermittelt wurden, die nicht auf diese Listen kommen. Nichts wurde geschrieben; schreiben Sie die Listen noch einmal, sobald „{ $name }“ neu berechnet ist.
workflow-nobody-left = Niemand ist übrig: Inzwischen sind alle ausgeschlossen.
workflow-all-taken = Alle Personen sind schon in einer Zielgruppe mit höherer Priorität.
workflow-listed-before = „{ $name }“ hat gerade niemanden; die Personen der Listen vom { $day } werden ausgelassen, weil sie noch auf der Plattform stehen können.
workflow-before-unknown = „{ $name }“ hat gerade niemanden, und wer auf den letzten Listen stand, ist nicht sicher bekannt. Nichts wurde geschrieben, damit niemand auf zwei Listen kommt.
workflow-known-as = Manche Personen stehen in Ihren Ereignissen unter einer E-Mail-Adresse, andere unter einer anderen ID. Wo Ihre Dateien sagen, zu welcher ID eine Adresse gehört, zählt für diese ID, was unter der Adresse getan wurde.
workflow-known-twice = { $people ->
    [one] { $people } Person steht in Ihren Ereignissen unter einer E-Mail-Adresse und unter einer anderen ID und zählt doppelt, weil nicht sicher ist, wem die Adresse gehört: Mehrere Personen können sie haben.
   *[other] { $people } Personen stehen in Ihren Ereignissen unter einer E-Mail-Adresse und unter einer anderen ID und zählen doppelt, weil nicht sicher ist, wem die Adresse gehört: Mehrere Personen können sie haben.
} Was sie unter der einen getan haben, ist von der anderen nicht bekannt: Wählen Sie in allen Ereignisdateien dieselbe Art von ID.
workflow-nobody-held = { $audience }: Niemand wurde für die Kontrollgruppe ausgelost: Über jede Person entscheidet das Los, und es sind wenige. Was die Kampagne bewirkt, lässt sich so nicht messen; halten Sie mehr Personen zurück oder lassen Sie mehr zu.
workflow-all-held = Alle Personen sind für die Kampagne einer anderen Zielgruppe zurückgehalten und stehen auf keiner Liste, bis diese gemessen ist.
workflow-no-recommended = Die Empfehlungen ließen sich nicht ermitteln. { $why }
workflow-still-busy = Ein anderes Programm schreibt die Listen dieses Projekts und war nach { $minutes } Minuten nicht fertig. Nichts wurde geschrieben; versuchen Sie es später noch einmal.

## Values of a target

workflow-no-value = „{ $value }“ ist noch kein Wert von { $column }.

## Personen vergessen
workflow-forget-nobody = Es ist niemand genannt. Geben Sie die IDs, E-Mail-Adressen oder Telefonnummern der Personen an, die vergessen werden sollen, eine je Zeile.
workflow-forget-record = { $error } In manchen Aufzeichnungen können diese Personen noch stehen; versuchen Sie es noch einmal.
workflow-forget-cancelled = Abgebrochen. In manchen Aufzeichnungen können diese Personen noch stehen.
workflow-forget-named = { $people ->
    [one] { $people } Person der Daten wurde genannt.
   *[other] { $people } Personen der Daten wurden genannt.
}
workflow-forget-only-typed = Die Daten waren nicht lesbar: Gesucht wurde nur nach dem, was angegeben ist.
workflow-forget-records = Aufzeichnungen früherer Listen, in denen jemand von ihnen stand und nicht mehr steht: { $records }. Was für das nächste Mal aufbewahrt war, ist gelöscht.
workflow-forget-in-use = Ein anderes Programm benutzt noch etwas davon: Schließen Sie es und wiederholen Sie das Vergessen.
# $files, $reasons: one a line, indented.
workflow-forget-sources = In diesen Dateien stehen sie noch, oder etwas, das wie ihre IDs geschrieben ist. Entfernen Sie sie dort, sonst sind sie beim nächsten Lesen wieder da:{"\u000A"}  { $files }
workflow-forget-lists = In diesen geschriebenen Listen stehen sie noch, oder etwas, das wie ihre IDs geschrieben ist. Löschen Sie die Dateien und entfernen Sie die Personen dort, wo Sie sie hochgeladen haben; die nächste Liste ersetzt auf der Plattform die ganze Liste:{"\u000A"}  { $files }
workflow-forget-unreadable = Nicht durchsucht:{"\u000A"}  { $reasons }
workflow-forget-looking = { $name } wird durchsucht

## Eine Stichprobe von Personen
workflow-sample-copying = Zeilen einiger Personen werden kopiert
workflow-sample-not-new = { $path } gibt es schon, und daran wurde nichts geändert. Wählen Sie einen neuen Ordner.
workflow-sample-in-source = { $path } liegt in { $source }, woraus gelesen wird. Wählen Sie einen anderen Ordner.
workflow-sample-unusable = Zeilen lassen sich aus CSV-, JSON-Lines- und Parquet-Dateien kopieren, nicht aber aus diesen: { $files }.
workflow-sample-unwritten = { $path } wurde nicht kopiert: { $error }.
