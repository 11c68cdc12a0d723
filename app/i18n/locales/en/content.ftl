home-title = Your rights, your steps, in your words
home-lead = Jusoor is a portal for the women of El Kef: procedures step by step, a library, figures, a forum. Read without an account; nobody is told what you read.
home-help-title = If you need help now
home-help-more = All numbers, and your safety here
home-sections-title = What is it about?
home-needed-title = Most needed
home-needed-empty = No procedure has been chosen yet. Everything is in the sections and in the search.
home-figure-title = Figure of the day
home-figure-more = See the table
home-library-title = New in the library
home-library-more = The whole library
home-forum-title = New in the forum
home-forum-more = Go to the forum
home-forum-empty = Nobody has asked yet. Your question may help another woman.
home-library-empty = The shelves are being filled.
home-take-part-title = Take part
home-take-part-name = Choose a name that is not yours. No e-mail, no telephone number.
home-take-part-ask = Ask or answer in the forum, in your own words.
home-take-part-wait = What new members write waits until the team has read it.
home-take-part-join = Choose a name
home-take-part-rules = How the forum works
section-procedures-title = What you can do, step by step
section-articles-title = Good to know
section-library-title = In the library
section-statistics-title = Figures
section-forum-title = Talk about it
section-forum-text = Ask a question or tell what helped you. What new members write waits until the team has read it.
section-forum-link = Open this category of the forum
kind-procedure = Steps
kind-article = To read
procedure-for-whom = Who it is for
procedure-where = Where to go
procedure-cost = Cost
procedure-time = Time
procedure-steps = Steps
procedure-papers = Papers to bring
procedure-if-refused = If they refuse
procedure-more = More about it
sources-title = Sources
article-tools-label = Tools
article-same-section = In the same section
article-ask = Ask in the forum
# $date (String) - day in words
source-checked = checked on { $date }
# $minutes (Number) - minutes of reading
# $digits (String) - the number, written
reading-minutes = { $minutes ->
    [one] { $digits } minute
   *[other] { $digits } minutes
} to read
