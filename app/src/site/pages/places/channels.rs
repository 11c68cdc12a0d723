//! The association's channels: plain links in the footer and on the page about the portal.

use contract::Locale;
use domain::places::{Channel, ChannelKind, channels};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{buttons, language, top};
use crate::site::{
    components::{ErrorSummary, TextField, error_summary::Labels},
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("kind", |l| l.msg_places_channel_kind()),
    ("url", |l| l.msg_places_channel_url()),
    ("label_ar", |l| l.msg_places_channel_label(language(l, Locale::Ar))),
    ("label_fr", |l| l.msg_places_channel_label(language(l, Locale::Fr))),
    ("label_en", |l| l.msg_places_channel_label(language(l, Locale::En))),
];

fn kind_name(l: &L10nLanguage, kind: ChannelKind) -> String {
    match kind {
        ChannelKind::Facebook => l.msg_places_channel_facebook(),
        ChannelKind::Instagram => l.msg_places_channel_instagram(),
        ChannelKind::Youtube => l.msg_places_channel_youtube(),
        ChannelKind::Tiktok => l.msg_places_channel_tiktok(),
        ChannelKind::Telegram => l.msg_places_channel_telegram(),
        ChannelKind::Whatsapp => l.msg_places_channel_whatsapp(),
        ChannelKind::Website => l.msg_places_channel_website(),
    }
}

/// What a channel is called: its label, or its kind.
fn name(ctx: &RequestCtx, channel: &Channel) -> (Locale, String) {
    channel
        .label(ctx.locale)
        .map_or_else(|| (ctx.locale, kind_name(ctx.l(), channel.kind)), |(lang, text)| (lang, text.clone()))
}

/// The channels as a list of links; nothing when there are none.
pub fn list(ctx: &RequestCtx) -> Option<AnyView> {
    let places = ctx.services.places();
    let items: Vec<AnyView> = places
        .channels()
        .iter()
        .map(|channel| {
            let (lang, text) = name(ctx, channel);
            let href = channel.url.clone();
            view! { <li><a href=href rel="noreferrer noopener" lang=lang.code() dir="auto">{text}</a></li> }
                .into_any()
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul>{items}</ul> }.into_any())
}

/// The channels, at the desk.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentPublish`].
pub async fn desk_channels(ctx: RequestCtx) -> PageResult {
    let all = channels::desk(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_places_channels_title(), ctx.l().msg_places_channels_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, all)).into())
}

fn view(ctx: &RequestCtx, all: Vec<Channel>) -> AnyView {
    let l = ctx.l();
    let action = routes::desk_channels(ctx.locale);
    let found = if all.is_empty() {
        view! { <p>{l.msg_places_channels_none()}</p> }.into_any()
    } else {
        let heads = vec![l.msg_places_channel_kind(), l.msg_places_channel_url(), l.msg_places_change()];
        let rows = all
            .into_iter()
            .map(|one| {
                let (lang, text) = name(ctx, &one);
                let change = buttons(
                    action.clone(),
                    vec![("channel", one.id)],
                    &text,
                    vec![
                        ("up", l.msg_places_up()),
                        ("down", l.msg_places_down()),
                        ("remove", l.msg_places_remove()),
                    ],
                );
                view! {
                    <tr>
                        <th scope="row"><span lang=lang.code() dir="auto">{text}</span></th>
                        <td><bdi>{one.url}</bdi></td>
                        <td>{change}</td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        table("channels", l.msg_places_channels_title(), heads, rows)
    };
    let kinds = std::iter::once((String::new(), l.msg_shelf_choose()))
        .chain(ChannelKind::ALL.into_iter().map(|kind| (kind.as_str().to_owned(), kind_name(l, kind))))
        .collect();
    view! {
        {top(ctx)}
        {found}
        <form class="form panel" method="post" action=action>
            <h2 class="panel__title">{l.msg_places_channels_add()}</h2>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {choice_of(LABELS, "", "kind", kinds, "", ctx.refused.is_some())}
            {view! { <TextField name="url" labels=LABELS maxlength=500/> }.into_any()}
            {view! { <TextField name="label_ar" labels=LABELS maxlength=60/> }.into_any()}
            {view! { <TextField name="label_fr" labels=LABELS maxlength=60/> }.into_any()}
            {view! { <TextField name="label_en" labels=LABELS maxlength=60/> }.into_any()}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="add">{l.msg_places_add()}</button>
            </p>
        </form>
    }
    .into_any()
}
