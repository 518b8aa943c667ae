# The settings dialog.

settings-title = Settings
settings-as-system = As the system
settings-language = Language

## Appearance

settings-appearance = Appearance
settings-light = Light
settings-dark = Dark
settings-zoom = Zoom
settings-percent = { $percent }%
settings-zoom-keys = { $larger } and { $smaller } change it anywhere.
settings-contrast = High contrast
settings-still = Reduce motion
settings-still-about = Nothing slides, fades or pulses

## How files are read

settings-zone = Default time zone
settings-zone-field = Time zone
settings-zone-unknown = No zone of that name: write it like Europe/Berlin or UTC.
settings-zone-about = Belongs to this project. Files are read anew when you save the catalog.
settings-memory = Memory for events
settings-memory-about = What is more is read from the disk, which is slower. 4 GB hold about 200 million events.
settings-keep = Keep what was read for next time
settings-keep-about = A project opens at once when its files are unchanged. Kept on this computer, for your account only.
settings-clear = Clear
settings-clear-about = Throw away what was kept; it is made again when it is needed
settings-archive = Largest archive, unpacked
settings-archive-about = An archive that unpacks to more, and to more than 200 times its size, is refused. Belongs to this project.
settings-offline = Nothing leaves this computer: no account, no telemetry, no network.

## Steps that undo names: "Undo: time zone"

settings-step-zone = time zone
settings-step-archive = largest archive
