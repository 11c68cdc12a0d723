//! The deletion journal outside of the database: people who left and questions without an account that were erased (under
//! hashes that only this portal makes), and items that were erased. Every backup carries it, and its newest lines lie
//! beside all backups of a folder, so that an older one brings nothing back either.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{ErrorKind, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, bail};
use contract::ids::ItemId;
use domain::{
    Services,
    privacy::{
        self, Line,
        journal::{Event, KEPT_MS},
    },
};

use super::{
    archive,
    place::Place,
    seal::{Key, Opener, Sealer},
};
use crate::boot;

const SEALED: &[u8; 16] = b"jusoor journal 1";

/// The journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    people: BTreeMap<String, Line>,
    items: BTreeMap<String, i64>,
}

impl Journal {
    /// Reads its text, or what `jusoor privacy journal` printed. One bad line stops everything: half a journal would
    /// bring somebody back.
    ///
    /// # Errors
    /// A line is none.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let mut journal = Self::default();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match line.strip_prefix("item ") {
                Some(rest) => {
                    let Some((id, at)) = item(rest) else {
                        bail!("line {}: no line of a journal", number + 1)
                    };
                    journal.items.insert(id, at);
                }
                None => {
                    let Some(line) = Line::parse(line.strip_prefix("person ").unwrap_or(line)) else {
                        bail!("line {}: no line of a journal", number + 1)
                    };
                    journal.people.insert(line.id.clone(), line);
                }
            }
        }
        Ok(journal)
    }

    /// Its text.
    pub fn text(&self) -> String {
        // The line of a question says `ask` at its end.
        let people = self.people.values().map(|line| match line.event {
            Event::Asked => format!("{line}\n"),
            Event::Left(_) | Event::Returned => format!("person {line}\n"),
        });
        people.chain(self.items.iter().map(|(id, at)| format!("item {id} {at}\n"))).collect()
    }

    /// What this database and the log beside it say now.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub async fn of(services: &Services, data: &Path) -> anyhow::Result<Self> {
        let mut journal = Self::logged(data)?;
        for line in privacy::journal::lines(services).await? {
            journal.people.insert(line.id.clone(), line);
        }
        Ok(journal)
    }

    /// What the log of erased items says. A line that was broken off names nothing.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn logged(data: &Path) -> anyhow::Result<Self> {
        let path = data.join(boot::ERASED);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        Ok(Self { people: BTreeMap::new(), items: text.lines().filter_map(item).collect() })
    }

    /// Adds what another one says.
    pub fn merge(&mut self, other: Self) {
        self.people.extend(other.people);
        self.items.extend(other.items);
    }

    /// Lines about people and questions that no backup can need any more go, as they do in the database.
    pub fn trim(&mut self, now_ms: i64) {
        self.people.retain(|_, line| line.at >= now_ms - KEPT_MS);
    }

    /// Lines about people and questions.
    pub fn people(&self) -> Vec<Line> {
        self.people.values().cloned().collect()
    }

    /// Adds what the log of erased items does not say yet; it is on the disk afterwards.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write_log(&self, data: &Path) -> anyhow::Result<()> {
        let known = Self::logged(data)?;
        let new = self.items.iter().filter(|(id, _)| !known.items.contains_key(*id));
        let lines: String = new.map(|(id, at)| format!("\n{id} {at}\n")).collect();
        if lines.is_empty() {
            return Ok(());
        }
        let path = data.join(boot::ERASED);
        let write = || {
            let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(&path)?;
            file.write_all(lines.as_bytes())?;
            file.sync_all()?;
            fs::File::open(data)?.sync_all()
        };
        write().with_context(|| format!("{} cannot be written", path.display()))
    }

    /// What lies beside the backups of a place.
    ///
    /// # Errors
    /// It is away, was changed, or sealed under another key.
    pub async fn beside(place: &Place, key: Option<&Key>, work: &Path) -> anyhow::Result<Self> {
        let file = work.join("journal-beside");
        if !place.bring(&place.journal(), &file).await? {
            return Ok(Self::default());
        }
        let opened = opened(&fs::read(&file)?, key).and_then(|text| Self::parse(&text));
        opened.with_context(|| format!("the deletion journal beside {}", place.shown()))
    }

    /// Puts it beside the backups of a place.
    ///
    /// # Errors
    /// It is away or full.
    pub async fn put_beside(&self, place: &Place, key: Option<&Key>, work: &Path) -> anyhow::Result<()> {
        let text = self.text();
        let bytes = match key {
            Some(key) => {
                let mut sealer = Sealer::begin(SEALED.to_vec(), key, SEALED)?;
                sealer.write_all(text.as_bytes())?;
                sealer.finish()?
            }
            None => text.into_bytes(),
        };
        let file = work.join("journal-new");
        let mut to = archive::create(&file)?;
        to.write_all(&bytes)?;
        drop(to);
        place.send(&place.journal(), &file).await?;
        fs::remove_file(&file)?;
        Ok(())
    }
}

