# Schedules: lists made anew by the system's own scheduler.

schedule-daily = every day
schedule-weekdays = Monday to Friday
schedule-mondays = every Monday
schedule-tuesdays = every Tuesday
schedule-wednesdays = every Wednesday
schedule-thursdays = every Thursday
schedule-fridays = every Friday
schedule-saturdays = every Saturday
schedule-sundays = every Sunday
schedule-when = { $days } at { $time }
schedule-task-scheduler = Task Scheduler
schedule-note-systemd = It runs while you are signed in, and makes up for a time at which the computer was off. To have it run without you being signed in: loginctl enable-linger
schedule-note-cron = It runs whenever this computer is on at that time. A time at which it was off is not made up for.
schedule-note-signed-in = It runs while you are signed in, and makes up for a time at which the computer was off or asleep.
schedule-no-project = { $path } is not there. Save the project first; a schedule runs the project file.
schedule-no-program = The system does not say where this program is, so it cannot be started by a schedule.
schedule-odd-path = { $path } cannot stand in a schedule: rename it without line breaks and special characters.
schedule-no-scheduler = This computer has no scheduler that Likely knows (systemd or cron).
schedule-refused = { $command } did not take the schedule: { $said }
schedule-file = { $path } cannot be changed: { $error }
