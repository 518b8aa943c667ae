# Hints where people hesitate, each shown until it is put away.

hints-catalog = This is filled in from your files. Look whether the events show interest, then save the catalog.
hints-curve = Drag the handle on the curve, or press a percentage: the numbers follow at once.
hints-destinations = Press a card below its name to see what would be written, without choosing it. Tick the ones you want.
hints-got-it = Got it
hints-got-it-named = Got it: { $hint }
