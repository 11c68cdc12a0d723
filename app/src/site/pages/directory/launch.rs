//! The launch check-list: what people must still confirm.

use domain::{
    Permission,
    launch::{self, Launch, LaunchForm, LaunchLine, PointState},
    permission::require,
};
use i18n::{L10nLanguage, plurals::counted};
use leptos::prelude::*;

use super::{
    desk::done,
    fields::{Fields, Pairs},
    words,
};
use crate::site::{
    components::{Day, Num},
    form::Form,
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

/// The form as it was sent.
pub(crate) fn form_of(form: &Form) -> LaunchForm {
    let one = |name: &str| form.get(name).to_owned();
    LaunchForm { standing: one("standing"), keeper: one("keeper"), day: one("day"), note: one("note") }
}

/// The list, by groups, each with how many of it are open. It prints as it stands.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn launch(ctx: RequestCtx) -> PageResult {
    let list = launch::launch(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_launch_title(), ctx.l().msg_launch_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, list)).into())
}

fn view(ctx: &RequestCtx, list: Launch) -> AnyView {
    let l = ctx.l();
    let told = (ctx.query.get("done") == "save").then(|| done(l.msg_launch_done()));
    let (n, digits) = counted(list.open);
    let may = list.may_change;
    let groups = list.groups.into_iter().map(|(group, lines)| {
        let open = lines.iter().filter(|line| line.state == PointState::Open).count();
        let heads = vec![
            l.msg_launch_point(),
            l.msg_launch_field_standing(),
            l.msg_launch_field_keeper(),
            l.msg_launch_field_day(),
            l.msg_launch_field_note(),
        ];
        let caption = format!("{} ({open}/{})", words::group(l, group), lines.len());
        let rows = lines.into_iter().map(|line| row(ctx, line, may)).collect();
        table(group_id(group), caption, heads, rows)
    });
    view! {
        {told}
        <p role="status">{l.msg_launch_open(n, digits)}</p>
        {groups.collect_view()}
    }
    .into_any()
}

fn group_id(group: launch::Group) -> &'static str {
    match group {
        launch::Group::Numbers => "numbers",
        launch::Group::Names => "names",
        launch::Group::Municipality => "municipality",
        launch::Group::Law => "law",
        launch::Group::Consents => "consents",
        launch::Group::Facts => "facts",
        launch::Group::Readers => "readers",
        launch::Group::Team => "team",
    }
}

fn row(ctx: &RequestCtx, line: LaunchLine, may: bool) -> AnyView {
    let l = ctx.l();
    let question = line.point.question.get(ctx.locale).to_owned();
    let question = if may {
        let href = routes::launch_point(ctx.locale, &line.point.code);
        view! { <a href=href>{question}</a> }.into_any()
    } else {
        question.into_any()
    };
    let from = line.point.from.clone();
    let day = line.day.map(|day| view! { <Day iso=day/> });
    let by = line.checked_by.map(|name| view! { " "<bdi class="muted">{name}</bdi> });
    view! {
        <tr>
            <th scope="row">{question}" "<span class="muted"><Num text=from/></span></th>
            <td>{words::state(l, line.state)}</td>
            <td><bdi>{line.owner}</bdi></td>
            <td>{day}{by}</td>
            <td dir="auto">{line.note}</td>
        </tr>
    }
    .into_any()
}

/// One point, to be changed. After somebody else changed it, both texts stand there.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found.
pub async fn point(ctx: RequestCtx, code: String) -> PageResult {
    require(&ctx.actor, Permission::ContentPublish, None)?;
    let line = launch::launch_line(&ctx.services, &ctx.actor, &code).await?;
    let title = ctx.l().msg_launch_point();
    let lead = line.point.question.get(ctx.locale).to_owned();
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| changing(ctx, line)).into())
}

fn choices(l: &L10nLanguage, name: &str, owner: Option<String>) -> Pairs {
    match name {
        "standing" => PointState::ALL.map(|one| (one.as_str().to_owned(), words::state(l, one))).to_vec(),
        "keeper" => {
            let as_it_is = owner.unwrap_or_else(|| l.msg_launch_keeper_nobody());
            vec![
                (String::new(), as_it_is),
                ("me".to_owned(), l.msg_launch_keeper_me()),
                ("nobody".to_owned(), l.msg_launch_keeper_nobody()),
            ]
        }
        _ => Pairs::new(),
    }
}

fn changing(ctx: &RequestCtx, line: LaunchLine) -> AnyView {
    let l = ctx.l();
    let stored: Pairs = vec![
        ("standing".to_owned(), line.state.as_str().to_owned()),
        ("day".to_owned(), line.day.clone().unwrap_or_default()),
        ("note".to_owned(), line.note.clone()),
    ];
    let fields = Fields::of(ctx, stored);
    let dial = line.point.dial.clone().map(|number| {
        let href = format!("tel:{number}");
        view! { <p><a href=href><Num text=number/></a></p> }
    });
    let code = line.point.code.clone();
    let from = line.point.from.clone();
    let owner = line.owner.clone();
    view! {
        {fields.summary(|name, value| {
            let known = choices(l, name, None).into_iter().find(|(key, _)| key == value);
            known.map_or_else(|| value.to_owned(), |(_, text)| text)
        })}
        <p class="muted"><code><Num text=code.clone()/></code>" · "<Num text=from/></p>
        {dial}
        <form class="form" method="post" action=routes::launch_point(ctx.locale, &code)>
            <input r#type="hidden" name="version" value=fields.version(line.version)/>
            {fields.choice("standing", choices(l, "standing", None))}
            {fields.choice("keeper", choices(l, "keeper", owner))}
            {fields.day("day", Some(l.msg_launch_day_hint()))}
            {fields.area("note")}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_directory_save()}</button>" "
                <a class="button button--secondary" href=routes::launch(ctx.locale)>{l.msg_launch_title()}</a>
            </p>
        </form>
    }
    .into_any()
}
