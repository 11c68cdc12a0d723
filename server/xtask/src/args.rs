//! The command line: a command, then options in any order.

use anyhow::{Context, Result, bail};

/// What is left of the command line.
pub struct Args(Vec<String>);

impl Args {
    /// The arguments of this process.
    pub fn from_env() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// These words, for tests.
    #[cfg(test)]
    pub fn of(words: &[&str]) -> Self {
        Self(words.iter().map(|word| (*word).to_owned()).collect())
    }

    /// Takes the first word.
    pub fn command(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// Takes a switch.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() != before
    }

    /// Takes `--name value` or `--name=value`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(at) = self.0.iter().position(|argument| argument == name) {
            self.0.remove(at);
            if at == self.0.len() {
                bail!("{name} needs a value");
            }
            return Ok(Some(self.0.remove(at)));
        }
        let prefix = format!("{name}=");
        let Some(at) = self.0.iter().position(|argument| argument.starts_with(&prefix)) else {
            return Ok(None);
        };
        let argument = self.0.remove(at);
        let value = argument.strip_prefix(&prefix).context("prefix was seen")?;
        Ok(Some(value.to_owned()))
    }

    /// Everything that is left, for another program.
    pub fn rest(self) -> Vec<String> {
        self.0
    }

    /// Nothing may be left: a mistyped option is an error, not silently ignored.
    pub fn finish(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(unknown) => bail!("{unknown} is not an option here; see `cargo xtask help`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(words: &[&str]) -> Args {
        Args::of(words)
    }

    #[test]
    fn options_come_in_any_order_and_both_spellings() -> anyhow::Result<()> {
        let mut args = args(&["serve", "--data=d", "--quick", "--listen", "[::1]:80"]);
        assert_eq!(args.command().as_deref(), Some("serve"));
        assert_eq!(args.value("--listen")?.as_deref(), Some("[::1]:80"));
        assert_eq!(args.value("--data")?.as_deref(), Some("d"));
        assert!(args.flag("--quick"));
        assert!(!args.flag("--quick"));
        args.finish()
    }

    #[test]
    fn what_is_unknown_or_incomplete_is_refused() {
        assert!(args(&["--listne"]).finish().is_err());
        assert!(args(&["--data"]).value("--data").is_err());
    }
}
