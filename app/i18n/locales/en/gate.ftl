gate-guard-title = Look at this before you send it
gate-guard-lead = Something in your text may tell who somebody is, or is better said otherwise. Nothing has been sent, and nothing is lost. You decide.
gate-guard-lead-team = A warning, no more: as one of the team you publish it as you wish.
gate-guard-found = What was found
gate-guard-hers = Your text, with the places marked
gate-guard-field-title = Your question
gate-guard-field-body = Your text
gate-guard-proposed = Proposal: without them
gate-guard-proposed-hint = You may change it here.
gate-guard-send-masked = Send it like this
gate-guard-as-is-title = Or as you wrote it
gate-guard-as-is = Send it to the team as it is
gate-guard-as-is-hint = The team reads it first, and nobody else until then.
gate-guard-as-is-team = Publish it as it is
gate-guard-back = Go back and change it
gate-finding-telephone = a telephone number
gate-finding-email = an e-mail address
gate-finding-handle = an account in a social network
gate-finding-identity = the number of an identity card
gate-finding-plate = a number plate
gate-finding-address = an address
gate-finding-name = somebody’s name
gate-finding-place = a place, school or employer that is easy to know
gate-finding-masked = a word that is better left out
gate-finding-warned = a word about which we ask: do you mean it?
gate-trap = Leave this empty
gate-field-not-empty = One field must stay empty: only machines fill it. Empty it and send again; your text is below.
gate-field-advertising = This reads like advertising, which does not belong here. Change it, or write to the team in private; your text is below.
gate-waiting-place-title = Where your text stands
# $count (Number) - texts that wait since before
# $digits (String) - the number, written
gate-waiting-before = { $count ->
    [0] No other text waits before yours.
    [one] { $digits } text waits before yours.
   *[other] { $digits } texts wait before yours.
}
# $median (String) - a time
# $ninetieth (String) - a time
gate-waiting-usual = In the last thirty days half of the texts were read within { $median }, nine in ten within { $ninetieth }.
gate-time-less = an hour
# $count (Number) - whole hours
# $digits (String) - the number, written
gate-time-hours = { $count ->
    [one] { $digits } hour
   *[other] { $digits } hours
}
# $count (Number) - whole days
# $digits (String) - the number, written
gate-time-days = { $count ->
    [one] { $digits } day
   *[other] { $digits } days
}
gate-waiting-tell = You need not wait here. When it is decided you find it in your texts.
gate-waiting-see = See it where it stands
gate-waiting-all = All my texts
gate-waiting-help-title = If you need somebody now
gate-waiting-help-text = What you wrote matters. You need not wait for us: you can call one of these numbers now.
gate-hours-title = When the team reads
gate-hours-none = The team are volunteers and have no fixed hours. At night and on holidays it takes longer.
gate-hours-open = These are hours of the team: somebody is reading.
gate-hours-closed = Nobody of the team is reading now. Your text waits safely.
# $first (String) - a day of the week
# $last (String) - a day of the week
gate-hours-days = { $first } to { $last }
# $days (String) - days of the week
# $from (String) - a time of day
# $to (String) - a time of day
gate-hours-row = { $days }, { $from } to { $to }
gate-day-mon = Monday
gate-day-tue = Tuesday
gate-day-wed = Wednesday
gate-day-thu = Thursday
gate-day-fri = Friday
gate-day-sat = Saturday
gate-day-sun = Sunday
gate-kind = Why a text of yours waited, what was noticed about it (also whether your e-mail address, if you gave one, is a temporary one that lasts for minutes), and whether your texts earned trust
gate-purpose = so that the team reads first what should be read first, and advertising stays out
gate-reason-sanctioned = Everything of hers is read first for a while
gate-reason-review-mode = In this category everything is read before it appears
gate-reason-new-member = One of her first texts
gate-reason-first-in-audience = Her first text before these readers
gate-reason-anonymous = Her name is hidden
gate-reason-watched-word = A watched word
gate-reason-personal-data = Personal data, sent as it is
gate-reason-link = A link
gate-reason-suspicious = Sent too fast, or said before
gate-reason-topic-review = Answers of this discussion are read first
gate-reason-quiet-hours = Nobody was reading
gate-words-title = Watched words
gate-words-lead = Words that put a text first, show help, or make it wait. Try a word before you save it.
gate-words-careful = Women must be able to say what was done to them: for the body, for violence, for insults they heard, choose help or priority, never refusal.
gate-words-add-title = A new word
gate-words-change-title = Change a word
gate-words-field-pattern = Word or phrase
gate-words-field-pattern-hint = At most 100 letters. * stands for any letters of one word. Vowel signs, capitals and long letters do not matter.
gate-words-field-language = Its language
gate-words-field-effect = What it does
gate-words-field-note = Note for the team
gate-words-field-review = Look at it again on
gate-words-field-review-hint = Year-month-day. Empty: in half a year.
gate-words-field-spam = It is advertising, and no word that a woman needs to tell what happened to her
gate-words-try = Try it on the last 30 days
gate-words-save = Save
gate-words-remove = Take away
gate-words-change = Change
gate-words-cancel = Do not change it
gate-words-owner-none = starter list
gate-words-owner = Kept by
gate-words-due = to be looked at again
gate-words-list-title = All words
# $count (Number) - words
# $digits (String) - the number, written
gate-words-count = { $count ->
    [0] No words yet.
    [one] { $digits } word.
   *[other] { $digits } words.
}
gate-words-filter = Show
gate-words-filter-all = All
gate-words-trial-title = What it would have caught
# $texts (String) - texts with the word
# $looked (String) - texts that were looked at
gate-words-trial = In { $texts } of { $looked } texts. Nothing has been saved yet.
gate-words-done-add = The word is saved.
gate-words-done-change = The word is changed.
gate-words-done-remove = The word is taken away.
gate-words-done-quiet = The switch is set.
gate-effect-hold = Waits for the team
gate-effect-mask = Proposes to leave it out
gate-effect-suggest-help = Shows help first
gate-effect-warn-author = Asks its author
gate-effect-raise-priority = Is read first
gate-effect-block = Gives it back (advertising)
gate-language-arabizi = Tunisian in Latin letters
gate-language-other = All, or another
gate-pending-most-title = How much may wait
# $count (Number) - how many
# $digits (String) - the number, written
gate-pending-most = { $count ->
    [one] One text of a member may wait at a time.
   *[other] { $digits } texts of a member may wait at a time.
}
gate-field-pending-most = Texts of a member that may wait
gate-pending-most-hint = From 1 to 50. One more than that is refused, and stays in her form.
gate-approved-after-title = Who is new
# $count (Number) - how many
# $digits (String) - the number, written
gate-approved-after = { $count ->
    [one] Where categories read new members first, a member is new until one of her texts is published and three days old.
   *[other] Where categories read new members first, a member is new until { $digits } of her texts are published, and one of them is three days old.
}
gate-field-approved-after = Published texts with which a member is new no more
gate-approved-after-hint = From 1 to 50. It holds for what is sent from now on. Rooms for known members stay as they are.
gate-number-save = Keep this
gate-done-number = It holds from now on.
gate-quiet-title = When nobody reads
gate-quiet-on = Nobody reads now: everything but what trusted members write waits.
gate-quiet-off = Each category follows its own rules.
gate-quiet-switch-on = Nobody reads now
gate-quiet-switch-off = Somebody reads again
gate-action-words-read = Read the watched words
gate-action-word-add = Added a watched word
gate-action-word-change = Changed a watched word
gate-action-word-remove = Took a watched word away
gate-action-words-try = Tried a word on the last month
gate-action-quiet-switch = Set the switch for quiet hours
gate-action-pending-most = Said how many texts of a member may wait
gate-action-approved-after = Said with how many published texts a member is new no more
gate-action-trust-give = Trust earned by texts
gate-action-trust-take = Trust lost
