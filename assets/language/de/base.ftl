# Numbers, days and what every module says.

base-verbatim = { $text }
base-bytes = Byte
base-today = heute { $time }
base-percent = { $percent } %
base-day = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $year }

## Lists of names or texts

base-and = { $before } und { $last }
base-or = { $before } oder { $last }
base-quoted = „{ $text }“
# Two sentences, one after the other.
base-sentences = { $first } { $second }

## Files

base-file-exists = { $path } gibt es schon und blieb unverändert. Wählen Sie einen anderen Namen oder Ordner oder erlauben Sie, dass die Datei ersetzt wird.
base-file-no-folder = { $path } ist nicht da. Wurde das Laufwerk entfernt? Wählen Sie einen anderen Ordner.
base-file-not-a-folder = { $path } ist im Weg: eine Datei, wo ein Ordner sein muss. Wählen Sie einen anderen Ordner.
base-file-no-permission = { $path } darf von diesem Benutzerkonto nicht geschrieben werden. Wählen Sie einen eigenen Ordner.
base-file-disk-full = { $path } wurde nicht geschrieben: Der Datenträger ist voll. Schaffen Sie Platz oder wählen Sie einen anderen. Keine halbe Datei blieb zurück.
base-file-bad-name = { $path } nimmt dieses System nicht als Dateinamen an. Wählen Sie einen kürzeren ohne Sonderzeichen.
base-file-io = { $path } ließ sich nicht schreiben: { $error }.
base-system-no-answer = Das Laufwerk oder der Netzwerkordner antwortet nicht. Verbinden Sie es wieder und versuchen Sie es dann noch einmal
base-system-not-there = es ist nicht da
base-system-no-permission = dieses Benutzerkonto darf das nicht
base-system-read-only = dort darf nichts geschrieben werden
base-system-full = der Datenträger ist voll
base-system-circle = es ist eine Verknüpfung, die auf sich selbst zurückführt
base-not-a-file = das ist ein Gerät oder eine Pipe, keine Datei
base-too-large = dafür ist die Datei viel zu groß
base-opening-kept = Gespeicherte Ergebnisse vom letzten Mal werden geöffnet
base-cancelled = Abgebrochen.
base-reading = { $name } wird gelesen
