forum-lead = Ask, or tell what helped you. What new members write waits until the team has read it.
forum-how-title = How it works
forum-how-read = Everyone can read, without an account.
forum-how-name = To write you choose a name that is not yours. No e-mail, no telephone number.
forum-how-wait = What new members write waits until the team has read it; in some categories every text does. Until then only its author and the team see it.
forum-how-no-rescue = Nobody can come to you from here. If you are in danger, call: do not wait for an answer.
forum-mine-link = My texts
forum-ask = Ask a question
# $count (Number) - topics that everyone sees
# $digits (String) - the number, written
forum-topics-count = { $count ->
    [0] No question yet
    [one] { $digits } question
   *[other] { $digits } questions
}
# $count (Number) - replies that everyone sees
# $digits (String) - the number, written
forum-replies-count = { $count ->
    [0] No answer yet
    [one] { $digits } answer
   *[other] { $digits } answers
}
# $date (String) - day in words
forum-last-day = Last text: { $date }
forum-empty-title = Nobody has asked here yet
forum-empty-text = Your question may help another woman. Be the first.
forum-topics-label = Questions
forum-former-member = Former member
forum-author-team = The team of the portal
# $number (String) - the number of an alias within one topic
forum-alias = Participant { $number }
forum-by-asker = asked the question
forum-by-you = you
forum-posts-title = Texts
forum-waiting-title = Your texts that are not published
forum-waiting-title-team = Not published yet
# $page (Number) - this page
# $pages (Number) - number of pages
forum-page-of = Page { $page } of { $pages }
forum-pages-earlier = Earlier
forum-pages-later = Later
forum-state-pending = Waiting
forum-state-changes-requested = To be changed
forum-state-rejected = Not published
forum-state-published = Published
forum-state-held = Being looked at
forum-state-removed = Removed by the team
forum-state-withdrawn = Withdrawn
forum-state-purged = Erased
forum-pending-title = Your text has arrived. It waits for a reader.
forum-pending-text = Only you and the team see it now. A woman of the team reads it; that can take some hours, sometimes some days. When it is published everyone sees it here. If it is not, you find the reason here.
forum-pending-team = Only its author and the team see it.
forum-rejected-title = This text was not published.
forum-rejected-text = Only you and the team see it. It is kept for you.
# $reason (String) - a sentence
forum-reason = Why: { $reason }
forum-team-note = A word from the team:
forum-correct = Correct it and send it again
forum-other-state-text = Only you and the team see it now.
forum-danger-title = If somebody is in danger now
forum-danger-text = Nobody reads here day and night. Do not wait for an answer: call one of these numbers.
forum-reply-title = Your answer
forum-new-title = Ask a question
forum-new-lead = Write as you speak. Short is fine.
forum-composer-help = No names, no places, no telephone numbers: yours or anyone’s. El Kef is small, and people who know you may read this.
forum-composer-court = Readers do not know who you are. A court may still ask for what we keep.
forum-composer-marks = **word** makes a word strong. A line that begins with - makes a list, with > a quotation.
forum-field-category = Where does it belong?
forum-field-category-choose = Choose
forum-field-title = Your question in one line
forum-field-title-hint = No names here either.
forum-field-body = Your text
forum-field-language = Language of the text
forum-field-language-hint = We usually see it by ourselves.
forum-field-language-auto = See by itself
forum-field-language-other = Another language
forum-send = Send for reading
forum-publish = Publish
forum-preview = See how it will look
forum-preview-title = This is how it will look
forum-preview-note = Nothing has been sent yet. Your text is below.
forum-correcting = Change what was in the way, then send it again. The reason stands above your text.
forum-join-title = Would you like to answer?
forum-join-text = Choose a name that is not yours, and write. It takes a minute; no e-mail is asked for.
forum-composer-toolbar = Marks
forum-composer-bold = Strong
forum-composer-list = List
forum-composer-quote = Quotation
forum-composer-preview-empty = What you write shows here as it will look.
forum-composer-preview-failed = The preview cannot be shown now. Your text is safe.
forum-composer-sending = Sending…
forum-composer-not-sent = The line was cut: it was not sent. Your text is still here; try again.
forum-mine-title = My texts
forum-mine-lead = Everything you sent, and how it stands. Only you see this page.
forum-mine-empty-title = You have not written yet
forum-mine-empty-text = When you ask or answer, you find it here with its state.
forum-mine-topic = Question
forum-mine-reply = Answer
forum-mine-topic-hidden = A question that is not open now
forum-reason-reveals-identity = It may reveal who you are. We want you to stay safe: leave out names, places, ages and work.
forum-reason-names-others = It names somebody else, or makes it easy to guess who it is.
forum-reason-insult = It holds words that hurt.
forum-reason-off-topic = It does not belong in this category. Try another one.
forum-reason-danger-handled-privately = Somebody seems to be in danger. That is safer in private than in public: you can call the numbers below.
forum-reason-advertising = It advertises, collects money or recruits.
forum-reason-legal-risk = Said in public, this could bring you before a judge (decree-law 2022-54). We do not say that it is untrue. Write to us in private: we will look with you for a safer way to say it.
forum-reason-other = Another reason: see the word from the team.
