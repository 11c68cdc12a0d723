//! Pages of the room `mail`: an address in the account, a link to a new passphrase, and what links lead to.
//!
//! All of them belong to one person. Where no mail is configured there are none but the one that stops it.

mod account;
mod links;
mod reset;

pub use account::account;
pub use links::{done, ended_proof, ended_reset, off, verify};
pub use reset::{new_passphrase, reset};

use domain::{DomainError, DomainResult};
use leptos::prelude::*;

use crate::site::request::RequestCtx;

/// Nothing about mail is offered where none is configured.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`].
pub fn require_mail(ctx: &RequestCtx) -> DomainResult<()> {
    if ctx.services.offers_mail() { Ok(()) } else { Err(DomainError::not_found()) }
}

/// A form of one button.
fn button(action: String, text: String, class: &'static str) -> AnyView {
    view! {
        <form class="form" method="post" action=action>
            <p class="actions"><button class=class type="submit">{text}</button></p>
        </form>
    }
    .into_any()
}
