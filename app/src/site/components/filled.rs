//! Fields of a long form: what was typed comes back, whatever was wrong with it.

use leptos::prelude::*;

use super::{
    Icon,
    error_summary::{Labels, field_sentence},
    in_textarea,
};
use crate::site::request::{Refused, RequestCtx};

/// The pairs of a form, and choices: a key and its words.
pub type Pairs = Vec<(String, String)>;

/// The fields of a form, filled with what was typed, or else with what is known.
pub struct Filled<'a> {
    /// The request.
    pub ctx: &'a RequestCtx,
    /// What stands in the fields.
    pub pairs: Pairs,
    /// The form that was refused, if it was this one.
    pub refused: Option<&'a Refused>,
    labels: Labels,
}

impl<'a> Filled<'a> {
    /// Fields with these labels; `stored` is what is known.
    pub fn new(ctx: &'a RequestCtx, labels: Labels, stored: Pairs, refused: Option<&'a Refused>) -> Self {
        let pairs = refused.map_or(stored, |refused| refused.form.pairs().to_vec());
        Self { ctx, pairs, refused, labels }
    }

    fn value(&self, name: &str) -> String {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn label(&self, name: &str) -> String {
        let known = self.labels.iter().find(|(key, _)| *key == name);
        known.map(|(_, label)| label(self.ctx.l())).unwrap_or_default()
    }

    /// Why a field was refused, as it stands beside it.
    fn error(&self, name: &str) -> (bool, AnyView) {
        let error = self.refused.and_then(|refused| refused.fields.iter().find(|error| error.field == name));
        let text = error.map(|error| field_sentence(self.ctx.l(), self.labels, error));
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
}

fn frame(invalid: bool) -> &'static str {
    if invalid { "field field--invalid" } else { "field" }
}
