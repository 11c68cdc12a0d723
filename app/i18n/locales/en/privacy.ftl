privacy-data-title = Your data
privacy-data-lead = What you agreed to, a copy to take along, and the ways out. Only you see this page.
privacy-back-to-data = Your data

privacy-consent-title = What you agreed to
privacy-consent-none = Nothing yet.
privacy-consent-terms = The rules of the forum
privacy-consent-privacy = The privacy notice
# $text (String) - name of the text
# $version (String) - day of the version, in words
# $day (String) - day or month on which she agreed, in words
privacy-consent-line = { $text }, version of { $version }: you agreed on { $day }.
# $day (String) - day, in words
privacy-consent-withdrawn = Taken back on { $day }.
privacy-consent-ask-title = Something changed: please read it
privacy-consent-ask = These texts have a new version. Read them, and tell us whether you agree. If you do not, you can take your data along and leave.
privacy-consent-agree = I have read them and agree
privacy-consent-take-back = You can take your consent back at any time: choose one of the ways out below.
privacy-consent-done = Thank you. It is noted with today’s date.
privacy-consent-go = Read what changed

privacy-export-title = A copy of your data
privacy-export-lead = One file (zip) with everything of yours: your profile, all your texts in every state with the reasons you were given, your consents, your sign-ins. A page to read and the same for machines. Nothing of others, no names of the team.
privacy-export-care = Think of where the file lands: in the downloads of this device. Whoever opens it reads what you wrote. On a device of others, do not download it.
privacy-export-ask = Prepare my file
privacy-export-ready-title = Your file is ready
# $day (String) - day, in words
privacy-export-ready = It can be downloaded once, until { $day }.
privacy-export-download = Download it now
# $day (String) - day, in words
privacy-export-later = You had a file. You can ask for another one from { $day } on.
privacy-export-too-soon = One file a day can be asked for.

privacy-leave-title = Leave
privacy-leave-lead = Three ways. None needs an e-mail, and nobody asks you why.
privacy-leave-keep-title = Leave, my published texts stay
privacy-leave-keep = The account goes. What is published stays for the others, signed “former member”; nobody can tell any more that two texts in different topics are by the same person. What was not published is erased.
privacy-leave-withdraw-title = Leave, my texts go too
privacy-leave-withdraw = The account goes, and every text of yours. Your texts are hidden at once and erased at the end of the time you choose. Answers of other women stay, under a topic without your title.
privacy-leave-vanish-title = Disappear now
privacy-leave-vanish = For danger. With one press everything of yours is invisible to everybody, you are signed out everywhere, and the account is locked. For 30 days you can bring everything back with a code. Then it is erased for good.
privacy-leave-read-on = Read on
privacy-leave-old-texts = Texts older than twelve months are no longer tied to you: we cut the tie ourselves, for your protection. They stay, signed “former member”, also on this page’s ways out. If one of them must go, write to the team with its address.
privacy-leave-field-choice = The way out
privacy-leave-field-days = When
privacy-leave-days-hint = Until then you can change your mind: sign in, and press “Keep my account”.
privacy-leave-days-now = Now, without a way back
# $count (Number) - days, 1 to 7
privacy-leave-days = { $count ->
    [one] in one day
   *[other] in { $count } days
}
privacy-leave-field-sure = I have understood
privacy-leave-sure = I have understood what goes and what stays. After that day nobody can bring it back, not even the team.
privacy-leave-what-happens = What happens
privacy-leave-goes-account = Your pseudonym, passphrase, codes, sessions, consents and everything else of the account are erased. Nobody can take your pseudonym for twelve months.
privacy-leave-goes-sessions = You are signed out everywhere, now.
privacy-leave-goes-backups = Safety copies are overwritten within 30 days; until then what was erased is erased again if one of them has to be used.
privacy-leave-goes-copies = What others have copied or photographed, we cannot erase.
privacy-leave-vanish-back = You get a code on paper. With it, or with one of your recovery codes, you come back within 30 days.
privacy-leave-vanish-trace = What this browser remembers of your visit stays in it. The page “Your safety here” says how to remove it.
privacy-leave-submit-keep = Leave, my texts stay
privacy-leave-submit-withdraw = Leave and erase my texts
privacy-leave-submit-vanish = Disappear now
privacy-leave-stay = Stay

