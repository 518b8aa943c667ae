# Work on another thread.

jobs-panicked = In Likely ist etwas schiefgegangen. Nichts, was Sie festgelegt haben, ist verloren; versuchen Sie es noch einmal und melden Sie es, wenn es wieder geschieht.
