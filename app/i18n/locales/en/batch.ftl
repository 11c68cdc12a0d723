batch-title = Many items at once
batch-lead = A table and the archive of its files become drafts. First everything is checked; nothing is written until you say so.
batch-form-title = Choose a table
batch-field-table = Table (CSV)
batch-field-archive = Archive of the files (ZIP)
# $size (String) - largest size of a table
batch-hint-table = UTF-8, one item a line, at most 2,000 lines and { $size }. The columns are those of an export: title[ar], kind, languages, files…
# $size (String) - largest size of an archive
batch-hint-archive = Only if the table names files. At most { $size }. What you brought with “Bring files into the library” is found by its name without it.
batch-dry = This only checks. What is wrong is told all at once; you import afterwards.
batch-submit = Check
batch-tried = Tables that you are trying
batch-came = What came together
batch-batch = Batch
batch-items = Items
batch-undo = Take back
batch-undo-title = Take a batch back
batch-undo-lead = Drafts that nobody changed are removed. What was published or changed since stays.
# $going (String) - how many are removed
# $staying (String) - how many stay
batch-undo-counts = To be removed: { $going }. Staying: { $staying }.
batch-goes = Removed
batch-stays = Stays: published or changed since
batch-done-discarded = The table is thrown away.
# $removed (String) - how many were removed
# $kept (String) - how many stayed
batch-done-undone = Removed: { $removed }. Kept because somebody published or changed them: { $kept }.
batch-export-title = The whole library, to keep elsewhere
batch-export-why = A copy of everything (BagIt) is fetched from a page of its own. Its table is of the form that is brought in here.
batch-large = Many large files come in the same way from a folder of the server:
batch-state-checking = Being checked
batch-state-faulty = Something is wrong
batch-state-ready = Ready to be imported
batch-state-importing = Being imported
batch-state-imported = Imported
batch-state-failed = Failed on our side
batch-failed = Nothing was written. Have it checked again; if it fails once more, tell whoever looks after the server.
batch-in-hand = It goes on by itself; you may leave this page.
# $done (String) - lines that were looked at
# $total (String) - lines that there are
batch-progress = { $done } of { $total } lines
batch-look-again = Look again
batch-again = Check again
batch-discard = Throw away
# $wrong (String) - things that are wrong
# $fine (String) - lines in which nothing is wrong
batch-wrong = Things that are wrong: { $wrong }. Lines that are fine: { $fine }. Nothing was written. Correct the table and bring it again.
# $count (String) - things that are not shown
batch-more = Not shown here: { $count } more.
batch-faults = What is wrong
batch-row = Line
batch-column = Column
batch-value = What stands there
batch-expected = What is expected
batch-files = Files
# $count (String) - how many items
batch-preview = Nothing is wrong. Drafts that will be made: { $count }. All of them or none.
batch-import = Import as drafts
# $count (String) - how many items
batch-imported = Drafts that were made: { $count }. Somebody else publishes each of them.
batch-expected-kept = a file that the library keeps
batch-expected-utf8 = a table in UTF-8
batch-expected-column = a column such as title[ar], kind, languages, files
batch-expected-column-once = each column once
batch-expected-table-line = a line of a table
# $count (String) - how many
batch-expected-values = { $count } values, as the first line has
batch-expected-an-item = at least one item
# $most (String) - how many
batch-expected-rows = at most { $most } lines
# $most (String) - how many
batch-expected-characters = at most { $most } characters
batch-expected-title-of-texts = a title in the language of the other texts
batch-expected-title = a title in at least one language
batch-expected-one-holder = one holder of the rights, in up to three languages
# $words (String) - words that are allowed
batch-expected-one-of = one of { $words }
# $file (String) - name of a file
# $words (String) - words that are allowed
batch-expected-one-of-for = for { $file }: one of { $words }
batch-expected-languages = ar, fr, en, ber, it, de, es, und or zxx
batch-expected-main-language = ar, fr, en, ber, it, de, es, und or zxx, the main one first
batch-expected-section = the short name of a section
batch-expected-year = a year
batch-expected-date = a date such as 1987, 1987-05, 1987-05-12, 198X or 1987~
batch-expected-span = a date such as 1987, or a period such as 1956/1987 or 1987/..
batch-expected-pages = a number of pages
# $most (String) - a number
batch-expected-at-most = at most { $most } values
batch-expected-address = an address on the web
batch-expected-yes-no = yes or no
batch-expected-day = a day such as 2026-11-28
batch-expected-day-after = a day after the first
batch-expected-subject = a subject of the list, by its identifier or name
batch-expected-identifier = such as isbn:978-0-306-40615-7
batch-expected-warning = such as violence or violence:60-90
batch-expected-relation = part-of, version-of, translation-of, transcript-of or based-on, a colon, and an item or address
batch-expected-collection = the short name of a collection
batch-expected-id = 4 to 24 of 0-9 and a-z, or nothing
batch-expected-id-new = an identifier that no item has or had
batch-expected-id-once = each identifier once
# $count (String) - how many files
batch-expected-as-many = as many as there are files ({ $count })
batch-expected-file = a file of the archive, by its name there
batch-expected-archive = a ZIP archive that can be opened.
