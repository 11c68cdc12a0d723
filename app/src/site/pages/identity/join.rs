//! Opening an account.

use contract::FieldCode;
use domain::identity::{Pseudonym, suggest};
use leptos::prelude::*;

use super::{example, next, next_field, provider, with_next};
use crate::site::{
    components::{
        Crumb, ErrorSummary, FormKeyField, Icon, TextField,
        error_summary::{Labels, field_sentence},
        page_header,
    },
    page::{Page, PageResult, Reply},
    pages::content::{Explained, explained},
    request::RequestCtx,
    routes,
};

/// Names offered at once.
const OFFERED: usize = 5;

pub(super) const LABELS: Labels = &[
    ("pseudonym", |l| l.msg_identity_join_names()),
    ("own_pseudonym", |l| l.msg_identity_field_own_pseudonym()),
    ("passphrase", |l| l.msg_identity_field_passphrase()),
    ("rules", |l| l.msg_identity_field_rules()),
];

/// The form; whoever has an account already goes there.
///
/// # Errors
/// When the database does not answer.
pub async fn join(ctx: RequestCtx) -> PageResult {
    if ctx.actor.member().is_some() {
        return Ok(Reply::see_other(next(&ctx).unwrap_or_else(|| routes::account(ctx.locale))));
    }
    let names = names(&ctx).await?;
    let title = ctx.l().msg_identity_join_title();
    let how = explained(&ctx, "howjoin").await?;
    Ok(Page::new(title, move || view(&ctx, names, how)).personal().into())
}

/// Names to choose from. The one she chose before something else was refused stays the first and chosen one.
pub(super) async fn names(ctx: &RequestCtx) -> domain::DomainResult<Vec<String>> {
    let mut names = suggest(&ctx.services, ctx.locale, OFFERED).await?;
    if let Some(kept) = kept_name(ctx) {
        names.retain(|name| *name != kept);
        names.insert(0, kept);
        names.truncate(OFFERED);
    }
    Ok(names)
}

/// The offered name that was sent, when it can still be had.
fn kept_name(ctx: &RequestCtx) -> Option<String> {
    let name = Pseudonym::parse(&ctx.typed("pseudonym")).ok()?;
    (refusal(ctx, "pseudonym").is_none()).then(|| name.as_str().to_owned())
}

/// What stands in the field for a name of her own: what she typed there, or a sent name that needs correcting.
pub(super) fn own_name(ctx: &RequestCtx) -> String {
    let own = ctx.typed("own_pseudonym");
    let correctable = refusal(ctx, "pseudonym").is_some_and(|code| code != FieldCode::Taken);
    if own.is_empty() && correctable { ctx.typed("pseudonym") } else { own }
}

fn refusal(ctx: &RequestCtx, field: &str) -> Option<FieldCode> {
    ctx.refused.as_ref()?.fields.iter().find(|error| error.field == field).map(|error| error.code)
}

fn view(ctx: &RequestCtx, names: Vec<String>, how: Option<Explained>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_join_title();
    let next = next(ctx);
    let sign_in = routes::sign_in(locale, next.as_deref());
    let again = with_next(format!("{}?again=1", routes::join(locale)), next.as_deref());
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(l.msg_identity_join_lead()), true)}
        <div class="narrow stack">
            <ErrorSummary labels=LABELS/>
            {how.map(|how| how.view(ctx))}
            <section class="panel stack">
                <h2 class="panel__title">{l.msg_identity_join_before()}</h2>
                <p>{l.msg_identity_join_public()}</p>
                <ul class="link-list">
                    <li><a href=routes::terms(locale)>{l.msg_nav_terms()}</a></li>
                    <li><a href=routes::privacy(locale)>{l.msg_nav_privacy()}</a></li>
                    <li><a href=routes::safety(locale)>{l.msg_nav_safety()}</a></li>
                    <li><a href=sign_in>{l.msg_identity_join_have()}</a></li>
                </ul>
            </section>
            <form class="form" method="post" action=routes::join(locale)>
                <FormKeyField/>
                {next_field(next.clone())}
                {choices(ctx, names, again)}
                <TextField name="own_pseudonym" labels=LABELS hint=l.msg_identity_join_own_hint() value=own_name(ctx)/>
                <TextField name="passphrase" labels=LABELS kind="password" autocomplete="new-password"
                    hint=l.msg_identity_passphrase_hint()/>
                {example(ctx)}
                {rules(ctx)}
                <p class="actions"><button class="button" type="submit">{l.msg_identity_join_submit()}</button></p>
            </form>
            {provider::buttons(ctx)}
        </div>
    }
    .into_any()
}

/// The cards with names; `again` shows others.
pub(super) fn choices(ctx: &RequestCtx, names: Vec<String>, again: String) -> AnyView {
    let l = ctx.l();
    let error = error_line(ctx, "pseudonym");
    let class =
        if error.is_some() { "choices choices--cards choices--invalid" } else { "choices choices--cards" };
    let described = if error.is_some() { "pseudonym-hint pseudonym-error" } else { "pseudonym-hint" };
    let cards = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let id = (index == 0).then_some("pseudonym");
            let value = name.clone();
            view! {
                <label class="choice">
                    <input class="choice__input" id=id type="radio" name="pseudonym" value=value checked=index == 0/>
                    " "<span class="choice__label"><bdi>{name}</bdi></span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class=class aria-describedby=described>
            <legend class="choices__legend">{l.msg_identity_join_names()}</legend>
            <p class="field__hint" id="pseudonym-hint">{l.msg_identity_join_names_hint()}</p>
            {error}
            {cards}
            <p><a class="more-link" href=again>{l.msg_identity_join_again()}</a></p>
        </fieldset>
    }
    .into_any()
}

/// Consent.
pub(super) fn rules(ctx: &RequestCtx) -> AnyView {
    let error = error_line(ctx, "rules");
    let invalid = error.is_some();
    let class = if invalid { "field field--invalid" } else { "field" };
    let ticked = ctx.typed("rules") == "yes";
    view! {
        <div class=class>
            {error}
            <label class="choice">
                <input class="choice__input" id="rules" type="checkbox" name="rules" value="yes" checked=ticked
                    aria-describedby=invalid.then_some("rules-error") aria-invalid=invalid.then_some("true")/>
                " "<span class="choice__label">{ctx.l().msg_identity_join_rules()}</span>
            </label>
        </div>
    }
    .into_any()
}

fn error_line(ctx: &RequestCtx, field: &'static str) -> Option<AnyView> {
    let error = ctx.refused.as_ref()?.fields.iter().find(|error| error.field == field)?;
    let sentence = field_sentence(ctx.l(), LABELS, error);
    let id = format!("{field}-error");
    Some(view! { <p class="field__error" id=id><Icon name="warning"/>" "{sentence}</p> }.into_any())
}
