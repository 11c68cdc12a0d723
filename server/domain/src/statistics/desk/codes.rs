//! Lists of codes: places and ages, with their names, their order, what contains them, and how sources write them.

use std::collections::HashMap;

use contract::{ErrorCode, FieldCode, FieldError};
use entity::statistics::{codelist, dataset, parts::Localised};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use super::said::check_words;
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::guard,
    text::{multi_line, single_line},
};

/// The lists that the desk keeps. Sexes are what they are, indicators have a form of their own.
pub const KINDS: [&str; 2] = ["geo", "age"];

const CODE_CHARS: usize = 40;
const LABEL_CHARS: usize = 300;
const MOST_POSITION: i32 = 100_000;
const ALIAS_CHARS: usize = 200;
/// Ways in which sources write one code.
const MOST_ALIASES: usize = 20;
/// Codes of one list.
const MOST_CODES: usize = 2_000;

/// A code, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeForm {
    /// Code.
    pub code: String,
    /// Name.
    pub label: Localised,
    /// Code of the place that contains it; nothing when there is none.
    pub parent: String,
    /// Place in the list.
    pub position: String,
    /// How sources write it, a line each.
    pub aliases: String,
}

/// A list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// Which list.
    pub kind: String,
    /// Its codes, in order, each with its edition.
    pub codes: Vec<(CodeForm, i32)>,
}

/// A list of codes.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; not found for a list that there is not.
pub async fn codes(services: &Services, actor: &Actor, kind: &str) -> DomainResult<CodePage> {
    require(actor, Permission::StatisticsManage, None)?;
    if !KINDS.contains(&kind) {
        return Err(DomainError::not_found());
    }
    let rows = codelist::Entity::find()
        .filter(codelist::Column::Kind.eq(kind))
        .order_by_asc(codelist::Column::Position)
        .order_by_asc(codelist::Column::Code)
        .all(services.db.read())
        .await?;
    let codes = rows.into_iter().map(|row| {
        let form = CodeForm {
            code: row.code,
            label: row.label,
            parent: row.parent.unwrap_or_default(),
            position: row.position.to_string(),
            aliases: row.aliases,
        };
        (form, row.edit)
    });
    Ok(CodePage { kind: kind.to_owned(), codes: codes.collect() })
}

/// Letters and digits; of ages also what stands for "and more" and "below".
fn is_code(kind: &str, code: &str) -> bool {
    let more: &[u8] = if kind == "age" { b"._-+<" } else { b"._-" };
    !code.is_empty()
        && code.len() <= CODE_CHARS
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
}

/// Whether a place may lie in another one: that is there, and does not lie in it itself.
fn contains(page: &CodePage, code: &str, parent: &str) -> bool {
    let parents: HashMap<&str, &str> =
        page.codes.iter().map(|(one, _)| (one.code.as_str(), one.parent.as_str())).collect();
    let mut at = parent;
    // No way up is longer than the list.
    for _ in 0..=page.codes.len() {
        if at == code {
            return false;
        }
        match parents.get(at) {
            Some(&"") => return true,
            Some(above) => at = *above,
            None => return false,
        }
    }
    false
}

