//! What is asked of the database while something is made.

use std::{cell::RefCell, collections::HashSet};

/// Statements, and whether what was made can be known to be right later on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    pub(super) statements: HashSet<String>,
    pub(super) never: bool,
}

tokio::task_local! {
    static READS: RefCell<Reads>;
}

/// Does something and writes down what it asks of the database. All of it must happen in this task: what a task of its
/// own reads is not seen.
pub async fn recording<F: Future>(work: F) -> (F::Output, Reads) {
    let recorded = async {
        let output = work.await;
        (output, READS.with(RefCell::take))
    };
    READS.scope(RefCell::default(), recorded).await
}

/// Whether somebody writes down what is asked.
pub(crate) fn is_recording() -> bool {
    READS.try_with(|_| ()).is_ok()
}

/// Writes a statement down, if somebody records.
pub(crate) fn note(sql: &str) {
    let _ = READS.try_with(|reads| {
        let mut reads = reads.borrow_mut();
        if !reads.statements.contains(sql) {
            reads.statements.insert(sql.to_owned());
        }
    });
}

/// What is being made is for one reader or one moment: a key drawn by lot, a seal, bytes of the store. It is not kept.
pub fn never() {
    let _ = READS.try_with(|reads| reads.borrow_mut().never = true);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_asked_is_written_down_until_it_is_done() {
        note("outside");
        assert!(!is_recording());
        let ((), reads) = recording(async {
            assert!(is_recording());
            note("SELECT 1");
            note("SELECT 1");
            tokio::task::yield_now().await;
            note("SELECT 2");
        })
        .await;
        assert_eq!((reads.statements.len(), reads.never), (2, false));
        let (id, reads) = recording(async { crate::services::new_id() }).await;
        assert!(id.len() == 12 && reads.never, "a draw is for one reader");
        let (key, reads) = recording(async { crate::submission::FormKey::fresh_at(5) }).await;
        assert!(key.made_at() == Some(5) && reads.never);
    }
}
