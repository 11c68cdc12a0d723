//! The list of subjects at the desk, and the form that adds or changes one.

use contract::{ErrorCode, Locale};
use domain::{
    DomainError,
    library::{self, SubjectLine, best},
};
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{
        ErrorSummary, FormKeyField, NoticeKind, SureBox, TextArea, TextField, error_summary::Labels, notice,
    },
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("broader", |l| l.msg_subjects_field_broader()),
    ("sure", |l| l.msg_shelf_field_sure()),
    ("label_ar", |l| l.msg_subjects_field_label(l.msg_library_language_ar())),
    ("label_fr", |l| l.msg_subjects_field_label(l.msg_library_language_fr())),
    ("label_en", |l| l.msg_subjects_field_label(l.msg_library_language_en())),
    ("others_ar", |l| l.msg_subjects_field_others(l.msg_library_language_ar())),
    ("others_fr", |l| l.msg_subjects_field_others(l.msg_library_language_fr())),
    ("others_en", |l| l.msg_subjects_field_others(l.msg_library_language_en())),
];

/// Name and other names of a subject in one language: the names of their fields.
pub(crate) fn subject_fields(locale: Locale) -> [&'static str; 2] {
    match locale {
        Locale::Ar => ["label_ar", "others_ar"],
        Locale::Fr => ["label_fr", "others_fr"],
        Locale::En => ["label_en", "others_en"],
    }
}

/// Every subject; `subject` is the one that is changed.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`].
pub async fn desk_subjects(ctx: RequestCtx) -> PageResult {
    let all = library::subjects_desk(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_subjects_title(), ctx.l().msg_subjects_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, &all)).into())
}

fn name(ctx: &RequestCtx, one: &SubjectLine) -> String {
    best(&one.labels, ctx.locale).map_or_else(|| one.id.clone(), |label| label.text)
}

fn view(ctx: &RequestCtx, all: &[SubjectLine]) -> AnyView {
    let l = ctx.l();
    let done = match ctx.query.get("done") {
        "save" => Some(l.msg_subjects_done_save()),
        "delete" => Some(l.msg_subjects_done_delete()),
        _ => None,
    };
    let done = done
        .filter(|_| ctx.refused.is_none())
        .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let typed = ctx.typed("subject");
    let wanted = if typed.is_empty() { ctx.query.get("subject").to_owned() } else { typed };
    let changed = all.iter().find(|one| one.id == wanted);
    let conflict = ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict);
    let summary = match changed {
        Some(one) if conflict => overtaken(ctx, one),
        _ => view! { <ErrorSummary labels=LABELS/> }.into_any(),
    };
    let list = if all.is_empty() {
        view! { <p>{l.msg_subjects_none()}</p> }.into_any()
    } else {
        let heads = vec![
            l.msg_subjects_name(),
            l.msg_subjects_others(),
            l.msg_subjects_items(),
            l.msg_media_change(),
        ];
        table("subjects", l.msg_subjects_title(), heads, all.iter().map(|one| row(ctx, all, one)).collect())
    };
    view! {
        {done}
        {summary}
        {form(ctx, all, changed)}
        {list}
        <p><a class="more-link" href=routes::shelf(ctx.locale)>{l.msg_shelf_title()}</a></p>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, all: &[SubjectLine], one: &SubjectLine) -> AnyView {
    let l = ctx.l();
    let broader = one.broader.as_ref().and_then(|broader| all.iter().find(|other| other.id == *broader));
    let broader = broader.map(|broader| {
        let broader = name(ctx, broader);
        view! { <span class="muted"><bdi>{broader}</bdi>" · "</span> }
    });
    let names = Locale::ALL
        .into_iter()
        .filter_map(|locale| {
            let label = one.labels.get(&locale)?.clone();
            Some(view! { <bdi lang=locale.code()>{label}</bdi>" " })
        })
        .collect_view();
    let others = Locale::ALL
        .into_iter()
        .filter_map(|locale| {
            let others = one.others.get(&locale).filter(|others| !others.is_empty())?.join(" · ");
            Some(view! { <p lang=locale.code() dir="auto">{others}</p> })
        })
        .collect_view();
    let (count, digits) = counted(one.items);
    let label = format!("{}: {}", l.msg_media_change(), name(ctx, one));
    view! {
        <tr>
            <th scope="row">{broader}{names}</th>
            <td>{others}</td>
            <td>{l.msg_subjects_count(count, digits)}</td>
            <td><a href=routes::desk_subject(ctx.locale, &one.id) aria-label=label>{l.msg_media_change()}</a></td>
        </tr>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, all: &[SubjectLine], changed: Option<&SubjectLine>) -> AnyView {
    let l = ctx.l();
    let title = if changed.is_some() { l.msg_subjects_change() } else { l.msg_subjects_new() };
    let refused = ctx.refused.as_ref().map(|refused| refused.code);
    let version = match refused {
        None | Some(ErrorCode::Conflict) => String::new(),
        Some(_) => ctx.typed("version"),
    };
    let known = changed.map(|one| one.version.to_string()).unwrap_or_default();
    let version = if version.is_empty() { known } else { version };
    let fields = Locale::ALL
        .into_iter()
        .map(|locale| {
            let [label, others] = subject_fields(locale);
            let named = changed.and_then(|one| one.labels.get(&locale)).cloned().unwrap_or_default();
            let also = changed.and_then(|one| one.others.get(&locale)).map(|all| all.join("\n"));
            view! {
                <TextField name=label labels=LABELS value=named/>
                <TextArea name=others labels=LABELS rows=3 value=also.unwrap_or_default()/>
            }
        })
        .collect_view();
    let own = changed.map(|one| one.id.clone()).unwrap_or_default();
    let tops = all
        .iter()
        .filter(|one| one.broader.is_none() && one.id != own)
        .map(|one| (one.id.clone(), name(ctx, one)));
    let tops = std::iter::once((String::new(), l.msg_subjects_no_broader())).chain(tops).collect();
    let broader = changed.and_then(|one| one.broader.clone()).unwrap_or_default();
    let new = changed.map(|one| {
        let delete = (one.items == 0).then(|| {
            let href = routes::desk_subject_delete(ctx.locale, &one.id);
            view! { " · "<a href=href>{l.msg_subjects_delete()}</a> }
        });
        view! { <p><a href=routes::desk_subjects(ctx.locale)>{l.msg_subjects_new()}</a>{delete}</p> }
    });
    view! {
        <form class="form panel" method="post" action=routes::desk_subjects(ctx.locale)>
            <h2 class="panel__title">{title}</h2>
            <p>{l.msg_subjects_hint()}</p>
            <FormKeyField/>
            <input r#type="hidden" name="subject" value=own/>
            <input r#type="hidden" name="version" value=version/>
            {fields}
            {choice_of(LABELS, "", "broader", tops, &broader, ctx.refused.is_some())}
            <p class="actions">
                <button class="button" r#type="submit">{l.msg_subjects_save()}</button>
            </p>
        </form>
        {new}
    }
    .into_any()
}

/// The page on which a subject is taken away.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_subject_delete(ctx: RequestCtx, id: String) -> PageResult {
    let all = library::subjects_desk(&ctx.services, &ctx.actor).await?;
    let parts = all.iter().any(|other| other.broader.as_deref() == Some(id.as_str()));
    let one = all.into_iter().find(|one| one.id == id).ok_or_else(DomainError::not_found)?;
    let ships = library::ships_subject(&id)?;
    let (title, lead) = (ctx.l().msg_subjects_delete(), ctx.l().msg_subjects_delete_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| delete(ctx, &one, parts, ships)).into())
}

