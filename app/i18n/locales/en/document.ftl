# $number (String) - number of the page
document-page = Page { $number }
# $number (String) - number of the page
# $total (String) - number of pages
document-page-of = Page { $number } of { $total }
document-previous = Previous page
document-next = Next page
document-first = First page
document-last = Last page
document-to-page = Go to page
document-go = Go
# $number (String) - number of the page
document-picture = Picture of page { $number }
document-text = Text
document-no-text = The text of this page is not available: only its picture is shown.
document-no-text-no-picture = This page cannot be shown here. Keep the file to read it.
document-unread = This document cannot be read here page by page yet. You may keep the file and read it on your device.
# $number (String) - number of the page
# $total (String) - number of pages
document-lost = There is no page { $number }: this document has { $total } pages.
document-pages = Pages as printed (PDF)
document-open = Read here, with zoom
document-open-hint = To enlarge pages. So much is loaded once; then each page when you turn to it. The text stays below.
document-keys = Arrow keys turn pages, + and − change the size, Home and End lead to the first and the last page.
document-sheet = The page as printed
document-larger = Larger
document-smaller = Smaller
document-close = Back to the plain view
document-loading = Opening…
document-failed = The page could not be drawn here. The plain view below still works, and you may keep the document.
document-item-unread = Its unreadable pages
document-download = Keep the whole document
document-search-label = Search in this document
document-found-title = In this document
# $number (String) - number of the page
document-search-on = Search on from page { $number }
document-search-back = Back to the document
document-queue-title = Unreadable pages
document-queue-lead = Pages of which no program could read the text rightly: they need optical recognition, or somebody who types them. Until then search does not know them.
document-queue-none = No page waits.
document-no-programs = The programs that read pages of PDFs are not installed on this server (poppler-utils).
document-damaged = The file could not be read
document-waiting = Its pages were not read yet
document-again = Read the pages again
document-done-again = The pages will be read again. What was typed stays.
document-done-page = The text of the page is saved.
# $quality (String) - how well it reads, from 0 to 100
document-state-extracted = Read by a program (quality { $quality } of 100).
# $quality (String) - how well it reads, from 0 to 100
document-state-unreadable = No program reads it (quality { $quality } of 100).
document-state-typed = Typed by somebody of the team.
document-field-text = Text of the page
document-text-hint = As it stands on the page; an empty line between paragraphs.
document-field-direction = Direction of writing
document-direction-auto = As the text has it
document-direction-rtl = From right to left
document-direction-ltr = From left to right
document-save = Save the text
document-blank = Nothing is written on this page
# $number (String) - number of the page
document-next-unread = Next page that waits: { $number }
document-action-page = Typed the text of a page, or had the pages of a file read again
# $count (Number) - how many pages
# $digits (String) - the number, written
document-found = { $count ->
    [one] { $digits } page of the document
   *[other] { $digits } pages of the document
}
# $count (Number) - how many pages
# $digits (String) - the number, written
document-unreadable = { $count ->
    [one] { $digits } unreadable page
   *[other] { $digits } unreadable pages
}
document-machine = Let the machine try to read it
document-machine-check = The machine read this. Compare each line with the picture: nothing of it counts before you save it.
document-machine-absent = The program that reads pictures of pages, or the data of its languages, is not installed on this server (tesseract-ocr, tesseract-ocr-ara, tesseract-ocr-fra).
document-machine-too-long = The machine took too long for this page.
document-machine-nothing = The machine found nothing that it could read on this page.
