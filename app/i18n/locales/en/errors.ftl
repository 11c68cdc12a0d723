error-not-found-title = We could not find this page
error-not-found = The address may be old or mistyped. Start from the home page, or search for what you need.
error-sign-in-needed-title = Sign in to go on
error-sign-in-needed = This page belongs to your account. Sign in and you come straight back to it.
error-confirm-needed-title = Show that it is you
error-confirm-needed = For this step we ask for your passphrase again. You come straight back.
error-forbidden-title = This page is not open to you
error-forbidden = Your account does not have the right to do this. If you think it should, ask the team.
error-invalid-form-title = We could not send it
error-invalid-form = Some answers need another look. Your text is safe below.
error-unreadable-form-title = We could not read what was sent
error-unreadable-form = The form arrived damaged. Go back and send it again; nothing was changed.
error-conflict-title = Somebody was faster
error-conflict = This was changed while you had it open. Here is how it stands now.
error-too-many-requests-title = Please wait a little
error-too-many-requests = There were too many tries in a short time. Wait some minutes and try again. Your text is safe below.
error-too-many-waiting-title = Your earlier texts are still waiting
error-too-many-waiting = As many of your texts as can wait at a time are waiting to be read. As soon as one of them has been, you can send this one. It is safe below: copy it, or come back later.
error-wrong-credentials-title = The pseudonym or the passphrase is not right
error-wrong-credentials = Check both and try again. Capital letters count in the passphrase.
error-cross-site-title = This request came from another site
error-cross-site = For your safety we only accept forms sent from this site. Open the page here and try again.
error-too-large-title = This is too large
error-too-large = What was sent is larger than we accept. Shorten it and send it again.
error-picture-too-large-title = This picture is too large for a page
error-picture-too-large = This picture is too large to be shown here. Take the book along to see it.
error-unavailable-title = We are back in a moment
error-unavailable = A part of the site is not answering. Nothing that was kept is lost. Try again in a minute.
error-storage-full-title = We cannot keep it right now
error-storage-full = There is no room left on our side. Copy your text, and try again later; the team has been told.
error-damaged-title = This file is out of service
error-damaged = This file was damaged on our side, so nobody gets it until a sound copy is back. The team has been told; come again later.
error-internal-title = Something broke on our side
error-internal = It is not your fault. Try again; if it goes on, give the team the number below.
# $reference (String) - number that the team finds in its log
error-reference = Reference: { $reference }

# $field (String) - label of the field
field-required = { $field }: please fill this in.
# $field (String) - label of the field
# $limit (Number) - chooses the plural
# $digits (String) - smallest number of characters
field-too-short = { $field }: write at least { $limit ->
    [one] { $digits } character
   *[other] { $digits } characters
}.
# $field (String) - label of the field
# $limit (Number) - chooses the plural
# $digits (String) - largest number of characters
field-too-long = { $field }: at most { $limit ->
    [one] { $digits } character
   *[other] { $digits } characters
}. Nothing was cut; shorten it and send again.
# $field (String) - label of the field
field-unknown-choice = { $field }: choose one of the answers offered.
# $field (String) - label of the field
field-bad-characters = { $field }: it holds characters that cannot be used here.
# $field (String)
field-not-a-day = { $field }: write a day of the calendar, for instance 2026-11-28.
# $field (String)
field-not-a-time = { $field }: write a day and an hour, for instance 2026-11-28T13:05.
# $field (String)
field-in-the-future = { $field }: this day has not come yet. Write today or an earlier day.
# $field (String)
field-before-first = { $field }: this day lies before the first day. Choose the same day or a later one.
# $field (String)
field-not-a-link = { $field }: write the whole address; it begins with https://
# $field (String)
field-not-a-number = { $field }: write a number in figures, within what this field allows.
# $field (String)
field-not-a-date = { $field }: write a year, a month or a day (1987, 1987-05, 1987-05-12); for a period, 1956/1987.
# $field (String) - label of the field
field-taken = { $field }: this is taken or too close to a name that exists. Choose another.
# $field (String) - label of the field
field-reserved = { $field }: this word is kept for the team. Choose another.
# $field (String) - label of the field
field-too-easy = { $field }: this is too easy to guess. Use several words that do not belong together.
# $field (String) - label of the field
field-must-agree = { $field }: tick this box to go on.
# $field (String) - label of the field
field-not-text = { $field }: the text arrived damaged. Write it again.
# $field (String) - label of the field
field-last-admin = { $field }: you are the only administrator. Give the role to somebody else first.
