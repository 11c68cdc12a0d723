statistics-title = Figures
statistics-lead = Each figure stands with its year, its place and its source. Table first, then a chart. Everything can be downloaded.
statistics-more = Table and chart
statistics-all = All figures
# $year (String) - four digits
statistics-when-year = In { $year }
# $half (Number) - 1 or 2
# $year (String) - four digits
statistics-when-half = { $half ->
    [1] In the first half of { $year }
   *[other] In the second half of { $year }
}
# $quarter (Number) - 1 to 4
# $year (String) - four digits
statistics-when-quarter = In { $quarter ->
    [1] the first quarter
    [2] the second quarter
    [3] the third quarter
   *[4] the fourth quarter
} of { $year }
# $from (String) - name of the first month
# $to (String) - name of the last month
# $year (String) - four digits
statistics-when-months = From { $from } to { $to } { $year }
# $half (Number) - 1 or 2
# $year (String) - four digits
statistics-period-half = { $half ->
    [1] First half of { $year }
   *[other] Second half of { $year }
}
# $quarter (Number) - 1 to 4
# $year (String) - four digits
statistics-period-quarter = { $quarter ->
    [1] 1st quarter
    [2] 2nd quarter
    [3] 3rd quarter
   *[4] 4th quarter
} { $year }
# $from (String) - name of the first month
# $to (String) - name of the last month
# $year (String) - four digits
statistics-period-months = { $from } to { $to } { $year }
# $when (String) - for instance: In 2024
# $clause (String) - a sentence with its figure, without a date
statistics-sentence = { $when }, { $clause }.
# $when (String) - for instance: In 1990
# $value (String) - a figure with its unit
statistics-sentence-first = { $when } it was { $value }.
# $value (String) - a figure with its unit
statistics-sentence-men = For men it was { $value }.
statistics-sex-f = Women
statistics-sex-m = Men
statistics-sex-t = All
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-persons = { $n ->
    [one] { $text } person
   *[other] { $text } people
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-women = { $n ->
    [one] { $text } woman
   *[other] { $text } women
}
# $text (String) - the number as written
statistics-amount-thousand-persons = { $text } thousand people
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-households = { $n ->
    [one] { $text } household
   *[other] { $text } households
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-calls = { $n ->
    [one] { $text } call
   *[other] { $text } calls
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-signals = { $n ->
    [one] { $text } report
   *[other] { $text } reports
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-centres = { $n ->
    [one] { $text } centre
   *[other] { $text } centres
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-beds = { $n ->
    [one] { $text } bed
   *[other] { $text } beds
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-seats = { $n ->
    [one] { $text } seat
   *[other] { $text } seats
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-years = { $n ->
    [one] { $text } year
   *[other] { $text } years
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-children = { $n ->
    [one] { $text } child per woman
   *[other] { $text } children per woman
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-deaths = { $n ->
    [one] { $text } death for each 100,000 live births
   *[other] { $text } deaths for each 100,000 live births
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-dinars-month = { $n ->
    [one] { $text } dinar a month
   *[other] { $text } dinars a month
}
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-amount-dinars-day = { $n ->
    [one] { $text } dinar a day
   *[other] { $text } dinars a day
}
statistics-table-title = Table
# $from (String) - oldest year
# $to (String) - newest of the earlier years
statistics-older = Earlier years, { $from } to { $to }
# $remark (String) - what holds for all of them
statistics-all-remark = All these figures: { $remark }.
statistics-column-period = When
statistics-column-indicator = What
statistics-column-geo = Where
statistics-column-sex = Who
statistics-missing = not available
# $min (Number) - smallest count that is shown
statistics-withheld-below = withheld: smaller than { $min }, or it would give a smaller number away
statistics-status-modelled = estimate by a model
statistics-status-partial = part of the period only
statistics-status-adjusted = corrected by us, see the note
statistics-notes-title = How to read these figures
statistics-words-title = What the words mean
statistics-about-title = About these figures
statistics-sources-title = Sources
statistics-publisher = Published by
statistics-coverage = Covers
statistics-frequency = How often
statistics-licence = Licence
statistics-version = Edition
# $n (Number) - number of the version
# $date (String) - day in words
statistics-version-of = No. { $n } of { $date }
statistics-checked = Checked on
statistics-licence-cc-by = CC BY 4.0, name the source
statistics-licence-not-stated = The source states no licence. Figures are quoted with their source.
statistics-frequency-annual = Every year
statistics-frequency-quarterly = Every three months
statistics-frequency-survey = At each survey
statistics-frequency-census = At each census
statistics-frequency-on-change = When the amount changes
statistics-frequency-irregular = Now and then
statistics-frequency-once = Once
statistics-download-title = Take the figures with you
statistics-download-csv = CSV
statistics-download-excel = CSV for Excel
statistics-chart-none = No chart: these figures cannot be compared with each other.
statistics-chart-outdated = The table holds newer figures than this chart.
statistics-chart-gaps = A line joins two figures only when they can be compared and at most six years lie between them.
# $name (String) - what rises
# $start (String) - when it begins
# $a (String) - first figure
# $end (String) - when it ends
# $b (String) - last figure
statistics-trend-rose = { $name }: rose from { $a } ({ $start }) to { $b } ({ $end }).
# $name (String) - what falls
# $start (String) - when it begins
# $a (String) - first figure
# $end (String) - when it ends
# $b (String) - last figure
statistics-trend-fell = { $name }: fell from { $a } ({ $start }) to { $b } ({ $end }).
# $name (String) - what stays
# $start (String) - when it begins
# $a (String) - first figure
# $end (String) - when it ends
statistics-trend-same = { $name }: { $a } in both { $start } and { $end }.
# $name (String) - what it is
# $value (String) - figure
statistics-trend-one = { $name }: { $value }.
# $note (Number) - number of the note
statistics-note-label = Note { $note }
statistics-column-age = Age
statistics-column-value = Figure
# $value (String) - figure
# $when (String) - when
statistics-trend-highest = Highest: { $value } ({ $when }).
# $value (String) - figure
# $when (String) - when
statistics-trend-lowest = Lowest: { $value } ({ $when }).
# $n (Number) - for the plural
# $text (String) - the number as written
statistics-trend-without = { $n ->
    [one] { $text } period between them has no figure that is shown.
   *[other] { $text } periods between them have no figure that is shown.
}
# $when (String) - the first that can be compared
statistics-trend-broken = Figures before { $when } were measured in another way and are not compared with these.
# $high (String) - name
# $a (String) - its figure
# $low (String) - name
# $b (String) - its figure
statistics-extremes = Of the figures shown, the highest is { $high }: { $a }; the lowest is { $low }: { $b }.
statistics-chart-break = At a dotted upright mark the way of measuring changed: figures before and after it cannot be compared.
# $n (Number) - number of the version
statistics-chart-version = This chart draws edition No. { $n }.
# $title (String) - title of the chart
statistics-chart-picture-of = “{ $title }” as a picture, to share
statistics-choose-title = Choose a part of the figures
statistics-choose-every = All
statistics-choose-from = From year
statistics-choose-to = To year
statistics-choose-button = Show
statistics-choose-all = Show everything
statistics-choose-none = There is no figure for this choice.
statistics-download-part = The files hold the part that you chose.
statistics-page-before = Previous page
statistics-page-after = Next page
# $n (String) - number of the page
statistics-page-here = Page { $n }
statistics-page-last = There may be more figures. Choose a place or a time, or download the file.
statistics-csv-dataset = Identifier of the dataset
statistics-csv-dataset-title = Dataset
statistics-csv-indicator = Code of the indicator
statistics-csv-place = Code of the place
statistics-csv-sex = Code of the sex
statistics-csv-unit = Unit
statistics-csv-status = Remark on the status
statistics-csv-note = Note
statistics-csv-source = Source
statistics-csv-source-url = Address of the source
# $title (String) - title of the dataset
statistics-raw-title = Figures as they were imported: { $title }
statistics-raw-warning = This file holds small counts too. Whoever knows the place may recognise a woman by them. Do not pass it on, and delete it when you are done. Each reading is written into the log, with your name and reason.
statistics-raw-reason = Why do you need them?
statistics-raw-reason-check = To check an import
statistics-raw-reason-correct = To correct a figure
statistics-raw-reason-method = To check what is withheld
statistics-raw-reason-source-asks = The source asks about its figures
statistics-raw-button = Download
statistics-action-raw = Read figures as they were imported
# $what (String) - what is measured, where, when, of whom
# $value (String) - the figure as it was cited
# $n (String) - number of the version that was cited
statistics-cited = The text cites { $what }: { $value }, in version { $n }.
statistics-cited-now = The table shows another version now.
statistics-cited-gone = This figure is not in the table any more.
statistics-sort-value = Figures that are missing or withheld have no place in this order: they are left out here.
statistics-withheld = withheld
# $source (String) - who drew them
# $licence (String) - under which licence
statistics-map-shapes = Outlines: { $source }. Licence: { $licence }. Simplified by us, for recognising places and not for measuring.
