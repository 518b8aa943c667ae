# Hinweise, wo man zögert; jeder bleibt, bis er weggelegt wird.

hints-catalog = Dies ist aus Ihren Dateien ausgefüllt. Prüfen Sie, ob die Ereignisse Interesse zeigen, und speichern Sie dann den Katalog.
hints-curve = Ziehen Sie den Griff auf der Kurve, oder klicken Sie auf einen Prozentwert: Die Zahlen folgen sofort.
hints-destinations = Klicken Sie auf einer Karte unter den Namen, um zu sehen, was geschrieben würde, ohne sie auszuwählen. Kreuzen Sie die gewünschten an.
hints-got-it = Verstanden
hints-got-it-named = Verstanden: { $hint }
