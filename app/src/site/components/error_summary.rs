//! What was refused, at the head of a form, each line leading to its field.

use contract::{ErrorCode, FieldError};
use leptos::prelude::*;

use crate::site::page::use_request;

/// The label under which a field's error speaks of it, from the form's own labels.
pub type Labels = &'static [(&'static str, fn(&i18n::L10nLanguage) -> String)];

/// The sentence for one refused field.
pub fn field_sentence(l: &i18n::L10nLanguage, labels: Labels, error: &FieldError) -> String {
    let label = labels
        .iter()
        .find(|(name, _)| *name == error.field)
        .map_or_else(|| error.field.clone(), |(_, label)| label(l));
    i18n::errors::field(l, &label, error.code)
}

/// Shown above a form that was refused; nothing otherwise.
#[component]
pub fn ErrorSummary(
    /// Names of the form's fields.
    labels: Labels,
    /// Title and message for [`ErrorCode::WrongCredentials`], where the usual ones do not fit.
    #[prop(optional)]
    wrong: Option<(String, String)>,
) -> impl IntoView {
    let ctx = use_request();
    let l = ctx.l();
    ctx.refused.clone().map(|refused| {
        let (title, message) = match (refused.code, wrong) {
            (ErrorCode::InvalidForm, _) => {
                (l.msg_error_summary_title(), i18n::errors::message(l, refused.code))
            }
            (ErrorCode::WrongCredentials, Some(wrong)) => wrong,
            (code, _) => (i18n::errors::title(l, code), i18n::errors::message(l, code)),
        };
        let lines = refused
            .fields
            .iter()
            .map(|error| {
                let href = format!("#{}", error.field);
                view! { <li><a href=href>{field_sentence(l, labels, error)}</a></li> }
            })
            .collect_view();
        let list =
            (!refused.fields.is_empty()).then(|| view! { <ul class="error-summary__list">{lines}</ul> });
        view! {
            <div class="error-summary" role="alert" tabindex="-1" id="errors" aria-labelledby="errors-title">
                <h2 class="error-summary__title" id="errors-title">{title}</h2>
                <p>{message}</p>
                {list}
            </div>
        }
        .into_any()
    })
}
