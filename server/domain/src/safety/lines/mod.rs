//! The numbers that help, as the desk keeps them. They stand in memory like the roster: no page asks for them, and when
//! the database is away every page still has them. While nothing was read, those of the starter content are shown.

mod form;
mod keep;
mod seed;

use contract::Locale;
use entity::directory::helpline;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

pub use form::HelplineForm;
pub use keep::{DeskHelpline, HelplineEdit, act, add, change, helpline_desk, helpline_form};
pub use seed::seed;

use super::{Helpline, Trilingual};
use crate::{
    DomainResult, Services,
    directory::common::{is_due, western},
};

/// What can be done with a number besides changing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelplineAct {
    /// Say that it was checked today.
    Check,
    /// Show it nowhere.
    Hide,
    /// Show it again.
    Show,
}

impl HelplineAct {
    /// Reads what a form sends.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "check" => Some(Self::Check),
            "hide" => Some(Self::Hide),
            "show" => Some(Self::Show),
            _ => None,
        }
    }
}

/// The numbers that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<Helpline>);

impl Lines {
    /// All of them, the most important first; never none.
    pub fn shown(&self) -> &[Helpline] {
        if self.0.is_empty() { super::helplines() } else { &self.0 }
    }

    /// Those that were compared with their source lately, the most important first. When that was so long ago for all
    /// of them, the one that every page shows: never none.
    pub fn confirmed(&self, today: &str) -> Vec<&Helpline> {
        let fresh: Vec<&Helpline> =
            self.shown().iter().filter(|line| !is_due(&line.checked_on, today)).collect();
        if fresh.is_empty() { self.shown().iter().take(1).collect() } else { fresh }
    }

    /// The ISO day since which none of them was left unchecked.
    pub fn checked_on(&self) -> &str {
        self.shown().iter().map(|line| line.checked_on.as_str()).min().unwrap_or_default()
    }

    /// Whether a number is one of them, however it is written.
    pub fn hold(&self, typed: &str) -> bool {
        let digits = |text: &str| {
            let all: String = text.chars().map(western).filter(char::is_ascii_digit).collect();
            match all.strip_prefix("00216").or_else(|| all.strip_prefix("216")) {
                Some(rest) if rest.len() == 8 => rest.to_owned(),
                _ => all,
            }
        };
        let wanted = digits(typed);
        !wanted.is_empty() && self.shown().iter().any(|line| digits(&line.number) == wanted)
    }

    /// How many are to be checked again.
    pub fn due(&self, today: &str) -> usize {
        self.shown().iter().filter(|line| is_due(&line.checked_on, today)).count()
    }
}

/// Reads the numbers into this process. Called at the start, every minute, and after a change.
///
/// # Errors
/// When the database does not answer; what was known before stays.
pub async fn load(services: &Services) -> DomainResult<()> {
    let rows = helpline::Entity::find()
        .filter(helpline::Column::Hidden.eq(false))
        .order_by_asc(helpline::Column::Priority)
        .order_by_asc(helpline::Column::Id)
        .all(services.db.read())
        .await?;
    services.set_helplines(Lines(rows.into_iter().map(read).collect()));
    Ok(())
}

/// What a row says.
fn read(row: helpline::Model) -> Helpline {
    Helpline {
        number: row.number,
        kind: row.kind,
        priority: u32::try_from(row.priority).unwrap_or_default(),
        checked_on: row.checked_on,
        source_url: row.source_url,
        name: Trilingual { ar: row.name_ar, fr: row.name_fr, en: row.name_en },
        hours: Trilingual { ar: row.hours_ar, fr: row.hours_fr, en: row.hours_en },
        for_whom: Trilingual { ar: row.whom_ar, fr: row.whom_fr, en: row.whom_en },
    }
}

impl Trilingual {
    /// From a text for each language.
    pub(super) fn of(text: impl Fn(Locale) -> String) -> Self {
        Self { ar: text(Locale::Ar), fr: text(Locale::Fr), en: text(Locale::En) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_helps_is_known_however_it_is_written() {
        let starter = Lines::default();
        assert!(
            starter.hold("1899") && starter.hold("١٨٩٩") && !starter.hold("71 999 888") && !starter.hold("")
        );
        let own = crate::safety::Helpline { number: "+21671999888".into(), ..starter.shown()[0].clone() };
        let own = Lines(vec![own]);
        for typed in ["71 999 888", "+216 71 999 888", "00216 71.999.888", "٧١٩٩٩٨٨٨"] {
            assert!(own.hold(typed), "{typed}");
        }
        assert!(!own.hold("1899") && !own.hold("71 999 889"));
    }

    #[test]
    fn what_was_not_checked_for_long_is_not_confirmed() {
        let line = |number: &str, checked_on: &str| crate::safety::Helpline {
            number: number.into(),
            checked_on: checked_on.into(),
            ..Lines::default().shown()[0].clone()
        };
        let lines = Lines(vec![line("111", "2026-01-01"), line("222", "2026-11-01"), line("333", "")]);
        let of = |today: &str| -> Vec<String> {
            lines.confirmed(today).into_iter().map(|line| line.number.clone()).collect()
        };
        assert_eq!(of("2026-11-28"), ["222"]);
        assert_eq!(of("2027-11-28"), ["111"], "never none");
    }
}