privacy-left-title = It is done
# $day (String) - day, in words
privacy-left-until = Your account will be erased on { $day }. You are signed out everywhere.
privacy-left-change-mind = Changed your mind before then? Sign in and press “Keep my account”.
privacy-left-hidden = Your texts are hidden already.
privacy-left-erased = Your account is erased. You are signed out everywhere.
privacy-left-vanished = Nobody sees anything of yours any more. You are signed out everywhere, and the account is locked.
privacy-left-code-title = Your way back
# $day (String) - day, in words
privacy-left-code = With your pseudonym and this code you can come back until { $day }. Then everything is erased.
privacy-left-code-how = Copy it onto paper, or print this page. Keep it where nobody at home would look. Your recovery codes work too.
privacy-left-code-note = Shown this one time only.
privacy-left-code-where = The way back is on the page “I forgot my passphrase”.
privacy-left-home = Go to the home page

privacy-pending-title = You are leaving
# $day (String) - day, in words
privacy-pending-keep = Your account will be erased on { $day }. Your published texts will stay, signed “former member”.
# $day (String) - day, in words
privacy-pending-withdraw = Your account and your texts will be erased on { $day }. Your texts are hidden until then.
privacy-pending-stay = Keep my account
privacy-pending-stayed = Your account stays. What was hidden is there again.

privacy-return-title = Come back after disappearing
privacy-return-lead = Within 30 days, with the code that you were shown, or with one of your recovery codes. Everything is there again as it was.
privacy-return-field-code = Code
privacy-return-submit = Come back
privacy-return-wrong-title = The pseudonym and the code do not belong together
privacy-return-wrong = Check both and try again. After 30 days nobody can come back.
privacy-return-link = I made my account disappear and want to come back
privacy-return-done = You are back. Everything is there again as it was.

privacy-topic-withdrawn = Question withdrawn
# $number (String) - which one, from 2
privacy-former-member = Former member { $number }
privacy-state-vanished = Hidden

privacy-inventory-title = Everything we keep, line by line
privacy-inventory-lead = This table is drawn from the programme itself: a test refuses anything that is stored and not listed here.
privacy-inventory-what = What
privacy-inventory-why = What for
privacy-inventory-who = Who sees it
privacy-inventory-long = How long
privacy-inventory-gone = How it goes
privacy-inventory-where = Where it is stored

privacy-kind-account = Your account: pseudonym, role, state, language, month of joining
privacy-kind-passphrase = A fingerprint of the passphrase
privacy-kind-recovery-codes = Fingerprints of the recovery codes
privacy-kind-sessions = That you are signed in: first and last day, telephone or computer
privacy-kind-texts = Your topics and posts
privacy-kind-decisions = What the team decided about a text: reason, words to you, day
privacy-kind-mod-log = Who of the team did what, to which text (identifiers), and her words, in the moderators’ log
privacy-kind-search = Published texts, cut into words
privacy-kind-consents = Which text you agreed to, in which version and language, on which day
privacy-kind-exports = That you asked for a copy of your data
privacy-kind-departures = That you are leaving, how and until when
privacy-kind-journal = That somebody left, under a fingerprint
privacy-kind-kept-names = Fingerprints of pseudonyms of women who left
privacy-kind-form-keys = Random keys of forms that were sent
privacy-kind-limits = Counters of tries and of texts sent

privacy-kind-second-step = The secret of your second step, if you set one up, locked with the portal’s key
privacy-kind-team = A moderator’s categories; what she has in hand just now; invitations to the team
privacy-kind-audit-log = What the team did: when, what, on what, by whom (an identifier); no text of yours
privacy-purpose-second-step = to check the six digits
privacy-purpose-team = so that everybody in the team can do her part and no more
privacy-purpose-audit-log = so that the team answers for what it does
privacy-seen-keepers = those in the team who keep accounts and look after the log

