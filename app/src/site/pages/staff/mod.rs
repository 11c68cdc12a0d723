//! Pages of the room `staff`: accounts, invitations, sessions, configuration, audit log. What is not allowed is not
//! shown: the menus ask the same functions as the use cases.

mod audit;
mod category_rules;
mod configuration;
mod invitations;
mod members;
mod rooms;
mod sessions;
mod words;

pub use audit::audit;
pub use category_rules::{category_rules, ruled_categories};
pub use configuration::configuration;
pub use invitations::{accept, invitations, invited};
pub use members::{member, members};
pub(super) use rooms::panels as room_panels;
pub use sessions::sessions;
pub(super) use words::stored_role;

use domain::{
    DomainResult, Permission,
    permission::{has_desk, permits},
};
use leptos::prelude::*;

use crate::site::{
    components::{
        Crumb, Icon, Num,
        error_summary::{Labels, field_sentence},
        page_header,
    },
    page::{Page, use_request},
    pages::moderation::{Key, line_keys},
    request::RequestCtx,
    routes,
};

/// Names of the fields of the desk.
pub(super) const LABELS: Labels = &[
    ("role", |l| l.msg_identity_account_role()),
    ("category", |l| l.msg_forum_field_category()),
    ("reason", |l| l.msg_staff_field_reason()),
    ("pseudonym", |l| l.msg_identity_field_pseudonym()),
    ("passphrase", |l| l.msg_identity_field_passphrase()),
    ("rules", |l| l.msg_identity_field_rules()),
    ("who", |l| l.msg_staff_audit_who()),
    ("action", |l| l.msg_staff_audit_action()),
    ("day", |l| l.msg_staff_audit_day()),
    ("q", |l| l.msg_identity_field_pseudonym()),
    ("hold", |l| l.msg_alias_identity_field_hold()),
    ("rule", |l| l.msg_permission_title()),
];

/// How much waits, where it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Items of the queue.
    pub queue: Option<u64>,
    /// Questions without an account.
    pub asked: Option<u64>,
}

impl Waits {
    /// What is known of the queue, and what is asked now of the rest, as far as she may read it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(ctx: &RequestCtx, queue: Option<u64>) -> DomainResult<Self> {
        let reads = permits(&ctx.actor, Permission::MessagesAnswer, None);
        let asked = if reads { Some(domain::ask::waiting(&ctx.services, &ctx.actor).await?) } else { None };
        Ok(Self { queue, asked })
    }
}

/// The desk's own menu: what this person may open.
pub fn desk_nav(ctx: &RequestCtx, waits: Waits) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let item = |href: String, text: String, count: Option<u64>| {
        let current = (*ctx.path == *href).then_some("page");
        let count = count.map(|count| view! { " "<span class="tag"><Num text=count.to_string()/></span> });
        view! { <li><a href=href aria-current=current>{text}{count}</a></li> }.into_any()
    };
    let may = |permission| permits(&ctx.actor, permission, None);
    let items = [
        (has_desk(&ctx.actor), routes::desk(locale), l.msg_moderation_nav_desk(), None),
        (may(Permission::ReviewQueue), routes::queue(locale), l.msg_moderation_nav_queue(), waits.queue),
        (may(Permission::SafetyCase), routes::safety_cases(locale), l.msg_danger_title(), None),
        (may(Permission::HandleReports), routes::report_cases(locale), l.msg_report_cases_title(), None),
        (may(Permission::MessagesAnswer), routes::team_messages(locale), l.msg_messages_desk_title(), None),
        (
            may(Permission::MessagesAnswer),
            routes::desk_ask(locale, false),
            l.msg_ask_desk_title(),
            waits.asked,
        ),
        (may(Permission::ReviewQueue), routes::appeals(locale), l.msg_sanctions_appeals_title(), None),
        (may(Permission::Sanction), routes::sanctions(locale), l.msg_sanctions_desk_title(), None),
        (may(Permission::Arrange), routes::desk_topics(locale), l.msg_bulk_topics_title(), None),
        (may(Permission::ReviewQueue), routes::mod_log(locale), l.msg_sanctions_log_title(), None),
        (may(Permission::WordsKeep), routes::watched_words(locale), l.msg_gate_words_title(), None),
        (may(Permission::SeeIdentity), routes::identity_requests(locale), l.msg_alias_identity_title(), None),
        (may(Permission::ReviewQueue), routes::duty(locale), l.msg_duty_title(), None),
        (may(Permission::ContentEdit), routes::desk_articles(locale), l.msg_editorial_title(), None),
        (may(Permission::ContentEdit), routes::article_requests(locale), l.msg_ask_requests_title(), None),
        (may(Permission::LibraryManage), routes::shelf(locale), l.msg_shelf_title(), None),
        (may(Permission::ContentPublish), routes::desk_home(locale), l.msg_places_title(), None),
        (may(Permission::StatisticsManage), routes::figures_desk(locale), l.msg_statdesk_title(), None),
        (may(Permission::ContentEdit), routes::articles_due(locale, false), l.msg_care_title(), None),
        (may(Permission::ContentEdit), routes::translations(locale), l.msg_translation_title(), None),
        (may(Permission::MembersList), routes::staff_members(locale), l.msg_staff_members_title(), None),
        (may(Permission::RoleChange), routes::category_rules(locale), l.msg_permission_title(), None),
        (may(Permission::InviteStaff), routes::invitations(locale), l.msg_staff_invitations_title(), None),
        (
            may(Permission::SessionsSeeStaff),
            routes::staff_sessions(locale),
            l.msg_staff_sessions_title(),
            None,
        ),
        (
            may(Permission::ConfigurationSee),
            routes::configuration(locale),
            l.msg_staff_configuration_title(),
            None,
        ),
        (may(Permission::KioskKeep), routes::desk_kiosks(locale), l.msg_kiosk_desk_title(), None),
        (may(Permission::LibraryManage), routes::library_uploads(locale), l.msg_upload_title(), None),
        (
            may(Permission::ContentEdit),
            routes::desk_organisations(locale),
            l.msg_directory_desk_title(),
            None,
        ),
        (may(Permission::ContentEdit), routes::desk_helplines(locale), l.msg_lines_title(), None),
        (may(Permission::ContentEdit), routes::launch(locale), l.msg_launch_title(), None),
        (
            may(Permission::CommitmentKeep),
            routes::desk_commitment(locale),
            l.msg_commitment_desk_title(),
            None,
        ),
        (may(Permission::AuditRead), routes::audit(locale), l.msg_staff_audit_title(), None),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .map(|(_, href, text, count)| item(href, text, count))
    .collect_view();
    view! {
        <nav class="desk__nav" aria-label=l.msg_moderation_nav_label()><ul>{items}</ul></nav>
    }
    .into_any()
}

