sample-making = Der Beispielshop wird erzeugt
sample-preparing = Der Beispielshop wird vorbereitet
sample-writing = Der Beispielshop wird geschrieben