fn delete(ctx: &RequestCtx, one: &SubjectLine, parts: bool, ships: bool) -> AnyView {
    let l = ctx.l();
    let stays = if ships {
        Some(l.msg_shelf_shipped())
    } else {
        (parts || one.items > 0).then(|| l.msg_shelf_in_use())
    };
    let conflict = ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict);
    let summary = if conflict {
        let body = view! { <p>{l.msg_subjects_delete_conflict()}</p> };
        notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
    } else {
        view! { <ErrorSummary labels=LABELS/> }.into_any()
    };
    let (count, digits) = counted(one.items);
    // What stays has no box to which a summary could lead.
    let body = match stays {
        Some(why) => notice(NoticeKind::Warning, None, view! { <p>{why}</p> }),
        None => view! {
            {summary}
            <form class="form panel" method="post" action=routes::desk_subject_delete(ctx.locale, &one.id)>
                <input r#type="hidden" name="version" value=one.version.to_string()/>
                <SureBox labels=LABELS/>
                <p class="actions">
                    <button class="button button--danger" r#type="submit">{l.msg_subjects_delete_submit()}</button>
                </p>
            </form>
        }
        .into_any(),
    };
    view! {
        <p><b><bdi>{name(ctx, one)}</bdi></b>" "<span class="muted">{l.msg_subjects_count(count, digits)}</span></p>
        {body}
        <p><a class="more-link" href=routes::desk_subjects(ctx.locale)>{l.msg_subjects_title()}</a></p>
    }
    .into_any()
}

/// What somebody else wrote meanwhile; hers stands in the form.
fn overtaken(ctx: &RequestCtx, one: &SubjectLine) -> AnyView {
    let l = ctx.l();
    let now = Locale::ALL
        .into_iter()
        .filter_map(|locale| {
            let label = one.labels.get(&locale)?.clone();
            let others = one.others.get(&locale).map(|others| others.join(" · ")).unwrap_or_default();
            Some(view! { <p lang=locale.code() dir="auto"><b>{label}</b>" "{others}</p> })
        })
        .collect_view();
    let body = view! { <p>{l.msg_record_conflict()}</p>{now} };
    notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
}
