//! All redirects together: no chain, no loop.

use std::collections::{BTreeMap, BTreeSet};

use super::path;

/// Most redirects.
pub const MOST: usize = 5_000;

/// Why a line is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The table has no columns `from` and `to`, or is no text.
    Head,
    /// There is nothing in it.
    Empty,
    /// The line cannot be read.
    Line,
    /// The old address is no address below a language.
    From,
    /// The new one is none.
    To,
    /// The portal itself answers at the old one.
    Answers,
    /// It leads elsewhere already.
    Known,
    /// It would lead back to itself.
    Loop,
    /// There are too many.
    TooMany,
}

/// Old addresses and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    to: BTreeMap<String, String>,
    changed: BTreeSet<String>,
}

impl Map {
    /// From what is stored.
    pub fn new(stored: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { to: stored.into_iter().collect(), changed: BTreeSet::new() }
    }

    /// What is to be stored: each with where it leads.
    pub fn changes(&self) -> impl Iterator<Item = (&String, &String)> {
        self.changed.iter().filter_map(|from| self.to.get_key_value(from))
    }

    /// Takes one in. What it leads to is followed to its end, and whatever led to it leads there too. Whether it is new.
    ///
    /// # Errors
    /// Why not.
    pub fn put(&mut self, from: &str, to: &str) -> Result<bool, Wrong> {
        let from = path::old(from).ok_or(Wrong::From)?;
        let mut to = path::new(to).ok_or(Wrong::To)?;
        if path::is_own(&from) {
            return Err(Wrong::Answers);
        }
        // What is stored is flat; the bound is for what is not.
        for _ in 0..=self.to.len() {
            let at = path::key(&to).ok_or(Wrong::To)?;
            if at == from {
                return Err(Wrong::Loop);
            }
            match self.to.get(&at) {
                Some(next) => to = next.clone(),
                None => break,
            }
        }
        match self.to.get(&from) {
            Some(known) if *known == to => return Ok(false),
            Some(_) => return Err(Wrong::Known),
            None if self.to.len() >= MOST => return Err(Wrong::TooMany),
            None => {}
        }
        for (other, end) in &mut self.to {
            if path::key(end).as_deref() == Some(from.as_str()) {
                *end = to.clone();
                self.changed.insert(other.clone());
            }
        }
        self.changed.insert(from.clone());
        self.to.insert(from, to);
        Ok(true)
    }
}

/// Something that is wrong in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line; the first is 1.
    pub line: u64,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// Takes in a whole table with the columns `from` and `to`: how many are new, and everything that is wrong.
pub fn bring(map: &mut Map, text: &str) -> (usize, Vec<Fault>) {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let fault = |line: u64, value: String, wrong: Wrong| Fault { line, value, wrong };
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let head: Vec<String> = match reader.headers() {
        Ok(head) => head.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(_) => Vec::new(),
    };
    let column = |name: &str| head.iter().position(|one| one == name);
    let (Some(from), Some(to)) = (column("from"), column("to")) else {
        return (0, vec![fault(1, first.chars().take(200).collect(), Wrong::Head)]);
    };
    let (mut new, mut lines) = (0, 0_usize);
    let mut faults = Vec::new();
    for record in reader.records() {
        lines += 1;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(fault(line, String::new(), Wrong::Line));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let (old, target) = (record.get(from).unwrap_or_default(), record.get(to).unwrap_or_default());
        match map.put(old, target) {
            Ok(true) => new += 1,
            Ok(false) => {}
            Err(wrong) => {
                let value = if wrong == Wrong::To { target } else { old };
                faults.push(fault(line, value.chars().take(200).collect(), wrong));
            }
        }
    }
    if lines == 0 {
        faults.push(fault(1, String::new(), Wrong::Empty));
    }
    (new, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_are_flat_and_loops_refused() {
        let mut map = Map::default();
        assert_eq!(map.put("/ar/a1", "/ar/b1"), Ok(true));
        assert_eq!(map.put("/ar/a1/", "/ar/b1"), Ok(false), "the same");
        assert_eq!(map.put("/ar/b1", "/ar/c1?x=1"), Ok(true));
        assert_eq!(map.put("/ar/z1", "/ar/a1"), Ok(true));
        let ends: Vec<&str> = map.changes().map(|(_, to)| to.as_str()).collect();
        assert_eq!(ends, ["/ar/c1?x=1"; 3]);
        assert_eq!(map.put("/ar/c1", "/ar/z1"), Err(Wrong::Loop));
        assert_eq!(map.put("/ar/d1", "/ar/d1#x"), Err(Wrong::Loop));
        assert_eq!(map.put("/ar/a1", "/ar/other"), Err(Wrong::Known));
        assert_eq!(map.put("/ar/forum", "/ar/other"), Err(Wrong::Answers));
        assert_eq!(map.put("/old", "/ar/other"), Err(Wrong::From));
        assert_eq!(map.put("/ar/e1", "https://evil.example"), Err(Wrong::To));
    }

    #[test]
    fn a_table_tells_all_that_is_wrong() {
        let mut map = Map::default();
        let text = "\u{feff}from;to\r\n/ar/a1;/ar/b1\r\n/x;/ar/b1\r\n/ar/c1;nowhere\r\n/ar/b1;/ar/a1\r\n/fr/a1;/fr\r\n";
        let (new, faults) = bring(&mut map, text);
        let faults: Vec<_> = faults.iter().map(|one| (one.line, one.value.as_str(), one.wrong)).collect();
        assert_eq!(new, 2);
        assert_eq!(faults, [(3, "/x", Wrong::From), (4, "nowhere", Wrong::To), (5, "/ar/b1", Wrong::Loop)]);
        assert_eq!(bring(&mut map, "a,b\n1,2").1.first().map(|one| one.wrong), Some(Wrong::Head));
        assert_eq!(bring(&mut map, "from,to\n").1.first().map(|one| one.wrong), Some(Wrong::Empty));
    }
}
