# Zeitpläne: Listen, die der Aufgabenplaner des Systems neu erstellen lässt.

schedule-daily = jeden Tag
schedule-weekdays = Montag bis Freitag
schedule-mondays = jeden Montag
schedule-tuesdays = jeden Dienstag
schedule-wednesdays = jeden Mittwoch
schedule-thursdays = jeden Donnerstag
schedule-fridays = jeden Freitag
schedule-saturdays = jeden Samstag
schedule-sundays = jeden Sonntag
schedule-when = { $days } um { $time } Uhr
schedule-task-scheduler = Aufgabenplanung
schedule-note-systemd = Läuft, solange Sie angemeldet sind, und holt einen Zeitpunkt nach, zu dem der Computer aus war. Damit es auch ohne Anmeldung läuft: loginctl enable-linger
schedule-note-cron = Läuft, wenn dieser Computer zu der Zeit an ist. War er aus, wird der Lauf nicht nachgeholt.
schedule-note-signed-in = Läuft, solange Sie angemeldet sind, und holt einen Zeitpunkt nach, zu dem der Computer aus war oder schlief.
schedule-no-project = { $path } ist nicht vorhanden. Speichern Sie zuerst das Projekt; ein Zeitplan führt die Projektdatei aus.
schedule-no-program = Das System nennt nicht, wo dieses Programm liegt; ein Zeitplan kann es daher nicht starten.
schedule-odd-path = { $path } kann nicht in einem Zeitplan stehen: Benennen Sie es ohne Zeilenumbrüche und Sonderzeichen um.
schedule-no-scheduler = Dieser Computer hat keinen Aufgabenplaner, den Likely kennt (systemd oder cron).
schedule-refused = { $command } hat den Zeitplan nicht angenommen: { $said }
schedule-file = { $path } kann nicht geändert werden: { $error }
