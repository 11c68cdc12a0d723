references-note = Source
# $number (String) - number of the source
# $time (String) - which of the places
references-back = Back to the text: source { $number }, place { $time }
# $version (String) - number of a version
references-version = version { $version }
references-gone = This source is no longer available
references-newer = There are newer data
references-cited-by = Cited by
references-kind = Kind
references-target = What is cited
references-add-title = Add a source from the portal
# $number (String) - number of the source
references-added = Source { $number } is added to what you are writing. In the text, refer to it with [^{ $number }]
references-nothing = Nothing was found with these words.
references-to-form = To the form of the text
references-item = Library
references-dataset = Figures
references-article = Text
references-locator = Place: page (p. 12), minute (12:40) or figure (SL.TLF.CACT, TN, 2014, F)
# $number (String) - number of the source
references-add = Add as source { $number }
