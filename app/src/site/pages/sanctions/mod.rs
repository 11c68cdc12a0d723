//! What was decided about a member, her appeals; and at the desk: sanctions, appeals, notes, the log.

mod appeal;
mod desk;
mod desk_appeals;
mod log;
mod mine;
mod notes;
pub mod words;

pub use appeal::{new_appeal, one_appeal};
pub use desk::{new_sanction, sanction, sanctions};
pub use desk_appeals::{appeal, appeals};
pub use log::mod_log;
pub use mine::my_decisions;
pub use notes::{item_links, notes};

use leptos::prelude::*;

use crate::site::components::error_summary::Labels;

/// Names of the fields.
pub const LABELS: Labels = &[
    ("kind", |l| l.msg_sanctions_desk_field_kind()),
    ("rule", |l| l.msg_sanctions_desk_field_rule()),
    ("reason", |l| l.msg_sanctions_desk_field_reason()),
    ("message", |l| l.msg_sanctions_desk_field_message()),
    ("ends", |l| l.msg_sanctions_desk_field_ends()),
    ("question", |l| l.msg_sanctions_appeals_field_question()),
    ("outcome", |l| l.msg_sanctions_appeals_field_outcome()),
    ("answer", |l| l.msg_sanctions_appeals_field_answer()),
    ("about", |l| l.msg_sanctions_notes_field_about()),
    ("action", |l| l.msg_staff_audit_action()),
    ("category", |l| l.msg_forum_field_category()),
];

/// Names of the fields of an appeal.
pub const APPEAL_LABELS: Labels = &[("body", |l| l.msg_sanctions_appeal_field())];

/// Names of the fields of a note.
pub const NOTE_LABELS: Labels = &[
    ("about", |l| l.msg_sanctions_notes_field_about()),
    ("body", |l| l.msg_sanctions_notes_field_body()),
    ("watch", |l| l.msg_desk_watch_title()),
    ("word", |l| l.msg_desk_watch_word()),
];

/// A name and what stands behind it, in a `<dl class="meta">`.
fn fact(name: String, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

/// Words of somebody under a heading.
fn said(title: String, text: &str) -> AnyView {
    let text = crate::site::pages::forum::parts::lines(text);
    view! { <section class="stack stack--tight"><h3>{title}</h3><p dir="auto">{text}</p></section> }
        .into_any()
}
