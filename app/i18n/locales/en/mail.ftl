# $field (String) - label of the field
mail-field-not-an-address = { $field }: this does not look like an e-mail address. Write it as name@example.tn.

mail-field-email = E-mail address
mail-field-safe = Only I read this mailbox today, on every telephone and computer where it is open.
mail-email-title = E-mail, only if you want
mail-email-lead = Your account works without it. An address serves for a link to a new passphrase when you have forgotten yours and, only if you ask for it, for a message that says that there is something new.
mail-email-risk-title = Before you give an address
mail-email-risk-seen = Whoever reads your mail sees that you have an account, and the address of this site in the link. Our messages say neither your pseudonym nor what this site is about.
mail-email-risk-taken = Whoever reads your mail and also knows your pseudonym can take your account.
mail-email-risk-paper = If somebody at home has your password, or if messages show on your locked telephone, leave this out. Recovery codes on paper do the same.
mail-email-kept = We keep the address encrypted, show it to nobody, and send nothing there that you did not ask for. You can delete it at any time, also from every message.
mail-email-submit = Send me a link
# $address (String) - address, most letters hidden
mail-email-waiting = A link was sent to { $address }. It works for 30 minutes. Until you open it, the address serves nothing; after a day it is deleted.
mail-email-waiting-again = Nothing came? Look among unwanted mail, and check the spelling. You can give the address again here.
# $address (String) - address, most letters hidden
mail-email-verified = Links go to { $address }.
mail-email-change = To use another address, delete this one first.
mail-email-remove = Delete the address
mail-email-removed = The address is deleted.
mail-email-codes = Recovery codes on paper

mail-reset-title = A link by e-mail
mail-reset-lead = Only if you gave an e-mail address in your account and confirmed it. Is it safe to get mail there today?
mail-reset-submit = Send the link
mail-reset-sent = If this account has a confirmed address, a link is on its way to it. It works once, for 30 minutes.
mail-reset-sent-same = We say the same for every name, so that nobody can find out who has an account.
mail-reset-new-title = A new passphrase
mail-reset-new-lead = You are then signed out everywhere. Sign in with your pseudonym and the new passphrase.
mail-reset-done = Your passphrase is changed, and you are signed out everywhere. Sign in with the new one.
mail-reset-link = I gave an e-mail address: send me a link

mail-verify-title = Confirm this address
mail-verify-lead = With this button, links for your account may come to this address.
mail-verify-submit = Confirm
mail-verify-done = The address is confirmed. You can close this page.

mail-off-title = No more messages
mail-off-lead = With this button, the address is deleted from the account. The account itself stays.
mail-off-submit = Delete the address
mail-off-done = Nothing more comes to this address. You can close this page.

mail-ended-title = This link no longer works
mail-ended = A link works once, for 30 minutes. You can ask for a new one.

mail-letter-subject = Your account
mail-letter-verify = You gave this address for your account. To confirm it, open this page within 30 minutes:
mail-letter-reset = You asked for this link to your account. Open this page within 30 minutes; it works once:
mail-letter-not-you = It was not you? Then there is nothing to do, and nothing changes.
mail-letter-off = To get no more messages at this address:
