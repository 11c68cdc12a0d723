cite-apa = APA
cite-iso = ISO 690
cite-and = &
cite-no-date = n.d.
cite-audio = audio recording
cite-video = video
# $names (String) - who translated it
cite-apa-translated = { $names }, Trans.
# $names (String) - who edited it
cite-apa-edited = { $names }, Ed.
# $names (String) - who translated it
cite-iso-translated = Translated by { $names }
# $names (String) - who edited it
cite-iso-edited = Edited by { $names }
cite-available = Available from:
