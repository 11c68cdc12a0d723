//! Lists of codes: places and ages.

use contract::Locale;
use domain::statistics::{
    desk::{self, CodeForm, CodePage, KINDS},
    text,
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{
    describe::{edition, in_language, summary},
    done,
};
use crate::site::{
    components::{Num, TextArea, TextField, error_summary::Labels},
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("code", |l| l.msg_statdesk_field_code()),
    ("label_ar", |l| in_language(l, &l.msg_statdesk_field_label(), Locale::Ar)),
    ("label_fr", |l| in_language(l, &l.msg_statdesk_field_label(), Locale::Fr)),
    ("label_en", |l| in_language(l, &l.msg_statdesk_field_label(), Locale::En)),
    ("parent", |l| l.msg_statdesk_code_parent()),
    ("position", |l| l.msg_statdesk_code_position()),
    ("aliases", |l| l.msg_statdesk_code_aliases()),
];

/// A list of codes. `?kind=` says which, `?code=` fills the form with one of them; a form that was refused says both.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`]; not found.
pub async fn codes(ctx: RequestCtx) -> PageResult {
    let said = if ctx.refused.is_some() { ctx.typed("kind") } else { ctx.query.get("kind").to_owned() };
    let kind = if said.is_empty() { KINDS[0] } else { said.as_str() };
    let found = desk::codes(&ctx.services, &ctx.actor, kind).await?;
    let (title, lead) = (ctx.l().msg_statdesk_codes(), ctx.l().msg_statdesk_codes_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, found)).into())
}

fn list_name(l: &L10nLanguage, kind: &str) -> String {
    match kind {
        "age" => l.msg_statdesk_code_kind_age(),
        _ => l.msg_statdesk_code_kind_geo(),
    }
}

fn view(ctx: &RequestCtx, found: CodePage) -> AnyView {
    let l = ctx.l();
    let wanted = if ctx.refused.is_some() { ctx.typed("was") } else { ctx.query.get("code").to_owned() };
    let filled = found.codes.iter().find(|(one, _)| !wanted.is_empty() && one.code == wanted).cloned();
    let is_geo = found.kind == "geo";
    let name = |code: &str| {
        let one = found.codes.iter().find(|(one, _)| one.code == code);
        one.map(|(one, _)| text(&one.label, ctx.locale).to_owned())
    };
    let mut heads = vec![l.msg_statdesk_field_code(), l.msg_statdesk_field_label()];
    if is_geo {
        heads.push(l.msg_statdesk_code_parent());
    }
    heads.extend([l.msg_statdesk_code_position(), l.msg_statdesk_change()]);
    let rows: Vec<AnyView> = found
        .codes
        .iter()
        .map(|(one, _)| {
            let href = routes::figures_codes(ctx.locale, &found.kind, &one.code);
            let parent = is_geo.then(|| view! { <td>{name(&one.parent)}</td> });
            view! {
                <tr>
                    <th scope="row"><code dir="ltr">{one.code.clone()}</code></th>
                    <td>{text(&one.label, ctx.locale).to_owned()}</td>
                    {parent}
                    <td><Num text=one.position.clone()/></td>
                    <td><a href=href>{l.msg_statdesk_change()}</a></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let lists = KINDS
        .map(|kind| {
            let current = (kind == found.kind).then_some("page");
            let href = routes::figures_codes(ctx.locale, kind, "");
            view! { <a href=href aria-current=current>{list_name(l, kind)}</a>" " }
        })
        .collect_view();
    view! {
        {done(ctx)}
        {summary(ctx, LABELS)}
        <p class="actions">{lists}</p>
        {table("codes", list_name(l, &found.kind), heads, rows)}
        {form(ctx, &found, filled)}
        <p><a href=routes::figures_desk(ctx.locale)>{l.msg_statdesk_title()}</a></p>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, found: &CodePage, filled: Option<(CodeForm, i32)>) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.is_some();
    let is_new = filled.is_none();
    let (said, edit) = filled.unwrap_or_else(|| {
        let position = (found.codes.len() + 1).to_string();
        (CodeForm { position, ..CodeForm::default() }, 0)
    });
    let was = said.code.clone();
    let code = if is_new && found.kind == "age" {
        view! { <TextField name="code" labels=LABELS hint=l.msg_statdesk_code_age_hint()/> }.into_any()
    } else if is_new {
        view! { <TextField name="code" labels=LABELS/> }.into_any()
    } else {
        let name = l.msg_statdesk_field_code();
        view! { <p>{name}": "<code dir="ltr">{said.code.clone()}</code></p> }.into_any()
    };
    let parent = (found.kind == "geo").then(|| {
        let mut places = vec![(String::new(), "—".to_owned())];
        let others = found.codes.iter().filter(|(one, _)| one.code != said.code);
        places.extend(others.map(|(one, _)| (one.code.clone(), text(&one.label, ctx.locale).to_owned())));
        choice_of(LABELS, "", "parent", places, &said.parent, refused)
    });
    let title = if is_new { l.msg_statdesk_code_new() } else { l.msg_statdesk_code_change() };
    let new = (!is_new).then(|| {
        let href = routes::figures_codes(ctx.locale, &found.kind, "");
        view! { <p><a href=href>{l.msg_statdesk_code_new()}</a></p> }
    });
    let edit = edition(ctx, edit);
    let kind = found.kind.clone();
    view! {
        <form class="form panel" method="post" action=routes::figures_codes(ctx.locale, &found.kind, "")>
            <h2 class="panel__title">{title}</h2>
            <input r#type="hidden" name="kind" value=kind/>
            <input r#type="hidden" name="was" value=was/>
            <input r#type="hidden" name="edit" value=edit/>
            {code}
            <TextField name="label_ar" labels=LABELS value=said.label.ar.clone()/>
            <TextField name="label_fr" labels=LABELS value=said.label.fr.clone()/>
            <TextField name="label_en" labels=LABELS value=said.label.en.clone()/>
            {parent}
            <TextField name="position" labels=LABELS value=said.position.clone()/>
            <TextArea name="aliases" labels=LABELS hint=l.msg_statdesk_code_aliases_hint() rows=4 value=said.aliases.clone()/>
            <p class="actions"><button class="button" r#type="submit">{l.msg_statdesk_save()}</button></p>
        </form>
        {new}
    }
    .into_any()
}
