//! Pages of reports for everybody: the form, her own reports, a text of hers that is held; and the hours in which
//! the team reads.

mod form;
mod held;
pub mod hours;
mod mine;
pub mod words;

pub use form::{report, report_form};
pub use held::{held, held_form};
pub use mine::my_reports;

use domain::forum::PostView;
use leptos::prelude::*;

use crate::site::{components::error_summary::Labels, request::RequestCtx, routes};

/// Names of the fields.
pub const LABELS: Labels = &[
    ("code", |l| l.msg_report_field_code()),
    ("text", |l| l.msg_report_field_text()),
    ("answer", |l| l.msg_report_field_answer_name()),
    ("body", |l| l.msg_report_field_body()),
    ("contact_safe", |l| l.msg_report_care_field_safe()),
    ("contact_how", |l| l.msg_report_care_field_how()),
    ("contact_when", |l| l.msg_report_care_field_when()),
    ("contact_label", |l| l.msg_report_care_field_label()),
    ("version", |l| l.msg_report_field_version()),
    ("action", |l| l.msg_report_field_action()),
    ("reason", |l| l.msg_report_field_reason()),
    ("note", |l| l.msg_report_field_note()),
    ("of", |l| l.msg_report_field_of()),
    ("level", |l| l.msg_danger_level()),
    ("told", |l| l.msg_danger_field_told()),
    ("next", |l| l.msg_danger_field_next()),
    ("hours", |l| l.msg_danger_field_hours()),
    ("to_whom", |l| l.msg_danger_field_to_whom()),
    ("why", |l| l.msg_danger_field_why()),
    ("basis", |l| l.msg_danger_field_basis()),
    ("ending", |l| l.msg_danger_field_ending()),
    ("member", |l| l.msg_duty_field_member()),
    ("weekday", |l| l.msg_duty_field_weekday()),
    ("day", |l| l.msg_duty_field_day()),
    ("from", |l| l.msg_duty_field_from()),
    ("to", |l| l.msg_duty_field_to()),
];

/// The way to report a text of somebody else, for everybody who reads it.
pub fn link(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let shown = !post.is_mine && post.state == domain::forum::PostState::Published;
    shown
        .then(|| {
            let href = routes::report(ctx.locale, &post.id);
            view! { <p class="muted"><a href=href rel="nofollow">{ctx.l().msg_report_link()}</a></p> }
        })
        .into_any()
}
