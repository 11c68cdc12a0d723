//! SQLite: one FTS5 table with a column for each field, its rowid the document's number. Words of a title stand twice: with
//! a sign in columns of their own, and before the text. Whatever is no word as written has a sign, so a token tells by
//! itself what it is; the columns are there for the weights.

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, Statement, Value};

use super::{
    expression::{Expression, Field, Place},
    index::{Condition, MARK, SearchIndex, TITLE_EXACT, TITLE_STEM, Tokens, Wanted, shown_to},
};
use crate::library::Readers;

/// Makes the index anew from the texts that stand beside it, without a trace of those that were taken out.
pub(crate) const REBUILD: &str = "INSERT INTO search_fts (search_fts) VALUES ('rebuild')";

/// What stands before a stem of the text: no condition names a column then, for which FTS5 would read every place of a word.
const STEM: char = '¶';
/// Kinds of things of which there are hundreds where there are thousands of others.
const FEW: [&str; 3] = ["page", "organisation", "dataset"];
/// Pages of the index that one step of [`tidy`] writes at most, about.
const STEP: i32 = 500;
/// Steps of one [`tidy`]: far more than a day leaves to do.
const STEPS: usize = 10_000;

/// Joins the parts in which the index was written: every word is looked for in each of them. In small steps, so that
/// whoever writes waits for one of them at most.
///
/// # Errors
/// When the file cannot be written.
pub(crate) async fn tidy(writer: &DatabaseConnection) -> Result<(), DbErr> {
    for step in 0..STEPS {
        // Less than zero: all parts are to become one, from here on.
        let pages = if step == 0 { -STEP } else { STEP };
        let merge = format!("INSERT INTO search_fts (search_fts, rank) VALUES ('merge', {pages})");
        let before = changes(writer).await?;
        writer.execute_unprepared(&merge).await?;
        // The row that asks for it counts as one.
        if changes(writer).await? - before < 2 {
            break;
        }
    }
    Ok(())
}

/// What the one connection that writes has changed since it was opened. Who else writes in between only has one step more
/// taken.
async fn changes(writer: &DatabaseConnection) -> Result<i64, DbErr> {
    let ask = Statement::from_string(DatabaseBackend::Sqlite, "SELECT total_changes()".to_owned());
    writer.query_one_raw(ask).await?.map_or(Ok(0), |row| row.try_get_by_index(0))
}

/// The FTS5 adapter.
pub struct Sqlite;

impl SearchIndex for Sqlite {
    fn write(&self, doc: i32, tokens: &Tokens) -> Statement {
        let stems = |list: &[(usize, String)]| signed(STEM, list.iter().map(|(_, stem)| stem));
        let (marks, title) = (tokens.marks.join(" "), signed(TITLE_EXACT, tokens.title_exact.iter()));
        let title_stems = signed(TITLE_STEM, tokens.title_stem.iter().map(|(_, stem)| stem));
        let (words, text) = (tokens.title_exact.join(" "), tokens.body_exact.join(" "));
        let (word_stems, text_stems) = (stems(&tokens.title_stem), stems(&tokens.body_stem));
        Statement::from_sql_and_values(
            DatabaseBackend::Sqlite,
            "INSERT INTO search_fts (rowid, title_exact, title_stem, body_exact, body_stem) VALUES (?, ?, ?, ?, ?)",
            [
                doc.into(),
                format!("{title} {MARK} {marks}").into(),
                title_stems.into(),
                format!("{words} {MARK} {text}").into(),
                format!("{word_stems} {MARK} {text_stems}").into(),
            ],
        )
    }

    fn erase(&self, doc: i32) -> Statement {
        Statement::from_sql_and_values(
            DatabaseBackend::Sqlite,
            "DELETE FROM search_fts WHERE rowid = ?",
            [doc.into()],
        )
    }

