//! What surrounds every request. Outermost first: [`around`] (log line, panic, deadline, size, headers,
//! even times of ways into an account, language cookie, what may be kept), [`cached`] (finished pages for everybody),
//! [`csrf`], [`finish`] (tag, 304, compression), [`kiosk`] (what is so on a computer that everybody uses); pages have
//! [`shed`] (what is too much at once) and the session inside.

pub mod around;
pub mod cached;
pub mod csrf;
mod even;
pub mod finish;
pub mod headers;
pub mod keeping;
pub mod kiosk;
pub mod shed;
