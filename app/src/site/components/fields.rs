//! Form fields that fill themselves in again after a refusal.

use domain::submission::FormKey;
use leptos::prelude::*;

use super::{
    Icon,
    error_summary::{Labels, field_sentence},
};
use crate::site::page::use_request;

fn refusal(labels: Labels, name: &str) -> Option<String> {
    let ctx = use_request();
    let refused = ctx.refused.as_ref()?;
    refused
        .fields
        .iter()
        .find(|error| error.field == name)
        .map(|error| field_sentence(ctx.l(), labels, error))
}

fn frame(
    labels: Labels,
    name: &'static str,
    hint: Option<String>,
) -> (String, AnyView, &'static str, String, bool) {
    let ctx = use_request();
    let label =
        labels.iter().find(|(key, _)| *key == name).map(|(_, label)| label(ctx.l())).unwrap_or_default();
    let error = refusal(labels, name);
    let invalid = error.is_some();
    let mut described = Vec::new();
    if hint.is_some() {
        described.push(format!("{name}-hint"));
    }
    if invalid {
        described.push(format!("{name}-error"));
    }
    let notes = view! {
        {hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint}</p> })}
        {error.map(|error| view! {
            <p class="field__error" id=format!("{name}-error")><Icon name="warning"/>" "{error}</p>
        })}
    }
    .into_any();
    let class = if invalid { "field field--invalid" } else { "field" };
    (label, notes, class, described.join(" "), invalid)
}

/// A one-line input. A passphrase or code is never filled in again.
#[component]
pub fn TextField(
    /// Form name, also the id.
    name: &'static str,
    /// The form's field names.
    labels: Labels,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `text`, `password`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The `autocomplete` attribute.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Value before anything was typed.
    #[prop(optional, into)]
    value: String,
    /// Longest accepted text, as a hint to the browser.
    #[prop(optional)]
    maxlength: Option<usize>,
) -> impl IntoView {
    let (label, notes, class, described, invalid) = frame(labels, name, hint);
    let typed = use_request().typed(name);
    let value = if kind == "password" || autocomplete == "one-time-code" {
        String::new()
    } else if typed.is_empty() {
        value
    } else {
        typed
    };
    let input_class = if kind == "password" { "input input--passphrase" } else { "input" };
    view! {
        <div class=class>
            <label class="field__label" for=name>{label}</label>
            {notes}
            <input class=input_class id=name name=name type=kind value=value dir="auto" autocomplete=autocomplete
                maxlength=maxlength.map(|n| n.to_string())
                aria-describedby=(!described.is_empty()).then_some(described)
                aria-invalid=invalid.then_some("true")/>
        </div>
    }
    .into_any()
}

/// The box by which she says that she means it; its words are the label of the field `sure`. Of several such forms on a
/// page, told apart by their `action`, the refused one has the plain id, to which the summary leads.
#[component]
pub fn SureBox(
    /// The form's field names.
    labels: Labels,
    /// What the form does, where a page has several.
    #[prop(optional)]
    action: &'static str,
) -> impl IntoView {
    let ctx = use_request();
    let mine = action.is_empty() || ctx.typed("action") == action;
    let id = if mine { "sure".to_owned() } else { format!("{action}-sure") };
    let error = refusal(labels, "sure").filter(|_| mine);
    let invalid = error.is_some();
    let label = labels.iter().find(|(key, _)| *key == "sure").map(|(_, label)| label(ctx.l()));
    view! {
        {error.map(|text| view! {
            <p class="field__error" id="sure-error"><Icon name="warning"/>" "{text}</p>
        })}
        <label class="choice">
            <input class="choice__input" id=id type="checkbox" name="sure" value="yes"
                aria-describedby=invalid.then_some("sure-error") aria-invalid=invalid.then_some("true")/>" "
            <span class="choice__label">{label}</span>
        </label>
    }
    .into_any()
}

/// A text as the contents of a `<textarea>`. Leptos does not escape these (as little as those of `<script>`), so
/// every `<textarea>` of ours gets its text from here: a test of the sources looks.
pub fn in_textarea(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    // A line break at the start is swallowed by the parser; one more keeps the author's own.
    if text.starts_with('\n') {
        safe.push('\n');
    }
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A text of several lines.
#[component]
pub fn TextArea(
    /// Form name, also the id.
    name: &'static str,
    /// The form's field names.
    labels: Labels,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Visible lines.
    #[prop(default = 8)]
    rows: u8,
    /// Value before anything was typed.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let (label, notes, class, described, invalid) = frame(labels, name, hint);
    let typed = use_request().typed(name);
    let value = if typed.is_empty() { value } else { typed };
    let value = in_textarea(&value);
    view! {
        <div class=class>
            <label class="field__label" for=name>{label}</label>
            {notes}
            <textarea class="textarea" id=name name=name rows=rows.to_string() dir="auto"
                aria-describedby=(!described.is_empty()).then_some(described)
                aria-invalid=invalid.then_some("true")>{value}</textarea>
        </div>
    }
    .into_any()
}

/// The hidden key that makes a replayed form give its first result.
#[component]
pub fn FormKeyField() -> impl IntoView {
    let ctx = use_request();
    // The key of a refused form stays; a malformed one would be refused for ever. A new one tells when it was made.
    let typed = ctx.typed("form_key");
    let key = FormKey::parse(&typed).ok().filter(|_| !typed.is_empty());
    let key = key.unwrap_or_else(|| FormKey::fresh_at(ctx.services.now_ms()));
    view! { <input type="hidden" name="form_key" value=key.as_str().to_owned()/> }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn what_somebody_wrote_stays_inside() {
        assert_eq!(in_textarea("</textarea><b>&lt;"), "&lt;/textarea&gt;&lt;b&gt;&amp;lt;");
        assert_eq!(in_textarea("\nا"), "\n\nا");
    }

    /// Every `<textarea …>` in a view holds nothing, or a variable made by [`in_textarea`].
    #[test]
    fn every_textarea_is_filled_safely() {
        fn look(folder: &Path) -> usize {
            let mut seen = 0;
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    seen += look(&path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let source = fs::read_to_string(&path).expect("a source");
                    for (at, end) in source.match_indices("</textarea>") {
                        let Some(child) = source[..at].trim_end().rsplit('>').next() else { continue };
                        let child = child.trim();
                        if end.is_empty() || child.is_empty() || child.contains('"') {
                            continue;
                        }
                        let name = child.trim_matches(['{', '}']);
                        let fine = child.starts_with("{in_textarea(")
                            || source.contains(&format!("let {name} = in_textarea("));
                        assert!(fine, "{}: {child} must come from in_textarea", path.display());
                        seen += 1;
                    }
                }
            }
            seen
        }
        assert!(look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) >= 3);
    }
}
