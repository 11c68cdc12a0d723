//! What of the queue is shown: links above the list, and hidden fields that carry the choice through a decision.

use contract::Locale;
use domain::{
    DomainResult,
    forum::{TextLanguage, gate::Gate},
    moderation::{AgeFilter, ClaimFilter, Filters, KindFilter},
    permission::permits,
};
use leptos::prelude::*;

use super::words;
use crate::site::{form::Form, pages::gate, request::RequestCtx, routes};

/// Reads the filters of an address, or of the hidden fields that carry them through a decision.
///
/// # Errors
/// `InvalidForm` naming the filter that is none.
pub fn read_filters(form: &Form) -> DomainResult<Filters> {
    Filters::parse(|name| form.get(name))
}

/// The links above the list.
pub(super) fn links(ctx: &RequestCtx, filters: &Filters) -> AnyView {
    let l = ctx.l();
    let all = l.msg_moderation_filter_all();
    let link = |to: Filters, text: String| {
        let here = to == filters.from_start();
        let href = routes::queue_of(ctx.locale, &to);
        view! { <li><a class="filters__link" href=href aria-current=here.then_some("true")>{text}</a></li> }
            .into_any()
    };
    let of = |change: &dyn Fn(&mut Filters)| {
        let mut changed = filters.from_start();
        change(&mut changed);
        changed
    };
    // What she may not see is not offered.
    let seen = |kind: &KindFilter| match kind {
        KindFilter::Only(kind) => permits(&ctx.actor, kind.permission(), None),
        KindFilter::Topic | KindFilter::Reply => true,
    };
    let kinds = std::iter::once((None, all.clone()))
        .chain(KindFilter::ALL.into_iter().filter(seen).map(|kind| {
            let text = match kind {
                KindFilter::Topic => l.msg_moderation_filter_topics(),
                KindFilter::Reply => l.msg_moderation_filter_replies(),
                KindFilter::Only(kind) => words::item_kind(l, kind),
            };
            (Some(kind), text)
        }))
        .map(|(kind, text)| link(of(&|filters| filters.kind = kind), text))
        .collect_view();
    let languages = std::iter::once((None, all.clone()))
        .chain(
            Locale::ALL
                .into_iter()
                .map(|locale| (Some(TextLanguage::Known(locale)), locale.endonym().to_owned())),
        )
        .chain([(Some(TextLanguage::Other), l.msg_forum_field_language_other())])
        .map(|(language, text)| link(of(&|filters| filters.language = language), text))
        .collect_view();
    let ages = std::iter::once((None, all.clone()))
        .chain(AgeFilter::ALL.into_iter().map(|age| {
            let text = match age {
                AgeFilter::Day => l.msg_desk_filter_age_day(),
                AgeFilter::Days => l.msg_desk_filter_age_days(),
                AgeFilter::Week => l.msg_desk_filter_age_week(),
            };
            (Some(age), text)
        }))
        .map(|(age, text)| link(of(&|filters| filters.age = age), text))
        .collect_view();
    let gates = std::iter::once((None, all.clone()))
        .chain(
            Gate::ALL.into_iter().map(|gate| (Some(gate.as_str().to_owned()), gate::words::reason(l, gate))),
        )
        .map(|(gate, text)| link(of(&|filters| filters.gate.clone_from(&gate)), text))
        .collect_view();
    let claims = std::iter::once((None, all))
        .chain(ClaimFilter::ALL.into_iter().map(|claim| {
            let text = match claim {
                ClaimFilter::Mine => l.msg_desk_filter_claim_mine(),
                ClaimFilter::Free => l.msg_desk_filter_claim_free(),
            };
            (Some(claim), text)
        }))
        .map(|(claim, text)| link(of(&|filters| filters.claim = claim), text))
        .collect_view();
    view! {
        <details class="disclosure" open=filters.from_start() != Filters::default()>
            <summary>{l.msg_moderation_filter_label()}</summary>
            <nav class="stack" aria-label=l.msg_moderation_filter_label()>
                {row(l.msg_moderation_filter_kind(), kinds)}
                {row(l.msg_moderation_filter_language(), languages)}
                {row(l.msg_desk_filter_age(), ages)}
                {row(l.msg_desk_filter_claim(), claims)}
                {row(l.msg_desk_filter_gate(), gates)}
            </nav>
        </details>
    }
    .into_any()
}

/// One thing to choose by, and its choices.
pub(super) fn row(title: String, choices: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="filters">
            <span class="filters__title">{title}</span>" "
            <ul class="filters__list">{choices}</ul>
        </div>
    }
    .into_any()
}

/// The filters travel with the decision, so that she comes back to the same list.
pub(super) fn hidden(filters: &Filters) -> AnyView {
    filters
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input r#type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}
