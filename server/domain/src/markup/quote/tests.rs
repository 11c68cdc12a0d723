#![allow(clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::{markup, search::plain_text};

const ID: &str = "0a9zkq3m1v7t";

fn quotes(source: &str) -> Vec<Block> {
    pieces(source)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Quote(block) => Some(block),
            Piece::Own(_) => None,
        })
        .collect()
}

#[test]
fn finds_quotes_and_leaves_the_rest() {
    let source = format!("سلام\n\n> [quote:{ID}:3]\n> سطر أوّل\n>\n> سطر ثان\n\nجوابي\n> اقتباس عاديّ");
    let found = pieces(&source);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], Piece::Own("سلام\n".into()));
    let Piece::Quote(block) = &found[1] else { panic!("{found:?}") };
    assert_eq!((block.mark.post.as_str(), block.mark.revision, block.mark.n), (ID, 3, None));
    assert_eq!(block.words, "سطر أوّل\n\nسطر ثان");
    assert_eq!(written(&found), source);
    assert_eq!(own_words(&source), "سلام\n\n\nجوابي\n> اقتباس عاديّ");
    for no in [
        format!("[quote:{ID}:1] بلا علامة"),
        format!("    > [quote:{ID}:1]\n    > شيفرة"),
        format!("```\n> [quote:{ID}:1]\n> شيفرة\n```"),
        format!("> [quote:{ID}:0]\n> x"),
        format!("> [quote:{ID}]\n> x"),
        format!("> [quote:{ID}:1:2:3]\n> x"),
        "> [quote:ABC:1]\n> x".to_owned(),
        format!("- > [quote:{ID}:1]\n  > في قائمة"),
    ] {
        assert!(quotes(&no).is_empty(), "{no}");
        assert_eq!(own_words(&no), no);
    }
}

#[test]
fn quotes_stand_in_one_another_and_beside() {
    let source = format!(
        "> [quote:{ID}:1]\n> > [quote:bbbb:2:7]\n> > داخل\n> خارج\n> [quote:cccc:1]\n> جار\n> > بلا مصدر"
    );
    let found = quotes(&source);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].words.as_str(), found[0].inner[0].words.as_str()), ("خارج", "داخل"));
    assert_eq!(found[0].inner[0].mark.n, Some(7));
    assert_eq!(found[1].words, "جار\n> بلا مصدر");
    let deep = format!("> [quote:{ID}:1]\n> > [quote:{ID}:1]\n> > > [quote:{ID}:1]\n> > > عميق");
    assert_eq!(quotes(&deep)[0].inner[0].inner[0].words, "عميق");
    let endless: String = (1..90).map(|n| format!("{}[quote:{ID}:1]\n", "> ".repeat(n))).collect();
    assert_eq!(quotes(&endless).len(), 1);
}

#[test]
fn a_kept_quote_leaves_a_place_that_nobody_can_write() {
    let source = format!("قبل\n\n> [quote:{ID}:1:4]\n> > [quote:bbbb:1:5]\n\nبعد");
    let html = markup::post(&source);
    assert!(html.as_str().contains("<blockquote data-quote=\"4 5\"></blockquote>"), "{html:?}");
    assert_eq!(plain_text(&html), "قبل\nبعد");
    let forged = markup::post("<blockquote data-quote=\"4\"></blockquote>");
    assert!(!forged.as_str().contains(PLACE), "{forged:?}");
    let words = |n, text: &str| Shown {
        n,
        href: "/p/x".into(),
        by: "<ن>".into(),
        words: text.into(),
        ..Shown::default()
    };
    let around = Around { of: "من".into(), gone: "غاب".into(), former: "عضوة".into() };
    let shown = filled(html.clone(), &[words(4, "<b>كلام</b>\n@…"), words(5, "in")], &around);
    let text = shown.as_str();
    assert!(text.contains("&lt;b&gt;كلام") && text.contains("<bdi>&lt;ن&gt;</bdi>"), "{text}");
    assert!(text.contains(">عضوة</p>") && text.matches("<blockquote").count() == 2, "{text}");
    let gone = filled(html.clone(), &[words(5, "in")], &around);
    assert!(gone.as_str().contains("غاب") && !gone.as_str().contains(">in<"), "inside what is gone");
    let half = filled(html, &[words(4, "out")], &around);
    assert!(half.as_str().contains("غاب") && half.as_str().contains(">out<"), "{half:?}");
    let folded = Shown { folded: Some("افتحي".into()), ..words(1, "x") };
    let html = markup::post(&format!("> [quote:{ID}:1:1]"));
    assert!(filled(html, &[folded], &around).as_str().contains("<summary>افتحي</summary>"));
}

#[test]
fn ten_thousand_of_them_are_read_at_once() {
    let begun = std::time::Instant::now();
    for text in [
        format!("> [quote:{ID}:1]\n").repeat(400),
        ">".repeat(10_000),
        format!("{}[quote:{ID}:1]", "> ".repeat(4_900)),
        "[quote:".repeat(1_400),
    ] {
        markup::post(&text);
        own_words(&text);
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_and_nothing_is_lost(
        lines in proptest::collection::vec("(> ?){0,3}(\\[quote:(aaaa|bbbb):[0-9](:[0-9])?\\])?[a-z`~> ]{0,8}", 0..20)
    ) {
        let source = lines.join("\n");
        let found = pieces(&source);
        let again = pieces(&written(&found));
        prop_assert_eq!(&again, &found, "what is written is read as the same");
        let own = own_words(&source).into_owned();
        for line in own.lines() {
            prop_assert!(source.contains(line));
        }
        let html = markup::post(&source);
        let filled = filled(html, &[], &Around::default());
        prop_assert!(!filled.as_str().contains(PLACE));
    }

    #[test]
    fn no_text_makes_a_place(text in "\\PC{0,60}") {
        let html = markup::post(&text.replace("[quote:", ""));
        prop_assert!(!html.as_str().contains(PLACE));
    }
}
