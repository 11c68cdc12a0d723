staff-role-trusted = Trusted member
staff-role-helper = Front desk
staff-role-lead-moderator = Lead moderator
staff-role-editor = Editor
staff-role-librarian = Librarian
staff-role-statistician = Statistician
staff-role-auditor = Auditor
staff-error-second-factor-title = One more step is needed
staff-error-second-factor = This is open to you after the second step: the six digits that your authenticator shows. Nothing was changed.

staff-code = Code
staff-code-hint = Six digits from your authenticator. Without it: one of your recovery codes; it is used up.
staff-code-set-up-hint = The six digits that the authenticator shows now.
staff-code-wrong-title = This code is not right
staff-code-wrong = Wait for the next one and try again. Each code works once. Is the clock of your telephone right?
staff-two-step-title = Second step
staff-two-step-lead = After your passphrase, a code that changes every thirty seconds: whoever learns the passphrase still cannot get in.
staff-two-step-lead-staff = Your role opens what women entrusted to us. Before it does, set up a second step: a code that changes every thirty seconds.
staff-two-step-app-title = 1. An authenticator
staff-two-step-app = Any authenticator app, on your telephone or computer; it needs no network. Choose a device that nobody else opens. The entry is called “J”; you may rename it.
staff-two-step-scan-title = 2. The secret
staff-two-step-scan = Scan this picture with the app.
staff-two-step-qr = QR code with the secret that stands below as text
staff-two-step-text = Or type these letters into it:
staff-two-step-code-title = 3. A code, to see that it works
staff-two-step-submit = Set it up
staff-two-step-done = The second step is on. Your other browsers will ask for a code.
staff-two-step-on = On since
staff-two-step-lost = If you lose the device: each of the ten recovery codes of your account passes the second step once. Keep them on paper.
staff-two-step-renew = Use another authenticator
staff-two-step-off = Switch the second step off
staff-two-step-staff-keeps = Your role needs it, so it cannot be switched off.
staff-sign-in-code-title = Your second step
staff-sign-in-code-lead = The passphrase was right. Now the code.
staff-sign-in-code-submit = Go on
staff-desk-lead = What your role opens.
# $digits (String)
staff-rooms-review = { $count ->
    [one] { $digits } text is in review
   *[other] { $digits } texts are in review
}
# $digits (String)
staff-rooms-changes = { $count ->
    [one] { $digits } text of yours needs changes
   *[other] { $digits } texts of yours need changes
}
# $digits (String)
staff-rooms-due = { $count ->
    [one] { $digits } text must be compared with its sources
   *[other] { $digits } texts must be compared with their sources
}
# $digits (String)
staff-rooms-stale = { $count ->
    [one] { $digits } translation does not follow its source any more
   *[other] { $digits } translations do not follow their source any more
}
# $digits (String)
staff-rooms-uploads = { $count ->
    [one] { $digits } file of yours waits for its item
   *[other] { $digits } files of yours wait for their item
}
# $digits (String)
staff-rooms-figures = { $count ->
    [one] { $digits } dataset waits for its new figures
   *[other] { $digits } datasets wait for their new figures
}
staff-rooms-none = Nothing waits here.
staff-first-page = Back to the beginning
staff-field-reason = Reason
staff-state = State
staff-state-active = Open
staff-state-disabled = Shut
staff-yes = Yes
staff-no = No
staff-system = Console
staff-members-title = Members
staff-members-lead = Pseudonym, role and state. More is not known, or not shown.
staff-members-none = Nobody is called like this.
staff-member-log = What the log says about this account
staff-not-oneself = This is your own account: another administrator changes it.
staff-scope = Categories
staff-scope-all = All
staff-scope-hint = For a moderator only. None ticked: all.
staff-role-title = Role
staff-role-hint = She is signed out everywhere, and has the new role when she signs in again.
staff-role-submit = Give this role
staff-disable = Shut the account
staff-disable-hint = She cannot sign in any more, and is signed out everywhere now. What she published stays.
staff-enable = Open the account again
staff-enable-hint = She can sign in again with her passphrase.
staff-done-role = The role is given.
staff-done-disable = The account is shut.
staff-done-enable = The account is open again.
staff-reason-joined-team = She joins the team
staff-reason-new-duties = Her work changes
staff-reason-left-team = She leaves the team
staff-reason-own-request = She asked for it
staff-reason-rules-broken = Rules were broken
staff-reason-account-at-risk = Somebody else may be using the account
staff-reason-correction = The last change was a mistake
staff-invitations-title = Invitations
staff-invitations-lead = A link for one person, once, for seven days. Whoever opens it gets the role.
staff-invite-title = Invite somebody into the team
staff-invite-hint = Hand the link over in person or on a way you trust, not through a group.
staff-invite-submit = Make a link
staff-invited-title = The link is ready
staff-invited-lead = It is shown this one time only.
staff-invited-link = Link
staff-invited-how = She chooses a name and a passphrase, writes her recovery codes down and sets up her second step.
staff-invitation-by = Made by
staff-invitation-until = Until
staff-invitation-open = Open
staff-invitation-used = Accepted
staff-invitation-withdrawn = Taken back
staff-invitation-expired = Too old
staff-invitation-withdraw = Take back
staff-done-withdrawn = The invitation is taken back. Its link opens nothing any more.
staff-accept-title = Welcome to the team
staff-accept-name-hint = The name under which the team knows you: 3 to 40 letters, all Arabic or all Latin.
staff-accept-submit = Open my account
staff-sessions-title = Sessions of the team
staff-sessions-lead = By the day, and telephone or computer. Nothing finer is kept.
staff-session-device = Browser
staff-configuration-title = Configuration
staff-configuration-lead = What is in force, to be read. Secrets are masked. It is changed on the machine itself.
staff-audit-title = Audit log
staff-audit-lead = What the team read and changed. Nobody can change this log, not even the team.
staff-audit-who = Who
staff-audit-who-hint = A pseudonym, whole; or “system” for the console of the machine.
staff-audit-action = What
staff-audit-day = Day
staff-audit-when = When
staff-audit-target = On
staff-audit-filter = Show
staff-audit-all = Show everything
staff-audit-none = Nothing in the log matches this choice.
staff-action-desk-read = Opened the desk
staff-action-queue-read = Read what waits
staff-action-topic-read = Opened a discussion that is not public
staff-action-post-approve = Published a text
staff-action-post-reject = Refused a text
staff-action-post-publish = Published a text of her own
staff-action-members-read = Read the list of members
staff-action-member-read = Read the page of a member
staff-action-role-change = Gave a role
staff-action-member-disable = Shut an account
staff-action-member-enable = Opened an account again
staff-action-account-create = Made an account
staff-action-invitations-read = Read the invitations
staff-action-invitation-create = Made an invitation
staff-action-invitation-withdraw = Took an invitation back
staff-action-invitation-accept = Accepted an invitation
staff-action-sessions-read = Read the sessions of the team
staff-action-session-end = Ended a session
staff-action-configuration-read = Read the configuration
staff-action-audit-read = Read the log
# $role (String) - name of the role
staff-accept-lead = The team invites you: { $role }. You choose a name and a passphrase; no e-mail, no telephone number.
# $name (String) - pseudonym
staff-accept-signed-in = You are signed in as { $name }. The invitation opens an account of its own: sign out first, then open the link again.