fn opened(bytes: &[u8], key: Option<&Key>) -> anyhow::Result<String> {
    let mut text = String::new();
    match (bytes.strip_prefix(SEALED), key) {
        (None, _) => text = String::from_utf8(bytes.to_vec()).ok().context("it was changed")?,
        (Some(rest), Some(key)) => {
            Opener::begin(rest, key, SEALED)?.read_to_string(&mut text)?;
        }
        (Some(_), None) => bail!("it is sealed: set the key under which it was made (JUSOOR__BACKUP__KEY)"),
    }
    Ok(text)
}

fn item(line: &str) -> Option<(String, i64)> {
    let (id, at) = line.split_once(' ')?;
    let at = at.trim().parse().ok()?;
    id.parse::<ItemId>().is_ok().then(|| (id.to_owned(), at))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn reads_back_adds_and_forgets_only_what_is_old() {
        let printed = "0123456789ab 5bdcc146bf60754e6a042426089575c7 1795000000000 withdraw\n";
        let mut journal = Journal::parse(printed).unwrap();
        journal.merge(Journal::parse("item safetyaudio 1795000000001\n\n").unwrap());
        let asked = "abcdefghij01 0bdcc146bf60754e6a042426089575c7 1794000000000 ask\n";
        let mut both = journal.clone();
        both.merge(Journal::parse(asked).unwrap());
        assert_eq!(Journal::parse(&both.text()).unwrap(), both);
        assert!(both.text().contains(asked) && !both.text().contains("person abcdefghij01"));
        assert_eq!(both.people().len(), 2);
        assert_eq!(Journal::parse(&journal.text()).unwrap(), journal);
        assert!(journal.text().contains("item safetyaudio 1795000000001\n"));
        for bad in ["item ../x 1", "item safetyaudio", "person a b c d", "0123456789ab 5bdc"] {
            assert!(Journal::parse(&format!("{printed}{bad}\n")).is_err(), "{bad}");
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(boot::ERASED), "\nother1 7\n\nbroken").unwrap();
        journal.write_log(folder.path()).unwrap();
        journal.write_log(folder.path()).unwrap();
        let text = fs::read_to_string(folder.path().join(boot::ERASED)).unwrap();
        assert_eq!(text, "\nother1 7\n\nbroken\nsafetyaudio 1795000000001\n");
        journal.trim(1_795_000_000_000 + KEPT_MS);
        assert_eq!(journal.people().len(), 1);
        journal.trim(1_795_000_000_001 + KEPT_MS);
        assert!(journal.people().is_empty() && journal.text().starts_with("item "));
        let key = Key::parse(&Key::draw()).unwrap();
        assert!(opened(SEALED, Some(&key)).is_err() && opened(SEALED, None).is_err());
        assert_eq!(opened(b"", Some(&key)).unwrap(), "");
    }
}
