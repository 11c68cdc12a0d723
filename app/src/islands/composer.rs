//! Help while writing: a small toolbar, a live preview by the server's own renderer, the count of characters,
//! and sending that never leaves the page before the text has arrived.
//!
//! The draft lives in the page alone, never in the browser's storage: on a shared telephone nothing of it may
//! remain. The form works the same without this island.

use std::time::Duration;

use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use web_sys::{HtmlFormElement, HtmlTextAreaElement};

use super::dom;
use crate::api::forum::preview;

/// The island's words, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposerWords {
    /// Label of the toolbar.
    pub toolbar: String,
    /// Strong text.
    pub bold: String,
    /// List.
    pub list: String,
    /// Quotation.
    pub quote: String,
    /// Quote what is marked on the page.
    pub quote_marked: String,
    /// What the keys do.
    pub keys: String,
    /// While nothing is written.
    pub preview_empty: String,
    /// When the preview cannot be had.
    pub preview_failed: String,
    /// While sending.
    pub sending: String,
    /// When the line broke: the text is still here.
    pub not_sent: String,
}

/// How long typing must rest before the preview is asked for.
const REST: Duration = Duration::from_millis(600);

/// Where the preview, the line below it and the state of the sending stand: below the buttons of the form
/// (`site::pages::forum::composer::below`). Above them they would push the buttons away while she reaches for one.
pub const PREVIEW: &str = "composer-preview";
/// See [`PREVIEW`].
pub const NOTE: &str = "composer-note";
/// See [`PREVIEW`].
pub const STATUS: &str = "composer-status";

fn area(field: &str) -> Option<HtmlTextAreaElement> {
    dom::element(field)?.dyn_into().ok()
}

/// Puts sanitised HTML from the server into the preview.
fn show(pane: &web_sys::Element, html: &str) {
    let fragment = dom::document()
        .and_then(|document| document.create_range().ok())
        .and_then(|range| range.create_contextual_fragment(html).ok());
    if let Some(fragment) = fragment {
        pane.replace_children_with_node_1(&fragment);
    }
}

/// Wraps the selection, or puts a mark before each of its lines, and keeps the selection on it.
fn mark(field: &HtmlTextAreaElement, before: &str, after: &str, each_line: bool) {
    let start = field.selection_start().ok().flatten().unwrap_or_default();
    let end = field.selection_end().ok().flatten().unwrap_or(start);
    // Selections count UTF-16 units; Rust strings do not.
    let units: Vec<u16> = field.value().encode_utf16().collect();
    let slice = |from: u32, to: u32| {
        let range = units.get(from as usize..to as usize).unwrap_or_default();
        String::from_utf16_lossy(range)
    };
    let selected = slice(start, end);
    let changed = if each_line {
        let lines: Vec<String> = selected.split('\n').map(|line| format!("{before}{line}")).collect();
        lines.join("\n")
    } else {
        format!("{before}{selected}{after}")
    };
    let length = u32::try_from(changed.encode_utf16().count()).unwrap_or_default();
    let _ = field.set_range_text_with_start_and_end(&changed, start, end);
    let _ = field.set_selection_range(start, start + length);
    let _ = field.focus();
    if let Ok(event) = web_sys::Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}

/// The line that says which post a marked text stands in; nothing outside of posts that may be quoted.
fn source_of(selection: &JsValue) -> Option<String> {
    let node: web_sys::Node = dom::property(selection, "anchorNode").dyn_into().ok()?;
    let post = node.parent_element()?.closest("article.post:not(.post--waiting)").ok()??;
    let id = post.id();
    // The server looks the words up in the text of today, whatever revision is named.
    Some(format!("> [quote:{}:1]\n", id.strip_prefix("p-")?))
}

/// Puts what is marked on the page into the text as a quotation, each line with its mark, and below the line that says
/// of which post.
fn quote_marked(field: &HtmlTextAreaElement) {
    let Some(window) = web_sys::window() else { return };
    let selection = dom::property(&window, "getSelection")
        .dyn_into::<js_sys::Function>()
        .ok()
        .and_then(|get| get.call0(&window).ok());
    let Some(selection) = selection else { return };
    let text = dom::property(&selection, "toString").dyn_into::<js_sys::Function>();
    let marked = text.ok().and_then(|text| text.call0(&selection).ok()?.as_string());
    let Some(marked) = marked.filter(|text| !text.trim().is_empty()) else { return };
    let source = source_of(&selection).unwrap_or_default();
    let lines: Vec<String> = marked.trim().lines().map(|line| format!("> {}", line.trim_end())).collect();
    let before = field.value();
    let gap = if before.trim().is_empty() { "" } else { "\n\n" };
    field.set_value(&format!("{}{gap}{source}{}\n\n", before.trim_end(), lines.join("\n")));
    let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or_default();
    let _ = field.set_selection_range(end, end);
    let _ = field.focus();
    if let Ok(event) = web_sys::Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}

/// Ctrl (or Command) with Enter presses the first button of the form, with B makes a word strong.
fn keys(field: &HtmlTextAreaElement) {
    let area = field.clone();
    dom::listen(field, "keydown", move |event| {
        let held = |name: &str| dom::property(&event, name).is_truthy();
        if !(held("ctrlKey") || held("metaKey")) || held("altKey") || held("isComposing") {
            return;
        }
        // The place of the key, not its letter: on an Arabic keyboard B is another one.
        match dom::property(&event, "code").as_string().as_deref() {
            Some("Enter" | "NumpadEnter") => {
                event.prevent_default();
                let button = area
                    .form()
                    .and_then(|form| form.query_selector("button[name=action][value=send]").ok().flatten());
                if let Some(button) = button.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
                    button.click();
                }
            }
            Some("KeyB") => {
                event.prevent_default();
                mark(&area, "**", "**", false);
            }
            _ => {}
        }
    });
}

