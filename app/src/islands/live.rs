//! Tells that something new came into the topic that is being read: a plain link appears. Nothing moves, nothing
//! is announced, and without this island another link looks again.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

use super::dom;

/// The browser's `EventSource`, where there is one.
fn source(address: &str) -> Option<EventTarget> {
    let make = dom::property(&js_sys::global(), "EventSource").dyn_into::<js_sys::Function>().ok()?;
    let made = js_sys::Reflect::construct(&make, &js_sys::Array::of1(&JsValue::from_str(address))).ok()?;
    made.dyn_into().ok()
}

/// Stands at the end of the last page.
#[island]
pub fn LiveNews(
    /// Where the stream is.
    src: String,
    /// Where the new texts are.
    href: String,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    dom::in_browser(move || {
        let Some(source) = source(&src) else { return };
        dom::listen(&source, "message", move |event| {
            text.set(dom::property(&event, "data").as_string().unwrap_or_default());
        });
    });
    view! {
        <p class="actions" hidden=move || text.with(String::is_empty)>
            <a class="button button--secondary" href=href>{move || text.get()}</a>
        </p>
    }
}
