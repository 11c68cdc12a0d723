//! Computers that everybody uses, at the desk: the list, one of them open, a new one, and how much they are used.

use domain::{
    Permission,
    kiosk::{self, DeskDevice, DeviceForm, Figures, NewCode, SMALLEST},
    permission::require,
};
use i18n::{L10nLanguage, sections};
use leptos::prelude::*;

use crate::site::{
    components::{
        Day, ErrorSummary, FormKeyField, NoticeKind, Num, TextField, error_summary::Labels, notice,
    },
    form::Form,
    page::{Page, PageResult},
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("name", |l| l.msg_kiosk_field_name()),
    ("place", |l| l.msg_kiosk_field_place()),
    ("warn", |l| l.msg_kiosk_field_warn()),
    ("wipe", |l| l.msg_kiosk_field_wipe()),
    ("print", |l| l.msg_kiosk_field_print()),
];

/// The form as it was sent.
pub(crate) fn form_of(form: &Form) -> DeviceForm {
    let one = |name: &str| form.get(name).to_owned();
    DeviceForm {
        name: one("name"),
        place: one("place"),
        warn: one("warn"),
        wipe: one("wipe"),
        print: one("print"),
    }
}

/// The list; with `device` in the query, or in a refused form, that one open.
///
/// # Errors
/// Like [`require`] of [`Permission::KioskKeep`].
pub async fn desk(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::KioskKeep, None)?;
    let list = kiosk::devices(&ctx.services, &ctx.actor).await?;
    let figures = kiosk::figures(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_kiosk_desk_title(), ctx.l().msg_kiosk_desk_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, list, figures)).into())
}

fn view(ctx: &RequestCtx, list: Vec<DeskDevice>, figures: Figures) -> AnyView {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "add" => Some(l.msg_kiosk_done_add()),
        "save" => Some(l.msg_kiosk_done_save()),
        "revoke" => Some(l.msg_kiosk_done_revoke()),
        _ => None,
    };
    let told = text
        .filter(|_| ctx.refused.is_none())
        .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let asked = match ctx.typed("device") {
        typed if typed.is_empty() => ctx.query.get("device").to_owned(),
        typed => typed,
    };
    let open = list.iter().find(|one| one.id == asked).cloned();
    let rows: Vec<AnyView> = list.into_iter().map(|one| row(ctx, one)).collect();
    let heads = vec![
        l.msg_kiosk_field_name(),
        l.msg_kiosk_field_place(),
        l.msg_staff_state(),
        l.msg_kiosk_seconds(),
        l.msg_kiosk_field_print(),
    ];
    let listed = (!rows.is_empty()).then(|| table("kiosks", l.msg_kiosk_desk_title(), heads, rows));
    let main = match open {
        Some(one) => opened(ctx, one),
        None => view! {
            {listed}
            {adding(ctx)}
            {used(ctx, figures)}
        }
        .into_any(),
    };
    view! {
        {told}
        {main}
    }
    .into_any()
}

fn state(l: &L10nLanguage, one: &DeskDevice) -> AnyView {
    let text = match (&one.since, one.revoked) {
        (Some(_), _) => l.msg_kiosk_state_on(),
        (None, true) => l.msg_kiosk_state_revoked(),
        (None, false) => l.msg_kiosk_state_new(),
    };
    let since = one.since.clone().map(|day| view! { " "<Day iso=day/> });
    let waiting = one.waiting.then(|| view! { " "<span class="tag">{l.msg_kiosk_state_waiting()}</span> });
    view! { {text}{since}{waiting} }.into_any()
}

fn row(ctx: &RequestCtx, one: DeskDevice) -> AnyView {
    let l = ctx.l();
    let state = state(l, &one);
    let print = if one.form.print == "yes" { l.msg_kiosk_yes() } else { l.msg_kiosk_no() };
    view! {
        <tr>
            <th scope="row"><a href=routes::desk_kiosk(ctx.locale, &one.id)><bdi>{one.form.name}</bdi></a></th>
            <td><bdi>{one.form.place}</bdi></td>
            <td>{state}</td>
            <td><Num text=format!("{} / {}", one.form.warn, one.form.wipe)/></td>
            <td>{print}</td>
        </tr>
    }
    .into_any()
}

fn fields(ctx: &RequestCtx, form: &DeviceForm) -> AnyView {
    let l = ctx.l();
    let ticked = match &ctx.refused {
        Some(refused) => refused.form.get("print") == "yes",
        None => form.print == "yes",
    };
    view! {
        <TextField name="name" labels=LABELS hint=l.msg_kiosk_name_hint() value=form.name.clone()/>
        <TextField name="place" labels=LABELS value=form.place.clone()/>
        <TextField name="warn" labels=LABELS hint=l.msg_kiosk_warn_hint() value=form.warn.clone()/>
        <TextField name="wipe" labels=LABELS hint=l.msg_kiosk_wipe_hint() value=form.wipe.clone()/>
        <label class="choice">
            <input class="choice__input" id="print" r#type="checkbox" name="print" value="yes" checked=ticked/>" "
            <span class="choice__label">{l.msg_kiosk_field_print()}</span>
        </label>
    }
    .into_any()
}

