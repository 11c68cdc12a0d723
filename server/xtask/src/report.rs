//! What a suite found, and its one closing line.

use anyhow::Result;

/// Counts the cases of a suite.
#[derive(Debug)]
pub struct Report {
    name: String,
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Report {
    /// A suite with nothing in it yet. The name is one word: the closing line is read by machines.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), passed: 0, failed: 0, skipped: 0 }
    }

    /// Runs a case and prints how it went.
    pub fn case(&mut self, name: &str, case: impl FnOnce() -> Result<()>) {
        match case() {
            Ok(()) => {
                self.passed += 1;
                println!("ok      {name}");
            }
            Err(error) => {
                self.failed += 1;
                println!("FAILED  {name}\n        {}", format!("{error:#}").replace('\n', "\n        "));
            }
        }
    }

    /// Adds what another runner counted.
    pub fn add(&mut self, passed: usize, failed: usize, skipped: usize) {
        self.passed += passed;
        self.failed += failed;
        self.skipped += skipped;
    }

    /// Whether nothing failed and something was tried.
    pub fn is_good(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// `name: N passed, N failed`.
    pub fn line(&self) -> String {
        let mut line = format!("{}: {} passed, {} failed", self.name, self.passed, self.failed);
        if self.skipped > 0 {
            line.push_str(&format!(", {} skipped", self.skipped));
        }
        line
    }

    /// Prints the closing line.
    pub fn close(self) -> Self {
        println!("{}\n", self.line());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Report;

    #[test]
    fn the_closing_line_has_the_form_that_is_read() {
        let mut report = Report::new("check");
        report.case("good", || Ok(()));
        assert!(report.is_good());
        report.case("bad", || anyhow::bail!("no"));
        assert_eq!(report.line(), "check: 1 passed, 1 failed");
        report.add(2, 0, 3);
        assert_eq!(report.line(), "check: 3 passed, 1 failed, 3 skipped");
        assert!(!report.is_good());
        assert!(!Report::new("empty").is_good());
    }
}
