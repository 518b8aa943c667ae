# The project file.

project-unreadable = Das Projekt { $path } lässt sich nicht öffnen: { $error }.
project-not-one = { $path } ist kein Likely-Projekt oder ist beschädigt (Zeile { $line }). Nichts wurde darin geändert.
project-damaged = { $path } ist beschädigt (Zeile { $line }). Die letzte gute Kopie ist { $copy }: Öffnen Sie das Projekt im Fenster, um damit weiterzuarbeiten. Nichts wurde geändert.
project-copy = { $path } ist beschädigt (Zeile { $line }). Dies ist die letzte gute Kopie: Prüfen Sie, ob etwas fehlt, und speichern Sie dann. Noch wurde nichts geändert.
project-in-the-way = { $path } gibt es schon, es ist aber kein Likely-Projekt; die Datei blieb unverändert. Speichern Sie unter einem anderen Namen.
project-open-elsewhere = { $path } ist in einem anderen Fenster geöffnet. Schließen Sie das Projekt dort oder speichern Sie unter einem anderen Namen.
project-changed-elsewhere = { $path } wurde von anderer Seite geändert, seit das Projekt hier geöffnet wurde, und blieb unverändert. Speichern Sie unter einem anderen Namen, um beide zu behalten, oder öffnen Sie das Projekt neu.
project-contradicts = { $path } lässt sich nicht öffnen: { $what } Nichts wurde darin geändert.
project-same-number = „{ $first }“ und „{ $second }“ haben dieselbe Nummer ({ $number }), wie nach dem Zusammenführen von Hand. Geben Sie einer davon in der Datei eine andere „id“.
project-bad-key = Das Ziel „{ $name }“ hat einen Schlüssel, nach dem keine Datei heißen kann. Geben Sie ihm in der Datei Buchstaben, Ziffern und Bindestriche als „key“.
project-same-key = Das Ziel „{ $name }“ hat den Schlüssel eines anderen ({ $key }). Geben Sie ihm in der Datei einen anderen „key“.
project-newer = { $path } wurde mit einer neueren Version von Likely gespeichert (Projektversion { $version }; diese hier liest bis { $own }). Aktualisieren Sie Likely, um das Projekt zu öffnen. Nichts wurde darin geändert.
project-unsaved = Das Projekt ließ sich nicht in { $path } speichern: { $error }. Was Sie festgelegt haben, ist noch hier; speichern Sie es an einem anderen Ort.
