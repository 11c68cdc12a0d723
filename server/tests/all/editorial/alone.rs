//! A tiny team, what the desk says of a text, and two windows.

use super::*;

#[tokio::test]
async fn a_tiny_team_approves_its_own_texts_and_the_log_says_so() {
    for mut desk in Desk::each().await {
        let id = desk.made("Seule ici").await;
        let text = [("title", "Seule ici"), ("summary", "s"), ("source", "anis")];
        save(&mut desk.writer, &id, "fr", &text).await.assert_status(303);
        act(&mut desk.writer, &id, "fr", "submit", &[]).await.assert_status(303);
        act(&mut desk.writer, &id, "fr", "approve", &[]).await.assert_status(403);
        desk.writer.post("/fr/desk/articles", &[("tiny", "on")]).await.assert_status(403);
        desk.admin.post("/fr/desk/articles", &[("tiny", "maybe")]).await.assert_status(400);
        desk.admin.post("/fr/desk/articles", &[("tiny", "on")]).await.assert_status(303);
        act(&mut desk.writer, &id, "fr", "approve", &[]).await.assert_status(303);
        let db = desk.app.bed.services.db.read();
        let logged = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("article_approve"))
            .all(db)
            .await
            .unwrap();
        assert_eq!(logged.len(), 1);
        assert_eq!(logged[0].detail.as_deref(), Some("own_text"));
        let own = article_transition::Entity::find()
            .filter(article_transition::Column::OwnText.eq(true))
            .count(db)
            .await
            .unwrap();
        assert_eq!(own, 1);
        desk.writer.get(&bench(&id, "fr")).await.assert_text("son propre texte");
        desk.admin.post("/fr/desk/articles", &[("tiny", "off")]).await.assert_status(303);
        // A long Arabic text goes through: six bytes a letter.
        let long = "كلمة ".repeat(8_000);
        let long = [("title", "Seule ici"), ("summary", "s"), ("source", &*long)];
        save(&mut desk.writer, &id, "fr", &long).await.assert_status(303);
    }
}

#[tokio::test]
async fn the_desk_counts_words_and_says_how_a_text_reads() {
    for mut desk in Desk::each().await {
        let id = desk.made("Un titre").await;
        let edit = format!("{}/edit", bench(&id, "fr"));
        let version = desk.writer.get(&edit).await.hidden("version").unwrap();
        let bare = |page: &Answer| page.text().replace(['\u{2068}', '\u{2069}', '\u{202f}', '\u{a0}'], "");
        // The summary and the text; not the title, the note at the foot, or the marks.
        let text = "Quatre **mots**[^1] de plus.\n\n[^1]: rien ne compte ici";
        let pairs = [
            ("action", "preview"),
            ("version", &*version),
            ("title", "Un titre"),
            ("summary", "Trois mots ici."),
            ("source", text),
        ];
        let preview = desk.writer.post(&edit, &pairs).await;
        preview.assert_status(200).assert_text("Le texte est encore trop court");
        assert!(bare(&preview).contains("Mots: 7. Phrases: 2."), "{}", preview.text());
        let easy = "Elle va au bureau. ".repeat(12);
        let saved = save(&mut desk.writer, &id, "fr", &[("title", "Un titre"), ("source", &easy)]).await;
        saved.assert_status(303);
        let page = desk.writer.get(&bench(&id, "fr")).await;
        page.assert_status(200).assert_text("Il se lit facilement.");
        assert!(bare(&page).contains("Mots: 48. Phrases: 12."), "{}", page.text());
    }
}

#[tokio::test]
async fn two_windows_of_hers_keep_two_texts() {
    for mut desk in Desk::each().await {
        let id = desk.made("Un titre").await;
        let edit = format!("{}/edit", bench(&id, "fr"));
        let page = desk.writer.get(&edit).await;
        let (version, none) = (page.hidden("version").unwrap(), page.hidden("kept").unwrap_or_default());
        assert_eq!(none, "", "nothing is kept yet");
        let form = |action: &'static str, kept: &str, text: &str| {
            [
                ("action", action),
                ("version", &*version),
                ("kept", kept),
                ("title", "Un titre"),
                ("source", text),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let send = async |browser: &mut TestBrowser, path: &str, form: [(String, String); 5]| {
            let pairs: Vec<(&str, &str)> =
                form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.post(path, &pairs).await
        };
        let first = send(&mut desk.writer, &edit, form("keep", &none, "La fenêtre de gauche")).await;
        let kept = first.assert_status(200).hidden("kept").unwrap();
        assert_ne!(kept, none);
        // The other window knows nothing of it: both texts stay.
        let second = send(&mut desk.writer, &edit, form("keep", &none, "La fenêtre de droite")).await;
        second
            .assert_status(409)
            .assert_text("La fenêtre de droite</textarea>")
            .assert_text("La fenêtre de gauche")
            .assert_text("Gardé dans une autre fenêtre");
        desk.writer.get(&edit).await.assert_text("La fenêtre de gauche</textarea>");
        // The script is told the same, and what the next lock is.
        let path = format!("{}/keep", bench(&id, "fr"));
        send(&mut desk.writer, &path, form("", &none, "La fenêtre de droite")).await.assert_status(409);
        let third = send(&mut desk.writer, &path, form("", &kept, "À gauche encore")).await;
        third.assert_status(204);
        let next = third.header("x-kept").to_owned();
        assert_ne!(next, kept, "within the same moment, too");
        send(&mut desk.writer, &path, form("", &kept, "La fenêtre de droite")).await.assert_status(409);
        // She saw both: from here on her form is about that.
        let seen = second.hidden("kept").unwrap();
        assert_eq!(seen, kept);
        send(&mut desk.writer, &edit, form("keep", &next, "Les deux")).await.assert_status(200);
        desk.writer.get(&edit).await.assert_text("Les deux</textarea>");
        // Who saves on an old revision keeps what the other window kept.
        let foreign = [("title", "Un titre"), ("source", "Salma")];
        save(&mut desk.second, &id, "fr", &foreign).await.assert_status(303);
        let late = send(&mut desk.writer, &edit, form("save", &none, "Trop tard")).await;
        late.assert_status(409).assert_text("Trop tard</textarea>").assert_text("Les deux");
        desk.writer.get(&edit).await.assert_text("Les deux</textarea>");
    }
}
