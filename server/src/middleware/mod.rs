//! What surrounds every request. Outermost first: [`around`] (log line, panic, deadline, size, headers,
//! even times of ways into an account, language cookie, what may be kept), [`cached`] (finished pages for everybody),
//! [`csrf`], [`finish`] (tag, 304, compression); pages have the
//! session inside.

pub mod around;
pub mod cached;
pub mod csrf;
mod even;
pub mod finish;
pub mod headers;
pub mod keeping;
