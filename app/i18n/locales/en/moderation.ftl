moderation-lead = What women have sent, and what waits for you.
moderation-nav-label = The team’s desk
moderation-nav-desk = Overview
moderation-nav-queue = Texts to read
# $count (Number) - texts that wait
# $digits (String) - the number, written
moderation-waiting = { $count ->
    [0] No text is waiting.
    [one] { $digits } text is waiting.
   *[other] { $digits } texts are waiting.
}
# $days (Number) - whole days since the oldest was sent
# $digits (String) - the number, written
moderation-oldest = { $days ->
    [0] The oldest was sent within the last day.
    [one] The oldest has waited for { $digits } day.
   *[other] The oldest has waited for { $digits } days.
}
# $days (Number) - whole days
# $digits (String) - the number, written
moderation-age = { $days ->
    [0] Less than a day
    [one] { $digits } day
   *[other] { $digits } days
}
moderation-open-queue = Read what waits
moderation-queue-title = Texts to read
moderation-queue-lead = The oldest first. Each of these women is waiting for you.
moderation-checklist-title = Before you publish
moderation-checklist-names = No name, place, telephone number, workplace or school that gives somebody away: in El Kef a village, a job and two children are enough.
moderation-checklist-danger = Somebody in danger: do not publish. On the page of the text press “Somebody is in danger”: those who look after safety are alerted, and she sees the numbers.
moderation-checklist-words = A woman may describe what was done to her in her own words. Hard words are no reason to refuse.
moderation-checklist-doubt = In doubt, leave it and ask another of the team.
moderation-empty-title = Nothing is waiting
moderation-empty-text = Everything has been read. Thank you.
moderation-empty-filter = Nothing that waits matches this choice.
moderation-show-all = Show everything that waits
moderation-kind-topic = New question
moderation-kind-reply = Answer
moderation-kind-correction = Corrected text
moderation-filter-label = Show only
moderation-filter-kind = Kind
moderation-filter-language = Language
moderation-filter-all = All
moderation-filter-topics = Questions
moderation-filter-replies = Answers
moderation-in-topic = In the discussion:
moderation-own = This one is yours: another of the team decides on it.
moderation-topic-not-public = Its question is not published. Decide on the question first.
moderation-approve = Publish
moderation-refuse-open = Do not publish…
moderation-reject = Do not publish
moderation-field-reason = Reason
moderation-field-reason-choose = Choose
moderation-field-reason-hint = She reads exactly this sentence, in her language.
moderation-field-note = A word to her
moderation-field-note-hint = Needed only for “another reason”. Speak kindly; say what would make it fit.
moderation-field-post = The text
moderation-field-version = The version of the text
moderation-field-action = The decision
moderation-done-approve = The text is published.
moderation-done-reject = The text was not published. Its author finds the reason on her page.
moderation-more = More
moderation-first-page = Back to the oldest
moderation-stale-title = Somebody decided before you
moderation-stale-text = Your decision changed nothing. This is how the text stands now:
moderation-changed-text = This text changed while you had it open. Read it again before you decide.
moderation-topic-not-public-title = The question itself is not published
moderation-topic-not-public-text = An answer cannot appear without its question. Decide on the question first; the answer keeps waiting.
moderation-your-note = What you wrote to her
moderation-back-to-queue = Back to the texts
moderation-see-topic = See the discussion
