# What a member who is silenced or suspended reads
sanctions-error-suspended-title = Your account is suspended
sanctions-error-suspended = The members’ pages are closed to you for a time. Your decisions page says why and until when, how to appeal, and how to write to the team. Public pages stay open.
sanctions-error-silenced-title = You cannot write for a time
sanctions-error-silenced = The team asked you not to write in the forum for a time. Your decisions page says why and until when. You can still read, report, write to the team and appeal.
# $field (String) - label of the field
sanctions-field-in-the-past = { $field }: this day is over. Choose one that is to come.
# $field (String) - label of the field
# $limit (Number) - the limit
# $digits (String) - the number, written
sanctions-field-fewer-days = { $limit ->
    [one] { $field }: at least one day from today.
   *[other] { $field }: at least { $digits } days from today.
}
# $field (String) - label of the field
# $limit (Number) - the limit
# $digits (String) - the number, written
sanctions-field-more-days = { $limit ->
    [one] { $field }: one day from today at most.
   *[other] { $field }: { $digits } days from today at most.
}

sanctions-notify-decision = The team decided something that concerns you

# Kinds and rules
sanctions-kind-notice = A private message
sanctions-kind-warning = Warning
sanctions-kind-review-all = Everything is read first
sanctions-kind-silence = No writing for a time
sanctions-kind-suspend = Account suspended
sanctions-kind-remove-account = Account closed
sanctions-about-notice = It counts for nothing else.
sanctions-about-warning = It counts for 90 days.
sanctions-about-review-all = Everything you write is read by the team before it appears.
sanctions-about-silence = You cannot write, react or vote in the forum. You can read, report, take your texts away, write to the team, appeal and take your data along.
sanctions-about-suspend = The members’ pages are closed to you. Public pages stay open, and so does this page: you can appeal, write to the team, take your data along, take your texts away and delete your account.
sanctions-about-remove-account = Your account stays closed. You can appeal, write to the team, take your data along and delete your account.
sanctions-rule-names-others = Somebody could be recognised
sanctions-rule-threat = Threat or blackmail
sanctions-rule-harassment = Harassment
sanctions-rule-insult = Hate or insult
sanctions-rule-sexual = Sexual content
sanctions-rule-spam = Advertising, fraud or recruitment
sanctions-rule-misinformation = Wrong information about rights or procedures
sanctions-rule-contact-outside = Asking for contact outside of the portal
sanctions-rule-other = Another rule of the forum

# Her page
sanctions-mine-title = Decisions about you and your texts
sanctions-mine-lead = Everything that the team decided about you, with its reasons. Only you see this page. What you do not agree with, somebody else of the team looks at again.
sanctions-mine-empty-title = Nothing was decided
sanctions-mine-empty-text = When the team takes a text of yours away, does not publish it, or decides something about you, it stands here with its reasons.
sanctions-mine-suspended = You are suspended now. This page, your messages with the team and your data stay open to you.
sanctions-mine-silenced = You cannot write in the forum now. Everything else stays open to you.
sanctions-mine-reviewed = What you write is read by the team before it appears, for now.
sanctions-decision-removal = Your text was taken away
sanctions-decision-rejection = Your text was not published
sanctions-decision-held = Your text is hidden while it is looked at
sanctions-decision-sanction = Something was decided about you
# $rule (String) - the rule
sanctions-rule = Rule: { $rule }
# $day (String) - a day in words
sanctions-until = Until the end of { $day }
sanctions-for-good = Without an end
sanctions-your-text = Your text
sanctions-standing-over = Its time is over
sanctions-standing-replaced = Another decision took its place
sanctions-standing-reversed = Taken back after your appeal
sanctions-standing-lifted = Ended early by the team
sanctions-ended-words = The moderation team ended it early and writes to you
sanctions-from-the-team = The moderation team
sanctions-help-title = If you are not well
sanctions-write-team = Write to the team
sanctions-my-data = Your data: take it along, or leave

