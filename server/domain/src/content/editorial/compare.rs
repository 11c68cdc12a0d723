//! Two revisions beside one another, word by word.

use contract::{Locale, ids::ArticleId};

use super::{
    form::DraftForm,
    open::{Revision, revision},
    turn::Lock,
};
use crate::{
    Actor, DomainResult, Permission, Services,
    forum::edit::{Piece, difference},
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Two revisions, and what is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The older one.
    pub from: Revision,
    /// The newer one.
    pub to: Revision,
    /// Fields that differ, in the order of the form.
    pub fields: Vec<(&'static str, Vec<Piece>)>,
}

/// The fields in which two forms differ, word by word, in the order of the form.
pub fn differences(old: &DraftForm, new: &DraftForm) -> Vec<(&'static str, Vec<Piece>)> {
    old.parts()
        .into_iter()
        .zip(new.parts())
        .filter(|((_, old), (_, new))| old != new)
        .map(|((name, old), (_, new))| (name, difference(&old, &new)))
        .collect()
}

/// Compares two revisions of a document; of another language too, for who translates.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found.
pub async fn compare(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    (from, to): (&str, &str),
) -> DomainResult<Comparison> {
    let reader = require(actor, Permission::ContentEdit, None)?;
    let from = revision(services, actor, id, from).await?;
    let to = revision(services, actor, id, to).await?;
    let tx = services.db.begin().await?;
    let entry = Entry::of(Action::ArticlesRead).on("article", format!("{id}:{locale}"));
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    let fields = differences(&from.form, &to.form);
    Ok(Comparison { from, to, fields })
}

/// What somebody had before her when she opened her form, by its lock: the third text beside hers and what stands there
/// now. Nothing where there was none, or it cannot be told.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn base(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    version: &str,
) -> DomainResult<Option<Revision>> {
    require(actor, Permission::ContentEdit, None)?;
    match Lock::read(version).base {
        Some(base) => match revision(services, actor, id, &base).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.code == contract::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        },
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown_word_by_word() {
        let old = DraftForm { title: "حقوق العاملة".into(), source: "نصّ".into(), ..DraftForm::default() };
        let new = DraftForm { title: "حقوق الموظّفة".into(), ..old.clone() };
        let fields = differences(&old, &new);
        assert_eq!(
            fields,
            [(
                "title",
                vec![
                    Piece::Same("حقوق ".into()),
                    Piece::Removed("العاملة".into()),
                    Piece::Added("الموظّفة".into())
                ]
            )]
        );
        assert!(differences(&old, &old).is_empty());
    }
}
