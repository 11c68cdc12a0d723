//! The whole library to be kept elsewhere: what the copy holds, how large it is, and the button that fetches it.

use domain::library::bag::{self, Outlook};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::words::size;
use crate::site::{
    components::{NoticeKind, notice},
    page::PageResult,
    pages::staff::desk_page,
    request::RequestCtx,
    routes,
};

/// What an operator types.
const EXPORT: &str = "jusoor library export DIR";

/// The page.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`].
pub async fn export(ctx: RequestCtx) -> PageResult {
    let outlook = bag::outlook(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_export_title(), ctx.l().msg_export_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, outlook)).into())
}

fn view(ctx: &RequestCtx, outlook: Outlook) -> AnyView {
    let l = ctx.l();
    let going = (outlook.going || ctx.refused.is_some())
        .then(|| notice(NoticeKind::Warning, None, view! { <p>{l.msg_export_going()}</p> }));
    let fact = |name: String, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let (items, digits) = counted(outlook.items);
    let items = l.msg_export_items(items, digits);
    let (files, digits) = counted(outlook.files);
    let files = l.msg_export_files(files, digits);
    let (drafts, digits) = counted(outlook.drafts);
    let drafts = (outlook.drafts > 0).then(|| view! { <li>{l.msg_export_drafts(drafts, digits)}</li> });
    let stays = |count: u64, text: String| (count > 0).then(|| view! { <li>{text}</li> });
    let kept_back = {
        let (count, digits) = counted(outlook.kept_back);
        stays(outlook.kept_back, l.msg_export_kept_back(count, digits))
    };
    let withdrawn = {
        let (count, digits) = counted(outlook.withdrawn);
        stays(outlook.withdrawn, l.msg_export_withdrawn(count, digits))
    };
    let damaged = {
        let (count, digits) = counted(outlook.damaged);
        stays(outlook.damaged, l.msg_export_damaged(count, digits))
    };
    view! {
        {going}
        <dl class="meta">
            {fact(l.msg_export_what(), items)}
            {fact(l.msg_export_of_files(), files)}
            {fact(l.msg_export_size(), size(l, outlook.bytes))}
        </dl>
        <section class="stack" aria-labelledby="inside">
            <h2 id="inside">{l.msg_export_inside()}</h2>
            <ul class="prose">
                <li>{l.msg_export_inside_files()}</li>
                <li>{l.msg_export_inside_table()}</li>
                <li>{l.msg_export_inside_core()}</li>
                {drafts}
            </ul>
        </section>
        <section class="stack" aria-labelledby="outside">
            <h2 id="outside">{l.msg_export_outside()}</h2>
            <ul class="prose">
                <li>{l.msg_export_outside_consent()}</li>
                {kept_back}
                {withdrawn}
                {damaged}
                <li>{l.msg_export_outside_erased()}</li>
            </ul>
        </section>
        <form class="form panel" method="post" action=routes::library_export(ctx.locale)>
            <h2 class="panel__title">{l.msg_export_fetch()}</h2>
            <p>{l.msg_export_care()}</p>
            <p>{l.msg_export_whole()}</p>
            <p class="actions"><button class="button" r#type="submit">{l.msg_export_submit()}</button></p>
        </form>
        <section class="panel" aria-labelledby="large">
            <h2 class="panel__title" id="large">{l.msg_export_large_title()}</h2>
            <p>{l.msg_export_large()}</p>
            <p><code dir="ltr">{EXPORT}</code></p>
        </section>
        <p><a class="more-link" href=routes::shelf(ctx.locale)>{l.msg_shelf_title()}</a></p>
    }
    .into_any()
}
