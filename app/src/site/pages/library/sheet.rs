//! The form of a record: what was typed comes back, whatever was wrong with it.

use std::ops::Deref;

use contract::{Locale, Section, Tongue};
use domain::library::{AgentRole, Aid, HANDS, IdentifierKind, NUMBERS, OTHERS, Sheet, Subject, best};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{
    choices::{accesses, audiences, genres, kinds, licences, pair, testimonies, tongues, warnings},
    record_labels::LABELS,
    sheet_pairs::pairs_of,
    words,
};
use crate::site::{
    components::filled::{Filled, Pairs},
    request::RequestCtx,
};

/// Hands that an empty form has room for.
const HANDS_DRAWN: usize = 4;
/// Numbers that it has room for.
const NUMBERS_DRAWN: usize = 3;
/// Other titles that it has room for.
const OTHERS_DRAWN: usize = 1;

/// The fields of a record.
pub(super) struct Fields<'a>(Filled<'a>);

impl<'a> Deref for Fields<'a> {
    type Target = Filled<'a>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a> Fields<'a> {
    /// For this request; `sheet` is what is known.
    pub fn of(ctx: &'a RequestCtx, sheet: &Sheet) -> Self {
        Self(Filled::new(ctx, LABELS, pairs_of(sheet), ctx.refused.as_deref()))
    }

    fn l(&self) -> &'static L10nLanguage {
        self.ctx.l()
    }

    /// One of a list, or nothing.
    fn chosen(&self, name: &str, options: Pairs) -> AnyView {
        let nothing = (String::new(), self.l().msg_record_choose_nothing());
        self.choice(name, std::iter::once(nothing).chain(options).collect())
    }

    /// The same field in every language.
    fn lines(&self, name: &str) -> AnyView {
        Locale::ALL.into_iter().map(|l| self.line(&format!("{name}_{l}"), None)).collect_view().into_any()
    }

    /// How it can be used, in each language, with what the portal would say of it.
    fn access_notes(&self, aids: &[Aid]) -> AnyView {
        let l = self.l();
        let fields = Locale::ALL
            .into_iter()
            .map(|locale| {
                let known: Vec<String> =
                    aids.iter().map(|aid| words::aid(i18n::catalogue(locale), *aid)).collect();
                let known = (!known.is_empty()).then(|| {
                    let (lang, dir) = (locale.code(), locale.direction().as_str());
                    view! { <p class="field__hint" lang=lang dir=dir>{known.join(" ")}</p> }
                });
                view! { {self.line(&format!("access_note_{locale}"), None)}{known} }
            })
            .collect_view();
        part(l.msg_record_part_access_note(), Some(l.msg_record_part_access_note_hint()), fields.into_any())
    }

    /// Everything that a record says; `aids` is what the portal knows of how it can be used.
    pub fn record(&self, subjects: &[Subject], aids: &[Aid]) -> AnyView {
        let l = self.l();
        let sections = Section::ALL.into_iter().map(|one| pair(one.slug(), i18n::sections::name(l, one)));
        let about: Pairs = subjects
            .iter()
            .filter_map(|one| Some((one.id.clone(), best(&one.labels, self.ctx.locale)?.text)))
            .collect();
        let what = view! {
            {self.chosen("kind", kinds(l))}
            {self.chosen("genre", genres(l))}
            {self.chosen("section", sections.collect())}
            {self.chosen("language", tongues(l, |_| true))}
            {self.boxes("also", tongues(l, Tongue::is_known))}
            {self.line("year", None)}
            {self.boxes("subject", about)}
        };
        let texts = Locale::ALL
            .into_iter()
            .map(|locale| {
                view! {
                    {self.line(&format!("title_{locale}"), None)}
                    {self.area(&format!("summary_{locale}"))}
                }
            })
            .collect_view();
        let rights = view! {
            {self.chosen("licence", licences(l))}
            {self.lines("holder")}
            {self.lines("rights")}
            {self.line("source_url", None)}
        };
        let more = view! {
            {self.line("created", None)}
            {self.line("recorded", None)}
            {self.line("place", None)}
            {self.line("pages", None)}
            {self.area("places")}
            {self.area("periods")}
        };
        let care = view! {
            {self.boxes("access", accesses(l))}
            {self.access_notes(aids)}
            {self.boxes("warning", warnings(l))}
            {self.line("without_text", Some(l.msg_record_without_text_hint()))}
            {self.boxes("testimony", testimonies(l))}
            {self.chosen("audience", audiences(l))}
        };
        view! {
            {part(l.msg_record_part_what(), None, what.into_any())}
            {part(l.msg_record_part_words(), Some(l.msg_record_part_words_hint()), texts.into_any())}
            {part(l.msg_record_part_others(), Some(l.msg_record_part_others_hint()), self.others())}
            {part(l.msg_record_part_people(), Some(l.msg_record_part_people_hint()), self.hands())}
            {part(l.msg_record_part_rights(), None, rights.into_any())}
            {part(l.msg_record_part_numbers(), None, self.numbers())}
            {part(l.msg_record_part_more(), Some(l.msg_record_part_more_hint()), more.into_any())}
            {part(l.msg_record_part_care(), None, care.into_any())}
        }
        .into_any()
    }