fn adding(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let usual =
        DeviceForm { warn: kiosk::WARN.to_string(), wipe: kiosk::WIPE.to_string(), ..DeviceForm::default() };
    view! {
        <form class="form panel" method="post" action=routes::desk_kiosks(ctx.locale)>
            <h2 class="panel__title">{l.msg_kiosk_add()}</h2>
            <ErrorSummary labels=LABELS/>
            <FormKeyField/>
            {fields(ctx, &usual)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="add">{l.msg_kiosk_add()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn opened(ctx: &RequestCtx, one: DeskDevice) -> AnyView {
    let l = ctx.l();
    let to = routes::desk_kiosks(ctx.locale);
    let state = state(l, &one);
    let revocable = one.since.is_some() || one.waiting;
    let revoke = revocable.then(|| {
        view! {
            " "<button class="button button--secondary" r#type="submit" name="action" value="revoke">
                {l.msg_kiosk_revoke()}
            </button>
        }
    });
    view! {
        <p><a href=to.clone()>{l.msg_kiosk_desk_title()}</a></p>
        <p>{state}</p>
        <form class="form panel" method="post" action=to.clone()>
            <h2 class="panel__title">{l.msg_kiosk_code_title()}</h2>
            <p>{l.msg_kiosk_code_how()}</p>
            <input r#type="hidden" name="device" value=one.id.clone()/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="code">{l.msg_kiosk_code_make()}</button>
                {revoke}
            </p>
        </form>
        <form class="form panel" method="post" action=to>
            <h2 class="panel__title">{l.msg_kiosk_change()}</h2>
            <ErrorSummary labels=LABELS/>
            <input r#type="hidden" name="device" value=one.id/>
            <input r#type="hidden" name="version" value=one.version.to_string()/>
            {fields(ctx, &one.form)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_kiosk_save()}</button>
            </p>
        </form>
    }
    .into_any()
}

/// A number, or the word that it is too small to be told.
fn number(l: &L10nLanguage, times: Option<i64>) -> AnyView {
    match times {
        Some(times) => view! { <Num text=times.to_string()/> }.into_any(),
        None => l.msg_kiosk_fewer(SMALLEST.to_string()).into_any(),
    }
}

fn part(l: &L10nLanguage, code: &str) -> String {
    if let Some(section) = contract::Section::ALL.into_iter().find(|one| one.slug() == code) {
        return sections::name(l, section);
    }
    match code {
        "home" => l.msg_nav_home(),
        "articles" => l.msg_kiosk_part_articles(),
        "forum" => l.msg_nav_forum(),
        "library" => l.msg_nav_library(),
        "statistics" => l.msg_nav_statistics(),
        "organisations" => l.msg_directory_title(),
        "search" => l.msg_kiosk_part_search(),
        "safety" => l.msg_nav_safety(),
        "announcements" => l.msg_kiosk_part_announcements(),
        _ => l.msg_kiosk_part_other(),
    }
}

fn used(ctx: &RequestCtx, figures: Figures) -> AnyView {
    let l = ctx.l();
    if figures.days.is_empty() && figures.parts.is_empty() {
        return view! {
            <h2>{l.msg_kiosk_used_title()}</h2>
            <p class="muted">{l.msg_kiosk_used_nothing()}</p>
        }
        .into_any();
    }
    let month = i18n::dates::month(ctx.locale, &figures.month);
    let days: Vec<AnyView> = figures
        .days
        .into_iter()
        .map(|day| {
            let visits = number(l, day.visits);
            view! { <tr><th scope="row"><Day iso=day.day/></th><td>{visits}</td></tr> }.into_any()
        })
        .collect();
    let parts: Vec<AnyView> = figures
        .parts
        .into_iter()
        .map(|(code, times)| {
            let (name, times) = (part(l, &code), number(l, times));
            view! { <tr><th scope="row">{name}</th><td>{times}</td></tr> }.into_any()
        })
        .collect();
    let days = (!days.is_empty()).then(|| {
        table(
            "visits",
            l.msg_kiosk_used_days(),
            vec![l.msg_kiosk_used_day(), l.msg_kiosk_used_visits()],
            days,
        )
    });
    let parts = (!parts.is_empty()).then(|| {
        let caption = l.msg_kiosk_used_parts(month);
        table("parts", caption, vec![l.msg_kiosk_used_part(), l.msg_kiosk_used_pages()], parts)
    });
    view! {
        <h2>{l.msg_kiosk_used_title()}</h2>
        <p class="muted">{l.msg_kiosk_used_how(SMALLEST.to_string())}</p>
        {days}
        {parts}
    }
    .into_any()
}

/// The code, shown this once.
pub fn code(ctx: &RequestCtx, new: NewCode) -> Page {
    let l = ctx.l();
    desk_page(ctx, l.msg_kiosk_code_title(), Some(l.msg_kiosk_code_lead()), move |ctx| {
        let l = ctx.l();
        let address = format!("{}{}", ctx.site.public_url, routes::kiosk_enrol(ctx.locale));
        view! {
            <div class="field">
                <label class="field__label" for="code">{l.msg_kiosk_field_code()}</label>
                <input class="input" id="code" dir="ltr" readonly value=new.code/>
            </div>
            <p>{l.msg_kiosk_code_until()}" "<Num text=new.until/></p>
            <p>{l.msg_kiosk_code_where()}" "<bdi dir="ltr">{address}</bdi></p>
            <p class="actions">
                <a class="button" href=routes::desk_kiosks(ctx.locale)>{l.msg_kiosk_desk_title()}</a>
            </p>
        }
        .into_any()
    })
    // The code is on this answer alone.
    .alternates(Vec::new())
}
