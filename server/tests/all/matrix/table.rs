//! Reads `matrix.txt`, the one readable file of who may do what.

use std::collections::{BTreeMap, BTreeSet};

const TEXT: &str = include_str!("matrix.txt");

/// The last column, before which a line may end.
pub const ELSEWHERE: &str = "moderator:elsewhere";

/// Where the table is, for messages.
pub const FILE: &str = "server/tests/all/matrix/matrix.txt";

/// A line: one endpoint, one kind of thing, hers or somebody else's.
#[derive(Clone, Debug)]
pub struct Row {
    /// Line of the file.
    pub line: usize,
    /// `GET` or `POST`.
    pub method: String,
    /// Pattern, as the router has it.
    pub path: String,
    /// What the address is about, see `world.rs`.
    pub object: String,
    /// `own`, `other`, or `-`.
    pub whose: String,
    /// What each role gets; a role that is not here has no such case (`.`). One of several: `403/404`.
    pub cells: BTreeMap<String, String>,
    /// Tables that may change although nothing was allowed, or although it is a GET.
    pub writes: Vec<String>,
    /// Fields of the form; values may name what the object holds: `{post}`.
    pub form: Vec<(String, String)>,
}

impl Row {
    /// For messages.
    pub fn name(&self) -> String {
        format!("{}:{}: {} {} ({} {})", FILE, self.line, self.method, self.path, self.object, self.whose)
    }

    /// Whether this code means that what was asked was done.
    pub fn is_allowed(code: &str) -> bool {
        matches!(code, "200" | "done" | "away" | "moved")
    }

    /// Somebody for whom it is done, if there is anybody.
    pub fn allowed_role(&self) -> Option<&str> {
        self.cells.iter().find(|(_, code)| Self::is_allowed(code)).map(|(role, _)| role.as_str())
    }
}

/// The whole table: the roles of its head, and its lines.
pub fn read() -> (Vec<String>, Vec<Row>) {
    let mut lines = TEXT
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split('#').next().unwrap_or_default().trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with("fresh "));
    let (_, head) = lines.next().expect("a head");
    let roles: Vec<String> =
        head.split_whitespace().skip(4).take_while(|word| *word != "|").map(str::to_owned).collect();
    let rows = lines.map(|(line, text)| row(line, text, &roles)).collect();
    (roles, rows)
}

/// Endpoints that want a proof of the last ten minutes: lines `fresh METHOD path`.
pub fn fresh() -> BTreeSet<(String, String)> {
    TEXT.lines()
        .filter_map(|line| line.strip_prefix("fresh "))
        .map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            (words.next().expect("a method"), words.next().expect("a path"))
        })
        .collect()
}

/// What a moderator of another category gets where the line does not say it.
fn elsewhere(object: &str, member: Option<&String>, moderator: Option<&String>) -> Option<String> {
    if object == "-" {
        return moderator.cloned();
    }
    let member = member?;
    Some(if Row::is_allowed(member) || member == "nothing" {
        member.clone()
    } else {
        format!("{member}/404")
    })
}

fn row(line: usize, text: &str, roles: &[String]) -> Row {
    let mut parts = text.splitn(3, '|').map(str::trim);
    let words: Vec<&str> = parts.next().unwrap_or_default().split_whitespace().collect();
    let written = words.len().saturating_sub(4);
    assert!(
        written == roles.len()
            || (written + 1 == roles.len() && roles.last().is_some_and(|role| role == ELSEWHERE)),
        "{FILE}:{line}: expected method, path, object, whose, and one cell for each of {roles:?}"
    );
    let mut cells = BTreeMap::new();
    let mut left = "";
    for (role, cell) in roles.iter().zip(&words[4..]) {
        if *cell != "\"" {
            left = cell;
        }
        if left != "." {
            cells.insert(role.clone(), left.to_owned());
        }
    }
    if written < roles.len()
        && let Some(cell) = elsewhere(words[2], cells.get("member"), cells.get("moderator"))
    {
        cells.insert(ELSEWHERE.to_owned(), cell);
    }
    let writes = parts.next().unwrap_or_default().split_whitespace().filter(|word| *word != "-");
    let writes = writes.map(str::to_owned).collect();
    let form = parts.next().unwrap_or_default();
    let form = form.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    });
    Row {
        line,
        method: words[0].to_owned(),
        path: words[1].to_owned(),
        object: words[2].to_owned(),
        whose: words[3].to_owned(),
        cells,
        writes,
        form: form.collect(),
    }
}
