//! The languages in which somebody of the team reads what waits.

use contract::Locale;

/// What she ticked. Nothing: what is in the language of her pages comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads([bool; 3]);

impl Reads {
    /// Reads what is stored: codes with spaces between them.
    pub fn parse(text: &str) -> Self {
        Self(Locale::ALL.map(|locale| text.split(' ').any(|code| code == locale.code())))
    }

    /// Reads the boxes of the form; nothing when one of them is no language.
    pub fn chosen(codes: &[&str]) -> Option<Self> {
        let is_one = |code: &&str| Locale::ALL.into_iter().any(|locale| locale.code() == *code);
        codes.iter().all(is_one).then(|| Self::parse(&codes.join(" ")))
    }

    /// Whether this one is among them.
    pub fn holds(self, locale: Locale) -> bool {
        Locale::ALL.into_iter().zip(self.0).any(|(one, ticked)| ticked && one == locale)
    }

    /// As stored.
    pub fn stored(self) -> String {
        self.ticked().join(" ")
    }

    /// Codes of what she reads first.
    pub fn codes(self, page: Locale) -> Vec<&'static str> {
        let ticked = self.ticked();
        if ticked.is_empty() { vec![page.code()] } else { ticked }
    }

    fn ticked(self) -> Vec<&'static str> {
        Locale::ALL.into_iter().filter(|locale| self.holds(*locale)).map(Locale::code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_she_ticked_reads_back_and_nothing_means_her_pages() {
        let some = Reads::chosen(&["en", "ar"]).expect("languages");
        assert_eq!(some.stored(), "ar en");
        assert_eq!(Reads::parse(&some.stored()), some);
        assert_eq!(Locale::ALL.map(|locale| some.holds(locale)), [true, false, true]);
        assert_eq!(some.codes(Locale::Fr), ["ar", "en"]);
        let none = Reads::chosen(&[]).expect("none");
        assert_eq!((none, none.stored().as_str()), (Reads::default(), ""));
        assert_eq!(none.codes(Locale::Fr), ["fr"]);
        assert_eq!(Reads::chosen(&["ar", "und"]), None);
        assert_eq!(Reads::parse("de"), Reads::default());
    }
}
