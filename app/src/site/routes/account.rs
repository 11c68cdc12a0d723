//! Addresses of an account: the ways into it, what guards it, and what is kept about its owner.

use contract::Locale;

use super::{encoded, with_next};

/// Registration.
pub fn join(l: Locale) -> String {
    format!("/{l}/join")
}

/// Sign-in; comes back to `next`, a path of this site.
pub fn sign_in(l: Locale, next: Option<&str>) -> String {
    let path = format!("/{l}/sign-in");
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// Before she goes to a provider: what it will learn.
pub fn provider(l: Locale, key: &str, next: Option<&str>) -> String {
    let path = format!("/{l}/sign-in/{}", encoded(key));
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// Off to a provider, and back to `next`.
pub fn go_to_provider(
    l: Locale,
    key: &str,
    purpose: domain::identity::provider::Purpose,
    next: Option<&str>,
) -> String {
    use domain::identity::provider::Purpose;
    let why = match purpose {
        Purpose::SignIn => "",
        Purpose::Link => "&link=1",
        Purpose::Confirm => "&confirm=1",
    };
    let path = format!("/auth/{}?l={l}{why}", encoded(key));
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// The first sign-in through a provider: a name and consent.
pub fn first_through_provider(l: Locale) -> String {
    format!("/{l}/join/provider")
}

/// Which providers open the account.
pub fn providers(l: Locale) -> String {
    format!("/{l}/account/providers")
}

/// Sign-out (a form posts to it).
pub fn sign_out(l: Locale) -> String {
    format!("/{l}/sign-out")
}

/// Back into an account with a recovery code.
pub fn recover(l: Locale) -> String {
    format!("/{l}/recover")
}

/// The account.
pub fn account(l: Locale) -> String {
    format!("/{l}/account")
}

/// The form for another passphrase.
pub fn change_passphrase(l: Locale) -> String {
    format!("/{l}/account/passphrase")
}

/// The form for a new sheet of recovery codes.
pub fn recovery_codes(l: Locale) -> String {
    format!("/{l}/account/recovery-codes")
}

/// Where she shows again that it is her; comes back to `next`, a path of this site.
pub fn confirm(l: Locale, next: &str) -> String {
    with_next(&format!("/{l}/account/confirm"), next)
}

/// The ways into the account, and what guards them.
pub fn security(l: Locale) -> String {
    format!("/{l}/account/security")
}

/// Her e-mail address, if she wants one.
pub fn email(l: Locale) -> String {
    format!("/{l}/account/email")
}

/// Deletes her e-mail address (a form posts to it).
pub fn remove_email(l: Locale) -> String {
    format!("/{l}/account/email/remove")
}

/// Asks for a link to a new passphrase.
pub fn reset(l: Locale) -> String {
    format!("/{l}/reset")
}

/// The link to a new passphrase.
pub fn reset_link(l: Locale, token: &str) -> String {
    format!("/{l}/reset/{}", encoded(token))
}

/// The link that proves that an address is hers.
pub fn verify_link(l: Locale, token: &str) -> String {
    format!("/{l}/email/verify/{}", encoded(token))
}

/// The link that stops everything to an address.
pub fn off_link(l: Locale, token: &str) -> String {
    format!("/{l}/email/off/{}", encoded(token))
}

/// The browsers that are signed in.
pub fn sessions(l: Locale) -> String {
    format!("/{l}/account/sessions")
}

/// What the portal keeps about her, hers to take along or to delete.
pub fn my_data(l: Locale) -> String {
    format!("/{l}/account/data")
}

/// Where the second step is set up; comes back to `next`, a path of this site.
pub fn two_step(l: Locale, next: Option<&str>) -> String {
    let path = format!("/{l}/account/two-step");
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// Where the second step is passed after the passphrase; comes back to `next`, a path of this site.
pub fn sign_in_code(l: Locale, next: Option<&str>) -> String {
    let path = format!("/{l}/sign-in/code");
    next.map_or_else(|| path.clone(), |next| with_next(&path, next))
}

/// Asks for an export (a form posts to it).
pub fn ask_for_export(l: Locale) -> String {
    format!("/{l}/account/data/export")
}

/// Downloads an export (a form posts to it).
pub fn download_export(l: Locale) -> String {
    format!("/{l}/account/data/download")
}

/// Agrees to the texts in force (a form posts to it).
pub fn agree(l: Locale) -> String {
    format!("/{l}/account/data/consent")
}

/// Changes her mind about leaving (a form posts to it).
pub fn stay(l: Locale) -> String {
    format!("/{l}/account/data/stay")
}

/// One way out, explained, with its form.
pub fn leave(l: Locale, choice: domain::privacy::Choice) -> String {
    format!("/{l}/account/data/leave?choice={}", choice.as_str())
}

/// Back after having disappeared.
pub fn come_back(l: Locale) -> String {
    format!("/{l}/account/return")
}