/// How sources write a code; none of them may stand for another one.
fn aliases(errors: &mut Vec<FieldError>, page: &CodePage, code: &str, said: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in multi_line(said).lines().map(|line| single_line(line).trim().to_owned()) {
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    let is_other = |line: &String| {
        page.codes.iter().filter(|(one, _)| one.code != code).any(|(one, _)| means(one, line))
    };
    if lines.len() > MOST_ALIASES {
        errors.push(FieldError::new("aliases", FieldCode::TooMany(MOST_ALIASES)));
    } else if lines.iter().any(|line| line.chars().count() > ALIAS_CHARS) {
        errors.push(FieldError::new("aliases", FieldCode::TooLong(ALIAS_CHARS)));
    } else if lines.iter().any(is_other) {
        errors.push(FieldError::new("aliases", FieldCode::Taken));
    }
    lines.join("\n")
}

/// Whether a file that writes this means the code.
fn means(one: &CodeForm, text: &str) -> bool {
    let small = text.to_lowercase();
    one.code.to_lowercase() == small || one.aliases.lines().any(|alias| alias.to_lowercase() == small)
}

/// Adds a code to a list, or changes the one that she opened: `was` is its code and edition, the code is nothing for a new
/// one. A code that is there stays what it is: figures are kept under it.
///
/// # Errors
/// As [`codes`]; not found; the refused fields; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn write_code(
    services: &Services,
    actor: &Actor,
    kind: &str,
    was: (&str, i32),
    said: &CodeForm,
) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    let page = codes(services, actor, kind).await?;
    let (was, edit) = was;
    let known = page.codes.iter().map(|(one, _)| one).find(|one| !was.is_empty() && one.code == was);
    if known.is_none() && !was.is_empty() {
        return Err(DomainError::not_found());
    }
    let mut errors = Vec::new();
    let code = if was.is_empty() { said.code.trim() } else { was };
    if known.is_none() {
        if !is_code(kind, code) {
            errors.push(FieldError::new("code", FieldCode::BadCharacters));
        } else if page.codes.iter().any(|(one, _)| means(one, code)) {
            errors.push(FieldError::new("code", FieldCode::Taken));
        } else if page.codes.len() >= MOST_CODES {
            errors.push(FieldError::new("code", FieldCode::TooMany(MOST_CODES)));
        }
    }
    let label = check_words(&mut errors, "label", &said.label, LABEL_CHARS);
    let position: Option<i32> =
        said.position.trim().parse().ok().filter(|place| (0..=MOST_POSITION).contains(place));
    if position.is_none() {
        errors.push(FieldError::new("position", FieldCode::NotANumber));
    }
    let parent = said.parent.trim();
    // Ages lie in each other by their numbers.
    if !parent.is_empty() && (kind != "geo" || !contains(&page, code, parent)) {
        errors.push(FieldError::new("parent", FieldCode::UnknownChoice));
    }
    let aliases = aliases(&mut errors, &page, code, &said.aliases);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    if known.is_none() {
        let there = codelist::Entity::find_by_id((kind.to_owned(), code.to_owned())).one(&tx).await?;
        if there.is_some() {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
    } else {
        // Before anything is written: whoever comes second finds another edition.
        let changed = codelist::Entity::update_many()
            .col_expr(codelist::Column::Edit, Expr::value(edit.saturating_add(1)))
            .filter(codelist::Column::Kind.eq(kind))
            .filter(codelist::Column::Code.eq(code))
            .filter(codelist::Column::Edit.eq(edit))
            .exec(&tx)
            .await?;
        if changed.rows_affected == 0 {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
    }
    let row = codelist::ActiveModel {
        kind: Set(kind.to_owned()),
        code: Set(code.to_owned()),
        label: Set(label),
        parent: Set(Some(parent.to_owned()).filter(|parent| !parent.is_empty())),
        position: Set(position.unwrap_or_default()),
        aliases: Set(aliases),
        desk_at: Set(Some(now)),
        ..Default::default()
    };
    match known {
        None => {
            let row = codelist::ActiveModel { counts: Set(false), edit: Set(0), ..row };
            codelist::Entity::insert(row).exec_without_returning(&tx).await?;
        }
        Some(_) => {
            row.update(&tx).await?;
        }
    }
    let before = known.map(|one| one.parent.as_str()).unwrap_or_default();
    if before != parent {
        // What makes up a place decides what is withheld. What was kept in memory is known by the edition of the dataset.
        guard::forget_all(&tx).await?;
        dataset::Entity::update_many()
            .col_expr(dataset::Column::Edit, Expr::col(dataset::Column::Edit).add(1))
            .filter(dataset::Column::MinCell.gt(0))
            .exec(&tx)
            .await?;
    }
    let entry = Entry::of(Action::StatisticsCode).on("code", format!("{kind}/{code}"));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> CodePage {
        let one = |code: &str, parent: &str, aliases: &str| {
            let form = CodeForm {
                code: code.to_owned(),
                parent: parent.to_owned(),
                aliases: aliases.to_owned(),
                ..CodeForm::default()
            };
            (form, 0)
        };
        let codes = vec![one("TN", "", "TUN"), one("TN-NW", "TN", ""), one("TN-33", "TN-NW", "Kef\nLe Kef")];
        CodePage { kind: "geo".to_owned(), codes }
    }

    #[test]
    fn no_place_lies_in_itself() {
        for (code, parent, may) in [
            ("TN-33", "TN", true),
            ("TN-33", "TN-NW", true),
            ("TN-33", "TN-33", false),
            ("TN-NW", "TN-33", false),
            ("TN", "TN-33", false),
            ("TN-99", "TN-33", true),
            ("TN-99", "XX", false),
        ] {
            assert_eq!(contains(&page(), code, parent), may, "{code} in {parent}");
        }
    }

    #[test]
    fn a_way_of_writing_stands_for_one_code() {
        let found = |code: &str, said: &str| {
            let mut errors = Vec::new();
            let kept = aliases(&mut errors, &page(), code, said);
            (kept, errors.into_iter().map(|error| error.code).collect::<Vec<_>>())
        };
        assert_eq!(found("TN-33", " Kef \r\n\r\nEl Kef\nKef"), ("Kef\nEl Kef".to_owned(), vec![]));
        assert_eq!(found("TN", "le kef").1, [FieldCode::Taken]);
        assert_eq!(found("TN", "TN-33").1, [FieldCode::Taken]);
        assert_eq!(found("TN", &"x".repeat(201)).1, [FieldCode::TooLong(200)]);
        let many = (0..21).map(|n| format!("n{n}\n")).collect::<String>();
        assert_eq!(found("TN", &many).1, [FieldCode::TooMany(20)]);
    }

    #[test]
    fn codes_are_letters_and_digits() {
        for (kind, code, sound) in [
            ("geo", "TN-33", true),
            ("geo", "", false),
            ("geo", "Le Kef", false),
            ("geo", "15+", false),
            ("age", "15+", true),
            ("age", "<15", true),
            ("age", "15–24", false),
            ("age", "15/24", false),
        ] {
            assert_eq!(is_code(kind, code), sound, "{kind} {code}");
        }
    }
}