    fn others(&self) -> AnyView {
        let l = self.l();
        let others = (1..=self.rows("other", OTHERS_DRAWN, OTHERS)).map(|n| {
            let fields = view! {
                {self.line(&format!("other{n}_title"), None)}
                {self.chosen(&format!("other{n}_language"), tongues(l, Tongue::is_known))}
            };
            part(l.msg_record_other(n.to_string()), None, fields.into_any())
        });
        others.collect_view().into_any()
    }

    /// How many groups of fields are drawn: all that hold something and one more, since saving writes what the form has.
    fn rows(&self, name: &str, usual: usize, most: usize) -> usize {
        rows(&self.pairs, name, usual, most)
    }

    fn hands(&self) -> AnyView {
        let l = self.l();
        let hands = (1..=self.rows("hand", HANDS_DRAWN, HANDS)).map(|n| {
            let roles = AgentRole::ALL.iter().map(|one| pair(one.as_str(), words::role(l, *one))).collect();
            let fields = view! {
                {self.chosen(&format!("hand{n}_role"), roles)}
                {self.lines(&format!("hand{n}"))}
            };
            part(l.msg_record_hand(n.to_string()), None, fields.into_any())
        });
        hands.collect_view().into_any()
    }

    fn numbers(&self) -> AnyView {
        let l = self.l();
        let numbers = (1..=self.rows("number", NUMBERS_DRAWN, NUMBERS)).map(|n| {
            let kinds = IdentifierKind::ALL
                .iter()
                .map(|one| pair(one.as_str(), words::identifier(l, *one)))
                .collect();
            let fields = view! {
                {self.chosen(&format!("number{n}_kind"), kinds)}
                {self.line(&format!("number{n}_value"), None)}
            };
            part(l.msg_record_number(n.to_string()), None, fields.into_any())
        });
        numbers.collect_view().into_any()
    }
}

fn rows(pairs: &Pairs, name: &str, usual: usize, most: usize) -> usize {
    let holds = |n: &usize| {
        let start = format!("{name}{n}_");
        pairs.iter().any(|(key, value)| !value.is_empty() && key.starts_with(&start))
    };
    let held = (1..=most).rev().find(holds).unwrap_or_default();
    usual.max(held + 1).min(most)
}

/// Fields that belong together.
pub(super) fn part(legend: String, hint: Option<String>, fields: AnyView) -> AnyView {
    let hint = hint.map(|hint| view! { <p class="field__hint">{hint}</p> });
    view! {
        <fieldset class="choices">
            <legend class="choices__legend">{legend}</legend>
            {hint}{fields}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::library::Hand;

    use super::*;
    use crate::site::{form::Form, pages::library::sheet_of};

    #[test]
    fn a_record_goes_through_its_form_unchanged() {
        let text = |text: &str| BTreeMap::from([(Locale::Fr, text.to_owned())]);
        let sheet = Sheet {
            kind: "book".into(),
            genre: "poetry".into(),
            titles: text("T"),
            also: vec!["ar".into(), "en".into()],
            hands: vec![Hand { role: "author".into(), names: text("A") }; HANDS],
            numbers: vec![("isbn".into(), "1".into()); NUMBERS],
            warnings: vec!["death".into()],
            others: vec![("it".into(), "D".into()); 2],
            created: "1987~".into(),
            recorded: "1988".into(),
            place: "Le Kef".into(),
            pages: "96".into(),
            places: "Le Kef\nTajerouine".into(),
            periods: "1956/1987".into(),
            access_note: text("Sous-titré."),
            ..Sheet::default()
        };
        let pairs = pairs_of(&sheet);
        let back = sheet_of(&Form::from_pairs(pairs.clone()));
        assert_eq!(pairs_of(&back), pairs);
        let drawn = |pairs: &Pairs| (rows(pairs, "hand", 4, HANDS), rows(pairs, "number", 3, NUMBERS));
        assert_eq!(drawn(&pairs), (HANDS, NUMBERS));
        let five =
            Sheet { hands: vec![Hand { role: "author".into(), names: text("A") }; 5], ..Sheet::default() };
        assert_eq!(drawn(&pairs_of(&five)), (6, 3), "one more than there are");
        assert_eq!(drawn(&Vec::new()), (4, 3));
        assert!(pairs.iter().all(|(name, _)| LABELS.iter().any(|(label, _)| label == name)), "{pairs:?}");
    }
}
