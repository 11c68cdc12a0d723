//! Typing at the desk what is said in a recording, where nobody has a file of it.

use contract::{ErrorCode, FieldCode, FieldError, Locale, Tongue, ids::ItemId};
use entity::library::{blob, file, item};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{
    attach::changed,
    blobs::{self, Stored},
    desk::lines,
    edit::OPEN,
    file_name::with_ending,
    fixity,
    life::Act,
    model::Localised,
    transcript::TEXT_LIMIT,
    words::{FileRole, Kind},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, markup,
    permission::require,
    search::plain_text,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    text,
};

/// Longest text that is typed, in characters: a form of it stays below what the portal takes.
pub const SAID_MAX: usize = 150_000;

/// The form in which somebody types what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidForm {
    /// Title of the item.
    pub title: Option<Localised>,
    /// Language of the text.
    pub language: Tongue,
    /// Languages in which there is one.
    pub there: Vec<Tongue>,
    /// The text as it stands; empty when there is none.
    pub text: String,
    /// What stands there now: the hash of its bytes, or nothing.
    pub version: String,
}

/// What somebody typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidText {
    /// What stood there when she began.
    pub version: String,
    /// Code of its language.
    pub language: String,
    /// The text; a blank line begins a paragraph.
    pub text: String,
}

/// Texts of an item: identifier, hash, language.
async fn texts<C: ConnectionTrait>(tx: &C, item: &str) -> DomainResult<Vec<(String, String, String)>> {
    Ok(file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::Sha256, file::Column::Language])
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Role.eq(FileRole::Transcript.as_str()))
        .order_by_asc(file::Column::Position)
        .order_by_asc(file::Column::Id)
        .into_tuple()
        .all(tx)
        .await?)
}

/// Whether something can be said in it; in which language may be unknown.
fn is_spoken(language: Tongue) -> bool {
    language != Tongue::Zxx
}

/// Whether something is said in it.
fn speaks(row: &item::Model) -> bool {
    matches!(Kind::parse(&row.kind), Some(Kind::Audio | Kind::Video))
}

/// The text of a recording in a language: in `wanted`, else in the item's own.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found, also for what is no recording; the text is too long to
/// be typed.
pub async fn said_form(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    id: &ItemId,
    wanted: Option<Tongue>,
) -> DomainResult<SaidForm> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let row = item::Entity::find_by_id(id.as_str()).one(&tx).await?.filter(speaks);
    let row = row.ok_or_else(DomainError::not_found)?;
    let own = row
        .languages
        .split_whitespace()
        .find_map(|code| code.parse::<Tongue>().ok())
        .filter(|one| is_spoken(*one));
    let language = wanted.filter(|one| is_spoken(*one)).or(own).unwrap_or_else(|| locale.into());
    let title = lines(services, &tx, locale, std::slice::from_ref(&row)).await?.pop();
    let known = texts(&tx, id.as_str()).await?;
    let entry = Entry::of(Action::LibraryRead).on("item", id.as_str());
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    let there: Vec<Tongue> = known.iter().filter_map(|(.., code)| code.parse().ok()).collect();
    let stored = known.into_iter().find(|(.., code)| code == language.code());
    let (text, version) = match stored {
        None => (String::new(), String::new()),
        Some((_, sha256, _)) => match blobs::read_text(services, &sha256, TEXT_LIMIT).await {
            Ok(text) => (text, sha256),
            // Bytes that are lost can be typed anew.
            Err(error) if error.code == ErrorCode::Unavailable => (String::new(), sha256),
            Err(error) => return Err(error),
        },
    };
    Ok(SaidForm { title: title.and_then(|line| line.title), language, there, text, version })
}