# Appeals, hers
sanctions-appeal-link = Appeal
# $day (String) - a day in words
sanctions-appeal-until = You can appeal until { $day }.
sanctions-appeal-while-hidden = You can appeal for as long as the text is hidden.
sanctions-appeal-title = Appeal
sanctions-appeal-lead = Say in your own words what you do not agree with. Somebody decides who took no part in the decision, within seven days. Nobody holds it against you.
sanctions-appeal-field = Why you do not agree
sanctions-appeal-field-hint = Up to 2,000 characters, in any language.
sanctions-appeal-submit = Send the appeal
sanctions-appeal-one = Your appeal
# $day (String) - a day in words
sanctions-appeal-due = You have an answer by { $day }.
sanctions-appeal-late = The answer is late. We are sorry; it is counted and published.
sanctions-appeal-yours = What you wrote
sanctions-appeal-question = The team asks
sanctions-appeal-reply = Your answer
sanctions-appeal-reply-submit = Send the answer
sanctions-appeal-reply-wanted = The team asks you something
sanctions-appeal-answer = The team’s answer
sanctions-appeal-done = Your appeal is with somebody who took no part in the decision.
sanctions-appeal-replied = Your answer is there.
sanctions-state-pending = Being decided
sanctions-state-upheld = The decision stays
sanctions-state-reversed = The decision is taken back
sanctions-state-partly-reversed = The decision is made milder
sanctions-state-inadmissible = Not an appeal

# The desk: sanctions
sanctions-desk-title = Sanctions
sanctions-desk-lead = Given because of a text, never to a name. Nothing ends or begins by itself, and she reads everything but the internal reason.
sanctions-desk-none = There is none.
sanctions-desk-new-link = Sanction because of this text
sanctions-desk-new-title = A sanction because of a text
sanctions-desk-new-lead = Begin with a private message, unless somebody is in danger. She reads the message, the rule and the end; the internal reason stays with the team.
# $count (String) - roughly how many
sanctions-desk-warnings = Warnings of the last 90 days: { $count }.
# $kind (String) - a kind of sanction
sanctions-desk-advice = What usually comes next: { $kind }. It is advice only.
sanctions-desk-field-kind = What
sanctions-desk-field-rule = Rule
sanctions-desk-field-reason = Internal reason
sanctions-desk-field-reason-hint = For the team. She may receive a summary of it when she asks for her data: write accordingly, and name nobody else.
sanctions-desk-field-message = Message to her
sanctions-desk-field-message-hint = In her language if you know it. The rule, the text, the end, the way to appeal and the helplines are added in hers.
sanctions-desk-field-ends = Last day
sanctions-desk-field-ends-hint = Reading first: 7 to 90 days. No writing: 1 to 30 days. Suspension: from one day on; ten years and more are without an end.
sanctions-desk-for-good = Without an end (suspension only)
sanctions-desk-submit = Give
sanctions-desk-second = Against somebody of the team it waits for a second person, one of the two an administrator.
sanctions-desk-one = A sanction
sanctions-desk-by = Given by
sanctions-desk-done-given = Given. She is told on her own page.
sanctions-desk-done-confirm = Confirmed. It holds from now on.
sanctions-desk-done-refuse = It is closed and did not hold.
sanctions-desk-done-lift = It ends. She is told on her own page; if it is against somebody of the team, a second person must confirm it first.
sanctions-desk-done-shorten = The shorter one takes its place. She is told; if it is against somebody of the team, a second person must confirm it first.
sanctions-desk-done-confirm-lift = It has ended. She is told on her own page.
sanctions-desk-done-refuse-lift = It continues.
sanctions-desk-confirm = Confirm
sanctions-desk-refuse = Refuse, or take back
sanctions-desk-state-given = Given
sanctions-desk-state-waiting = Waits for a second person
sanctions-desk-state-in-force = Holds
sanctions-desk-state-over = Over
sanctions-desk-state-replaced = Replaced
sanctions-desk-state-refused = Refused
sanctions-desk-state-reversed = Taken back after an appeal
sanctions-desk-state-lifted = Ended early
sanctions-desk-lift-waits = Asked to end early; waits for a second person
sanctions-desk-milder-title = Make it milder
sanctions-desk-milder-lead = When the team changes its mind: no appeal is needed. She reads the message; the internal reason stays with the team.
sanctions-desk-milder-ends-hint = For a shorter one: its new last day, from tomorrow on.
sanctions-desk-shorten = Make it shorter
sanctions-desk-lift = End it now

