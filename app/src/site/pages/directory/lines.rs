//! The numbers that help, at the desk.

use contract::Locale;
use domain::{
    Permission,
    permission::require,
    safety::lines::{self, DeskHelpline, HelplineEdit, HelplineForm},
};
use leptos::prelude::*;

use super::{
    desk::{done, due_mark},
    fields::{Fields, Pairs, by_language},
    labels::LABELS,
    words,
};
use crate::site::{
    components::{Day, ErrorSummary, Num},
    form::Form,
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

/// The form as it was sent.
pub(crate) fn form_of(form: &Form) -> HelplineForm {
    let one = |name: &str| form.get(name).to_owned();
    HelplineForm {
        number: one("number"),
        order: one("order"),
        names: by_language(form, "name"),
        hours: by_language(form, "hours"),
        whom: by_language(form, "whom"),
        source_url: one("source_url"),
        checked_on: one("checked_on"),
    }
}

fn pairs_of(form: &HelplineForm) -> Pairs {
    let mut pairs: Pairs = [
        ("number", &form.number),
        ("order", &form.order),
        ("source_url", &form.source_url),
        ("checked_on", &form.checked_on),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.clone()))
    .collect();
    for (name, texts) in [("name", &form.names), ("hours", &form.hours), ("whom", &form.whom)] {
        pairs.extend(texts.iter().map(|(l, text)| (format!("{name}_{l}"), text.clone())));
    }
    pairs
}

/// The list, with what is to be checked again marked.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let (list, may) = lines::helpline_desk(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_lines_title(), ctx.l().msg_lines_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| listed(ctx, list, may)).into())
}

fn listed(ctx: &RequestCtx, list: Vec<DeskHelpline>, may: bool) -> AnyView {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "add" => Some(l.msg_lines_done_add()),
        "save" => Some(l.msg_lines_done_save()),
        "check" => Some(l.msg_lines_done_check()),
        "hide" => Some(l.msg_lines_done_hide()),
        "show" => Some(l.msg_lines_done_show()),
        _ => None,
    };
    let told = text.filter(|_| ctx.refused.is_none()).map(done);
    let add = may.then(|| {
        view! {
            <p class="actions"><a class="button" href=routes::desk_helpline_new(ctx.locale)>{l.msg_lines_add()}</a></p>
        }
    });
    let mut heads = vec![
        l.msg_lines_field_number(),
        l.msg_directory_name(),
        l.msg_directory_hours(),
        l.msg_directory_field_checked_on(),
    ];
    if may {
        heads.push(l.msg_lines_change());
    }
    let rows = list.into_iter().map(|one| row(ctx, one, may)).collect();
    view! {
        {told}
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        {add}
        {table("helpline", l.msg_lines_title(), heads, rows)}
    }
    .into_any()
}

fn row(ctx: &RequestCtx, one: DeskHelpline, may: bool) -> AnyView {
    let l = ctx.l();
    let DeskHelpline { id, line, hidden, days, due, version } = one;
    let hidden_mark = hidden.then(|| view! { " "<span class="tag">{l.msg_directory_state_hidden()}</span> });
    let change = may.then(|| {
        let href = routes::desk_helpline(ctx.locale, &id);
        let (action, text) =
            if hidden { ("show", l.msg_lines_show()) } else { ("hide", l.msg_directory_hide()) };
        view! {
            <td>
                <a href=href>{l.msg_lines_change()}</a>
                <form class="actions" method="post" action=routes::desk_helplines(ctx.locale)>
                    <input r#type="hidden" name="helpline" value=id/>
                    <input r#type="hidden" name="version" value=version.to_string()/>
                    <button class="button button--secondary button--small" name="action" value="check">{l.msg_directory_check()}</button>" "
                    <button class="button button--quiet button--small" name="action" value=action>{text}</button>
                </form>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row"><Num text=line.number/>{hidden_mark}</th>
            <td>{line.name.get(ctx.locale).to_owned()}</td>
            <td>{line.hours.get(ctx.locale).to_owned()}</td>
            <td>
                <Day iso=line.checked_on/>" "<span class="muted">{words::age(l, days)}</span>{due_mark(l, due)}
            </td>
            {change}
        </tr>
    }
    .into_any()
}

/// The form of a new one.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn new(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::ContentPublish, None)?;
    let form = HelplineForm { checked_on: ctx.services.today(), ..HelplineForm::default() };
    let (title, lead) = (ctx.l().msg_lines_add(), ctx.l().msg_lines_form_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| {
        let fields = Fields::of(ctx, pairs_of(&form));
        fields.new_form(routes::desk_helpline_new(ctx.locale), all(ctx, &fields))
    })
    .into())
}

fn all(ctx: &RequestCtx, fields: &Fields<'_>) -> AnyView {
    let l = ctx.l();
    let texts = ["name", "hours", "whom"]
        .into_iter()
        .flat_map(|name| Locale::ALL.into_iter().map(move |one| format!("{name}_{one}")))
        .map(|name| fields.line(&name, None))
        .collect_view();
    view! {
        {fields.line("number", Some(l.msg_lines_number_hint()))}
        {fields.line("order", Some(l.msg_directory_order_hint()))}
        {texts}
        {fields.line("source_url", None)}
        {fields.day("checked_on", Some(l.msg_lines_checked_hint()))}
    }
    .into_any()
}

/// One of them, to be changed. After somebody else changed it, both texts stand there.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found.
pub async fn form(ctx: RequestCtx, id: String) -> PageResult {
    let edit = lines::helpline_form(&ctx.services, &ctx.actor, &id).await?;
    let (title, lead) = (ctx.l().msg_lines_edit(), ctx.l().msg_lines_form_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| changing(ctx, &id, edit)).into())
}

fn changing(ctx: &RequestCtx, id: &str, edit: HelplineEdit) -> AnyView {
    let l = ctx.l();
    let fields = Fields::of(ctx, pairs_of(&edit.form));
    view! {
        {fields.summary(|_, value| value.to_owned())}
        <form class="form" method="post" action=routes::desk_helpline(ctx.locale, id)>
            <input r#type="hidden" name="version" value=fields.version(edit.version)/>
            {all(ctx, &fields)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_directory_save()}</button>" "
                <a class="button button--secondary" href=routes::desk_helplines(ctx.locale)>{l.msg_lines_title()}</a>
            </p>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_through_its_form_unchanged() {
        let texts = |text: &str| Locale::ALL.into_iter().map(|l| (l, format!("{text} {l}"))).collect();
        let form = HelplineForm {
            number: "1899".into(),
            order: "1".into(),
            names: texts("n"),
            hours: texts("h"),
            whom: texts("w"),
            source_url: "https://example.org/".into(),
            checked_on: "2026-11-23".into(),
        };
        let pairs = pairs_of(&form);
        assert_eq!(form_of(&Form::from_pairs(pairs.clone())), form);
        assert!(pairs.iter().all(|(name, _)| LABELS.iter().any(|(label, _)| label == name)), "{pairs:?}");
    }
}
