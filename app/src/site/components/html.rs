//! The one place where stored HTML enters a page.

use domain::markup::SafeHtml;
use leptos::{html::div, prelude::*};

/// Sanitised HTML in its own language and direction.
#[component]
pub fn Html(
    /// HTML that went through the sanitiser.
    html: SafeHtml,
    /// Class of the surrounding `div`.
    #[prop(into)]
    class: String,
    /// Language of the text, BCP-47.
    #[prop(into)]
    lang: String,
) -> impl IntoView {
    div().class(class).lang(lang).dir("auto").inner_html(html.into_string())
}
