# $label (String) - what is to be put right
editor-unfit = { $label }.
editor-toolbar = Writing tools
editor-heading = Heading
editor-bold = Bold
editor-emphasis = Emphasis
editor-list = List
editor-numbers = Numbered list
editor-link = Link
editor-callout = Call-out
editor-footnote = Footnote
editor-image = Image
editor-keys = Ctrl with B, I or K: bold, emphasis, link. Arrow keys go from tool to tool.
editor-preview = As readers will see it
editor-preview-show = Refresh the preview
editor-preview-failed = The preview could not be had. Your text is still here.
editor-words = Words
editor-kept = Kept as a draft, for you alone.
editor-elsewhere = Another text was kept in another window of yours. This one is only on this page: keep it with the button to see both.
editor-changed = There are changes that are not kept yet.
editor-not-kept = The connection broke. Your text is still in this page; we will try again.
editor-signed-out = Your session has ended. Your text is still in this page: sign in in another window, then save here.
editor-pasted = Pasted with its headings, lists and links, without its styling.
editor-link-words = words of the link
editor-checks = Before it is published
editor-checks-none = Nothing stands in the way of publishing it.
editor-checks-block = To be put right before it is published
editor-checks-advise = Worth a look
editor-level = How easily it reads
# $words (String) - words
# $sentences (String) - sentences
# $limit (String) - most words of a sentence
# $long (String) - sentences with more
# $hard (String) - long words
editor-level-counts = Words: { $words }. Sentences: { $sentences }. Sentences of more than { $limit } words: { $long }. Long words: { $hard }.
editor-level-short = The text is too short yet to say anything.
editor-level-easy = It reads easily.
editor-level-some = Some sentences are long and could be split:
editor-level-hard = Many sentences or words are long. Split these, for instance:
editor-check-title = It has no title
editor-check-summary = It has no summary of one or two sentences
editor-check-text = There is no text
editor-check-steps = A procedure without steps
editor-check-alternative = An image without alternative text
editor-check-picture = An image that is not of the library: it will not be shown
editor-check-empty-link = A link without words
editor-check-table-head = A table in which a column has no name
editor-check-heading = A heading leaves out a level, or goes too deep
editor-check-source = It stands on no source
editor-check-checked-on = The day on which it was compared with its sources is missing
editor-check-vague-link = The words of a link do not say where it leads
editor-check-raw-address = An address in place of words
editor-check-long-paragraph = A very long paragraph
editor-media-title = Images of the library
editor-media-lead = Images of published items that everybody sees. Copy the line into the text, and write in place of the description what the image shows here, in the language of the text.
editor-media-search = Search the images
editor-media-submit = Search
editor-media-none = No image for this search.
editor-media-line = Line to be put into the text
editor-media-upload = A new image goes into the library first
editor-media-more = More images
editor-media-alt = describe the image
