reading-error-closed-title = This discussion is closed
reading-error-closed = Nobody answers here any more. Your text was not sent; it stands below, so that you can keep it or ask a new question with it.
reading-error-blocked-title = You blocked whoever wrote this
reading-error-blocked = As long as you block her there is no contact between you, and an answer without words is contact too. You can lift the block in your account, under “What you do not want to read”.
reading-error-gone-title = This text was erased
reading-error-gone = It was here, and was erased for good. It does not come back.
# $label (String) - name of the field
# $limit (String) - fewest lines
reading-field-too-few = { $label }: at least { $limit }, one on each line.
# $label (String) - name of the field
# $limit (String) - most lines
reading-field-too-many = { $label }: { $limit } at most.
reading-action-close = Closed a discussion
reading-action-reopen = Opened a discussion again
reading-action-pin = Put a discussion first
reading-action-unpin = Put a discussion back into its place
reading-action-category = Changed a category
reading-action-poll-close = Ended a poll
reading-action-poll-change = Changed the answers of a poll
reading-kind = How far you have read, what you marked and chose
reading-purpose = to show you what is new, and your own marks
reading-copy-bookmark = Bookmark:
reading-copy-reaction = Reaction:
reading-copy-vote = Vote:
reading-copy-read = Read up to number:
reading-closed = Closed
reading-closed-title = This discussion is closed
reading-closed-text = Everyone can read it; nobody answers any more. You can ask a new question.
reading-closed-yours = Your text, for you to keep:
reading-pinned = First
reading-front-title = Put first by the team
# $count (Number) - texts that came since she was here
# $digits (String) - the number, written
reading-fresh = { $count ->
    [one] { $digits } new text
   *[other] { $digits } new texts
}
reading-fresh-mark = New since you were here
reading-look = Look for new texts
reading-filter-label = Language of the questions
reading-filter-all = All
reading-filter-other = Other
reading-filter-empty = There is no question in this language yet.
reading-arrange = Arrange this discussion
reading-arrange-close = Close it
reading-arrange-reopen = Open it again
reading-arrange-pin = Put it first
reading-arrange-unpin = Back into its place
reading-arrange-pin-front = Put it first on the forum’s front page
reading-arrange-unpin-front = Take it off the forum’s front page
reading-arrange-days = For how many days
reading-support = Support
reading-thanks = Thank you
reading-same = Same here
# $kind (String) - name of a reaction
# $count (String) - how many
reading-reaction-count = { $kind }: { $count }
# $name (String) - under which name the text stands
reading-actions-label = Answer { $name } without words
reading-bookmark = Keep
reading-bookmarked = Kept
reading-link = Link
reading-bookmarks-title = What you kept
reading-bookmarks-lead = Only you see this page.
reading-bookmarks-empty-title = You have kept nothing yet
reading-bookmarks-empty-text = Under each text there is “Keep”. What you keep stands here.
reading-bookmark-label = Your own word for it
reading-bookmark-label-hint = It stands here instead of the question. Whoever looks over your shoulder reads only this.
reading-bookmark-save = Save the word
reading-bookmark-remove = Remove
reading-note-field = What your text is about
reading-note-hint = Who would rather not meet it today sees this first, and opens the text herself.
reading-note-none = Nothing to say before
reading-note-violence = Violence
reading-note-sexual-violence = Sexual violence
reading-note-loss = Death and loss
reading-note-health = Illness and the body
reading-note-despair = Not wanting to go on
# $note (String) - what the text is about
reading-note-open = { $note }: open the text
reading-poll-offer = Offer answers to choose from
reading-poll-choices = Answers to choose from
reading-poll-choices-hint = One on each line, two to eight. Your question is the title.
reading-poll-multiple = Several may be chosen
reading-poll-fixed = A vote cannot be changed
reading-poll-days = It ends
reading-poll-days-open = when somebody ends it
# $days (String) - number of days
reading-poll-days-after = { $days } days after it is published
reading-poll-title = What do you say?
reading-poll-vote = Vote
reading-poll-again = Vote anew
reading-poll-yours = your vote
# $count (Number) - members who voted
# $digits (String) - the number, written
reading-poll-voters = { $count ->
    [one] { $digits } vote
   *[other] { $digits } votes
}
reading-poll-few = Numbers are shown from five votes on, so that nobody can guess who chose what.
reading-poll-hidden = You see the numbers once you have voted, or at the end. Nobody ever sees who chose what.
# $date (String) - day in words
reading-poll-until = Until { $date }.
reading-poll-over = This poll has ended.
reading-poll-close = End the poll
reading-poll-edit = Change the answers
reading-poll-edit-save = Save the answers
reading-poll-field = Your choice
reading-queue-choices = With these answers to choose from:
reading-preview-letter = Participant and a letter
# $name (String) - her public name
reading-preview-public = Everybody who reads here will see: your text, the name “{ $name }” and the day.
# $name (String) - her public name
reading-preview-members = Whoever is signed in will see: your text, the name “{ $name }” and the day.
# $name (String) - her public name
reading-preview-approved = Members whose texts the team knows will see: your text, the name “{ $name }” and the day.
# $name (String) - her public name
reading-preview-staff = The team alone will see: your text, the name “{ $name }” and the day.
reading-quote-selection = Quote what is marked
reading-keys = Ctrl+Enter sends, Ctrl+B makes a word strong.
reading-action-attach = Said what of the portal is discussed in a discussion
reading-action-detach = Took back what is discussed in a discussion
reading-arrange-about = What is discussed here
reading-arrange-about-hint = The address of an article, of an item of the library or of a dataset of this portal. Empty: none.
reading-arrange-about-save = Save
reading-about = About:
reading-discussions = Discussed in the forum
