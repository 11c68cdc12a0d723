search-title = Search
search-again-label = Search in all of the site
search-hint = Articles, library, figures and forum, in three languages. Quotation marks “ ” find exactly these words.
search-too-often = You searched many times within a minute. Wait a minute, then press the button again: your words are still in the field.
search-start-title = What are you looking for?
search-start-text = One word is enough. Spelling and vowel signs do not have to be right.
# $count (Number) - things found
# $digits (String) - the number, written
search-count = { $count ->
    [one] { $digits } result
   *[other] { $digits } results
}
search-partly = Nothing has all of these words. These have some of them.
search-kinds-label = Kind of result
search-languages-label = Language of the text
search-languages-all = All languages
# $number (String) - number of the page
search-at-page = On page { $number }
# $number (String) - number of the part
search-at-part = In part { $number } of the book
# $at (String) - a time such as 12:30
search-at-second = At { $at }
search-at-heading = In the text
search-at-post = In a reply
search-elsewhere = In other words:
search-kind-all = All
search-kind-article = Articles and procedures
search-kind-page = Pages of this site
search-kind-item = Library
search-kind-dataset = Figures
search-kind-organisation = Organisations
search-kind-topic = Forum
# $count (Number) - things found of this kind
# $digits (String) - the number, written
search-all-of-kind = { $count ->
    [one] Show { $digits }
   *[other] Show all { $digits }
}
# $count (Number) - results shown
# $digits (String) - the number, written
search-first-shown = { $count ->
    [one] Only the first is shown. One more word narrows it down.
   *[other] Only the first { $digits } are shown. One more word narrows it down.
}
search-empty-title = Nothing found with these words
search-empty-text = Try fewer words, or another word for the same thing. You can also start from the sections, or ask in the forum.
search-suggestions = Did you mean:
search-empty-sections = See the sections
search-empty-forum = Go to the forum
search-offers-label = Suggestions
# $count (Number) - titles offered while typing
# $digits (String) - the number, written
search-offers-count = { $count ->
    [one] { $digits } suggestion. The arrow keys lead to it.
   *[other] { $digits } suggestions. The arrow keys lead to them.
}
