# Work on another thread.

jobs-panicked = Something went wrong inside Likely. Nothing you decided is lost; try again, and report it if it happens twice.
jobs-panicked-report = Something went wrong inside Likely. Nothing you decided is lost; try again. If it happens twice, send us the report, which holds nobody’s data: { $path }
