book-damaged = This book cannot be opened here: its file is damaged. You may still keep the file.
book-locked = This book is locked and cannot be opened here. You may still keep the file.
book-part-damaged = This part of the book cannot be shown. Go on to the next one, or keep the whole file.
book-part-long = This part of the book is too long for a page. Keep the whole file to read it.
book-download = Keep the whole book
# $number (String) - number of the part
book-part = Part { $number }
# $number (String) - number of the part
# $total (String) - number of parts
book-part-of = Part { $number } of { $total }
book-previous = Previous part
book-next = Next part
book-search-label = Search in this book
book-found-title = In this book
# $count (Number) - parts of the book in which it stands
# $digits (String) - the number, written
book-found = { $count ->
    [one] { $digits } part of the book
   *[other] { $digits } parts of the book
}
# $number (String) - number of the part
book-search-on = Search on from part { $number }
book-search-back = Back to the book
book-look-title = How the text looks
book-look-usual = As usual
book-look-button = Show it so
book-size = Size of the letters
book-size-large = Large
book-size-larger = Larger
book-leading = Room between lines
book-leading-wide = Wide
book-contrast = Contrast
book-contrast-more = Strong
