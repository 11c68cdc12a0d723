//! PostgreSQL: one `tsvector` a document, made here and not by a text-search configuration, so that its tokens
//! are the same as SQLite's. Weights are A title, B stems of the title, C text, D stems of the text; they count for the
//! order alone: what is asked for by weight must be read out of every document. A stem bears a sign that no word has, so
//! that it is never taken for a word that looks like it, and what stands in a title stands there once more with a sign.

use std::{collections::BTreeMap, fmt::Write};

use sea_orm::{DatabaseBackend, Statement, Value};

use super::{
    expression::{Expression, Field, Place},
    index::{Condition, MARK, SearchIndex, TITLE_EXACT, TITLE_STEM, Tier, Tokens, Wanted, shown_to},
};
use crate::library::Readers;

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
/// Titles that begin so, of which the shortest are offered; no word is in so many.
const MOST_BEGUN: i64 = 20_000;
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

    fn find(&self, wanted: &Wanted<'_>) -> Statement {
        let whose = shown_to(wanted.readers);
        // Where words stand must be read out of every document that holds them. When nothing but the order depends on
        // it, only the newest ones are read.
        let order_alone = wanted.condition.tier == Tier::Phrase;
        let what = if order_alone {
            expression(&wanted.condition.expression.without_order(), wanted.condition.place)
        } else {
            expression(&wanted.condition.expression, wanted.condition.place)
        };
        let mut values: Vec<Value> =
            vec![wanted.now.into(), i64::from(wanted.limit).into(), (i64::from(wanted.limit) * 2).into()];
        let mut ordered = String::new();
        if order_alone {
            values.push(expression(&wanted.condition.expression, wanted.condition.place).into());
            ordered = format!(
                " AND (SELECT t.tokens @@ CAST(${} AS text)::tsquery FROM search_tokens AS t WHERE t.doc = d.doc)",
                values.len()
            );
        }
        let arms: Vec<String> = wanted
            .kinds
            .iter()
            .map(|kind| {
                let marks: String = wanted.marks(kind).iter().map(|mark| format!(" & '{mark}'")).collect();
                values.push(format!("({what}){marks}").into());
                let query = values.len();
                // The index says what meets it; nothing is read of a document before it is among the newest. As a list, and
                // not as a table to join: the planner would walk through all documents beside it.
                format!(
                    "(SELECT d.doc, d.kind, d.target_id, d.locale FROM search_document AS d \
                     WHERE d.doc = ANY(ARRAY(SELECT found FROM search_match(CAST(${query} AS text)::tsquery, $3))) \
                     AND (d.visible_from IS NULL OR d.visible_from <= $1) \
                     AND (d.visible_to IS NULL OR d.visible_to > $1){whose}{ordered} ORDER BY d.doc DESC LIMIT $2)"
                )
            })
            .collect();
        Statement::from_sql_and_values(DatabaseBackend::Postgres, arms.join(" UNION ALL "), values)
    }

    fn score(&self, conditions: &[Condition], docs: &[i32]) -> Statement {
        let docs: Vec<String> = docs.iter().map(i32::to_string).collect();
        let any: Vec<String> =
            conditions.iter().map(|one| format!("({})", expression(&one.expression, one.place))).collect();
        let sql = format!(
            "SELECT t.doc, CAST(-ts_rank_cd('{{0.1, 0.2, 0.5, 1.0}}', t.tokens, q) AS double precision) AS score \
             FROM search_tokens AS t, (SELECT CAST($1 AS text)::tsquery AS q) AS s \
             WHERE t.doc IN ({}) AND t.tokens @@ q",
            docs.join(", ")
        );
        Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, [any.join(" | ").into()])
    }

    fn begun(
        &self,
        condition: &Condition,
        of_a_kind: u32,
        language: &str,
        (now, readers): (i64, Readers),
    ) -> Statement {
        let whose = shown_to(readers);
        let sql = format!(
            "SELECT kind, target_id, locale, slug, title FROM \
             (SELECT d.kind, d.target_id, d.locale, d.slug, d.title, ROW_NUMBER() OVER (PARTITION BY d.kind \
             ORDER BY CASE WHEN d.locale = $1 THEN 0 ELSE 1 END, LENGTH(d.title), d.doc) AS place \
             FROM search_document AS d \
             WHERE d.doc = ANY(ARRAY(SELECT found FROM search_match(CAST($2 AS text)::tsquery, $5))) \
             AND (d.visible_from IS NULL OR d.visible_from <= $3) AND (d.visible_to IS NULL OR d.visible_to > $3){whose}) AS r \
             WHERE place <= $4 ORDER BY kind, place"
        );
        Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            sql,
            [
                language.into(),
                expression(&condition.expression, condition.place).into(),
                now.into(),
                i64::from(of_a_kind).into(),
                MOST_BEGUN.into(),
            ],
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
    for mark in &tokens.marks {
        add(mark.clone(), LAST_POSITION, 'D');
    }
    for (at, token) in tokens.title_exact.iter().enumerate() {
        add(format!("{TITLE_EXACT}{token}"), at + 1, 'A');
        add(token.clone(), at + 1, 'A');
    }
    for (at, stem) in &tokens.title_stem {
        add(format!("{TITLE_STEM}{stem}"), at + 1, 'B');
        add(format!("{STEM}{stem}"), at + 1, 'B');
    }
    for (at, token) in tokens.body_exact.iter().enumerate() {
        add(token.clone(), body + at, 'C');
    }
    for (at, stem) in &tokens.body_stem {
        add(format!("{STEM}{stem}"), body + at, 'D');
    }
    // Without a mark it would be found by nobody: what may be cut off comes last.
    let mut positions: Vec<_> = positions.into_iter().collect();
    positions.sort_by_key(|(token, _)| !token.starts_with([MARK, TITLE_EXACT, TITLE_STEM]));
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

fn expression(expression: &Expression, place: Place) -> String {
    let sign = |field: Field| match (field, place) {
        (Field::Exact, Place::Title) => TITLE_EXACT.to_string(),
        (Field::Exact, Place::Anywhere) => String::new(),
        (Field::Stem, Place::Title) => TITLE_STEM.to_string(),
        (Field::Stem, Place::Anywhere) => STEM.to_string(),
    };
    let leaf = |part: &Expression| match part {
        Expression::Token(field, token) => format!("'{}{token}'", sign(*field)),
        Expression::Prefix(field, token) => format!("'{}{token}':*", sign(*field)),
        Expression::Phrase(tokens) => {
            let sign = sign(Field::Exact);
            let tokens: Vec<String> = tokens.iter().map(|token| format!("'{sign}{token}'")).collect();
            format!("({})", tokens.join(" <-> "))
        }
        Expression::All(_) | Expression::Any(_) => String::new(),
    };
    expression.write(&leaf, " & ", " | ")
}
