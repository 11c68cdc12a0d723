//! Pages of the room `privacy`: her data, the ways out, the way back, and the inventory of what is stored.

mod come_back;
mod copy;
mod data;
mod inventory;
mod leave;
mod left;

pub use come_back::come_back;
pub use copy::{file_name, pack};
pub use data::{data, pending_notice};
pub use inventory::inventory;
pub use leave::leave;
pub use left::left;

use domain::privacy::Text;
use i18n::L10nLanguage;

use crate::site::{components::Crumb, request::RequestCtx, routes};

/// Name of a text that needs consent.
pub fn text_name(l: &L10nLanguage, text: Text) -> String {
    match text {
        Text::Terms => l.msg_privacy_consent_terms(),
        Text::Privacy => l.msg_privacy_consent_privacy(),
    }
}

/// Back to the page of her data.
fn crumbs(ctx: &RequestCtx, title: &str) -> Vec<Crumb> {
    let l = ctx.l();
    vec![
        Crumb::to(l.msg_identity_account_title(), routes::account(ctx.locale)),
        Crumb::to(l.msg_privacy_back_to_data(), routes::my_data(ctx.locale)),
        Crumb::here(title),
    ]
}
