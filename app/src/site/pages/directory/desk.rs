//! Organisations at the desk: the list, a new one, one of them.

use std::collections::BTreeMap;

use contract::{Locale, Section, ids::OrganisationId};
use domain::{
    DomainError, Permission,
    directory::{
        self, Area, DeskOrganisation, OrganisationForm, OrganisationKind, OrganisationSheet,
        OrganisationWords, Show,
    },
    permission::require,
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{
    fields::{Fields, Pairs},
    labels::LABELS,
    words,
};
use crate::site::{
    components::{Day, Icon, NoticeKind, SureBox, notice},
    form::Form,
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

/// The form as it was sent.
pub(crate) fn sheet_of(form: &Form) -> OrganisationSheet {
    let one = |name: &str| form.get(name).to_owned();
    let sections = form.pairs().iter().filter(|(key, _)| key == "section").map(|(_, value)| value.clone());
    let words = |l: Locale| OrganisationWords {
        name: one(&format!("name_{l}")),
        does: one(&format!("does_{l}")),
        hours: one(&format!("hours_{l}")),
        address: one(&format!("address_{l}")),
    };
    OrganisationSheet {
        kind: one("kind"),
        sections: sections.collect(),
        area: one("area"),
        words: Locale::ALL.into_iter().map(|l| (l, words(l))).collect::<BTreeMap<_, _>>(),
        phone: one("phone"),
        email: one("email"),
        website: one("website"),
        agreed_on: one("agreed_on"),
        source_url: one("source_url"),
        checked_on: one("checked_on"),
        order: one("order"),
    }
}

fn pairs_of(sheet: &OrganisationSheet) -> Pairs {
    let mut pairs: Pairs = [
        ("kind", &sheet.kind),
        ("area", &sheet.area),
        ("phone", &sheet.phone),
        ("email", &sheet.email),
        ("website", &sheet.website),
        ("agreed_on", &sheet.agreed_on),
        ("source_url", &sheet.source_url),
        ("checked_on", &sheet.checked_on),
        ("order", &sheet.order),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.clone()))
    .collect();
    pairs.extend(sheet.sections.iter().map(|slug| ("section".to_owned(), slug.clone())));
    for (l, words) in &sheet.words {
        for (name, value) in [
            ("name", &words.name),
            ("does", &words.does),
            ("hours", &words.hours),
            ("address", &words.address),
        ] {
            pairs.push((format!("{name}_{l}"), value.clone()));
        }
    }
    pairs
}

/// The list, what was not checked for longest first.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let show = Show::parse(ctx.query.get("show"));
    let rows = directory::organisation_desk(&ctx.services, &ctx.actor, ctx.locale, show).await?;
    let (title, lead) = (ctx.l().msg_directory_desk_title(), ctx.l().msg_directory_desk_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| listed(ctx, show, rows)).into())
}

fn listed(ctx: &RequestCtx, show: Show, rows: Vec<DeskOrganisation>) -> AnyView {
    let l = ctx.l();
    let done = (ctx.query.get("done") == "delete").then(|| done(l.msg_directory_done_delete()));
    let options = Show::ALL.map(|one| (one.as_str().to_owned(), words::show(l, one))).to_vec();
    let rows: Vec<AnyView> = rows.into_iter().map(|one| row(ctx, one)).collect();
    let list = if rows.is_empty() {
        view! { <p>{l.msg_directory_none()}</p> }.into_any()
    } else {
        let heads = vec![
            l.msg_directory_name(),
            l.msg_directory_field_kind(),
            l.msg_directory_field_show(),
            l.msg_directory_field_checked_on(),
        ];
        table("organisations", l.msg_directory_desk_title(), heads, rows)
    };
    view! {
        {done}
        <p class="actions">
            <a class="button" href=routes::desk_organisation_new(ctx.locale)>{l.msg_directory_new()}</a>
        </p>
        <form class="form" action=routes::desk_organisations(ctx.locale)>
            {choice_of(LABELS, "", "show", options, show.as_str(), false)}
            <p class="actions">
                <button class="button button--secondary" r#type="submit">{l.msg_directory_filter()}</button>
            </p>
        </form>
        {list}
    }
    .into_any()
}

