//! How somebody goes through the portal during one visit: simply, one thing at a time, and with sound. Like the language
//! it stands in a cookie that ends with the browser and says nothing of who she is.

use super::form::Form;

/// Her choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// One thing at a time.
    pub simple: bool,
    /// Players are ready at once. They never start by themselves.
    pub sound: bool,
}

impl Visit {
    /// Reads what [`Self::word`] wrote; anything else says nothing.
    pub fn read(text: &str) -> Self {
        let says = |word: &str| text.split('.').any(|one| one == word);
        Self { simple: says("simple"), sound: says("sound") }
    }

    /// As the cookie keeps it.
    pub fn word(self) -> &'static str {
        match (self.simple, self.sound) {
            (true, true) => "simple.sound",
            (true, false) => "simple",
            (false, true) => "sound",
            (false, false) => "",
        }
    }

    /// What holds once a page is asked for: a simple page, `?view=whole`, `?sound=on`, `?sound=off`.
    #[must_use]
    pub fn after(self, path: &str, query: &Form) -> Self {
        let simple = match query.get("view") {
            "whole" => false,
            _ => self.simple || path.ends_with("/simple"),
        };
        let sound = match query.get("sound") {
            "on" => true,
            "off" => false,
            _ => self.sound,
        };
        Self { simple, sound }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_kept_until_others_are_made() {
        for word in ["", "simple", "sound", "simple.sound"] {
            assert_eq!(Visit::read(word).word(), word);
        }
        assert_eq!(Visit::read("anything=1; simple").word(), "");
        let asked = |was: &str, path: &str, query: &str| {
            let query = Form::parse(query.as_bytes()).unwrap_or_default();
            Visit::read(was).after(path, &query).word()
        };
        assert_eq!(asked("", "/ar/a/x/simple", "n=2"), "simple");
        assert_eq!(asked("simple", "/ar/a/x", ""), "simple");
        assert_eq!(asked("simple.sound", "/ar/a/x", "view=whole"), "sound");
        assert_eq!(asked("simple", "/ar/safety/simple", "sound=on"), "simple.sound");
        assert_eq!(asked("sound", "/ar/safety", "sound=off&view=x"), "");
    }
}
