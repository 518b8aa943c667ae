# Work on another thread.

jobs-panicked = Something went wrong inside Likely. Nothing you decided is lost; try again, and report it if it happens twice.