/// A mark for what is to be checked again.
pub(super) fn due_mark(l: &L10nLanguage, due: bool) -> Option<AnyView> {
    due.then(|| view! { " "<strong><Icon name="warning"/>" "{l.msg_directory_due()}</strong> }.into_any())
}

/// A sentence that says that something was done.
pub(super) fn done(text: String) -> AnyView {
    notice(NoticeKind::Success, None, view! { <p>{text}</p> })
}

fn row(ctx: &RequestCtx, one: DeskOrganisation) -> AnyView {
    let l = ctx.l();
    let href = routes::desk_organisation(ctx.locale, &one.id);
    let (lang, name) = one.name.map_or((None, l.msg_shelf_untitled()), |(l, name)| (Some(l.code()), name));
    let kind = one.kind.map(|kind| words::kind(l, kind));
    let state = if one.published { l.msg_directory_state_shown() } else { l.msg_directory_state_hidden() };
    let agreed = one.agreed_on.map(|day| l.msg_directory_agreed(i18n::dates::day(ctx.locale, &day)));
    view! {
        <tr>
            <th scope="row"><a href=href lang=lang dir="auto">{name}</a></th>
            <td>{kind}</td>
            <td>{state}" "<span class="muted">{agreed}</span></td>
            <td>
                <Day iso=one.checked_on/>" "<span class="muted">{words::age(l, one.days)}</span>
                {due_mark(l, one.due)}
            </td>
        </tr>
    }
    .into_any()
}

/// The form of a new one.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn new(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::ContentEdit, None)?;
    let sheet = OrganisationSheet { checked_on: ctx.services.today(), ..OrganisationSheet::default() };
    let (title, lead) = (ctx.l().msg_directory_new(), ctx.l().msg_directory_form_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| {
        let l = ctx.l();
        let fields = Fields::of(ctx, pairs_of(&sheet));
        fields.new_form(routes::desk_organisation_new(ctx.locale), all(l, &fields))
    })
    .into())
}

fn choices(l: &L10nLanguage, name: &str) -> Pairs {
    match name {
        "kind" => std::iter::once((String::new(), l.msg_shelf_choose()))
            .chain(
                OrganisationKind::ALL.into_iter().map(|one| (one.as_str().to_owned(), words::kind(l, one))),
            )
            .collect(),
        "area" => std::iter::once((String::new(), l.msg_shelf_choose()))
            .chain(Area::ALL.into_iter().map(|one| (one.as_str().to_owned(), words::area(l, one))))
            .collect(),
        "section" => Section::ALL
            .into_iter()
            .map(|one| (one.slug().to_owned(), i18n::sections::name(l, one)))
            .collect(),
        _ => Pairs::new(),
    }
}

/// A stored value in words.
fn in_words(l: &L10nLanguage, name: &str, value: &str) -> String {
    let known = choices(l, name).into_iter().find(|(key, _)| key == value);
    known.map_or_else(|| value.to_owned(), |(_, text)| text)
}

fn all(l: &L10nLanguage, fields: &Fields<'_>) -> AnyView {
    let texts = Locale::ALL
        .into_iter()
        .map(|one| {
            view! {
                {fields.line(&format!("name_{one}"), None)}
                {fields.area(&format!("does_{one}"))}
                {fields.line(&format!("hours_{one}"), None)}
                {fields.line(&format!("address_{one}"), None)}
            }
            .into_any()
        })
        .collect_view();
    view! {
        {fields.choice("kind", choices(l, "kind"))}
        {fields.boxes("section", choices(l, "section"))}
        {fields.choice("area", choices(l, "area"))}
        {texts}
        {fields.line("phone", Some(l.msg_directory_contact_hint()))}
        {fields.line("email", None)}
        {fields.line("website", None)}
        {fields.day("agreed_on", Some(l.msg_directory_agreed_hint()))}
        {fields.line("source_url", None)}
        {fields.day("checked_on", None)}
        {fields.line("order", Some(l.msg_directory_order_hint()))}
    }
    .into_any()
}

