//! What ships has no fault; and each fault, planted, is found.

use chrono::{Duration, NaiveDate, Utc};

use super::{Tree, faults};

/// A text with footnotes, links and sources, to plant faults in.
const PLAN: &str = "en/articles/openplan.md";

/// The day it is where the day begins first: who writes may be ahead of the clock of the machine.
fn today() -> NaiveDate {
    (Utc::now() + Duration::hours(14)).date_naive()
}

#[test]
fn the_content_that_ships_is_whole() {
    let tree = Tree::shipped();
    assert!(tree.0.len() >= 3 * (8 + 61 + 9), "{}", tree.0.len());
    let faults = faults(&tree, today());
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

impl Tree {
    /// Puts other words in the place of some, everywhere in a file.
    fn reworded(mut self, path: &str, from: &str, to: &str) -> Self {
        let text = self.0.get_mut(path).expect(path);
        assert!(text.contains(from), "{path} does not hold {from}");
        *text = text.replace(from, to);
        self
    }

    /// Takes a file away, in these languages.
    fn without(mut self, codes: &[&str], path: &str) -> Self {
        for code in codes {
            assert!(self.0.remove(&format!("{code}/{path}")).is_some(), "{code}/{path}");
        }
        self
    }
}

#[test]
fn every_planted_fault_is_found() {
    let all = ["ar", "fr", "en"];
    let whole = Tree::shipped();
    let tree = || whole.clone();
    let few = |left_out: &[&str]| {
        let without = |tree: Tree, id: &&str| tree.without(&all, &format!("articles/{id}.md"));
        left_out.iter().fold(tree(), without)
    };
    let file = |path: &str, from: &str, to: &str| tree().reworded(path, from, to);
    let plan = |from: &str, to: &str| file(PLAN, from, to);
    let day = "checked_on = \"2026-11-23\"";
    let (step, link) = ("[[procedure.steps]]\ntitle = \"", "](/en/a/askinfo-");
    let cases = [
        (tree().without(&["fr"], "articles/askunit.md"), "askunit: 0 texts in fr"),
        (file("fr/articles/askunit.md", "\"askunit\"", "\"askedunit\""), "askunit: 0 texts in fr"),
        (file("ar/articles/askunit.md", "\"procedure\"", "\"article\""), "askunit: is not the same"),
        (plan("haica.tn/fr", "haica.tn/en"), "openplan: is not the same"),
        (plan("+++", "---"), "openplan.md: no front matter"),
        (plan("[[sources]]\ntitle", "[[sources]]\nheading"), "openplan.md: "),
        (tree().without(&["ar"], "sections/unions.md"), "unions ar: no introduction"),
        (few(&["askfigure", "readchart", "whocounts"]), "statistical-data en: 4 pieces"),
        (few(&["citefigure"]), "statistical-data fr: 1 procedures"),
        (few(&["familylaw"]), "family law basics: familylaw is missing in ar"),
        (file("fr/articles/fatherleave.md", "2024-44", "2024-45"), "does not name the law 2024-44"),
        (file("ar/articles/askinfo.md", "22 لسنة 2016", "22"), "does not name the law 22 لسنة 2016"),
        (plan(day, "checked_on = \"2999-01-01\""), "which is in the future"),
        (plan(day, "checked_on = \"2026-11-31\""), "which is no day"),
        (plan("url = \"https://", "url = \""), "source 1 has no address"),
        (plan("publisher = \"HAICA\"", "publisher = \"\""), "source 3 has no title or publisher"),
        (plan("[^2]", "[^9]"), "there is no source 9"),
        (plan("[^2]", "[^two]"), "there is no source two"),
        (plan("[^2]", ""), "source 2 is cited nowhere"),
        (plan("/en/a/askinfo-ask", "/en/a/askinfo-tell"), "leads nowhere"),
        (plan(link, "](/fr/a/askinfo-"), "is no address of this language"),
        (plan(link, "](https://example.org/"), "is no address of this language"),
        (file("en/sections/poverty.md", "/en/a/socialoffice-", "/en/a/office-"), "leads nowhere"),
        (plan("in the forum", "in the [forum](/en/forum/c/nowhere)"), "leads nowhere"),
        (plan("in the forum", "at [figures](/en/statistics/nowhere-at-all)"), "leads nowhere"),
        (plan("in the forum", "in the forum [?]"), "the mark [?]"),
        (file("en/articles/askinfo.md", step, &format!("{step}[a](b) ")), "are plain text"),
        (tree().without(&["fr"], "pages/terms.md"), "terms fr: no such page"),
        (file("ar/pages/glossary.md", "- **", "**"), "glossary ar: 0 words"),
        (file("ar/articles/askunit.md", "إن كانت معكِ.", "إن كانت معك."), "معك is said to no woman"),
        (file("ar/pages/glossary.md", "يمكنكِ سحبها", "ويمكنك سحبها"), "ويمكنك is said to no woman"),
        (
            file("en/pages/glossary.md", "French: plainte.", "French: grief."),
            "شكاية / plainte / complaint stands only",
        ),
        (file("fr/pages/glossary.md", "En anglais", "Angl."), "is not in each language"),
    ];
    for (tree, expected) in cases {
        let found = faults(&tree, today());
        assert!(found.iter().any(|fault| fault.contains(expected)), "{expected}: {found:?}");
    }
    // Nothing that leads to the forum or to figures as it should is a fault.
    let fine = tree().reworded(PLAN, "in the forum", "in the [forum](/en/forum/c/civil-society)").reworded(
        PLAN,
        "at a meeting",
        "at [the figures](/en/statistics/poverty-poverty#table)",
    );
    assert_eq!(faults(&fine, today()), Vec::<String>::new());
}
