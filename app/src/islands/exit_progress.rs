//! How far the exit shortcut (Shift three times) has come. The shortcut itself is a plain script that works
//! without this.

use leptos::prelude::*;

use super::dom;

/// Says how many presses are left, and when the shortcut was not completed.
#[island]
pub fn ExitProgress(
    /// Said when one press is left.
    one_left: String,
    /// Said when two presses are left.
    two_left: String,
    /// Said when the presses were not completed.
    expired: String,
) -> impl IntoView {
    let left = RwSignal::new(0_u8);
    let text = RwSignal::new(String::new());
    dom::in_browser(move || {
        let Some(document) = dom::document() else { return };
        dom::listen(&document, "jusoor:exit-progress", move |event| {
            let detail = dom::property(&event, "detail");
            let is_over = dom::property(&detail, "expired").is_truthy();
            let presses = dom::property(&detail, "left").as_f64().unwrap_or_default();
            let (count, words) = match presses {
                _ if is_over => (0, expired.clone()),
                n if n >= 2.0 => (2, two_left.clone()),
                n if n >= 1.0 => (1, one_left.clone()),
                _ => (0, String::new()),
            };
            left.set(count);
            text.set(words);
        });
    });
    view! {
        <span class="exit-progress" role="status" data-left=move || (left.get() > 0).then(|| left.get().to_string())>
            <span class="exit-progress__dots" aria-hidden="true"></span>
            <span class="exit-progress__text">{move || text.get()}</span>
        </span>
    }
}
