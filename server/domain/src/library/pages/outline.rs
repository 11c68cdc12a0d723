//! The contents that a PDF brings along (bookmarks), as a program of poppler says them: titles as plain text, each with
//! the page to which it leads.

use std::path::Path;

use entity::library::outline;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::{
    super::{
        book::xml::{Step, attribute, walk},
        programs::{Limits, Program, run},
    },
    arguments,
};
use crate::{DomainResult, text::single_line};

/// Lines of one document.
const MOST_ENTRIES: usize = 500;
/// Letters of a line.
const MOST_LETTERS: usize = 200;
/// How deep lines stand in one another.
const DEEPEST: usize = 5;
/// Bytes that the program may say: the first page comes along.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A line of the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// What it says.
    pub title: String,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// Its page, from 1.
    pub page: u32,
}

/// The contents of a document of so many pages; nothing where it has none, or no program reads them.
pub(super) async fn read(disk: &Path, pages: u32) -> Vec<Chapter> {
    let before = ["-xml", "-hidden", "-q", "-i", "-stdout", "-f", "1", "-l", "1"];
    let limits = Limits { output_bytes: MOST_BYTES, ..Limits::usual() };
    match run(Program::PdfToHtml, arguments(&before, disk, &[]), limits).await {
        Ok(said) => chapters(&String::from_utf8_lossy(&said), pages),
        Err(_) => Vec::new(),
    }
}

/// What stands in the outline that the program writes.
fn chapters(said: &str, pages: u32) -> Vec<Chapter> {
    // What it writes of the page itself may be no XML.
    let Some(at) = said.find("<outline>") else { return Vec::new() };
    let mut found: Vec<Chapter> = Vec::new();
    let mut depth = 0_usize;
    let mut open: Option<(u32, String)> = None;
    walk(said.get(at..).unwrap_or_default(), |step| match step {
        Step::Open("outline", _) => depth += 1,
        Step::Close("outline") => depth = depth.saturating_sub(1),
        Step::Open("item", element) => {
            let page = attribute(element, "page").and_then(|page| page.parse::<u32>().ok());
            open = page.filter(|page| (1..=pages).contains(page)).map(|page| (page, String::new()));
        }
        Step::Close("item") => {
            let Some((page, title)) = open.take() else { return };
            let title: String = single_line(&title).chars().take(MOST_LETTERS).collect();
            if !title.is_empty() && found.len() < MOST_ENTRIES {
                found.push(Chapter { title, depth: depth.saturating_sub(1).min(DEEPEST), page });
            }
        }
        Step::Text(text) => {
            if let Some((_, title)) = open.as_mut().filter(|(_, title)| title.len() < 4 * MOST_LETTERS) {
                title.push_str(text);
            }
        }
        Step::Open(..) | Step::Close(_) => {}
    });
    found
}

/// Writes the contents of a file in the place of what was known of them, in the caller's transaction.
pub(super) async fn write<C: ConnectionTrait>(tx: &C, file: &str, chapters: &[Chapter]) -> DomainResult<()> {
    outline::Entity::delete_by_id(file).exec(tx).await?;
    // They are plain texts: nothing can be wrong with them.
    let Some(entries) = serde_json::to_string(chapters).ok().filter(|_| !chapters.is_empty()) else {
        return Ok(());
    };
    let row = outline::ActiveModel { file_id: Set(file.to_owned()), entries: Set(entries) };
    outline::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What is known of the contents of a file.
pub(super) async fn of_file<C: ConnectionTrait>(db: &C, file: &str) -> DomainResult<Vec<Chapter>> {
    let row = outline::Entity::find_by_id(file).one(db).await?;
    Ok(row.and_then(|row| serde_json::from_str(&row.entries).ok()).unwrap_or_default())
}

/// Takes the contents of files away, in the caller's transaction.
pub(super) async fn forget<C: ConnectionTrait>(tx: &C, files: &[String]) -> DomainResult<()> {
    outline::Entity::delete_many()
        .filter(outline::Column::FileId.is_in(files.iter().cloned()))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_plain_lines_that_lead_to_pages() {
        let said = "<pdf2xml><page number=\"1\"><text>a & <b>1</text></page>\n<outline>\n\
                    <item page=\"1\">One &lt;b&gt; &amp;\n two</item>\n<outline>\n<item page=\"2\">Inner</item>\n\
                    </outline>\n<item page=\"2\">\u{202E}الباب</item><item page=\"9\">Beyond</item>\
                    <item>Nowhere</item><item page=\"1\"> </item></outline></pdf2xml>";
        let line = |title: &str, depth, page| Chapter { title: title.to_owned(), depth, page };
        let found = chapters(said, 2);
        assert_eq!(found, [line("One <b> & two", 0, 1), line("Inner", 1, 2), line("الباب", 0, 2)]);
        assert!(chapters("<pdf2xml></pdf2xml>", 2).is_empty());
        let cut = chapters("<outline><item page=\"1\">Whole</item><item page=\"1\">Cut", 2);
        assert_eq!(cut, [line("Whole", 0, 1)]);
        let many = format!("<outline>{}</outline>", "<item page=\"1\">x</item>".repeat(600));
        assert_eq!(chapters(&many, 1).len(), MOST_ENTRIES);
    }
}
