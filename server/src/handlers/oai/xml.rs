//! Writing XML: tags that close, texts that are escaped.

/// A document in the making.
#[derive(Debug)]
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// Attributes of an element.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// An empty document.
    pub fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the one that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push_str(">\n");
        }
    }

    /// An element that holds a text.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes);
        self.out.push('>');
        escape(&mut self.out, text);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// The document, everything closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
    }
}

/// A text between tags or quotes. What XML cannot hold at all is left out.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closes_what_is_open_and_escapes_what_is_said() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<&>")]);
        xml.open("c", &[]);
        xml.text("d", &[("xml:lang", "ar")], "نصّ ]]> \u{1}\u{FFFF}&");
        let body = xml.finish();
        let (_, body) = body.split_once('\n').unwrap_or_default();
        assert_eq!(
            body,
            "<a b=\"&quot;&lt;&amp;&gt;\">\n<c>\n<d xml:lang=\"ar\">نصّ ]]&gt; &amp;</d>\n</c>\n</a>\n"
        );
    }
}
