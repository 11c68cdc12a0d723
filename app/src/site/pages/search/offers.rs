//! Titles offered while somebody types, for `suggest.js`. Without it the form does its work.

use contract::Locale;
use domain::{
    DomainResult,
    search::{self, Offer, Query},
};
use i18n::plurals::counted;

use super::results::{address, name_of};
use crate::site::request::RequestCtx;

/// What a script needs for a list of titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// What the list is called.
    pub label: String,
    /// How many there are, in words; nothing when there are none.
    pub told: String,
    /// The titles.
    pub list: Vec<Offered>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Where it leads.
    pub href: String,
    /// Language of the title.
    pub lang: &'static str,
    /// The title.
    pub title: String,
    /// What it is, in her language.
    pub kind: String,
}

/// The titles for what she typed so far, `?q=`. What cannot be looked for has none: the form says why.
///
/// # Errors
/// `TooManyRequests` for a member who asks too often; when the database does not answer.
pub async fn offers(ctx: &RequestCtx) -> DomainResult<Offers> {
    let Ok(query) = Query::parse(ctx.query.get("q")) else { return Ok(Offers::default()) };
    if !query.is_empty() {
        search::offer_again(&ctx.services, &ctx.actor)?;
    }
    let found = search::offer(&ctx.for_reader(), &ctx.actor, &query, ctx.locale).await?;
    if found.is_empty() {
        return Ok(Offers::default());
    }
    let l = ctx.l();
    let total = counted(found.len());
    Ok(Offers {
        label: l.msg_search_offers_label(),
        told: l.msg_search_offers_count(total.0, total.1),
        list: found.into_iter().map(|offer| offered(ctx, offer)).collect(),
    })
}

fn offered(ctx: &RequestCtx, offer: Offer) -> Offered {
    let Offer { kind, target_id, slug, locale, title } = offer;
    Offered {
        href: address(ctx.locale, kind, &target_id, &slug, locale),
        lang: locale.map_or("und", Locale::code),
        title,
        kind: name_of(ctx.l(), kind),
    }
}
