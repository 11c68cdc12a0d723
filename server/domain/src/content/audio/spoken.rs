//! The words of a text as they are said: without marks, links' addresses and notes.

use entity::content::article_revision;

use crate::{content::Procedure, markup};

/// What is read aloud, a piece a paragraph.
pub fn spoken(row: &article_revision::Model) -> String {
    let mut pieces = vec![row.title.clone(), row.summary.clone()];
    // What cannot be read was never saved by us; the rest is read all the same.
    if let Ok(procedure) = serde_json::from_str::<Procedure>(&row.procedure) {
        pieces.push(procedure.for_whom);
        pieces.extend([procedure.where_to_go, procedure.cost, procedure.time]);
        for (index, step) in procedure.steps.into_iter().enumerate() {
            pieces.push(format!("{}. {}", index + 1, step.title));
            pieces.push(step.text);
        }
        pieces.extend(procedure.papers);
        pieces.push(procedure.if_refused);
    }
    pieces.extend(markup::outline(&row.source).pieces);
    let ended = |piece: String| {
        let piece = piece.split_whitespace().collect::<Vec<_>>().join(" ");
        if piece.is_empty() || piece.ends_with(['.', '!', '?', '؟', '…', ':']) {
            piece
        } else {
            format!("{piece}.")
        }
    };
    pieces.into_iter().map(ended).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_words_and_nothing_else() {
        let row = article_revision::Model {
            id: String::new(),
            article_id: String::new(),
            locale: "fr".to_owned(),
            number: 1,
            author_id: None,
            made_at: 0,
            slug: String::new(),
            title: "Porter plainte".to_owned(),
            summary: "Ce qu’il faut savoir.".to_owned(),
            source: "## Où aller ?\n\n- Le **tribunal**[^1]\n\n![Une porte](/media/udhrar00/x.png)\n\n\
                     [La loi](https://a.example/x)\n\n[^1]: Une note"
                .to_owned(),
            procedure: r#"{"for_whom":"Toutes","papers":["Carte"],"where_to_go":"","cost":"","time":"","if_refused":"","steps":[{"title":"Aller","text":""}]}"#
                .to_owned(),
            sources: "[]".to_owned(),
            checked_on: String::new(),
            based_on: None,
            translated_from: None,
            restored_from: None,
            note: String::new(),
        };
        let said = [
            "Porter plainte.",
            "Ce qu’il faut savoir.",
            "Toutes.",
            "1. Aller.",
            "Carte.",
            "Où aller ?",
            "Le tribunal.",
            "Une porte.",
            "La loi.",
        ];
        assert_eq!(spoken(&row), said.join("\n\n"));
        assert_eq!(spoken(&article_revision::Model { procedure: String::new(), ..row }).lines().count(), 11);
    }
}
