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
library-files-title = Take it with you
library-file-original = As published
library-file-html = Page to keep or print
library-file-epub = Book for a reading app
library-file-audio = Recording
library-file-transcript = Written text of the recording
library-file-cover = Cover
library-format-html = HTML
library-format-epub = EPUB
library-format-audio = MP3
library-format-transcript = Text
library-format-original = File
library-format-cover = Picture
# $language (String) - name of the language
library-listen-in = Listen in { $language }
library-machine-read = Read by a machine.
# $language (String) - name of the language
library-transcript-in = Written text in { $language }
library-about-title = About it
library-meta-kind = Kind
library-meta-language = Language
library-meta-year = First published
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
library-licence-un-official = Official text of the United Nations, made to be spread: you may copy and share it. Name the source.
library-licence-mit = Made by this portal. You may copy, change and share it (MIT licence).
library-editions-title = In other languages
library-language-ar = Arabic
library-language-fr = French
library-language-en = English
library-contents = Contents
library-back-to-item = Back to the description
library-reading-languages = Read in another language
library-start = To the beginning
