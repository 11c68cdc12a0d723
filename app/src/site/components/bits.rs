//! Icons, numbers, dates, notices, page headers.

use contract::Locale;
use leptos::prelude::*;

use crate::site::{page::use_request, routes};

/// A symbol of the sprite; decoration, so a text always stands beside it.
#[component]
pub fn Icon(
    /// Symbol id in `icons.svg`.
    #[prop(into)]
    name: String,
    /// Classes besides `icon`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let href = format!("{}#{name}", use_request().site.assets.href("icons.svg"));
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! { <svg class=class aria-hidden="true" focusable="false"><use href=href></use></svg> }
}

/// A number, size or telephone number: left to right inside any text.
#[component]
pub fn Num(
    /// What to show.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <bdi class="num">{text}</bdi> }
}

/// A day in words, with its ISO form for machines.
#[component]
pub fn Day(
    /// ISO day.
    #[prop(into)]
    iso: String,
) -> impl IntoView {
    let words = i18n::dates::day(use_request().locale, &iso);
    view! { <time datetime=iso>{words}</time> }
}

/// One step of the way to this page; the last one has no address.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Text.
    pub text: String,
    /// Address, or nothing for the page itself.
    pub href: Option<String>,
}

impl Crumb {
    /// A step that can be walked back to.
    pub fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()) }
    }

    /// The page itself.
    pub fn here(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }
}

/// The way to this page; begins at home by itself.
pub fn breadcrumbs(l: Locale, crumbs: Vec<Crumb>) -> AnyView {
    let t = i18n::catalogue(l);
    let home = Crumb::to(t.msg_nav_home(), routes::home(l));
    let steps = std::iter::once(home)
        .chain(crumbs)
        .map(|crumb| match crumb.href {
            Some(href) => view! { <li><a href=href dir="auto">{crumb.text}</a></li> }.into_any(),
            None => view! { <li aria-current="page" dir="auto">{crumb.text}</li> }.into_any(),
        })
        .collect_view();
    view! { <nav class="breadcrumbs" aria-label=t.msg_nav_breadcrumbs_label()><ol>{steps}</ol></nav> }
        .into_any()
}

/// The head of a page: way, title, lead. `plain` leaves out tint and arches (forms, account, topics, desk).
pub fn page_header(
    l: Locale,
    crumbs: Vec<Crumb>,
    title: String,
    lead: Option<String>,
    plain: bool,
) -> AnyView {
    let class = if plain { "page-header page-header--plain" } else { "page-header" };
    view! {
        <header class=class>
            {breadcrumbs(l, crumbs)}
            <h1 class="page-header__title" dir="auto">{title}</h1>
            {lead.map(|lead| view! { <p class="page-header__lead" dir="auto">{lead}</p> })}
        </header>
    }
    .into_any()
}

/// Kind of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// To know.
    Info,
    /// Done.
    Success,
    /// To mind.
    Warning,
    /// Refused or failed.
    Danger,
}

/// A notice with an optional title.
pub fn notice(kind: NoticeKind, title: Option<String>, body: impl IntoView + 'static) -> AnyView {
    let (class, role, icon) = match kind {
        NoticeKind::Info => ("notice notice--info", "note", "document"),
        NoticeKind::Success => ("notice notice--success", "status", "check"),
        NoticeKind::Warning => ("notice notice--warning", "note", "warning"),
        NoticeKind::Danger => ("notice notice--danger", "alert", "warning"),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon class="notice__icon"/>
            <div class="notice__body">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })}
                {body}
            </div>
        </div>
    }
    .into_any()
}
