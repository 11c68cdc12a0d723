//! Whether a translation still follows its source.

use contract::Locale;
use entity::content::{article_revision, article_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Query};

use crate::{
    DomainResult, Services,
    content::{Document, released},
};

/// What of a revision a translation follows: its words. That somebody compared it with its sources anew, or gave it
/// another address, is nothing to be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words<'a> {
    /// Its language.
    pub locale: Locale,
    /// 1, 2, 3 … within document and language.
    pub number: i32,
    /// Title, summary, Markdown, JSON of the procedure's parts.
    pub text: [&'a str; 4],
}

impl<'a> Words<'a> {
    /// Those of a revision; nothing for one in a language that is none of ours.
    pub fn of(row: &'a article_revision::Model) -> Option<Self> {
        let text = [&*row.title, &*row.summary, &*row.source, &*row.procedure];
        Some(Self { locale: row.locale.parse().ok()?, number: row.number, text })
    }
}

/// How a text stands to the one that it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It follows none.
    Original,
    /// What it follows is what readers of this language get, or is newer.
    Current(Locale),
    /// Readers of this language get other words by now.
    Stale(Locale),
    /// In this language readers get nothing any more.
    Alone(Locale),
}

/// How a text in `own` stands: `origin` is the revision that it follows, `newest` what readers of that language get now.
pub fn standing(own: Locale, origin: Option<Words<'_>>, newest: Option<Words<'_>>) -> Standing {
    let Some(origin) = origin.filter(|origin| origin.locale != own) else { return Standing::Original };
    match newest.filter(|newest| newest.locale == origin.locale) {
        None => Standing::Alone(origin.locale),
        Some(newest) if newest.number > origin.number && newest.text != origin.text => {
            Standing::Stale(origin.locale)
        }
        Some(_) => Standing::Current(origin.locale),
    }
}

/// How a text stands that somebody reads. One query for what follows nothing, two for a translation.
///
/// # Errors
/// The database is away.
pub async fn of_document(services: &Services, document: &Document) -> DomainResult<Standing> {
    // What exists in one language alone may be a translation of something that is no more: no reader needs to know.
    if document.languages.len() < 2 {
        return Ok(Standing::Original);
    }
    let db = services.db.read();
    let seen = Query::select()
        .column(article_text::Column::RevisionId)
        .from(article_text::Entity)
        .and_where(article_text::Column::ArticleId.eq(document.id.as_str()))
        .cond_where(released(services.now_ms()))
        .to_owned();
    let live = article_revision::Entity::find()
        .filter(article_revision::Column::Id.in_subquery(seen))
        .all(db)
        .await?;
    let own = live.iter().find(|row| row.locale == document.locale.code());
    let Some(followed) = own.and_then(|row| row.translated_from.as_deref()) else {
        return Ok(Standing::Original);
    };
    let origin = article_revision::Entity::find_by_id(followed).one(db).await?;
    let origin = origin.as_ref().and_then(Words::of);
    let newest = live.iter().filter_map(Words::of).find(|row| Some(row.locale) == origin.map(|o| o.locale));
    Ok(standing(document.locale, origin, newest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_is_stale_when_readers_of_its_source_get_other_words() {
        use Locale::{Ar, Fr};
        let words = |locale, number, text| Words { locale, number, text: [text, "", "", ""] };
        let first = words(Ar, 1, "a");
        for (origin, newest, expected) in [
            (None, None, Standing::Original),
            (None, Some(first), Standing::Original),
            // An older revision of its own language is no source.
            (Some(words(Fr, 1, "a")), Some(words(Fr, 2, "b")), Standing::Original),
            (Some(first), Some(first), Standing::Current(Ar)),
            (Some(first), Some(words(Ar, 2, "b")), Standing::Stale(Ar)),
            // Checked anew, not changed.
            (Some(first), Some(words(Ar, 3, "a")), Standing::Current(Ar)),
            // It follows what readers of the source do not get yet.
            (Some(words(Ar, 2, "b")), Some(first), Standing::Current(Ar)),
            (Some(first), None, Standing::Alone(Ar)),
            (Some(first), Some(words(Fr, 2, "b")), Standing::Alone(Ar)),
        ] {
            assert_eq!(standing(Fr, origin, newest), expected, "{origin:?} {newest:?}");
        }
    }
}
