# $field (String) - label of the field
# $limit (String) - the limit
notify-field-mentions = { $field }: one text can name { $limit } members at most. Take the @ away from the others.
notify-field-of-the-team = Somebody of the team cannot be blocked, so that the team can always reach you. You can mute her texts.

notify-title = Notifications
# $digits (String) - how many are new
notify-menu-count = Notifications ({ $digits })
notify-lead = What concerns you in the forum. Only you see this page, and it is kept for 90 days.
notify-empty-title = Nothing for you yet
notify-empty-text = When somebody answers you, or writes in what you follow, you find it here.
notify-new = New
notify-mark-all = Mark all as read
notify-mark-one = Mark as read
# $count (Number) - how many
# $digits (String) - the number, written
notify-reply-to-me = { $count ->
    [one] An answer to you
   *[other] { $digits } answers to you
}
# $count (Number) - how many
# $digits (String) - the number, written
notify-reply-followed = { $count ->
    [one] An answer in what you follow
   *[other] { $digits } answers in what you follow
}
# $count (Number) - how many
# $category (String) - name of the category
# $digits (String) - the number, written
notify-new-topic = { $count ->
    [one] A new question in { $category }
   *[other] { $digits } new questions in { $category }
}
notify-mention = Somebody named you
notify-approved = Your text is published
notify-refused = Your text was not published. The reason is with it.
notify-changes = The team asks you to change your text
notify-team-message = The team wrote to you

notify-follow-title = Follow
notify-follow-of-topic = What do you want to be told of in this discussion?
notify-follow-of-category = What do you want to be told of in this category?
notify-follow-every-answer = Every answer
notify-follow-every-question = Every new question
notify-follow-answers-to-me = Answers to me
notify-follow-nothing = Nothing
notify-follow-where = You find it under Notifications. Nothing is sent to you.
notify-save = Save
notify-saved = Saved.

notify-settings-title = What you are told of
notify-settings-lead = In your account, and by e-mail only if you want.
notify-followed-title = What you follow
notify-followed-none = Nothing as a whole. Where you wrote, you are told of answers to you.
notify-followed-all = Everything
notify-followed-nothing = Silenced
notify-followed-stop = Only answers to me
notify-team-title = Messages of the team
notify-team-told = You are told when the team writes to you.
notify-team-silent = You are not told when the team writes to you. You find its messages in your account.
notify-team-silence = Do not tell me
notify-team-tell = Tell me
notify-digest-title = By e-mail
notify-digest-lead = A message that says that there is something new, and nothing else: no title, no name, no text, not the name of this site. Its link leads to signing in. One comes, and no other before you have been here.
notify-digest-frequency = How often, at most
notify-digest-never = Never
notify-digest-daily = Once a day
notify-digest-weekly = Once a week
notify-digest-subject = Subject of the message
notify-digest-subject-hint = A locked telephone may show it. Choose one that surprises nobody.
notify-digest-subject-one = Your account
notify-digest-subject-two = A reminder
notify-digest-subject-three = Something new
notify-digest-subject-four = For your information
notify-digest-address = This needs an e-mail address that you confirmed.
notify-letter-digest = There is something new for you. To see it, open this page:
notify-letter-off = To get no more of these messages:
notify-off-title = No more of these messages
notify-off-lead = With this button, nothing tells you any more that there is something new. The address and the account stay.
notify-off-submit = Stop these messages
notify-off-done = None of these messages comes any more. You can close this page.

notify-mutes-title = What you do not want to read
notify-mutes-lead = Only you see this page. Nobody is told, and nobody can notice.
notify-mutes-names-title = Members
notify-mutes-names-none = You muted nobody. You find the way below each text of others.
notify-mutes-aliases-title = Hidden names, each in its discussion
notify-mutes-muted = Muted
notify-mutes-blocked = Blocked
notify-lift = Show again
notify-mutes-words-title = Words
notify-field-words = Your words
notify-words-hint = One word or short phrase a line, 50 at most. Texts with one of them stand folded; you can open each.
notify-field-action = What you chose
notify-post-menu = This text bothers me
# $name (String) - a pseudonym
notify-mute = Fold what { $name } writes
# $name (String) - an alias
notify-mute-alias = Fold what { $name } writes in this discussion
# $name (String) - a pseudonym
notify-block = Block { $name }: folded, and no contact between you
notify-mute-secret = She is not told and notices nothing.
# $name (String) - a pseudonym or an alias
notify-quiet-author = Folded: you do not want to read { $name }
notify-quiet-words = Hidden by your words

# $title (String) - title of the discussion
notify-feed-answer = Answer: { $title }

notify-kind-follows = What you follow, and whether you are told by e-mail
notify-purpose-follows = to tell you what you asked for
notify-kind-notifications = That something in the forum concerns you
notify-purpose-notifications = to show you the list; it holds no text
notify-kind-mentions = That a text names you
notify-purpose-mentions = to tell you, and to take your name out when you leave
notify-kind-mutes = Whom and which words you do not want to read
notify-purpose-mutes = to fold it for you