# The desk: appeals
sanctions-appeals-title = Appeals
sanctions-appeals-lead = Whoever took part in a decision does not decide on the appeal. Seven days; what is late is published.
sanctions-appeals-waiting = Waiting
sanctions-appeals-decided = Decided
sanctions-appeals-none = There is none.
sanctions-appeals-against = Against
sanctions-appeals-due = Due
sanctions-appeals-overdue = Late
sanctions-appeals-asked = Her answer is awaited
sanctions-appeals-took-part = You took part in this decision: somebody else decides.
sanctions-appeals-nobody = Nobody is left on the team who took no part: the head of the association decides.
sanctions-appeals-text = The text
sanctions-appeals-decision = The decision
sanctions-appeals-told = What she was told
sanctions-appeals-hers = What she writes
sanctions-appeals-ask-title = Ask one question
sanctions-appeals-ask-hint = There is one question and one answer.
sanctions-appeals-field-question = Question to her
sanctions-appeals-ask = Ask
sanctions-appeals-decide-title = Decide
sanctions-appeals-field-outcome = Decision
sanctions-appeals-field-answer = Answer to her, with the reasons
sanctions-appeals-field-answer-hint = In her language. Signed by the team, not by you.
sanctions-appeals-field-ends = New last day, for a sanction that is made shorter
sanctions-appeals-decide = Decide
sanctions-appeals-done-asked = The question is with her.
sanctions-appeals-done-decided = Decided. She is told, and what was taken back is given back.

# Notes of the team
sanctions-notes-title = Notes of the team
sanctions-notes-lead = She may receive a summary of what is noted about her when she asks for her data: write accordingly. For ten minutes you can change a note; then nobody can.
sanctions-notes-none = Nothing is noted.
sanctions-notes-on-text = On this text
sanctions-notes-on-author = On its author
sanctions-notes-alias = She writes under a letter here: a note on her stays with this letter in this discussion.
sanctions-notes-field-about = About
sanctions-notes-field-body = Note
sanctions-notes-submit = Note it
sanctions-notes-change = Change
sanctions-notes-done = Noted.

# The log
sanctions-log-title = Moderators’ log
sanctions-log-lead = What was done, newest first. Nobody can change it. After two years the log forgets who did it, and to what.
sanctions-log-none = Nothing was done.
sanctions-log-from = From
sanctions-log-to = Until
sanctions-log-reverts = takes back
sanctions-log-action-approve = Published
sanctions-log-action-redact = Published, shortened
sanctions-log-action-reject = Not published
sanctions-log-action-changes = Change asked for
sanctions-log-action-publish-directly = Published without waiting
sanctions-log-action-remove = Taken away
sanctions-log-action-hold = Hidden for now
sanctions-log-action-restore = Given back
sanctions-log-action-close = Discussion closed
sanctions-log-action-reopen = Discussion opened again
sanctions-log-action-pin = Discussion put first
sanctions-log-action-unpin = Discussion put back
sanctions-log-action-pin-front = Discussion put first on the front page
sanctions-log-action-unpin-front = Discussion taken off the front page
sanctions-log-action-sanction = Sanction
sanctions-log-action-sanction-end = Sanction ended
sanctions-log-action-sanction-shorten = Sanction made shorter
sanctions-log-action-appeal = Appeal received
sanctions-log-action-appeal-decide = Appeal decided
sanctions-log-action-appeal-gone = Appeal gone with the account of its author
sanctions-log-action-report = Report decided

# Her data
sanctions-data-kind = What the team decided about you, and its reasons
sanctions-data-purpose = so that rules hold for everybody, and you can appeal
sanctions-data-kind-appeals = Your appeals, and the answers
sanctions-data-purpose-appeals = so that somebody else looks at a decision again
sanctions-data-kind-notes = What the team noted about a text or its author
sanctions-data-purpose-notes = so that whoever reads next knows what happened
sanctions-audit-read = Read sanctions
sanctions-audit-give = Gave a sanction
sanctions-audit-propose = Began a sanction that waits for a second person
sanctions-audit-confirm = Confirmed a sanction
sanctions-audit-refuse = Refused a sanction
sanctions-audit-lift = Ended a sanction early
sanctions-audit-shorten = Made a sanction shorter
sanctions-audit-appeal-read = Read appeals
sanctions-audit-appeal-ask = Asked about an appeal
sanctions-audit-appeal-decide = Decided on an appeal
sanctions-audit-note = Noted something
sanctions-audit-note-change = Changed a note
sanctions-audit-log = Read the moderators’ log
