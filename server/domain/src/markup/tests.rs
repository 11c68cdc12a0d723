#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use contract::limits::BODY_MAX;
use proptest::prelude::*;

use super::{article, excerpt, post};

/// Every tag and attribute of the result is on the list; checked by reading the HTML, not by trusting it.
fn assert_inert(html: &str) {
    const TAGS: [&str; 25] = [
        "a",
        "b",
        "bdi",
        "br",
        "code",
        "del",
        "em",
        "strong",
        "sub",
        "sup",
        "blockquote",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').unwrap() + start;
        let tag = rest[start + 1..end].trim_start_matches('/');
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(TAGS.contains(&name), "tag {name} in {html}");
        // Attributes: split outside quotes.
        let attributes: String = tag[name.len()..].split('"').step_by(2).collect::<Vec<_>>().join("");
        for attribute in attributes.split([' ', '=']).filter(|a| !a.is_empty() && *a != "/") {
            assert!(
                ["href", "rel", "dir", "lang", "start", "align"].contains(&attribute),
                "{attribute} in {html}"
            );
        }
        for href in tag.split("href=\"").skip(1) {
            let value = href.split('"').next().unwrap().to_lowercase();
            // What browsers call a scheme (RFC 3986, 3.1); before another colon stands only a relative address.
            let scheme = value.split_once(':').map(|(scheme, _)| scheme).filter(|s| {
                s.starts_with(|c: char| c.is_ascii_lowercase())
                    && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            });
            assert!(
                scheme.is_none_or(|s| ["http", "https", "mailto", "tel"].contains(&s)),
                "{value} in {html}"
            );
        }
        rest = &rest[end + 1..];
    }
}

#[test]
fn hostile_texts_are_inert_and_nothing_disappears() {
    for source in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![مرحبا](https://evil.example/pixel.png)",
        "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](data:text/html,x) [w](vbscript:x)",
        "[x](&#106;avascript:alert(1)) [y](java\tscript:alert(1))",
        "<a href=\"javascript:alert(1)\">x</a>",
        "</textarea><svg/onload=alert(1)>",
        "<div>\nline one\nline two\n</div>",
        "<!-- --><style>body{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
        "[a]: javascript:alert(1)\n\n[a]",
        "<https://evil.example/\"onmouseover=alert(1)>",
        "`<script>`\n\n```html\n<script>\n```",
    ] {
        assert_inert(post(source).as_str());
    }
    assert!(post("<script>alert(1)</script>").as_str().contains("&lt;script&gt;"));
    assert!(post("![مرحبا](https://a.example/p.png)").as_str().contains(">مرحبا</a>"));
    assert!(post("<div>\nline one\nline two\n</div>").as_str().contains("line one<br>\nline two"));
    assert!(post("###### small").as_str().contains("<h4"));
}

#[test]
fn line_breaks_links_and_headings_are_kept() {
    assert_eq!(post("one\ntwo").as_str(), "<p dir=\"auto\">one<br>\ntwo</p>\n");
    let link = post("https://www.tunisie.tn/x");
    assert!(link.as_str().contains("rel=\"nofollow ugc noopener noreferrer\""), "{}", link.as_str());
    assert!(post("# big").as_str().starts_with("<h3 dir=\"auto\">"));
    assert!(article("# big").as_str().starts_with("<h2 dir=\"auto\">"));
    let warned = article(
        "> [!WARNING]\n> خذي **نسخة**.\n\n> [!NOTE] تنبيه\n> نصّ\n\n<div class=\"if-refused\">x</div>",
    );
    assert!(warned.as_str().starts_with("<div class=\"if-refused\">\n<p dir=\"auto\">خذي"), "{warned:?}");
    assert!(warned.as_str().contains("<div class=\"for-whom\">\n<p dir=\"auto\">تنبيه</p>"), "{warned:?}");
    assert!(warned.as_str().contains("&lt;div"), "what looks like one is none: {warned:?}");
    assert!(!warned.as_str().contains("Warning") && !post("> [!NOTE]\n> x").as_str().contains("class"));
}

