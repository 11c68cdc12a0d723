//! What was sent and what was acknowledged, in a file of the client's own that is on the disk before anything else is
//! sent: afterwards nobody can say that it was otherwise.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;

use crate::stamp;

/// Every write of a run.
pub struct Journal {
    inner: Mutex<Inner>,
}

struct Inner {
    file: File,
    /// Text of a write, and whether it was acknowledged.
    answers: BTreeMap<String, bool>,
    /// Number of the last draft of each writer that was sent, and that was acknowledged.
    drafts: BTreeMap<usize, (u64, u64)>,
}

/// What came of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compared {
    /// Writes that were acknowledged.
    pub acknowledged: usize,
    /// Of these, what is not there.
    pub lost: usize,
    /// What is there more than once.
    pub doubled: usize,
    /// What was sent once and got no answer, or a refusal.
    pub open: usize,
    /// Of these, what is there all the same. Both are right: nobody promised anything.
    pub there: usize,
}

impl Journal {
    /// A new one at a path.
    pub fn new(path: &Path) -> Result<Self> {
        let file = File::options().create(true).append(true).open(path)?;
        let inner = Inner { file, answers: BTreeMap::new(), drafts: BTreeMap::new() };
        Ok(Self { inner: Mutex::new(inner) })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Before something is sent that must be there once.
    pub fn sends(&self, mark: &str) {
        self.lock().answers.entry(mark.to_owned()).or_insert(false);
    }

    /// It was acknowledged.
    pub fn acknowledged(&self, mark: &str) -> Result<()> {
        let mut inner = self.lock();
        writeln!(inner.file, "{mark} {}", stamp::hash(mark.as_bytes()))?;
        inner.file.sync_data()?;
        inner.answers.insert(mark.to_owned(), true);
        Ok(())
    }

    /// The number of a writer's next draft, which takes the place of her last one.
    pub fn next_draft(&self, writer: usize) -> u64 {
        let mut inner = self.lock();
        let (sent, _) = inner.drafts.entry(writer).or_default();
        *sent += 1;
        *sent
    }

    /// It was acknowledged.
    pub fn draft_acknowledged(&self, writer: usize, number: u64) -> Result<()> {
        let mut inner = self.lock();
        let mark = draft_mark(writer, number);
        writeln!(inner.file, "{mark} {}", stamp::hash(mark.as_bytes()))?;
        inner.file.sync_data()?;
        let (_, known) = inner.drafts.entry(writer).or_default();
        *known = (*known).max(number);
        Ok(())
    }

    /// Compares with what is read: the text of all answers, and of each writer's draft.
    pub fn compare(&self, answers: &str, drafts: &[String]) -> Compared {
        let inner = self.lock();
        let mut found = Compared::default();
        for (mark, acknowledged) in &inner.answers {
            // With what ends it: `m-1` stands in `m-10`.
            let times = answers.matches(&format!("{mark}.")).count();
            found.acknowledged += usize::from(*acknowledged);
            found.open += usize::from(!*acknowledged);
            found.there += usize::from(!*acknowledged && times > 0);
            found.lost += usize::from(*acknowledged && times == 0);
            found.doubled += usize::from(times > 1);
        }
        for (writer, (sent, acknowledged)) in &inner.drafts {
            found.acknowledged += usize::try_from(*acknowledged).unwrap_or_default();
            let page = drafts.get(*writer).map(String::as_str).unwrap_or_default();
            // What was sent later and not acknowledged may be there as well as not.
            let there = draft_number(page, *writer);
            let fine = there.is_some_and(|there| (*acknowledged..=*sent).contains(&there));
            found.lost += usize::from(*acknowledged > 0 && !fine);
        }
        found
    }
}

/// What a draft says.
pub fn draft_mark(writer: usize, number: u64) -> String {
    format!("draft-{writer}-{number}.")
}

/// The number of the draft that a page shows.
pub fn draft_number(page: &str, writer: usize) -> Option<u64> {
    let (_, rest) = page.split_once(&format!("draft-{writer}-"))?;
    rest.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_or_doubled_is_seen() -> Result<()> {
        let folder = crate::proc::TempDir::new("journal")?;
        let journal = Journal::new(&folder.path().join("journal"))?;
        for mark in ["m-1", "m-2", "m-3", "m-10"] {
            journal.sends(mark);
        }
        for mark in ["m-1", "m-2"] {
            journal.acknowledged(mark)?;
        }
        for _ in 0..3 {
            journal.next_draft(0);
        }
        journal.draft_acknowledged(0, 2)?;
        let drafts = |number| [draft_mark(0, number)];
        let fine = Compared { acknowledged: 4, open: 2, there: 1, ..Compared::default() };
        assert_eq!(journal.compare("m-1. m-2. m-10.", &drafts(2)), fine);
        assert_eq!(journal.compare("m-1. m-2. m-3.", &drafts(3)), fine);
        assert_eq!(journal.compare("m-1. m-2.", &drafts(3)), Compared { there: 0, ..fine });
        let lost = Compared { lost: 2, ..fine };
        assert_eq!(journal.compare("m-10. m-2.", &drafts(1)), lost);
        let doubled = Compared { doubled: 1, ..fine };
        assert_eq!(journal.compare("m-1. m-2. m-3. m-3.", &drafts(2)), doubled);
        Ok(())
    }
}
