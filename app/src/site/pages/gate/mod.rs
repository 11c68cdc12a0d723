//! Pages of the gate: what was found before a text is sent, how it stands afterwards, and the words that the team
//! watches.

mod guard;
mod guard_poll;
mod waiting;
mod watched;
pub mod words;

pub use guard::guard;
pub use guard_poll::guard_poll;
pub use waiting::contribution;
pub use watched::{tried, watched};

use leptos::prelude::*;

use crate::site::page::use_request;

/// A field that no woman sees: what fills it is a machine.
pub fn trap() -> AnyView {
    let l = use_request().l();
    view! {
        <div class="visually-hidden" aria-hidden="true">
            <label for="website">{l.msg_gate_trap()}</label>
            <input id="website" name="website" tabindex="-1" autocomplete="off"/>
        </div>
    }
    .into_any()
}
