//! The browser's entry: the only `cdylib` of the house, so that link-time optimisation works on the rest.

// Without a reference to `app` the linker drops its islands.
use app as _;

/// Called by the boot module before it wakes the islands of a page.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
