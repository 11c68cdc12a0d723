provider-or = Or with an account you have elsewhere
# $name (String) - name of the provider
provider-with = Continue with { $name }

# $name (String) - name of the provider
provider-before-title = Sign in with { $name }
# $name (String) - name of the provider
provider-before-lead = You go to { $name } and come back here. Read first who learns what.
# $name (String) - name of the provider
provider-learns-title = What { $name } learns
# $name (String) - name of the provider
provider-learns = That you sign in to this site, and when. { $name } shows it in your list of activities and connected sites: whoever can open your account there can see it.
provider-we-learn-title = What we learn
provider-we-learn = A number by which we know you again, kept so that nobody can read it back. We ask for no name, no e-mail address, no photograph and no contacts.
provider-watched-title = Does somebody look into your accounts?
provider-watched = Then a pseudonym and a passphrase leave fewer traces.
# $name (String) - name of the provider
provider-go = Go to { $name }
provider-rather = Rather with a passphrase

provider-first-title = Choose your name here
# $name (String) - name of the provider
provider-first-lead = { $name } says that it is you. Your name there stays there: here you have another one.
# $name (String) - name of the provider
provider-first-learns = { $name } knows that you came here, and its list of activities shows it. It does not learn the name you choose now, nor what you read and write.

provider-list-title = Sign-in with other accounts
provider-list-lead = With each of them, your account here opens without a passphrase.
provider-list-warning = Whoever can open your account at one of them can open this one too. And its list of activities shows each time you come.
provider-linked = Linked
# $name (String) - name of the provider
provider-link = Link { $name }
# $name (String) - name of the provider
provider-unlink = Remove { $name }
provider-list-none = No other account is linked.
provider-done-linked = It is linked. From now on it opens this account.
provider-done-unlinked = It is removed. It does not open this account any more.
provider-last-title = This is your only way in
provider-last = Without it nothing would open your account. Set a passphrase first, then remove it.
provider-set-passphrase = Set a passphrase

# $name (String) - name of the provider
provider-confirm = Confirm with { $name }

provider-interrupted-title = This sign-in ended on the way
provider-interrupted = It took too long, was used already, or began in another browser. Nothing has happened: begin again.
provider-denied-title = You did not sign in
provider-denied = The other site sent you back without a sign-in. Nothing has happened here.
provider-untrusted-title = We could not accept this answer
provider-untrusted = What the other site said about you did not pass our checks. Nothing has happened: you can try again, or use a passphrase.
provider-away-title = The other site does not answer
provider-away = Nothing has happened. Try again later, or use a passphrase.
provider-taken-title = Not linked
provider-taken = That account opens another account here, or you have linked another one of the same site. Nothing was changed.
provider-not-hers-title = That was another account
provider-not-hers = Sign in there with the account that you linked here.
provider-shut-title = This account cannot be opened
provider-shut = Ask the team if you do not know why.
provider-again = Back