#[test]
fn articles_show_pictures_of_the_library_and_none_of_other_sites() {
    let html = article("![زيتونة \"كبيرة\"](/media/udhrar00/a%20b.png \"640x480\")").into_string();
    for part in [
        "src=\"/media/udhrar00/a%20b.png\"",
        "alt=\"زيتونة &quot;كبيرة&quot;\"",
        "width=\"640\"",
        "height=\"480\"",
        "loading=\"lazy\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(article("![](/media/udhrar00/x.png)").as_str().contains("alt=\"\""));
    for other in
        ["https://evil.example/pixel.png", "//evil.example/p.png", "/exit", "data:image/png;base64,x"]
    {
        let html = article(&format!("![كلمة]({other})")).into_string();
        assert!(!html.contains("<img") && html.contains("كلمة"), "{html}");
    }
    assert!(!article("<img src=/media/udhrar00/x.png>").as_str().contains("<img"), "as text");
}

#[test]
fn containers_take_the_direction_of_their_first_letter() {
    let html = post("> - «2024» مرحبا\n> - hello\n\n1. one").into_string();
    assert!(html.contains("<blockquote dir=\"rtl\">"), "{html}");
    assert!(html.contains("<ul dir=\"rtl\">"), "{html}");
    assert!(html.contains("<li dir=\"rtl\">"), "{html}");
    assert!(html.contains("<li dir=\"ltr\">hello"), "{html}");
    assert!(html.contains("<ol dir=\"ltr\">"), "{html}");
    assert!(post("- &amp; سؤال").as_str().contains("<ul dir=\"rtl\">"));
    assert!(post("- 1\n- 2").as_str().contains("<ul>"));
}

#[test]
fn nests_without_harm() {
    for depth in [1, 10, 39, 200, BODY_MAX] {
        for unit in [">", "> ", "- ", "*a **b ", "[", "![", "`", "(", "<", "~~", "_", "**"] {
            let count = depth.min(BODY_MAX / unit.len());
            let source = format!("{}كلمة", unit.repeat(count));
            let began = Instant::now();
            let html = post(&source);
            let took = began.elapsed();
            // The budget is 50 ms in an optimised build; a debug build of the parser is some ten times slower.
            let budget =
                if cfg!(debug_assertions) { Duration::from_millis(900) } else { Duration::from_millis(50) };
            assert!(took < budget, "{unit:?} x {count}: {took:?}");
            assert_inert(html.as_str());
            assert!(html.as_str().contains("كلمة"), "{unit:?} x {count}");
        }
    }
}

#[test]
fn excerpts_are_plain_and_cut_between_words() {
    assert_eq!(excerpt("# عنوان\n\nنصّ **مهمّ** و[رابط](https://a.example)", 80), "عنوان نصّ مهمّ ورابط");
    let cut = excerpt(&"كلمة ".repeat(100), 50);
    assert!(cut.ends_with("كلمة…") && cut.chars().count() <= 50, "{cut}");
    assert_eq!(excerpt("", 10), "");
    assert!(excerpt(&"م".repeat(100), 20).chars().count() <= 20);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_comes_out_inert(source in "[ \\n\\t#>*_`~<>/=\"'()\\[\\]!a-z:&;ء-ي0-9|-]{0,400}") {
        assert_inert(post(&source).as_str());
    }

    #[test]
    fn pieces_of_attacks_come_out_inert(pieces in proptest::collection::vec(prop_oneof![
        Just("<script>"), Just("</p>"), Just("<img src=x onerror="), Just("javascript:"), Just("](" ), Just("["), Just("!["),
        Just("\""), Just("'"), Just(">"), Just("\n\n"), Just("\n> "), Just("- "), Just("<a href="), Just("&#x3c;"), Just("&lt;"),
        Just("<style>"), Just("<!--"), Just("```\n"), Just("|a|b|\n|-|-|\n"), Just("https://x.y/"), Just("مرحبا "), Just("<svg/onload=x>"),
    ], 0..40)) {
        assert_inert(post(&pieces.concat()).as_str());
    }

    #[test]
    fn excerpts_never_exceed_their_length(source in ".{0,300}", max in 1_usize..80) {
        prop_assert!(excerpt(&source, max).chars().count() <= max);
    }
}
