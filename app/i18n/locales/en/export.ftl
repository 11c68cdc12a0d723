export-title = The whole library, to take along
export-lead = A copy of everything in one archive, which any other library or archive can read (BagIt).
export-what = Items
# $count (Number) - how many items
# $digits (String) - the number, written
export-items = { $count ->
    [one] { $digits } item
   *[other] { $digits } items
}
export-of-files = Their files
# $count (Number) - how many files
# $digits (String) - the number, written
export-files = { $count ->
    [one] { $digits } file
   *[other] { $digits } files
}
export-size = How large it will be, about
export-inside = What is in it
export-inside-files = Every file, as it is kept.
export-inside-table = A table (metadata.csv) of all that is said about the items, in every language. It can be brought in again.
export-inside-core = Beside each item its description in Dublin Core (dc.xml), and lists by which anybody can check that nothing changed.
# $count (Number) - how many items
# $digits (String) - the number, written
export-drafts = { $count ->
    [one] { $digits } draft that nobody outside has seen.
   *[other] { $digits } drafts that nobody outside has seen.
}
export-outside = What is not in it
export-outside-consent = Nothing of what was agreed on in consents: no name, no way to reach anybody.
# $count (Number) - how many items
# $digits (String) - the number, written
export-kept-back = { $count ->
    [one] { $digits } testimony: whoever speaks in it did not agree to everybody, or does so no more. Where only words may be given, no voice and no face is in the copy.
   *[other] { $digits } testimonies: whoever speaks in them did not agree to everybody, or does so no more. Where only words may be given, no voice and no face is in the copy.
}
# $count (Number) - how many items
# $digits (String) - the number, written
export-withdrawn = { $count ->
    [one] { $digits } item that was withdrawn.
   *[other] { $digits } items that were withdrawn.
}
# $count (Number) - how many files
# $digits (String) - the number, written
export-damaged = { $count ->
    [one] { $digits } file that is known to be damaged.
   *[other] { $digits } files that are known to be damaged.
}
export-outside-erased = What was erased, and who reads what: neither is kept anywhere.
export-fetch = Fetch the copy
export-care = Drafts are in it: keep it where only the team reaches it. The log says who fetched a copy and when; no copy stays on the server.
export-whole = It is made while it is fetched. If the line breaks, the archive cannot be opened: fetch it again.
export-submit = Fetch it now
export-going = Somebody is fetching a copy at this moment. Only one is made at a time; try again when it has ended.
export-large-title = Too large for this line?
export-large = Whoever looks after the server can write the same copy into a folder there:
export-action = Fetched a copy of the whole library
