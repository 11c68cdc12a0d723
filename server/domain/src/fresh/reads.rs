//! What is asked of the database while something is made.

use std::{cell::RefCell, collections::HashSet, mem};

use super::Only;

/// Statements, and whether what was made can be known to be right later on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    pub(super) statements: HashSet<String>,
    /// Statements of which it is known what rows they read.
    pub(super) narrow: Vec<Narrow>,
    pub(super) never: bool,
}

/// Statements that read only some rows of the tables which these rows' rooms know.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Narrow {
    pub(super) statements: HashSet<String>,
    pub(super) only: Vec<Only>,
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

/// Does something and keeps apart what it asks of the database, for [`Apart::only`].
pub(crate) async fn apart<F: Future>(work: F) -> (F::Output, Apart) {
    if !is_recording() {
        return (work.await, Apart(None));
    }
    let (output, reads) = recording(work).await;
    (output, Apart(Some(reads)))
}

/// What was asked apart. Of whom nothing is said, that depends on all of its tables: so after an error.
#[must_use = "let go, it depends on whole tables"]
#[derive(Debug)]
pub(crate) struct Apart(Option<Reads>);

impl Apart {
    /// It read only these rows of the tables which their rooms know.
    pub(crate) fn only(mut self, only: &[Only]) {
        let Some(reads) = &mut self.0 else { return };
        let statements = mem::take(&mut reads.statements);
        reads.narrow.push(Narrow { statements, only: only.to_vec() });
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        let Some(own) = self.0.take() else { return };
        let _ = READS.try_with(|reads| {
            let mut reads = reads.borrow_mut();
            reads.statements.extend(own.statements);
            reads.narrow.extend(own.narrow);
            reads.never |= own.never;
        });
    }
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
        let ((), reads) = recording(async {
            note("SELECT 1");
            let ((), known) = apart(async { note("SELECT 2") }).await;
            known.only(&[Only::topic("one")]);
            let ((), unknown) = apart(async { note("SELECT 3") }).await;
            drop(unknown);
            let (_, drawn) = apart(async { crate::services::new_id() }).await;
            drawn.only(&[Only::RULES]);
        })
        .await;
        let narrow: Vec<_> = reads.narrow.iter().flat_map(|narrow| &narrow.statements).collect();
        assert_eq!(narrow, ["SELECT 2"]);
        assert!(reads.statements.contains("SELECT 1") && reads.statements.contains("SELECT 3"));
        assert!(reads.statements.len() == 2 && reads.never, "a draw is a draw, also apart");
        assert!(apart(async {}).await.1.0.is_none(), "nobody records");
        let (id, reads) = recording(async { crate::services::new_id() }).await;
        assert!(id.len() == 12 && reads.never, "a draw is for one reader");
        let (key, reads) = recording(async { crate::submission::FormKey::fresh_at(5) }).await;
        assert!(key.made_at() == Some(5) && reads.never);
    }
}
