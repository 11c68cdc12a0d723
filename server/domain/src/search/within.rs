//! Looking into one text that stands in no index: a chapter of a book.

use super::{
    Query,
    analyse::analyse,
    snippet::{Piece, passage},
};

/// The passage of a text that answers a query best, if the text holds all that was asked for.
pub fn within(query: &Query, text: &str) -> Option<Vec<Piece>> {
    query.is_held_by(&analyse(text)).then(|| passage(query, text, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_every_word_in_any_form_and_quotes_as_they_stand() {
        let text = "تقرأ النساء الكِتَابَ في المكتبات، ثم تعود إلى البيت.";
        let holds = |typed: &str| within(&Query::parse(typed).expect("a query"), text).is_some();
        assert!(holds("كتاب مكتبة") && holds("امرأة") && holds("\"تعود إلى البيت\"") && holds("المكتب"));
        assert!(!holds("كتاب سيارة") && !holds("\"إلى تعود\"") && !holds("") && !holds("؟!"));
    }
}
