//! The datestamp of an item, and whether the world ever saw it: both depend on the time at which somebody asks, because
//! no job opens or closes anything.

use sea_orm::{
    Condition,
    sea_query::{Expr, SimpleExpr},
};

use crate::{
    Services,
    library::words::{ItemState, Readers},
};

/// UTC milliseconds before which no datestamp lies: the first of January 2026, before this portal was. Older ones are
/// given as this one.
pub const EARLIEST: i64 = 1_767_225_600_000;

const FROM: &str = "\"library_item\".\"visible_from\"";
const TO: &str = "\"library_item\".\"visible_to\"";
const UNTIL: &str = "\"library_item\".\"consent_until\"";
const REACH: &str = "\"library_item\".\"reach\"";
const DAY: &str = "\"library_item\".\"published_on\"";
const STATE: &str = "\"library_item\".\"state\"";

/// When a file of it opened or closed last; 0 where none has dates that came. Few items have such files: the others are told
/// by the index that holds those alone.
fn of_files(now: i64) -> String {
    let dated = "COALESCE(f.visible_from, f.visible_to) IS NOT NULL";
    format!(
        "(CASE WHEN \"library_item\".\"id\" IN (SELECT f.item_id FROM library_file AS f WHERE {dated}) \
         THEN COALESCE((SELECT MAX(CASE WHEN f.visible_to <= {now} THEN f.visible_to \
         WHEN f.visible_from <= {now} THEN f.visible_from ELSE 0 END) FROM library_file AS f \
         WHERE f.item_id = \"library_item\".\"id\" AND {dated}), 0) ELSE 0 END)"
    )
}

/// The first instant of the day on which it is published, in Tunisia (UTC+1 all the year); 0 without one.
fn day(sqlite: bool) -> String {
    let midnight = if sqlite {
        format!("CAST(strftime('%s', {DAY}) AS INTEGER)")
    } else {
        format!("CAST(EXTRACT(EPOCH FROM CAST({DAY} AS DATE)) AS BIGINT)")
    };
    format!("(CASE WHEN LENGTH({DAY}) = 10 THEN {midnight} * 1000 - 3600000 ELSE 0 END)")
}

/// When it last changed what the world sees of an item: an act of the team, or one of its dates, or of its files, that has
/// come.
pub(super) fn datestamp(services: &Services, now: i64) -> SimpleExpr {
    let sqlite = services.db.is_sqlite();
    let greatest = if sqlite { "MAX" } else { "GREATEST" };
    let passed = |at: &str| format!("(CASE WHEN {at} <= {now} THEN {at} ELSE 0 END)");
    let day = passed(&day(sqlite));
    // The dates of what is not published change nothing when they come.
    Expr::cust(format!(
        "(CASE WHEN {STATE} = '{published}' \
         THEN {greatest}({EARLIEST}, \"library_item\".\"datestamp\", {from}, {to}, {until}, {day}, {files}) \
         ELSE {greatest}({EARLIEST}, \"library_item\".\"datestamp\") END)",
        published = ItemState::Published.as_str(),
        from = passed(FROM),
        to = passed(TO),
        until = passed(UNTIL),
        files = of_files(now),
    ))
}

/// What the world sees or saw: the team noted it, or its dates say so (like `life::was_seen`; of dates between which
/// nothing lies nothing was seen).
pub(super) fn ever_seen(services: &Services, now: i64) -> Condition {
    let day = day(services.db.is_sqlite());
    let after = |at: &str| format!("({at} IS NULL OR ({at} > {day} AND ({FROM} IS NULL OR {at} > {FROM})))");
    Condition::any().add(Expr::cust("\"library_item\".\"seen_at\" IS NOT NULL")).add(Expr::cust(format!(
        "({STATE} = '{published}' AND {REACH} IN ({public}) AND {day} <= {now} \
         AND ({FROM} IS NULL OR {FROM} <= {now}) AND {to} AND {until})",
        published = ItemState::Published.as_str(),
        public = Readers::Web.in_sql(),
        to = after(TO),
        until = after(UNTIL),
    )))
}

/// The constant as a whole second.
const _: () = assert!(EARLIEST % 1_000 == 0);
