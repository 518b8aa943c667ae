# Everyone's past.

history-merging = Putting everyone's past together
history-disk = The events do not fit in the memory they may take, and could not be kept on disk instead: { $why }. Free some space, or let Likely use more memory.
