library-title = Library
library-lead = Texts and recordings you may read here, keep on your telephone and pass on.
library-filter-label = Filter the library
library-filter-kind = Kind
library-filter-language = Language
library-filter-all = All
library-filter-unknown = We do not know this filter. Here is everything.
library-kind-book = Book
library-kind-document = Sheet
library-kind-audio = Recording
library-kind-video = Film
library-kinds-book = Books
library-kinds-document = Sheets
library-kinds-audio = Recordings
library-kinds-video = Films
library-verb-book = Read
library-verb-document = Print
library-verb-audio = Listen
library-verb-video = Watch
# $minutes (Number) - time to read or listen
# $digits (String) - the number, written
library-minutes = { $minutes ->
    [one] { $digits } minute
   *[other] { $digits } minutes
}
# $minutes (Number) - whole minutes
# $seconds (Number) - seconds besides
library-duration = { $minutes } min { $seconds } s
# $size (String) - number of kilobytes
library-size-kb = { $size } kB
# $size (String) - number of megabytes
library-size-mb = { $size } MB
library-found-title = What we found
library-more-title = More on the shelves
library-empty-title = Nothing on this shelf yet
library-empty-text = Choose another kind or language, or see everything.
library-empty-all = See the whole library
library-read-here = Read here
library-read-elsewhere = Read it elsewhere
library-elsewhere = To be read elsewhere
library-files-title = Take it with you
library-file-original = As published
library-file-html = Page to keep or print
library-file-epub = Book for a reading app
library-file-audio = Recording
library-file-transcript = Written text of the recording
library-file-cover = Cover
library-file-pdf = Document to read page by page
library-file-picture = Picture
library-format-html = HTML
library-format-epub = EPUB
library-format-audio = MP3
library-format-transcript = Text
library-format-original = File
library-format-cover = Picture
library-format-pdf = PDF
library-format-picture = Picture
# $language (String) - name of the language
library-listen-in = Listen in { $language }
library-machine-read = Read by a machine.
# $language (String) - name of the language
library-transcript-in = Written text in { $language }
library-about-title = About it
library-meta-kind = Kind
library-meta-genre = What sort of work
library-genre-report = Report or study
library-genre-law = Law or convention
library-genre-guide = Guide
library-genre-testimony = Testimony
library-genre-novel = Novel or stories
library-genre-poetry = Poetry
library-genre-essay = Essay or article
library-genre-interview = Interview
library-genre-documentary = Documentary
library-genre-lecture = Lecture
library-genre-song = Song or music
library-genre-exercise = Exercise or lesson
library-genre-poster = Poster or leaflet
library-genre-speech = Speech
library-genre-statistics = Statistics
library-meta-language = Language
library-meta-year = First published
library-meta-others = Other titles
library-meta-created = Made
library-meta-recorded = Recorded
library-meta-place = Place of publication
library-meta-pages = Pages
library-meta-places = Places that it is about
library-meta-periods = Times that it is about
# $date (String) - a year, month or day
library-date-near = about { $date }
# $date (String) - a year, month or day
library-date-unsure = { $date } (not certain)
# $from (String) - a date
# $to (String) - a date
library-date-span = { $from } to { $to }
# $date (String) - a date
library-date-since = since { $date }
# $date (String) - a date
library-date-until = until { $date }
library-meta-section = Section
library-meta-added = In the library since
library-meta-licence = Terms
library-meta-source = Source
library-meta-cite = To quote it
library-role-author = By
library-role-publisher = Published by
library-role-translator = Translated by
library-role-editor = Edition made by
library-role-narrator = Read by
library-role-interviewee = Told by
library-role-interviewer = Questions by
library-role-illustrator = Illustrated by
library-licence-un-official = Official text of the United Nations, made to be spread: you may copy and share it. Name the source.
library-licence-mit = Made by this portal. You may copy, change and share it (MIT licence).
library-editions-title = In other languages
library-language-ar = Arabic
library-language-fr = French
library-language-en = English
library-language-ber = Tamazight
library-language-it = Italian
library-language-de = German
library-language-es = Spanish
library-language-und = Language not stated
library-language-zxx = Without words
library-contents = Contents
library-back-to-item = Back to the description
library-reading-languages = Read in another language
library-start = To the beginning
library-licence-cc-by = You may copy, change and share it if you name its author (Creative Commons CC BY 4.0).
library-licence-cc-by-sa = You may copy, change and share it if you name its author and keep the same licence (Creative Commons CC BY-SA 4.0).
library-licence-cc-by-nc = You may copy, change and share it without profit if you name its author (Creative Commons CC BY-NC 4.0).
library-licence-cc-by-nc-sa = You may copy, change and share it without profit if you name its author and keep the same licence (Creative Commons CC BY-NC-SA 4.0).
library-licence-cc-by-nd = You may copy and share it as it is if you name its author (Creative Commons CC BY-ND 4.0).
library-licence-cc-by-nc-nd = You may copy and share it as it is, without profit, if you name its author (Creative Commons CC BY-NC-ND 4.0).
library-licence-cc-zero = Its author gave up every right: do with it what you like (CC0 1.0).
library-licence-public-domain = Public domain: nobody holds rights in it any more.
library-licence-in-copyright = In copyright: not to be copied without leave of whoever holds the rights.
library-licence-in-copyright-educational = In copyright; use for teaching and learning is allowed.
library-licence-in-copyright-non-commercial = In copyright; use without profit is allowed.
library-licence-in-copyright-unlocatable = In copyright; whoever holds the rights could not be found. If it is you, write to us.
library-licence-no-known-copyright = No known copyright.
library-licence-not-evaluated = Rights not looked into yet: ask before you copy it.
library-licence-terms = Text of the terms
library-meta-holder = Rights held by
library-meta-rights-note = About the rights
library-meta-subjects = Subjects
library-meta-identifiers = Identifiers
library-meta-accessibility = Accessibility
library-meta-access-note = For whoever does not see or hear it
library-meta-permanent = Permanent address
library-meta-export = For reference software
library-identifier-isbn = ISBN
library-identifier-issn = ISSN
library-identifier-doi = DOI
library-identifier-urn = URN
library-identifier-url = Address
library-relation-part-of = Part of
library-relation-version-of = Another version of
library-relation-translation-of = Translation of
library-relation-transcript-of = Written text of
library-relation-based-on = Made from
library-inverse-part-of = Contains
library-inverse-version-of = Another version
library-inverse-translation-of = Translation
library-inverse-transcript-of = Written text
library-inverse-based-on = Made from it
library-access-captions = Captions
library-access-transcript = Written transcript
library-access-alternative-text = Pictures are described
library-access-structure = Headings and contents to move about
library-access-readable-text = Text that grows and that screen readers read
library-warning-title = Before you open it
library-warning-lead = It holds things that may hurt. Take your time, and stop whenever you like.
library-warning-violence = Violence
library-warning-sexual-violence = Sexual violence
library-warning-children = Harm to children
library-warning-death = Death and grief
library-warning-self-harm = Self-harm
library-warning-hate = Words full of hate
# $from (String) - where it begins, as minutes and seconds
# $to (String) - where it ends
library-warning-range = from { $from } to { $to }
library-stone-title = Withdrawn from the library
library-stone-erased = Removed at the request of the person concerned.
library-stone-day = Withdrawn on
library-stone-reason = Reason
library-stone-note = A word from the library
library-stone-was = Its title was
library-stone-contact = If you have a question, write to the team.
library-stone-contact-link = How to reach us
library-withdrawal-rights-claim = Somebody else holds rights in it
library-withdrawal-wrong-content = What it says is wrong
library-withdrawal-may-harm = It may harm somebody
library-withdrawal-owner-asked = Whoever gave it asked for it back
library-withdrawal-held-twice = It is here twice
library-withdrawal-court-or-law = A court or a law wants it
# $count (Number) - items
# $digits (String) - the number, written
library-count = { $count ->
    [one] { $digits } title
   *[other] { $digits } titles
}
library-filter-collection = Collection
library-filter-decade = Years
# $year (String) - the first of ten years
library-decade = { $year }s
library-filter-having = With
library-having-audio = Something to listen to
library-having-captions = Captions
# $facet (String) - what was chosen among, for instance "Kind"
# $value (String) - what was chosen
library-filter-chosen = { $facet }: { $value }
library-filter-remove = Remove this choice
# $count (Number) - choices that may be made together
# $digits (String) - the number, written
library-filter-deep = { $count ->
    [one] At most { $digits } choice
   *[other] At most { $digits } choices together
}
library-filter-deep-text = Remove one of your choices to see the list.
library-search-label = Search in the library alone
library-search-none = Try fewer words, or another word for the same thing. This search looks at the library alone.
# $day (String) - the day, written
library-opens-on = Open from { $day }
library-closed-now = Not open now
