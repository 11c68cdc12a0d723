//! The menu of each language, at the desk; and where its entries lead.

use contract::{Locale, Section};
use domain::places::{MenuItem, Standing, Target, menu};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{buttons, rel, top};
use crate::site::{
    components::{ErrorSummary, TextField, error_summary::Labels},
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("what", |l| l.msg_places_menu_what()),
    ("target", |l| l.msg_places_menu_target()),
    ("label", |l| l.msg_places_menu_text()),
];

/// An entry as it is drawn.
pub struct Way {
    /// Address.
    pub href: String,
    /// What it is called.
    pub text: String,
    /// Symbol.
    pub icon: String,
    /// The section whose hue it wears.
    pub section: Option<Section>,
    /// `rel` of the link.
    pub rel: Option<&'static str>,
}

fn standing(l: &L10nLanguage, locale: Locale, page: Standing) -> (String, String, &'static str) {
    match page {
        Standing::Forum => (routes::forum(locale), l.msg_nav_forum(), "forum"),
        Standing::Library => (routes::library(locale), l.msg_nav_library(), "book"),
        Standing::Statistics => (routes::statistics(locale), l.msg_nav_statistics(), "chart"),
        Standing::Safety => (routes::safety(locale), l.msg_nav_safety(), "lock"),
        Standing::Announcements => (routes::announcements(locale), l.msg_places_announce_title(), "document"),
        Standing::About => (routes::about(locale), l.msg_nav_about(), "document"),
        Standing::Terms => (routes::terms(locale), l.msg_nav_terms(), "document"),
        Standing::Privacy => (routes::privacy(locale), l.msg_nav_privacy(), "document"),
    }
}

/// Where an entry leads, and what it is called.
pub fn way(item: &MenuItem) -> Way {
    let (l, locale) = (i18n::catalogue(item.locale), item.locale);
    let mut section = None;
    let (href, own, icon) = match &item.target {
        Target::Section(one) => {
            section = Some(*one);
            (routes::section(locale, one.slug()), i18n::sections::name(l, *one), one.icon())
        }
        Target::Article { id, slug, title } => {
            (routes::article(locale, id, slug), title.clone(), "document".to_owned())
        }
        Target::Page(page) => {
            let (href, text, icon) = standing(l, locale, *page);
            (href, text, icon.to_owned())
        }
        Target::Address(address) => (address.clone(), address.clone(), "document".to_owned()),
    };
    let rel = rel(&href);
    Way { href, text: item.label.clone().unwrap_or(own), icon, section, rel }
}

/// The menu of a language (the reader's own unless the address names another), at the desk.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentPublish`].
pub async fn desk_menu(ctx: RequestCtx) -> PageResult {
    let typed = ctx.typed("lang");
    let wanted = if typed.is_empty() { ctx.query.get("lang").to_owned() } else { typed };
    let of = wanted.parse().unwrap_or(ctx.locale);
    let items = menu::desk(&ctx.services, &ctx.actor, of).await?;
    let (title, lead) = (ctx.l().msg_places_menu_title(), ctx.l().msg_places_menu_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, of, &items)).into())
}

fn view(ctx: &RequestCtx, of: Locale, items: &[MenuItem]) -> AnyView {
    let l = ctx.l();
    let action = routes::desk_menu(ctx.locale);
    let languages = Locale::ALL
        .into_iter()
        .map(|one| {
            let current = (one == of).then_some("true");
            let href = routes::desk_menu_of(ctx.locale, one);
            view! {
                <li><a class="filters__link" href=href lang=one.code() aria-current=current>{one.endonym()}</a></li>
            }
        })
        .collect_view();
    let found = if items.is_empty() {
        view! { <p>{l.msg_places_menu_none()}</p> }.into_any()
    } else {
        let heads = vec![l.msg_places_menu_entry(), l.msg_places_leads_to(), l.msg_places_change()];
        let rows = items.iter().map(|item| row(ctx, of, item)).collect();
        table("menu", l.msg_places_menu_title(), heads, rows)
    };
    let sections = Section::ALL
        .into_iter()
        .map(|section| (format!("section:{}", section.slug()), i18n::sections::name(l, section)));
    let pages = Standing::ALL
        .into_iter()
        .map(|page| (format!("page:{}", page.as_str()), standing(l, ctx.locale, page).1));
    let what = std::iter::once((String::new(), l.msg_shelf_choose()))
        .chain(sections)
        .chain(pages)
        .chain([
            ("article".to_owned(), l.msg_places_menu_article()),
            ("address".to_owned(), l.msg_places_menu_address()),
        ])
        .collect();
    view! {
        {top(ctx)}
        <nav class="filters" aria-label=l.msg_nav_language_label()><ul class="filters__list">{languages}</ul></nav>
        {found}
        <form class="form panel" method="post" action=action>
            <h2 class="panel__title">{l.msg_places_menu_add()}</h2>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <input r#type="hidden" name="lang" value=of.code()/>
            {choice_of(LABELS, "", "what", what, "", ctx.refused.is_some())}
            {view! { <TextField name="target" labels=LABELS hint=l.msg_places_link_hint() maxlength=500/> }.into_any()}
            {view! { <TextField name="label" labels=LABELS hint=l.msg_places_menu_text_hint() maxlength=60/> }.into_any()}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="add">{l.msg_places_add()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, of: Locale, item: &MenuItem) -> AnyView {
    let l = ctx.l();
    let Way { href, text, .. } = way(item);
    let change = buttons(
        routes::desk_menu(ctx.locale),
        vec![("lang", of.code().to_owned()), ("entry", item.id.clone())],
        &text,
        vec![("up", l.msg_places_up()), ("down", l.msg_places_down()), ("remove", l.msg_places_remove())],
    );
    view! {
        <tr>
            <th scope="row"><span lang=of.code() dir="auto">{text}</span></th>
            <td><bdi>{href}</bdi></td>
            <td>{change}</td>
        </tr>
    }
    .into_any()
}