privacy-kind-providers = Which provider you sign in with, and a fingerprint of your account there
privacy-kind-provider-ways = A sign-in through a provider that was begun
privacy-purpose-providers = to let you in
privacy-purpose-provider-ways = to bring you back from the provider to this browser
privacy-kept-half-an-hour = half an hour

privacy-kind-address = An e-mail address, if you gave one, locked with the portal’s key
privacy-kind-messages = One-time links and messages that wait to be sent to you
privacy-purpose-address = to let you in when the passphrase is forgotten
privacy-purpose-messages = to send you what you asked for

privacy-purpose-account = to sign your texts and to let you in
privacy-purpose-passphrase = to recognise you
privacy-purpose-recovery-codes = to let you in when the passphrase is forgotten
privacy-purpose-sessions = to keep you signed in, and to show you where
privacy-purpose-texts = to publish what you want to say
privacy-purpose-decisions = so that you know the reason, and the team answers for what it does
privacy-purpose-mod-log = so that the team answers for what it does, and nobody decides on an appeal against her own decision
privacy-purpose-search = so that texts are found
privacy-purpose-consents = to be able to show what you agreed to
privacy-purpose-exports = to give it to you once
privacy-purpose-departures = so that you can change your mind
privacy-purpose-journal = so that a safety copy brings back nothing that was erased
privacy-purpose-kept-names = so that nobody passes for you
privacy-purpose-form-keys = so that a form sent twice counts once
privacy-purpose-limits = against guessing and flooding

privacy-ground-consent = you agreed
privacy-ground-asked = you asked for it
privacy-ground-security = the account’s safety needs it

privacy-seen-everyone = everyone
privacy-seen-herself = you
privacy-seen-moderators = the moderation team
privacy-seen-nobody = nobody; it can only be compared

privacy-kept-account = as long as the account
privacy-kept-signed-in = until you sign out; 72 hours at most
privacy-kept-text = as long as the text; the tie to you for twelve months
privacy-kept-portal = as long as the portal
privacy-kept-fourteen-days = 14 days
privacy-kept-day = one day
privacy-kept-forty-eight-hours = 48 hours
privacy-kept-thirty-days = 30 days at most
privacy-kept-ninety-days = 90 days
privacy-kept-twelve-months = twelve months
privacy-kept-two-years = two years

privacy-gone-with-account = with the account
privacy-gone-by-choice = when you leave and take your texts along
privacy-gone-by-itself = by itself, after that time
privacy-gone-never = not erased: it says nothing of you but an identifier, which leads nowhere once the account is gone

privacy-copy-title = Your data
# $day (String) - day, in words
privacy-copy-made = Made on { $day }. Everything of yours that the portal kept on that day. “Staff” stands for the team: no names.
privacy-copy-profile = Profile
privacy-copy-language = Language
privacy-copy-state = State
privacy-copy-codes = Recovery codes
# $left (Number) - codes not used
# $used (Number) - codes used
privacy-copy-codes-line = { $left } left, { $used } used
privacy-copy-sign-ins = Where you are signed in
# $since (String) - day, in words
privacy-copy-sign-in = Since { $since }
# $seen (String) - day, in words
privacy-copy-sign-in-seen = last visit { $seen }
privacy-copy-contacts = Addresses
privacy-copy-contact-verified = proved
privacy-copy-contact-unverified = not proved yet
privacy-copy-providers = Providers you sign in with
privacy-copy-texts = Your texts
privacy-copy-text-topic = Topic
privacy-copy-text-reply = Reply
# $day (String) - day, in words
privacy-copy-sent = sent on { $day }
# $day (String) - day, in words
privacy-copy-published = published on { $day }
# $day (String) - day, in words
privacy-copy-decided = decided by the staff on { $day }
privacy-copy-reason = Reason
privacy-copy-note = The staff’s words to you
privacy-copy-requests = What you asked of us
# $what (String) - what was asked
# $day (String) - day, in words
privacy-copy-request = { $what }, { $day }
privacy-copy-request-export = A copy of your data
privacy-copy-none = Nothing.