/// One of them, to be changed, shown, hidden, checked or taken away.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found.
pub async fn form(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, Permission::ContentEdit, None)?;
    let id: OrganisationId = id.parse().map_err(|_| DomainError::not_found())?;
    let form = directory::organisation_form(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let (title, lead) = (ctx.l().msg_directory_edit(), ctx.l().msg_directory_form_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| changing(ctx, form)).into())
}

fn changing(ctx: &RequestCtx, form: OrganisationForm) -> AnyView {
    let l = ctx.l();
    let here = routes::desk_organisation(ctx.locale, &form.id);
    let fields = Fields::of(ctx, pairs_of(&form.sheet));
    let text = match ctx.query.get("done") {
        "create" => Some(l.msg_directory_done_create()),
        "save" => Some(l.msg_directory_done_save()),
        "publish" => Some(l.msg_directory_done_publish()),
        "hide" => Some(l.msg_directory_done_hide()),
        "check" => Some(l.msg_directory_done_check()),
        _ => None,
    };
    let told = text.filter(|_| ctx.refused.is_none()).map(done);
    let public = form.published.then(|| {
        let href = routes::organisation(ctx.locale, &form.id, &form.slug);
        view! { <p><a href=href>{l.msg_shelf_public()}</a></p> }
    });
    let may = domain::permission::permits(&ctx.actor, Permission::ContentPublish, None);
    let button = |action: &'static str, text: String| {
        view! { <button class="button button--secondary" r#type="submit" name="action" value=action>{text}</button>" " }
            .into_any()
    };
    let shown = may.then(|| {
        if form.published {
            button("hide", l.msg_directory_hide())
        } else {
            button("publish", l.msg_directory_publish())
        }
    });
    let delete = (may && !form.shipped).then(|| deletion(ctx, here.clone()));
    view! {
        {told}
        {fields.summary(|name, value| in_words(l, name, value))}
        {public}
        {due_mark(l, form.due)}
        <form class="actions" method="post" action=here.clone()>
            <input r#type="hidden" name="version" value=fields.version(form.version)/>
            {button("check", l.msg_directory_check())}{shown}
        </form>
        <form class="form" method="post" action=here>
            <input r#type="hidden" name="version" value=fields.version(form.version)/>
            {all(l, &fields)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_directory_save()}</button>
            </p>
        </form>
        {delete}
    }
    .into_any()
}

fn deletion(ctx: &RequestCtx, here: String) -> AnyView {
    let l = ctx.l();
    view! {
        <form class="form panel" method="post" action=here>
            <h2 class="panel__title">{l.msg_directory_delete()}</h2>
            <p>{l.msg_directory_delete_hint()}</p>
            <SureBox labels=LABELS/>
            <p class="actions">
                <button class="button button--danger" r#type="submit" name="action" value="delete">{l.msg_directory_delete()}</button>
            </p>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_goes_through_its_form_unchanged() {
        let words = OrganisationWords { name: "ج".into(), does: "تعمل".into(), ..Default::default() };
        let sheet = OrganisationSheet {
            kind: "union".into(),
            sections: vec!["unions".into(), "poverty".into()],
            words: Locale::ALL.into_iter().map(|l| (l, words.clone())).collect(),
            order: "3".into(),
            ..OrganisationSheet::default()
        };
        let pairs = pairs_of(&sheet);
        assert_eq!(sheet_of(&Form::from_pairs(pairs.clone())), sheet);
        assert!(pairs.iter().all(|(name, _)| LABELS.iter().any(|(label, _)| label == name)), "{pairs:?}");
    }
}