/// Sends the form in the background; leaves the page only when the server has answered.
fn send(form: HtmlFormElement, words: ComposerWords) {
    dom::say(STATUS, &words.sending);
    spawn_local(async move {
        match post(&form).await {
            // The answer lives elsewhere: the text was taken.
            Some((true, url)) => {
                let location = web_sys::window().map(|window| window.location());
                let here = location.as_ref().and_then(|l| l.href().ok()).unwrap_or_default();
                let same_page = here.split('#').next() == url.split('#').next();
                if let Some(location) = location {
                    let _ = location.replace(&url);
                    if same_page {
                        let _ = location.reload();
                    }
                }
            }
            // Refused: the server's own page shows why, with the text. Its key makes the second sending safe.
            Some((false, _)) => {
                let _ = form.submit();
            }
            None => dom::say(STATUS, &words.not_sent),
        }
    });
}

/// Whether the server answered by leading elsewhere, and where; nothing when the line broke.
async fn post(form: &HtmlFormElement) -> Option<(bool, String)> {
    let data = web_sys::FormData::new_with_form(form).ok()?;
    let pairs = web_sys::UrlSearchParams::new().ok()?;
    for entry in data.entries() {
        let entry = js_sys::Array::from(&entry.ok()?);
        pairs.append(&entry.get(0).as_string()?, &entry.get(1).as_string()?);
    }
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(pairs.as_ref());
    let action = form.get_attribute("action").unwrap_or_default();
    let window = web_sys::window()?;
    let answer =
        wasm_bindgen_futures::JsFuture::from(window.fetch_with_str_and_init(&action, &init)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    Some((answer.ok() && answer.redirected(), answer.url()))
}

fn counter_class(over: bool) -> &'static str {
    if over { "composer__counter composer__counter--over" } else { "composer__counter" }
}

/// Asleep, the tools take their place but show nothing; without scripts they are not there at all.
fn tools_class(awake: bool) -> &'static str {
    if awake { "composer__help-tools" } else { "composer__help-tools composer__help-tools--asleep" }
}

/// Stands inside the form, beside the text field named by `field`.
#[island]
pub fn Composer(
    /// Id of the text field.
    field: String,
    /// Most characters.
    limit: usize,
    /// Words in the reader's language.
    words: ComposerWords,
) -> impl IntoView {
    let count = RwSignal::new(0_usize);
    let awake = RwSignal::new(false);
    let latest = StoredValue::new(0_u32);

    {
        let (field, words) = (field.clone(), words.clone());
        dom::in_browser(move || {
            let Some(area) = area(&field) else { return };
            awake.set(true);
            dom::say(NOTE, &words.preview_empty);
            let refresh = {
                let (area, words) = (area.clone(), words.clone());
                move || {
                    let source = area.value();
                    count.set(source.chars().count());
                    let turn = latest.get_value().wrapping_add(1);
                    latest.set_value(turn);
                    let (words, limit) = (words.clone(), limit);
                    set_timeout(
                        move || {
                            if latest.get_value() != turn || source.chars().count() > limit {
                                return;
                            }
                            if source.trim().is_empty() {
                                dom::say(PREVIEW, "");
                                dom::say(NOTE, &words.preview_empty);
                                return;
                            }
                            spawn_local(async move {
                                let answer = preview(source).await;
                                // A later word overtook this one.
                                if latest.get_value() != turn {
                                    return;
                                }
                                match (answer, dom::element(PREVIEW)) {
                                    (Ok(html), Some(pane)) => {
                                        dom::say(NOTE, "");
                                        show(&pane, &html);
                                    }
                                    _ => dom::say(NOTE, &words.preview_failed),
                                }
                            });
                        },
                        REST,
                    );
                }
            };
            refresh();
            keys(&area);
            dom::listen(&area, "input", move |_| refresh());
            if let Some(form) = area.form() {
                dom::listen(&form.clone(), "submit", move |event| {
                    // A button that asks for something else than sending does its own thing.
                    let submitter = dom::property(&event, "submitter");
                    let other = dom::property(&submitter, "value")
                        .as_string()
                        .is_some_and(|value| !value.is_empty() && value != "send");
                    if !other {
                        event.prevent_default();
                        send(form.clone(), words.clone());
                    }
                });
            }
        });
    }

    let marked = {
        let field = field.clone();
        move |_| {
            if let Some(area) = area(&field) {
                quote_marked(&area);
            }
        }
    };
    let tool = move |label: String, before: &'static str, after: &'static str, each_line: bool| {
        let field = field.clone();
        view! {
            <button class="composer__tool" type="button" on:click=move |_| {
                if let Some(area) = area(&field) {
                    mark(&area, before, after, each_line);
                }
            }>{label}</button>
        }
    };
    view! {
        <div class=move || tools_class(awake.get())>
            <div class="composer__toolbar" role="toolbar" aria-label=words.toolbar>
                {tool(words.bold, "**", "**", false)}
                {tool(words.list, "- ", "", true)}
                {tool(words.quote, "> ", "", true)}
                <button class="composer__tool" type="button" on:mousedown=|event| event.prevent_default() on:click=marked>
                    {words.quote_marked}
                </button>
            </div>
            <p
                class=move || counter_class(count.get() > limit)
                aria-live="off"
            >
                <bdi class="num">{move || format!("{} / {limit}", count.get())}</bdi>
            </p>
            <p class="composer__help">{words.keys}</p>
        </div>
    }
}