/// A page of the desk: way, title, menu, contents.
pub fn desk_page(
    ctx: &RequestCtx,
    title: String,
    lead: Option<String>,
    body: impl FnOnce(&RequestCtx) -> AnyView + Send + 'static,
) -> Page {
    desk_page_with(ctx, title, lead, Vec::new(), body)
}

/// The same with keys of its own: what they reach has them as `data-key`.
pub fn desk_page_with(
    ctx: &RequestCtx,
    title: String,
    lead: Option<String>,
    keys: Vec<Key>,
    body: impl FnOnce(&RequestCtx) -> AnyView + Send + 'static,
) -> Page {
    let ctx = ctx.clone();
    Page::new(title.clone(), move || {
        let first = has_desk(&ctx.actor).then(|| Crumb::to(ctx.l().msg_nav_desk(), routes::desk(ctx.locale)));
        let crumbs = first.into_iter().chain([Crumb::here(title.clone())]).collect();
        let nav = desk_nav(&ctx, Waits::default());
        let main = body(&ctx);
        let keys = line_keys(&ctx, keys);
        view! {
            {page_header(ctx.locale, crumbs, title, lead, true)}
            <div class="desk">
                {nav}
                <div class="desk__main stack">{main}{keys}</div>
            </div>
        }
        .into_any()
    })
    .personal()
    .main_class("page--desk")
    .with_script("desk.js")
}

/// A choice out of a list. `form` tells the forms of one page apart; `refused` is whether this is the refused one.
pub(super) fn select(
    form: &str,
    name: &'static str,
    options: Vec<(String, String)>,
    value: &str,
    refused: bool,
) -> AnyView {
    choice_of(LABELS, form, name, options, value, refused)
}

/// The same with the names of other fields.
pub fn choice_of(
    labels: Labels,
    form: &str,
    name: &'static str,
    options: Vec<(String, String)>,
    value: &str,
    refused: bool,
) -> AnyView {
    let ctx = use_request();
    let l = ctx.l();
    let label = labels.iter().find(|(key, _)| *key == name).map(|(_, label)| label(l)).unwrap_or_default();
    let error = ctx.refused.as_ref().filter(|_| refused).and_then(|refused| {
        refused.fields.iter().find(|error| error.field == name).map(|error| field_sentence(l, labels, error))
    });
    let typed = if refused { ctx.typed(name) } else { String::new() };
    let chosen = if typed.is_empty() { value.to_owned() } else { typed };
    // The error summary leads to `#name`: the refused form's field has that id.
    let id = if refused || form.is_empty() { name.to_owned() } else { format!("{form}-{name}") };
    let invalid = error.is_some();
    let described = invalid.then(|| format!("{id}-error"));
    let options = options
        .into_iter()
        .map(|(key, text)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{text}</option> }
        })
        .collect_view();
    let error = error.map(|error| {
        view! { <p class="field__error" id=format!("{name}-error")><Icon name="warning"/>" "{error}</p> }
    });
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            <label class="field__label" for=id.clone()>{label}</label>
            {error}
            <select class="select" id=id name=name aria-describedby=described
                aria-invalid=invalid.then_some("true")>{options}</select>
        </div>
    }
    .into_any()
}

/// A form of one button: a step with something that waits. `token` says which state of it she saw.
pub fn step_button(
    to: String,
    token: Option<&str>,
    action: &'static str,
    class: &'static str,
    text: String,
) -> AnyView {
    let token = token.map(|token| view! { <input r#type="hidden" name="token" value=token.to_owned()/> });
    view! {
        <form method="post" action=to>
            {token}
            <p class="actions">
                <button class=class r#type="submit" name="action" value=action>{text}</button>
            </p>
        </form>
    }
    .into_any()
}

/// A table that scrolls by itself on a phone. `rows` are `<tr>`.
pub fn table(id: &'static str, caption: String, heads: Vec<String>, rows: Vec<AnyView>) -> AnyView {
    let heads = heads.into_iter().map(|text| view! { <th scope="col">{text}</th> }).collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby=id tabindex="0">
            <table class="table">
                <caption class="table__caption" id=id>{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
