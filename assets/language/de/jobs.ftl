# Work on another thread.

jobs-panicked = In Likely ist etwas schiefgegangen. Nichts, was Sie festgelegt haben, ist verloren; versuchen Sie es noch einmal und melden Sie es, wenn es wieder geschieht.
jobs-panicked-report = In Likely ist etwas schiefgegangen. Nichts, was Sie festgelegt haben, ist verloren; versuchen Sie es noch einmal. Wenn es wieder geschieht, senden Sie uns den Bericht, in dem niemandes Daten stehen: { $path }