    fn find(&self, wanted: &Wanted<'_>) -> Statement {
        let whose = shown_to(wanted.readers);
        // FTS5 gives documents in their order as it meets them: it stops at the last one that is wanted.
        let arm = format!(
            "SELECT doc, kind, target_id, locale FROM \
             (SELECT d.doc AS doc, d.kind AS kind, d.target_id AS target_id, d.locale AS locale \
             FROM search_fts CROSS JOIN search_document AS d \
             WHERE d.doc = search_fts.rowid AND search_fts MATCH ? \
             AND (d.visible_from IS NULL OR d.visible_from <= ?) AND (d.visible_to IS NULL OR d.visible_to > ?) \
             {whose} ORDER BY search_fts.rowid DESC LIMIT ?)"
        );
        let what = expression(wanted.condition);
        let language: String =
            wanted.language.map(|code| format!(" AND \"{MARK}{code}\"")).unwrap_or_default();
        // Each arm looks up every word: kinds of which there are few share one.
        let (few, many): (Vec<&str>, Vec<&str>) = wanted.kinds.iter().partition(|kind| FEW.contains(kind));
        let arms: Vec<&[&str]> = many.chunks(1).chain(few.chunks(FEW.len())).collect();
        let mut values: Vec<Value> = Vec::new();
        for kinds in &arms {
            let marks: Vec<String> = kinds.iter().map(|kind| format!("\"{MARK}{kind}\"")).collect();
            values.push(format!("({what}) AND ({}){language}", marks.join(" OR ")).into());
            let limit = u64::from(wanted.limit) * kinds.len() as u64;
            values.extend([wanted.now.into(), wanted.now.into(), limit.into()]);
        }
        let sql = vec![arm; arms.len()].join(" UNION ALL ");
        Statement::from_sql_and_values(DatabaseBackend::Sqlite, sql, values)
    }

    fn score(&self, conditions: &[Condition], docs: &[i32]) -> Statement {
        let docs: Vec<String> = docs.iter().map(i32::to_string).collect();
        let any: Vec<String> = conditions.iter().map(|one| format!("({})", expression(one))).collect();
        // The sign keeps SQLite from asking the index once for each of them.
        let sql = format!(
            "SELECT rowid AS doc, bm25(search_fts, 10.0, 5.0, 2.0, 1.0) AS score FROM search_fts \
             WHERE search_fts MATCH ? AND +rowid IN ({})",
            docs.join(", ")
        );
        Statement::from_sql_and_values(DatabaseBackend::Sqlite, sql, [any.join(" OR ").into()])
    }

    fn begun(
        &self,
        condition: &Condition,
        of_a_kind: u32,
        language: &str,
        (now, readers): (i64, Readers),
    ) -> Statement {
        let whose = shown_to(readers);
        // CROSS: the words are looked for first, and their documents then, never the other way round.
        let sql = format!(
            "SELECT kind, target_id, locale, slug, title FROM \
             (SELECT d.kind, d.target_id, d.locale, d.slug, d.title, ROW_NUMBER() OVER (PARTITION BY d.kind \
             ORDER BY CASE WHEN d.locale = ? THEN 0 ELSE 1 END, LENGTH(d.title), d.doc) AS place \
             FROM search_fts CROSS JOIN search_document AS d ON d.doc = search_fts.rowid WHERE search_fts MATCH ? \
             AND (d.visible_from IS NULL OR d.visible_from <= ?) AND (d.visible_to IS NULL OR d.visible_to > ?){whose}) AS r \
             WHERE place <= ? ORDER BY kind, place"
        );
        Statement::from_sql_and_values(
            DatabaseBackend::Sqlite,
            sql,
            [language.into(), expression(condition).into(), now.into(), now.into(), of_a_kind.into()],
        )
    }
}

/// Words with a sign before each.
fn signed<'a>(sign: char, words: impl Iterator<Item = &'a String>) -> String {
    words.map(|word| format!("{sign}{word}")).collect::<Vec<_>>().join(" ")
}

fn expression(condition: &Condition) -> String {
    let sign = |field: Field| match (field, condition.place) {
        (Field::Exact, Place::Title) => TITLE_EXACT.to_string(),
        (Field::Exact, Place::Anywhere) => String::new(),
        (Field::Stem, Place::Title) => TITLE_STEM.to_string(),
        (Field::Stem, Place::Anywhere) => STEM.to_string(),
    };
    let leaf = |part: &Expression| match part {
        Expression::Token(field, token) => format!("\"{}{token}\"", sign(*field)),
        Expression::Prefix(field, token) => format!("\"{}{token}\" *", sign(*field)),
        Expression::Phrase(tokens) => {
            let sign = sign(Field::Exact);
            let words: Vec<String> = tokens.iter().map(|token| format!("{sign}{token}")).collect();
            format!("\"{}\"", words.join(" "))
        }
        Expression::All(_) | Expression::Any(_) => String::new(),
    };
    condition.expression.write(&leaf, " AND ", " OR ")
}
