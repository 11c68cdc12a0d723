//! Who is signed in: a cookie with a random id, a row with its hash, a member read with each request.
//!
//! Guests have no session, no cookie and cost no query.

pub mod layer;
pub mod store;

use crate::config::Config;

/// Name of the session's cookie. `__Host-` makes browsers refuse one that another host or an insecure page set;
/// it needs HTTPS.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.secure_cookies() { "__Host-sid" } else { "sid" }
}

/// `Set-Cookie` that removes it. Browsers ignore a removal of `__Host-…` that is not `Secure` itself.
pub fn removal(config: &Config) -> String {
    let secure = if config.secure_cookies() { "; Secure" } else { "" };
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", cookie_name(config))
}
