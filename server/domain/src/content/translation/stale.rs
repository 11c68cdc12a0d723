//! Whether a translation still follows its source.

use contract::Locale;
use entity::content::{article_revision, article_text};
use sea_orm::{
    DatabaseBackend, ExprTrait,
    sea_query::{Expr, Query, SimpleExpr},
};

use crate::{DomainResult, json};

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

/// Language, number, title, summary, Markdown and procedure of a revision.
type Followed = (String, i32, String, String, String, String);

/// The number of the revision of a release, and the revision that it follows, as columns of the query that reads releases.
pub(in crate::content) fn columns(backend: DatabaseBackend) -> [SimpleExpr; 2] {
    use article_revision::Column as C;
    let revision_of = || Expr::col((article_text::Entity, article_text::Column::RevisionId));
    let number = Query::select()
        .expr(Expr::col(("own", C::Number)))
        .from_as(article_revision::Entity, "own")
        .and_where(Expr::col(("own", C::Id)).eq(revision_of()))
        .to_owned();
    let row = [C::Locale, C::Number, C::Title, C::Summary, C::Source, C::Procedure]
        .map(|column| Expr::col(("origin", column)));
    let followed = Query::select()
        .expr(Expr::col(("own", C::TranslatedFrom)))
        .from_as(article_revision::Entity, "own")
        .and_where(Expr::col(("own", C::Id)).eq(revision_of()))
        .to_owned();
    let origin = Query::select()
        .expr(json::text_of(json::rows(backend, row)))
        .from_as(article_revision::Entity, "origin")
        .and_where(Expr::col(("origin", C::Id)).in_subquery(followed))
        .to_owned();
    [number, origin].map(|query| SimpleExpr::SubQuery(None, Box::new(query.into())))
}

/// A release with [`columns`].
pub(in crate::content) struct Release<'a> {
    /// Its text.
    pub text: &'a article_text::Model,
    /// Number of its revision.
    pub number: Option<i32>,
    /// The revision that it follows.
    pub origin: Option<&'a str>,
}

impl<'a> Release<'a> {
    fn words(&self) -> Option<Words<'a>> {
        let text = self.text;
        let words = [&*text.title, &*text.summary, &*text.source, &*text.procedure];
        Some(Words { locale: text.locale.parse().ok()?, number: self.number?, text: words })
    }
}

/// How a text stands that somebody reads: the release in `own`, among all that readers get of the document.
///
/// # Errors
/// When [`columns`] are none.
pub(in crate::content) fn of_releases(own: Locale, live: &[Release<'_>]) -> DomainResult<Standing> {
    // What exists in one language alone may be a translation of something that is no more: no reader needs to know.
    if live.len() < 2 {
        return Ok(Standing::Original);
    }
    let read = live.iter().find(|release| release.text.locale == own.code());
    let followed = json::read::<Followed>(read.and_then(|release| release.origin))?;
    let origin = followed.first().and_then(|(locale, number, title, summary, source, procedure)| {
        let text = [&**title, &**summary, &**source, &**procedure];
        Some(Words { locale: locale.parse().ok()?, number: *number, text })
    });
    let newest =
        live.iter().filter_map(Release::words).find(|words| Some(words.locale) == origin.map(|o| o.locale));
    Ok(standing(own, origin, newest))
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
