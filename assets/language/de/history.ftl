# Everyone's past.

history-merging = Der Verlauf aller Personen wird zusammengesetzt
history-disk = Die Ereignisse passen nicht in den Arbeitsspeicher, den sie belegen dürfen, und ließen sich auch nicht auf dem Datenträger ablegen: { $why }. Schaffen Sie Platz, oder erlauben Sie Likely mehr Arbeitsspeicher.
