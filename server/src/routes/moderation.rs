//! Addresses of the room `moderation`.

use app::{api::moderation as forms, site::pages::moderation};

use crate::{
    handlers::live,
    http::{
        answer::page_and_form,
        register::{Fields, Routes, get},
    },
};

/// What a decision holds, and the filters of the list that it came from.
const DECISION: Fields = &[
    "post", "version", "action", "reason", "note", "title", "text", "sure", "kind", "category", "language",
    "age", "claim", "gate", "after",
];

/// The same on the page of one item, and why it is taken over.
const ITEM: Fields = &[
    "version", "action", "reason", "note", "title", "text", "sure", "cause", "kind", "category", "language",
    "age", "claim", "gate", "after",
];

/// Texts that are refused together: which, once, and the filters of the list that they came from.
const BULK: Fields =
    &["item", "key", "action", "kind", "category", "language", "age", "claim", "gate", "after"];

/// Topics with which the same is done: which, what, once, and the category that was looked at.
const TOPICS: Fields = &["topic", "what", "reason", "to", "key", "action", "category"];

/// What her desk holds: how and in which languages she reads, her buddy, her own notes, the end of her shift.
const DESK: Fields =
    &["action", "folded", "blurred", "pause_after", "reads", "claims", "note", "buddy", "debrief", "entry"];

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/desk",
            page_and_form(|ctx, _| moderation::desk(ctx), DESK, |ctx, _, form| forms::desk(ctx, form)),
        )
        .route("/desk/live", get(live::desk))
        .route(
            "/desk/queue",
            page_and_form(|ctx, _| moderation::queue(ctx), DECISION, |ctx, _, form| forms::decide(ctx, form)),
        )
        .route(
            "/desk/queue/bulk",
            page_and_form(|ctx, _| moderation::bulk(ctx), BULK, |ctx, _, form| forms::bulk(ctx, form)),
        )
        .route(
            "/desk/topics",
            page_and_form(|ctx, _| moderation::topics(ctx), TOPICS, |ctx, _, form| forms::topics(ctx, form)),
        )
        .route(
            "/desk/queue/{item}",
            page_and_form(
                |ctx, params| moderation::item(ctx, params.get("item").to_owned()),
                ITEM,
                |ctx, params, form| forms::item(ctx, params.get("item").to_owned(), form),
            ),
        )
}
