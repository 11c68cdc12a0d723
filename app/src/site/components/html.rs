//! The one place where stored HTML enters a page.

use contract::Tongue;
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
    /// Its direction, when that is known and not that of its language.
    #[prop(optional)]
    dir: Option<&'static str>,
) -> impl IntoView {
    // `auto` would look past the paragraphs inside, which have a direction of their own, and end up left to right.
    let dir = dir.unwrap_or_else(|| lang.parse::<Tongue>().map_or("auto", Tongue::dir));
    div().class(class).lang(lang).dir(dir).inner_html(html.into_string())
}