/// Writes what is said, with the index. Readers of a published recording have it at once, as they have what is typed of
/// a page; the log says so.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `language` and `text`; not found;
/// [`ErrorCode::Conflict`] when somebody typed it meanwhile, for what is no recording, and for what is gone.
pub async fn type_said(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    typed: &SaidText,
) -> DomainResult<Tongue> {
    require(actor, Permission::LibraryManage, None)?;
    let (language, text) = read(typed)?;
    let plain = plain_text(&markup::article(&text));
    let words = i32::try_from(plain.split_whitespace().count()).ok();
    // Bytes first, and no sweep before the row names them.
    let _shelf = services.uploads().shelf.read().await;
    let stored = blobs::put_bytes(services, text.into_bytes().into()).await?;
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    if !speaks(&act.row) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let known = texts(&act.tx, id.as_str()).await?;
    let before = known.iter().find(|(.., code)| code == language.code());
    if before.map_or("", |(_, sha256, _)| sha256.as_str()) != typed.version {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    keep(&act, &stored).await?;
    match before {
        Some((file, ..)) => {
            file::Entity::update_many()
                .col_expr(file::Column::Sha256, Expr::value(stored.sha256.as_str()))
                .col_expr(file::Column::Words, Expr::value(words))
                .col_expr(file::Column::Plain, Expr::value(plain))
                .col_expr(file::Column::ModifiedAt, Expr::value(act.now))
                .filter(file::Column::Id.eq(file.as_str()))
                .exec(&act.tx)
                .await?;
        }
        None => {
            let last: Option<i32> = file::Entity::find()
                .select_only()
                .column(file::Column::Position)
                .filter(file::Column::ItemId.eq(id.as_str()))
                .order_by_desc(file::Column::Position)
                .into_tuple()
                .one(&act.tx)
                .await?;
            let reader = language.locale().unwrap_or_default();
            let line = lines(services, &act.tx, reader, std::slice::from_ref(&act.row)).await?.pop();
            let title = line.and_then(|line| line.title).map(|title| title.text).unwrap_or_default();
            let row = file::ActiveModel {
                id: Set(new_id()),
                item_id: Set(id.as_str().to_owned()),
                sha256: Set(stored.sha256.clone()),
                role: Set(FileRole::Transcript.as_str().to_owned()),
                language: Set(language.code().to_owned()),
                file_name: Set(with_ending(&format!("{title} {language}"), "txt")),
                seconds: Set(None),
                words: Set(words),
                plain: Set(Some(plain)),
                position: Set(last.map_or(0, |last| last + 1)),
                modified_at: Set(act.now),
                alt: Set(None),
                visible_from: Set(None),
                visible_to: Set(None),
                embargo_reason: Set(None),
            };
            file::Entity::insert(row).exec_without_returning(&act.tx).await?;
        }
    }
    let entry = act.entry(Action::LibrarySaid).detail(language.code());
    changed(act, entry).await?;
    Ok(language)
}

async fn keep(act: &Act<'_>, stored: &Stored) -> DomainResult<()> {
    let size = i64::try_from(stored.size).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    blob::Entity::insert(blob::ActiveModel {
        sha256: Set(stored.sha256.clone()),
        size: Set(size),
        media_type: Set("text/plain".to_owned()),
        stored_at: Set(act.now),
        checked_at: Set(act.now),
        bad_since: Set(None),
        traces: Set(None),
    })
    .on_conflict(OnConflict::column(blob::Column::Sha256).do_nothing().to_owned())
    .exec_without_returning(&act.tx)
    .await?;
    if stored.written {
        fixity::renewed(&act.tx, &stored.sha256, act.now).await?;
    }
    Ok(())
}

/// Language and text of what she typed.
fn read(typed: &SaidText) -> DomainResult<(Tongue, String)> {
    let mut errors = Vec::new();
    let language = typed.language.parse::<Tongue>().ok().filter(|one| is_spoken(*one));
    if language.is_none() {
        errors.push(FieldError::new("language", FieldCode::UnknownChoice));
    }
    let text = text::multi_line(&typed.text).trim().to_owned();
    text::check_length(&mut errors, "text", &text, 1, SAID_MAX);
    match language {
        Some(language) if errors.is_empty() => Ok((language, text)),
        _ => Err(DomainError::fields(errors)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_has_a_language_and_words() {
        let typed = |language: &str, text: &str| SaidText {
            version: String::new(),
            language: language.to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(read(&typed("ar", " أهلا\r\n\r\nبكنّ ")).ok(), Some((Tongue::Ar, "أهلا\n\nبكنّ".to_owned())));
        for (form, fields) in [
            (typed("", ""), vec!["language", "text"]),
            (typed("zxx", "a"), vec!["language"]),
            (typed("fr", &"x".repeat(SAID_MAX + 1)), vec!["text"]),
        ] {
            let refused = read(&form).unwrap_err();
            assert_eq!(refused.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), fields);
        }
    }
}
