//! What an item has to do with others, at the desk.

use domain::library::{Bond, DeskItem, EDITION, RelationKind, Target};
use leptos::prelude::*;

use super::{shelf::LABELS, words};
use crate::site::{components::TextField, pages::staff::choice_of, request::RequestCtx, routes};

/// Relations of an item, and the form for one more.
pub(super) fn section(ctx: &RequestCtx, item: &DeskItem) -> AnyView {
    let l = ctx.l();
    let lines = item.bonds.iter().map(|bond| one(ctx, item, bond)).collect_view();
    let lines = if item.bonds.is_empty() {
        view! { <p>{l.msg_relations_none()}</p> }.into_any()
    } else {
        view! { <ul class="stack">{lines}</ul> }.into_any()
    };
    let kinds = std::iter::once((String::new(), l.msg_shelf_choose()))
        .chain(RelationKind::ALL.iter().map(|one| (one.as_str().to_owned(), words::relation(l, *one))))
        .chain([(EDITION.to_owned(), l.msg_relations_edition())])
        .collect();
    let refused = ctx.typed("action") == "relate";
    view! {
        <section class="stack" aria-labelledby="relations">
            <h2 id="relations">{l.msg_relations_title()}</h2>
            {lines}
            <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
                <h3 class="panel__title">{l.msg_relations_add()}</h3>
                {choice_of(LABELS, "relate", "relation", kinds, "", refused)}
                <TextField name="other" labels=LABELS hint=l.msg_relations_other_hint()/>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="relate">
                        {l.msg_relations_add_submit()}
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

fn one(ctx: &RequestCtx, item: &DeskItem, bond: &Bond) -> AnyView {
    let l = ctx.l();
    let (kind, name) = match bond.kind {
        Some(kind) => (kind.as_str(), words::relation(l, kind)),
        None => (EDITION, l.msg_relations_edition()),
    };
    let (target, text) = match &bond.target {
        Target::Item(id) => {
            let text = bond.title.as_ref().map(|title| title.text.clone());
            (id.to_string(), text.unwrap_or_else(|| l.msg_shelf_untitled()))
        }
        Target::Url(url) => (url.clone(), url.clone()),
    };
    let shown = match (&bond.target, bond.title.clone()) {
        (Target::Item(id), Some(title)) => view! {
            <a href=routes::shelf_item(ctx.locale, id)><bdi lang=title.locale.code()>{title.text}</bdi></a>
        }
        .into_any(),
        (Target::Item(id), None) => {
            view! { <a href=routes::shelf_item(ctx.locale, id)>{text.clone()}</a> }.into_any()
        }
        (Target::Url(url), _) => {
            view! { <a href=url.clone() rel="noreferrer noopener"><bdi>{url.clone()}</bdi></a> }.into_any()
        }
    };
    let label = format!("{}: {text}", l.msg_relations_remove());
    view! {
        <li>
            <form method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
                {name}" "{shown}" "
                <input r#type="hidden" name="relation" value=kind/>
                <input r#type="hidden" name="other" value=target/>
                <button class="button button--quiet button--small" r#type="submit" name="action" value="unrelate" aria-label=label>
                    {l.msg_relations_remove()}
                </button>
            </form>
        </li>
    }
    .into_any()
}
