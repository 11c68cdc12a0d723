//! The little reading of HTML that a test visitor needs: tags, attributes, forms, links. Pages are
//! ours and well formed; this is no parser for the web.

/// A form as a browser without scripting would send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it goes; `None` is the page itself.
    pub action: Option<String>,
    /// Names with the values that stand in the page, buttons excepted.
    pub fields: Vec<(String, String)>,
    /// Buttons that have a name.
    pub buttons: Vec<(String, String)>,
}

impl Form {
    /// Whether it has a field or button of this name.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().chain(&self.buttons).any(|(known, _)| known == name)
    }
}

/// A start tag.
#[derive(Debug, Clone)]
pub struct Tag {
    /// In lower case; an end tag begins with a slash.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Where its text begins.
    end: usize,
}

impl Tag {
    /// The value of an attribute, empty for one that has none.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All tags in order, without comments and what stands in scripts.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let rest = html.get(open..).unwrap_or_default();
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| open + end + 3);
            continue;
        }
        let (tag, end) = tag(html, open + 1);
        at = end;
        if tag.name == "script" {
            at = html.get(end..).and_then(|rest| rest.find("</script")).map_or(html.len(), |e| end + e);
        }
        if !tag.name.is_empty() {
            tags.push(tag);
        }
    }
    tags
}

fn tag(html: &str, start: usize) -> (Tag, usize) {
    let bytes = html.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b'>');
    let text = |from: usize, to: usize| html.get(from..to).unwrap_or_default();
    let until = |mut at: usize, stop: &dyn Fn(u8) -> bool| {
        while at < bytes.len() && !stop(byte(at)) {
            at += 1;
        }
        at
    };
    let name_end = until(start, &|b| b.is_ascii_whitespace() || b == b'>');
    let name = text(start, name_end).trim_end_matches('/').to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut at = name_end;
    loop {
        at = until(at, &|b| !b.is_ascii_whitespace() && b != b'/');
        if byte(at) == b'>' {
            let end = (at + 1).min(html.len());
            return (Tag { name, attributes, end }, end);
        }
        let key_end = until(at, &|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'));
        let key = text(at, key_end).to_ascii_lowercase();
        at = key_end;
        let mut value = String::new();
        if byte(at) == b'=' {
            at += 1;
            let quote = byte(at);
            if matches!(quote, b'"' | b'\'') {
                let close = until(at + 1, &|b| b == quote);
                value = unescape(text(at + 1, close));
                at = close + 1;
            } else {
                let close = until(at, &|b| b.is_ascii_whitespace() || b == b'>');
                value = unescape(text(at, close));
                at = close;
            }
        }
        attributes.push((key, value));
    }
}

/// The forms of a page.
pub fn forms(html: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut current: Option<Form> = None;
    let mut select: Option<(String, Option<String>)> = None;
    for tag in tags(html) {
        if tag.name == "form" {
            current = Some(Form {
                action: tag.get("action").filter(|action| !action.is_empty()).map(str::to_owned),
                fields: Vec::new(),
                buttons: Vec::new(),
            });
            continue;
        }
        let Some(form) = &mut current else { continue };
        let named = tag.get("name").filter(|name| !name.is_empty()).map(str::to_owned);
        let value = tag.get("value").map(str::to_owned);
        match (tag.name.as_str(), named) {
            ("/form", _) => forms.extend(current.take()),
            ("input", Some(name)) => {
                let kind = tag.get("type").unwrap_or("text").to_ascii_lowercase();
                let chosen = !matches!(kind.as_str(), "checkbox" | "radio") || tag.get("checked").is_some();
                if kind == "submit" {
                    form.buttons.push((name, value.unwrap_or_default()));
                } else if chosen {
                    let empty = if kind == "checkbox" || kind == "radio" { "on" } else { "" };
                    form.fields.push((name, value.unwrap_or_else(|| empty.to_owned())));
                }
            }
            ("button", Some(name)) => form.buttons.push((name, value.unwrap_or_default())),
            ("textarea", Some(name)) => {
                let rest = html.get(tag.end..).unwrap_or_default();
                let text = rest.split("</textarea").next().unwrap_or_default();
                form.fields.push((name, unescape(text.strip_prefix('\n').unwrap_or(text))));
            }
            ("select", Some(name)) => select = Some((name, None)),
            ("option", _) => {
                if let Some((_, chosen)) = &mut select
                    && (chosen.is_none() || tag.get("selected").is_some())
                {
                    *chosen = Some(value.unwrap_or_default());
                }
            }
            ("/select", _) => {
                if let Some((name, Some(value))) = select.take() {
                    form.fields.push((name, value));
                }
            }
            _ => {}
        }
    }
    forms
}

/// The values of an attribute over all tags of a name.
pub fn attributes(html: &str, name: &str, attribute: &str) -> Vec<String> {
    tags(html)
        .iter()
        .filter(|tag| tag.name == name)
        .filter_map(|tag| tag.get(attribute))
        .map(str::to_owned)
        .collect()
}

fn unescape(text: &str) -> String {
    let mut out = text.to_owned();
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{attributes, forms, tags};

    #[test]
    fn forms_are_read_as_a_browser_would_send_them() {
        let html = r#"<!-- <form> --><script>"<form>"</script>
          <form method="post" action="/a?b=1&amp;c=2"><input type=hidden name='key' value="k&quot;"/>
          <input type="radio" name="p" value="1"><input type="radio" name="p" value="2" checked>
          <textarea name="body">
a &lt; b</textarea><select name="category"><option value="x">X</option><option value="y" selected>Y</option></select>
          <button name="action" value="approve">ok</button></form><form><input name="q"></form>"#;
        let found = forms(html);
        assert_eq!(found.len(), 2);
        let form = &found[0];
        assert_eq!(form.action.as_deref(), Some("/a?b=1&c=2"));
        let pairs: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("key", "k\""), ("p", "2"), ("body", "a < b"), ("category", "y")]);
        assert!(form.has("action") && !form.has("reason"));
        assert_eq!(found[1].action, None);
    }

    #[test]
    fn attributes_are_found_whatever_their_form() {
        let html = "<a href=/x>1</a><A HREF='/y' hidden>2</A><leptos-island data-component=\"C_1\"/>";
        assert_eq!(attributes(html, "a", "href"), ["/x", "/y"]);
        assert_eq!(attributes(html, "leptos-island", "data-component"), ["C_1"]);
        assert_eq!(tags("<").len(), 0);
        assert_eq!(tags("<p").len(), 1);
    }
}
