//! How much there is and how many take part, as everybody sees it. Small numbers are withheld by the same rule as on the
//! page of what the team did, and nothing here can be subtracted from what stands there.

use contract::Section;

use super::keep::{self, Kept};
use crate::{
    DomainResult, Services,
    codes::codes,
    moderation::transparency::{
        self, Quarter, Reading, Report, Shown, Table,
        conceal::{self, conceal},
    },
    outside::{self, Kind},
};

codes! {
    /// What the portal holds.
    Content {
        /// Articles and procedures.
        Texts = "texts",
        /// Items of the library.
        Items = "items",
        /// Sets of figures.
        Datasets = "datasets",
        /// Organisations that help.
        Organisations = "organisations",
    }
}

/// How many took part in a quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// Questions that members asked in the forum and that everybody reads, by section; what lies in none comes last.
    /// Nothing when as many would bound what the page of what the team did withholds.
    pub questions: Option<Table<Option<Section>>>,
    /// Accounts that were opened.
    pub accounts: Shown,
}

/// All figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// What the portal holds today.
    pub content: Table<Content>,
    /// The last quarter that is over; nothing while none is.
    pub quarter: Option<Quarter>,
    /// Who took part in it; nothing while it is not written down.
    pub participation: Option<Participation>,
    /// What the team did in it.
    pub moderation: Option<Report>,
}

/// Reads them.
///
/// # Errors
/// The database is away.
pub async fn figures(services: &Services) -> DomainResult<Figures> {
    let mut counts = Vec::with_capacity(Content::ALL.len());
    for content in Content::ALL {
        let kind = match content {
            Content::Texts => Kind::Articles,
            Content::Items => Kind::Items,
            Content::Datasets => Kind::Datasets,
            Content::Organisations => Kind::Organisations,
        };
        counts.push(outside::count(services, kind).await?);
    }
    let content = Table { keys: Content::ALL.to_vec(), numbers: conceal(&counts) };
    let now = services.now_ms();
    let quarter = transparency::quarters(services).await?.into_iter().find(|one| one.ends() <= now);
    let Some(quarter) = quarter else {
        return Ok(Figures { content, quarter: None, participation: None, moderation: None });
    };
    let moderation = transparency::report(services, quarter).await?;
    let kept = keep::kept(services.db.read(), quarter).await?;
    let participation =
        kept.zip(moderation.as_ref()).map(|(kept, report)| participation(&kept, &report.readings));
    Ok(Figures { content, quarter: Some(quarter), participation, moderation })
}

fn participation(kept: &Kept, readings: &Table<Reading>) -> Participation {
    let keys: Vec<Option<Section>> = Section::ALL.into_iter().map(Some).chain([None]).collect();
    let of = |slug: &str| kept.questions.get(slug).copied().unwrap_or_default();
    let all: u64 = kept.questions.values().sum();
    let mut numbers: Vec<u64> = Section::ALL.into_iter().map(|section| of(section.slug())).collect();
    numbers.push(all - numbers.iter().sum::<u64>());
    let questions = fits(all, readings).then(|| Table { keys, numbers: conceal(&numbers) });
    Participation { questions, accounts: conceal::alone(kept.accounts) }
}

/// Whether so many published questions leave open how few texts were refused or sent back: each question is a text that
/// was published, so that what is left of those that were read bounds the rest. Every number that is hidden there must
/// still be able to be four.
fn fits(questions: u64, readings: &Table<Reading>) -> bool {
    let Shown::Number(total) = readings.numbers.total else { return questions < conceal::LEAST };
    let published = |one: Reading| matches!(one, Reading::Approved | Reading::Shortened | Reading::Direct);
    let (mut seen, mut told, mut hidden_others) = (0u64, 0u64, 0u64);
    if readings.numbers.rows.is_none() {
        hidden_others = readings.keys.iter().filter(|one| !published(**one)).count() as u64;
    }
    for (one, shown) in readings.rows() {
        match shown {
            Shown::Number(number) => {
                seen += number;
                told += if published(one) { number } else { 0 };
            }
            Shown::Small | Shown::Withheld => hidden_others += u64::from(!published(one)),
        }
    }
    let hidden = total.saturating_sub(seen);
    questions <= told || questions + (conceal::LEAST - 1) * hidden_others <= told + hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(numbers: [u64; 5]) -> Table<Reading> {
        Table { keys: Reading::ALL.to_vec(), numbers: conceal(&numbers) }
    }

    #[test]
    fn questions_bound_nothing_that_is_hidden() {
        // approved, shortened, direct, changed, rejected; questions; whether they are told
        for (numbers, questions, told) in [
            ([0, 0, 0, 0, 0], 0, true),
            ([0, 0, 0, 0, 0], 1, false),
            ([40, 0, 12, 0, 0], 52, true),
            // 55 were read, 12 are seen to be published at once: of 52 questions three would be left.
            ([40, 0, 12, 0, 3], 52, false),
            ([40, 0, 12, 0, 3], 51, true),
            ([40, 0, 12, 9, 3], 52, false),
            // Everything is hidden but the sum.
            ([5, 0, 0, 0, 1], 1, false),
            ([1, 0, 1, 0, 0], 2, true),
            ([1, 0, 1, 0, 0], 5, false),
            ([4, 0, 4, 0, 0], 0, true),
            ([4, 0, 4, 0, 0], 1, false),
        ] {
            assert_eq!(fits(questions, &readings(numbers)), told, "{numbers:?} {questions}");
        }
    }

    #[test]
    fn what_lies_in_no_section_is_counted_too() {
        let questions = [("unions", 7), ("poverty", 6), ("elsewhere", 9)];
        let questions = questions.map(|(slug, number)| (slug.to_owned(), number)).into();
        let told = participation(&Kept { questions, accounts: 3 }, &readings([40, 0, 0, 0, 0]));
        assert_eq!(told.accounts, Shown::Small);
        let table = told.questions.expect("told");
        assert_eq!(table.numbers.total, Shown::Number(22));
        assert_eq!(table.rows().last(), Some(&(None, Shown::Number(9))));
        assert_eq!(table.rows().len(), Section::ALL.len() + 1);
    }
}
