//! PostgreSQL: one `tsvector` a document, made here and not by a text-search configuration, so that its tokens
//! are the same as SQLite's. Weights are A title, B stems of the title, C text, D stems of the text. A stem
//! bears a sign that no word has, so that a stem is never taken for a word that looks like it.

use std::{collections::BTreeMap, fmt::Write};

use sea_orm::{DatabaseBackend, Statement, Value};

use super::{
    expression::{Expression, Field, Place},
    index::{Condition, SearchIndex, Tokens},
};

/// The tsvector adapter.
pub struct Postgres;

/// What stands before a stem.
const STEM: char = '=';
/// The last position that a `tsvector` can tell.
const LAST_POSITION: usize = 16_383;
/// How many positions of one token it keeps.
const MOST_POSITIONS: usize = 255;
/// Bytes of tokens: a `tsvector` holds just under 1 MiB.
const MOST_BYTES: usize = 900_000;
/// Words between title and text, so that no phrase reaches from one into the other.
const GAP: usize = 16;

impl SearchIndex for Postgres {
    fn write(&self, doc: i32, tokens: &Tokens) -> Statement {
        Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "INSERT INTO search_tokens (doc, tokens) VALUES ($1, CAST($2 AS text)::tsvector)",
            [doc.into(), vector(tokens).into()],
        )
    }

    fn erase(&self, doc: i32) -> Statement {
        Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "DELETE FROM search_tokens WHERE doc = $1",
            [doc.into()],
        )
    }

    fn find(
        &self,
        conditions: &[Condition],
        limit: u32,
        (now, member): (i64, bool),
        among: Option<&str>,
    ) -> Statement {
        let whose = if member { "" } else { " AND NOT d.members" };
        let mut values: Vec<Value> = Vec::new();
        let arms: Vec<String> = conditions
            .iter()
            .map(|condition| {
                values.push(condition.rank().into());
                values.push(expression(condition).into());
                let (rank, query) = (values.len() - 1, values.len());
                format!(
                    "SELECT t.doc, CAST(${rank} AS integer) AS place, \
                     -ts_rank_cd('{{0.1, 0.2, 0.5, 1.0}}', t.tokens, q) AS score \
                     FROM search_tokens AS t, (SELECT CAST(${query} AS text)::tsquery AS q) AS s WHERE t.tokens @@ q"
                )
            })
            .collect();
        values.extend([now.into(), i64::from(limit).into()]);
        let (now, limit) = (values.len() - 1, values.len());
        values.extend(among.map(Value::from));
        let only = among.map_or_else(String::new, |_| format!("AND d.kind = ${} ", values.len()));
        let sql = format!(
            "SELECT d.doc, d.kind, d.target_id, d.locale, m.place FROM \
             (SELECT DISTINCT ON (doc) doc, place, score FROM ({}) AS a ORDER BY doc, place, score) AS m \
             JOIN search_document AS d ON d.doc = m.doc \
             WHERE (d.visible_from IS NULL OR d.visible_from <= ${now}) AND (d.visible_to IS NULL OR d.visible_to > ${now}){whose} \
             {only}ORDER BY m.place, m.score, d.doc LIMIT ${limit}",
            arms.join(" UNION ALL ")
        );
        Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, values)
    }

    fn begun(
        &self,
        condition: &Condition,
        of_a_kind: u32,
        language: &str,
        (now, member): (i64, bool),
    ) -> Statement {
        let whose = if member { "" } else { " AND NOT d.members" };
        let sql = format!(
            "SELECT kind, target_id, locale, slug, title FROM \
             (SELECT d.kind, d.target_id, d.locale, d.slug, d.title, ROW_NUMBER() OVER (PARTITION BY d.kind \
             ORDER BY CASE WHEN d.locale = $1 THEN 0 ELSE 1 END, LENGTH(d.title), d.doc) AS place \
             FROM search_tokens AS t JOIN search_document AS d ON d.doc = t.doc \
             WHERE t.tokens @@ CAST($2 AS text)::tsquery \
             AND (d.visible_from IS NULL OR d.visible_from <= $3) AND (d.visible_to IS NULL OR d.visible_to > $3){whose}) AS r \
             WHERE place <= $4 ORDER BY kind, place"
        );
        Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            sql,
            [language.into(), expression(condition).into(), now.into(), i64::from(of_a_kind).into()],
        )
    }
}

/// The text form of a `tsvector`: `'token':1A,5C …`.
fn vector(tokens: &Tokens) -> String {
    let mut positions: BTreeMap<String, Vec<(usize, char)>> = BTreeMap::new();
    let mut add = |token: String, at: usize, weight: char| {
        let list = positions.entry(token).or_default();
        let at = at.min(LAST_POSITION);
        if list.len() < MOST_POSITIONS && list.last() != Some(&(at, weight)) {
            list.push((at, weight));
        }
    };
    let body = tokens.title_exact.len() + GAP;
    for (at, token) in tokens.title_exact.iter().enumerate() {
        add(token.clone(), at + 1, 'A');
    }
    for (at, stem) in &tokens.title_stem {
        add(format!("{STEM}{stem}"), at + 1, 'B');
    }
    for (at, token) in tokens.body_exact.iter().enumerate() {
        add(token.clone(), body + at, 'C');
    }
    for (at, stem) in &tokens.body_stem {
        add(format!("{STEM}{stem}"), body + at, 'D');
    }
    let mut out = String::new();
    for (token, list) in positions {
        let places: Vec<String> = list.iter().map(|(at, weight)| format!("{at}{weight}")).collect();
        if out.len() + token.len() + places.len() * 2 > MOST_BYTES {
            break;
        }
        let _ = write!(out, "'{token}':{} ", places.join(","));
    }
    out
}

fn expression(condition: &Condition) -> String {
    let weights = |field: Field| match (field, condition.place) {
        (Field::Exact, Place::Title) => "A",
        (Field::Exact, Place::Anywhere) => "AC",
        (Field::Stem, Place::Title) => "B",
        (Field::Stem, Place::Anywhere) => "BD",
    };
    let sign = |field: Field| if field == Field::Stem { STEM.to_string() } else { String::new() };
    let leaf = |part: &Expression| match part {
        Expression::Token(field, token) => format!("'{}{token}':{}", sign(*field), weights(*field)),
        Expression::Prefix(field, token) => format!("'{}{token}':*{}", sign(*field), weights(*field)),
        Expression::Phrase(tokens) => {
            let tokens: Vec<String> =
                tokens.iter().map(|token| format!("'{token}':{}", weights(Field::Exact))).collect();
            format!("({})", tokens.join(" <-> "))
        }
        Expression::All(_) | Expression::Any(_) => String::new(),
    };
    condition.expression.write(&leaf, " & ", " | ")
}
