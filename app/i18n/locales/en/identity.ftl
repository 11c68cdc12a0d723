identity-field-pseudonym = Pseudonym
identity-field-own-pseudonym = A name of your own
identity-field-passphrase = Passphrase
identity-field-new-passphrase = New passphrase
identity-field-current-passphrase = Present passphrase
identity-field-recovery-code = Recovery code
identity-field-rules = The rules
identity-passphrase-hint = At least 12 characters: several words that do not belong together. Nothing that people at home could guess.
identity-example = These words were drawn for you now. You may take them, or change one:

identity-join-title = Open an account
identity-join-lead = You choose a name that is not yours, and a passphrase. No e-mail, no telephone number.
identity-join-before = Before you begin
identity-join-public = Everybody sees the name you choose beside what you publish. Nobody sees more: there is no page about you and no list of members.
identity-join-names = Choose a name
identity-join-names-hint = Nobody who knows you should recognise you by it. It stays the same later.
identity-join-again = Show me other names
identity-join-own-hint = Only if you would rather: it counts before the names above. 3 to 40 letters, all Arabic or all Latin, four digits at most. Not your own name, your village or your work.
identity-join-rules = I am 18 or older. I have read the forum rules, and I agree that the portal keeps what the page “Your data” says.
identity-join-submit = Open my account
identity-join-have = I have an account already

identity-codes-title = Your recovery codes
# $name (String) - pseudonym
identity-codes-welcome = Your account is open, { $name }.
identity-codes-lead = If you forget your passphrase, one of these codes opens your account again. Without e-mail there is no other way.
identity-codes-how = Print this page, or copy the codes onto paper. Each one works once.
identity-codes-where = Keep the paper where nobody at home would look, or with somebody you trust. Do not write your pseudonym on it.
identity-codes-note = Shown this one time only.
identity-codes-replaced = The codes you had before no longer work.
identity-codes-done = I have written them down

identity-sign-in-title = Sign in
identity-sign-in-forgot = I forgot my passphrase
identity-sign-in-new = I have no account yet
identity-sign-in-shared = On a telephone or computer that others use, sign out when you leave.

identity-recover-title = Back into your account
identity-recover-lead = With one of the recovery codes you wrote down. The code is used up, and you are signed out everywhere else.
identity-recover-code-hint = Twelve letters and digits. Capital or small, with or without hyphens.
identity-recover-submit = Set the new passphrase
identity-recover-none-title = No code left?
identity-recover-none = Then nobody can open this account, not even the team: we do not know who you are. You can open a new one.
identity-recover-wrong-title = The pseudonym and the code do not belong together
identity-recover-wrong = Check both and try again. A code that was used once does not work again.

identity-account-title = Your account
identity-account-lead = Only you see this page.
identity-account-role = Role
identity-role-member = Member
identity-role-moderator = Moderator
identity-role-admin = Administrator
identity-account-joined = With us since
identity-account-codes = Recovery codes
# $count (Number) - codes that were not used yet
identity-codes-left = { $count ->
    [0] none left
    [one] { $count } left
   *[other] { $count } left
}
identity-account-sessions = Signed in
# $count (Number) - browsers that are signed in
identity-sessions-count = { $count ->
    [one] in this browser only
   *[other] in { $count } browsers
}
identity-account-contributions = What I have written
identity-account-few-title = Few recovery codes are left
identity-account-none-title = You have no recovery code
identity-account-few = Without a code, a forgotten passphrase closes the account for good. Make a new sheet while you are signed in.
identity-account-end = Sign out everywhere
identity-account-end-hint = In every browser, this one too. For when a telephone on which you signed in is no longer in your hands.
identity-account-delete-title = Your data, and leaving
identity-account-delete = A copy of everything that is yours, what you agreed to, and the ways to leave.
identity-account-security = Keep your account safe
identity-done-passphrase = Your passphrase is changed. You are signed out in all other browsers.
identity-done-recovered = You are back in. Your passphrase is changed, and you are signed out everywhere else.

identity-change-title = Change the passphrase
identity-change-lead = You stay signed in here and are signed out everywhere else.
identity-change-submit = Change it
identity-wrong-passphrase-title = The present passphrase is not right
identity-wrong-passphrase = Check it and try again. Nothing was changed.

identity-new-codes-title = New recovery codes
identity-new-codes-lead = You get ten new codes. The ones you have now stop working at once.
identity-new-codes-submit = Make new codes

identity-security-title = Passphrase, codes and other ways in
identity-security-lead = What opens your account, and what keeps others out of it.
identity-confirm-title = Show that it is you
identity-confirm-lead = Before this step we ask you again to show that it is you, so that nobody who finds your telephone open can do it in your place.
identity-confirm-submit = Go on
identity-confirm-wrong-title = That is not right
identity-confirm-wrong = Check it and try again. A recovery code that was used once does not work again. Nothing was changed.
identity-confirm-code = One of the codes you wrote down. It is used up.
identity-confirm-code-instead = Instead of the passphrase: one of the codes you wrote down. It is used up.
identity-sessions-title = Where you are signed in
identity-sessions-lead = Each line is a browser that can open your account now. We keep only the day and whether it is a telephone or a computer.
identity-sessions-ended = That browser is signed out.
# $device (String) - kind of machine
identity-session-this = { $device } (this one)
identity-session-phone = A telephone
identity-session-computer = A computer
identity-session-unknown = A browser
identity-session-since = Signed in on
identity-session-seen = Last used on
identity-session-end = Sign it out
