//! The one place where stored HTML enters a page.

use contract::Locale;
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
    // `auto` would look past the paragraphs inside, which have a direction of their own, and end up left to right.
    let dir = lang.parse::<Locale>().map_or("auto", |locale| locale.direction().as_str());
    div().class(class).lang(lang).dir(dir).inner_html(html.into_string())
}

/// A text as the contents of a `<textarea>`, and the only way to put one there: Leptos does not escape the
/// children of `textarea` (nor of `script`, `style` and `noscript`), so a text with `</textarea>` in it would
/// leave the field and become part of the page.
pub fn textarea_text(text: &str) -> String {
    // A line break at the start is swallowed by the parser; one more keeps the author's own.
    let first = if text.starts_with('\n') { "\n" } else { "" };
    format!("{first}{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

#[cfg(test)]
mod tests {
    use super::textarea_text;
    use leptos::prelude::*;

    #[test]
    fn nothing_leaves_a_textarea() {
        let text = textarea_text("\n</textarea><script>alert(1)</script> &amp; & ]]> --> سؤال");
        let html = view! { <textarea>{text}</textarea> }.to_html();
        assert_eq!(
            html,
            "<textarea>\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &amp; ]]&gt; --&gt; سؤال</textarea>"
        );
    }
}
