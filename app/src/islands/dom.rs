//! Small bridges to the page that islands share.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, Event, EventTarget};

/// The page's document, in the browser.
pub fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

/// An element of the page by its id.
pub fn element(id: &str) -> Option<web_sys::Element> {
    document()?.get_element_by_id(id)
}

/// Writes words into an element of the page; nothing when the page does not have it.
pub fn say(id: &str, words: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(words));
    }
}

/// Listens for as long as the page lives (islands are never unmounted).
pub fn listen(target: &EventTarget, kind: &str, run: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(run);
    let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// A property of a script value, or `undefined`.
pub fn property(value: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Runs only in the browser, after the island's first drawing.
pub fn in_browser(run: impl FnOnce() + 'static) {
    let mut run = Some(run);
    Effect::new(move |_| {
        if let Some(run) = run.take() {
            run();
        }
    });
}
