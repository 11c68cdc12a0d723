//! What the sources may not contain: the constant CSP refuses inline code, and a page must turn
//! around whole for Arabic.

use std::path::Path;

use anyhow::Result;

use super::{none, read, sources_with};

/// No `style` attribute or element, no script without an address, no handler in an attribute.
pub fn views(app: &Path) -> Result<()> {
    let mut findings = Vec::new();
    for file in sources_with(app, "rs")? {
        for (number, line) in code_lines(&read(&file)?) {
            if let Some(what) = inline_code(&line) {
                findings.push(format!("{}:{number}: {what}", file.display()));
            }
        }
    }
    none(&findings)
}

/// `SafeHtml` is the one door for HTML that people wrote.
pub fn raw_html(app: &Path) -> Result<()> {
    let mut places = Vec::new();
    for file in sources_with(app, "rs")? {
        for (number, line) in code_lines(&read(&file)?) {
            if line.contains("inner_html") {
                places.push(format!("{}:{number}: inner_html", file.display()));
            }
        }
    }
    if places.len() <= 1 { Ok(()) } else { none(&places) }
}

/// No property that names left or right.
pub fn styles(style: &Path) -> Result<()> {
    let mut findings = Vec::new();
    for file in sources_with(style, "css")? {
        for (number, line) in without_comments(&read(&file)?).lines().enumerate() {
            for declaration in line.split([';', '{', '}']) {
                if let Some(what) = physical(declaration) {
                    findings.push(format!("{}:{}: {what}", file.display(), number + 1));
                }
            }
        }
    }
    none(&findings)
}

/// The lines of a Rust file with their numbers, without those that are only comments.
fn code_lines(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line.to_owned()))
        .collect()
}

fn inline_code(line: &str) -> Option<&'static str> {
    let starts_attribute = |name: &str| {
        line.match_indices(name).any(|(at, _)| {
            line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']))
        })
    };
    if starts_attribute("style=\"") || starts_attribute("style={") || starts_attribute("style=move") {
        return Some("a style attribute: use a class");
    }
    if starts_attribute("style:") && line.contains('=') && !line.contains("::") {
        return Some("a style attribute: use a class");
    }
    if line.contains("<style") {
        return Some("a style element: use style/");
    }
    if line.contains("<script") && !line.contains("src=") && line.contains('>') {
        return Some("a script without an address: use style/public");
    }
    for handler in ["onclick=", "onload=", "onsubmit=", "oninput=", "onchange=", "onerror="] {
        if starts_attribute(handler) {
            return Some("a handler in an attribute: use an island");
        }
    }
    line.contains("javascript:").then_some("a javascript: address")
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        let (comment, tail) = after.split_once("*/").unwrap_or((after, ""));
        // Line numbers stay right.
        out.extend(comment.chars().filter(|c| *c == '\n'));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn physical(declaration: &str) -> Option<String> {
    let (property, value) = declaration.split_once(':')?;
    let property = property.trim().to_ascii_lowercase();
    if property.starts_with("--") || !property.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        return None;
    }
    let value = value.trim().to_ascii_lowercase();
    let sided = property.split('-').any(|word| matches!(word, "left" | "right"));
    let turned = matches!(property.as_str(), "text-align" | "float" | "clear" | "caption-side")
        && value.split_whitespace().any(|word| matches!(word, "left" | "right"));
    (sided || turned).then(|| format!("`{}`: say start or end", declaration.trim()))
}

#[cfg(test)]
mod tests {
    use super::{code_lines, inline_code, physical, without_comments};

    #[test]
    fn inline_code_is_found_and_lookalikes_are_not() {
        for bad in [
            r#"<p style="color:red">"#,
            r#"    style="x""#,
            "<p style:color=\"red\">",
            "<style>",
            "<script>alert(1)</script>",
            r#"<a onclick="x()">"#,
        ] {
            assert!(inline_code(bad).is_some(), "{bad}");
        }
        for good in [
            r#"<link rel="stylesheet" href=style/>"#,
            r#"<script type="module" src=boot></script>"#,
            "let style = theme.style;",
            r#"<p class="style">"#,
            "<button on:click=send>",
        ] {
            assert!(inline_code(good).is_none(), "{good}");
        }
        assert!(code_lines("  // style=\"x\"\n").is_empty());
    }

    #[test]
    fn physical_properties_are_found() {
        for bad in ["margin-left: 0", "right:0", " text-align : Left", "border-top-left-radius:1px"] {
            assert!(physical(bad).is_some(), "{bad}");
        }
        for good in [
            "margin-inline-start: 0",
            "--left: 1",
            "a:hover",
            "text-align: start",
            "background: url(left.png)",
        ] {
            assert!(physical(good).is_none(), "{good}");
        }
        assert_eq!(without_comments("a/* left:0\n */b"), "a\nb");
    }
}
