//! Fields of these forms: what was typed comes back, whatever was wrong with it; and what somebody else wrote meanwhile.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale};
use leptos::prelude::*;

use super::labels::LABELS;
use crate::site::{
    components::{ErrorSummary, Icon, NoticeKind, error_summary::field_sentence, in_textarea, notice},
    form::Form,
    request::{Refused, RequestCtx},
};

/// The pairs of a form.
pub(super) type Pairs = Vec<(String, String)>;

/// Texts by language, of fields that end in it.
pub(super) fn by_language(form: &Form, name: &str) -> BTreeMap<Locale, String> {
    Locale::ALL.into_iter().map(|l| (l, form.get(&format!("{name}_{l}")).to_owned())).collect()
}

/// The fields of a form, filled with what was typed, or else with what is known.
pub(super) struct Fields<'a> {
    ctx: &'a RequestCtx,
    stored: Pairs,
    pairs: Pairs,
    refused: Option<&'a Refused>,
}

impl<'a> Fields<'a> {
    /// For this request; `stored` is what is known. Of the forms of a page this is the one that saves.
    pub fn of(ctx: &'a RequestCtx, stored: Pairs) -> Self {
        let refused = ctx.refused.as_deref().filter(|refused| refused.form.get("action") == "save");
        let pairs = refused.map_or_else(|| stored.clone(), |refused| refused.form.pairs().to_vec());
        Self { ctx, stored, pairs, refused }
    }

    /// The version of what she has before her. Until she has seen what somebody else wrote, her form is about what she
    /// had before her.
    pub fn version(&self, now: i32) -> String {
        match self.refused.map(|refused| (refused.code, refused)) {
            None | Some((ErrorCode::Conflict, _)) => now.to_string(),
            Some((_, refused)) => refused.form.get("version").to_owned(),
        }
    }

    fn value(&self, name: &str) -> String {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn label(&self, name: &str) -> String {
        let known = LABELS.iter().find(|(key, _)| *key == name);
        known.map(|(_, label)| label(self.ctx.l())).unwrap_or_default()
    }

    /// Why a field was refused, as it stands beside it.
    fn error(&self, name: &str) -> (bool, AnyView) {
        let error = self.refused.and_then(|refused| refused.fields.iter().find(|error| error.field == name));
        let text = error.map(|error| field_sentence(self.ctx.l(), LABELS, error));
        let invalid = text.is_some();
        let view = text.map(|text| {
            view! { <p class="field__error" id=format!("{name}-error")><Icon name="warning"/>" "{text}</p> }
        });
        (invalid, view.into_any())
    }

    /// A line.
    pub fn line(&self, name: &str, hint: Option<String>) -> AnyView {
        self.input(name, "text", hint)
    }

    /// A day.
    pub fn day(&self, name: &str, hint: Option<String>) -> AnyView {
        self.input(name, "date", hint)
    }

    fn input(&self, name: &str, kind: &'static str, hint: Option<String>) -> AnyView {
        let (invalid, error) = self.error(name);
        let name = name.to_owned();
        let described = invalid.then(|| format!("{name}-error"));
        let hint = hint.map(|hint| view! { <p class="field__hint">{hint}</p> });
        view! {
            <div class=frame(invalid)>
                <label class="field__label" for=name.clone()>{self.label(&name)}</label>
                {hint}{error}
                <input class="input" r#type=kind id=name.clone() name=name.clone() value=self.value(&name)
                    dir="auto" autocomplete="off" aria-describedby=described aria-invalid=invalid.then_some("true")/>
            </div>
        }
        .into_any()
    }

    /// Several lines.
    pub fn area(&self, name: &str) -> AnyView {
        let (invalid, error) = self.error(name);
        let name = name.to_owned();
        let described = invalid.then(|| format!("{name}-error"));
        let text = in_textarea(&self.value(&name));
        view! {
            <div class=frame(invalid)>
                <label class="field__label" for=name.clone()>{self.label(&name)}</label>
                {error}
                <textarea class="textarea" id=name.clone() name=name.clone() rows="4" dir="auto"
                    aria-describedby=described aria-invalid=invalid.then_some("true")>{text}</textarea>
            </div>
        }
        .into_any()
    }

    /// One of a list.
    pub fn choice(&self, name: &str, options: Pairs) -> AnyView {
        let (invalid, error) = self.error(name);
        let name = name.to_owned();
        let described = invalid.then(|| format!("{name}-error"));
        let chosen = self.value(&name);
        let options = options
            .into_iter()
            .map(|(key, text)| {
                let selected = key == chosen;
                view! { <option value=key selected=selected>{text}</option> }
            })
            .collect_view();
        view! {
            <div class=frame(invalid)>
                <label class="field__label" for=name.clone()>{self.label(&name)}</label>
                {error}
                <select class="select" id=name.clone() name=name.clone() aria-describedby=described
                    aria-invalid=invalid.then_some("true")>{options}</select>
            </div>
        }
        .into_any()
    }

    /// Several of a list.
    pub fn boxes(&self, name: &'static str, options: Pairs) -> AnyView {
        let (invalid, error) = self.error(name);
        let described = invalid.then(|| format!("{name}-error"));
        let boxes = options
            .into_iter()
            .map(|(key, text)| {
                let checked = self.pairs.iter().any(|(field, value)| field == name && *value == key);
                view! {
                    <label class="choice">
                        <input class="choice__input" r#type="checkbox" name=name value=key checked=checked/>" "
                        <span class="choice__label">{text}</span>
                    </label>
                }
            })
            .collect_view();
        view! {
            <fieldset class=if invalid { "choices choices--invalid" } else { "choices" } id=name
                aria-describedby=described>
                <legend class="choices__legend">{self.label(name)}</legend>
                {error}{boxes}
            </fieldset>
        }
        .into_any()
    }

    /// What was refused; after somebody else changed it, both texts: hers stand in the form, the other's here.
    pub fn summary(&self, in_words: impl Fn(&str, &str) -> String) -> AnyView {
        match self.refused.map(|refused| refused.code) {
            Some(ErrorCode::Conflict) => self.overtaken(in_words),
            _ => view! { <ErrorSummary labels=LABELS/> }.into_any(),
        }
    }

    fn overtaken(&self, in_words: impl Fn(&str, &str) -> String) -> AnyView {
        let l = self.ctx.l();
        let values = |pairs: &Pairs, name: &str| -> Vec<String> {
            let own = pairs.iter().filter(|(key, value)| key == name && !value.is_empty());
            own.map(|(_, value)| value.clone()).collect()
        };
        let rows: Vec<AnyView> = LABELS
            .iter()
            .filter_map(|(name, label)| {
                let (now, hers) = (values(&self.stored, name), values(&self.pairs, name));
                if now == hers {
                    return None;
                }
                let now: Vec<String> = now.iter().map(|value| in_words(name, value)).collect();
                let now = if now.is_empty() { l.msg_record_conflict_empty() } else { now.join(" · ") };
                Some(view! { <div><dt>{label(l)}</dt><dd><bdi>{now}</bdi></dd></div> }.into_any())
            })
            .collect();
        let body = view! { <p>{l.msg_directory_conflict()}</p><dl class="meta">{rows}</dl> };
        notice(NoticeKind::Danger, Some(l.msg_directory_conflict_title()), body)
    }
}

fn frame(invalid: bool) -> &'static str {
    if invalid { "field field--invalid" } else { "field" }
}
