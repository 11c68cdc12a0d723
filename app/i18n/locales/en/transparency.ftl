transparency-title = What the team did
transparency-lead = Every quarter, in figures. They are counted from a log that nobody can change, and they add up. Nothing here is about one person.
transparency-quarter = Quarter
# $number (String) - 1 to 4
# $year (String) - the year
transparency-quarter-name = { $number }/4 of { $year }
transparency-show = Show
# $day (String) - the day on which the figures appear
transparency-runs = This quarter is not over. Its figures appear here when it is, on { $day }: from one day to the next they could give somebody away.
transparency-csv = These figures as a file (CSV)
transparency-small = “<5” stands for one to four: so few could be recognised in a small town. “–” is withheld so that such a number cannot be worked out.
transparency-few = Too few to say more.
transparency-total = In all
transparency-what = What
transparency-count = Number
transparency-readings = Texts received and read
transparency-reading-approved = Published
transparency-reading-shortened = Published, shortened by the team
transparency-reading-direct = Published without waiting
transparency-reading-changed = Sent back with a request, or answered in private
transparency-reading-rejected = Not published
transparency-waited = Texts that waited for the team
transparency-waited-before = Waited when the quarter began
transparency-waited-came = Came to wait
transparency-waited-decided = Answered
transparency-waited-gone = Taken back before an answer
transparency-waited-after = Still waited when it was over
transparency-waited-how = The first two are as much as the last three. A text that is sent again, or given back, counts again. Where one of the numbers is below five, what came is told as “from–to”.
transparency-waited-gone-otherwise = Gone without an answer
transparency-waited-reports = Reports that waited for the team
transparency-waited-reports-how = All that is said about one text until the team decides is one report. The first two are as much as the last three. What was taken back, and what went with the text or with an account, is gone without an answer. Where one of the numbers is below five, what came is told as “from–to”.
transparency-waited-appeals = Appeals that waited for the team
transparency-waited-appeals-how = The first two are as much as the last three. An appeal is gone without an answer when whoever sent it closed her account. Where one of the numbers is below five, what came is told as “from–to”.
# $quarter (String) - a quarter in words
transparency-waited-from = Counted since { $quarter }.
transparency-waited-unknown = Not known for this quarter.
transparency-delay = How long it took
# $time (String) - a duration
transparency-median = Half of the texts had an answer within { $time }.
# $time (String) - a duration
transparency-ninth = Nine of ten had one within { $time }.
# $hours (Number) - how many
# $digits (String) - the number, written
transparency-hours = { $hours ->
    [one] one hour
   *[other] { $digits } hours
}
transparency-no-delay = Too few texts to say.
transparency-report-reasons = Reports decided, by reason
transparency-report-outcomes = Reports decided, by what became of them
transparency-report-danger = Somebody is in danger
transparency-report-identity = Reveals who somebody is
transparency-report-threat = Threat or blackmail
transparency-report-harassment = Harassment
transparency-report-hate = Hate or insult
transparency-report-sexual = Sexual content
transparency-report-spam = Advertising or fraud
transparency-report-misinformation = Wrong information
transparency-report-contact = Contact outside
transparency-report-off-topic = Off topic
transparency-report-other = Another reason, or none noted
transparency-outcome-upheld = Right
transparency-outcome-not-upheld = Not right
transparency-outcome-duplicate = Covered by another one
transparency-outcome-escalated = Treated as danger
transparency-sanctions = Sanctions, by kind
transparency-appeals = Appeals decided
transparency-promptness = Answers to appeals
transparency-in-time = Within seven days
transparency-late = Later
transparency-waits = Appeals without an answer when the quarter was over
transparency-waits-in-time = Not due yet
transparency-waits-overdue = Overdue
transparency-staffed = Hours in which somebody of the team was there
transparency-unknown = Not known for this quarter: the hours were noted on none of its days.
# $hours (String) - how many hours
# $days (String) - how many days were noted
# $all (String) - how many days the quarter has
transparency-staffed-sum = Hours: { $hours }. Days noted: { $days } of { $all }.
transparency-staffed-how = Noted at the end of each day from the team’s roster, and never changed. A day without a note is not known, and not counted.
transparency-authorities = Requests from authorities
transparency-authorities-none = None recorded.
transparency-link = What the team did, in figures
