said-title = Type what is said
# $language (String) - name of a language
said-in = What is said, in { $language }
said-there = written
said-field-text = What is said
said-field-language = Language of the text
said-text-hint = Write it as it is said, with the names of those who speak. A blank line begins a paragraph. 150,000 characters at most.
said-save = Keep
said-done = The text is kept. It is beside the recording, and the search finds it.
said-action = Typed what is said in a recording
