//! Which version of which text a member agreed to, and when.

use contract::Locale;
use entity::privacy::consent;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::PRIVACY_VERSION;
use crate::{Actor, DomainResult, Member, Services, identity::TERMS_VERSION};

/// A text that needs consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Rules of the forum.
    Terms,
    /// The privacy notice.
    Privacy,
}

impl Text {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Terms, Self::Privacy];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
        }
    }

    /// Reads a stored key.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }

    /// The version in force: the day from which it holds.
    pub fn version(self) -> &'static str {
        match self {
            Self::Terms => TERMS_VERSION,
            Self::Privacy => PRIVACY_VERSION,
        }
    }
}

/// What she agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Which text.
    pub text: Text,
    /// Version (day) of the text.
    pub version: String,
    /// Language in which she read it.
    pub locale: String,
    /// ISO day, or only the month.
    pub at_day: String,
    /// ISO day on which she took it back.
    pub withdrawn_on: Option<String>,
}

/// Notes that a member agrees to the texts in force, in the caller's transaction: registration calls this.
pub(crate) async fn record<C: ConnectionTrait>(
    tx: &C,
    member: &str,
    locale: Locale,
    today: &str,
) -> DomainResult<()> {
    let rows = Text::ALL.map(|text| consent::ActiveModel {
        member_id: Set(member.to_owned()),
        text_key: Set(text.as_str().to_owned()),
        version: Set(text.version().to_owned()),
        locale: Set(locale.code().to_owned()),
        at_day: Set(today.to_owned()),
        withdrawn_at: Set(None),
    });
    // Agreed to already: the first day stays, and what was taken back counts again.
    let again =
        OnConflict::columns([consent::Column::MemberId, consent::Column::TextKey, consent::Column::Version])
            .update_column(consent::Column::WithdrawnAt)
            .to_owned();
    consent::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Agrees to the texts in force.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`], [`contract::ErrorCode::ConfirmNeeded`].
pub async fn agree(services: &Services, actor: &Actor, locale: Locale) -> DomainResult<()> {
    let member = actor.require_confirmed(services.now_ms())?;
    let tx = services.db.begin().await?;
    record(&tx, member.id.as_str(), locale, &services.today()).await?;
    tx.commit().await?;
    Ok(())
}

/// Everything she ever agreed to, oldest first.
pub(super) async fn history<C: ConnectionTrait>(db: &C, member: &str) -> DomainResult<Vec<Consent>> {
    let rows = consent::Entity::find()
        .filter(consent::Column::MemberId.eq(member))
        .order_by_asc(consent::Column::AtDay)
        .order_by_asc(consent::Column::TextKey)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Consent {
                text: Text::parse(&row.text_key)?,
                version: row.version,
                locale: row.locale,
                at_day: row.at_day,
                withdrawn_on: row.withdrawn_at,
            })
        })
        .collect())
}

/// The texts whose version in force she has not agreed to.
///
/// # Errors
/// When the database does not answer.
pub async fn outstanding(services: &Services, member: &Member) -> DomainResult<Vec<Text>> {
    Ok(missing(&history(services.db.read(), member.id.as_str()).await?))
}

/// What is missing in a history.
pub(super) fn missing(history: &[Consent]) -> Vec<Text> {
    let agreed = |text: Text| {
        history
            .iter()
            .any(|one| one.text == text && one.version == text.version() && one.withdrawn_on.is_none())
    };
    Text::ALL.into_iter().filter(|text| !agreed(*text)).collect()
}

/// Takes all consent back on this day, or gives it again with nothing, in the caller's transaction.
pub(super) async fn withdraw<C: ConnectionTrait>(
    tx: &C,
    member: &str,
    day: Option<&str>,
) -> DomainResult<()> {
    consent::Entity::update_many()
        .col_expr(consent::Column::WithdrawnAt, Expr::value(day.map(str::to_owned)))
        .filter(consent::Column::MemberId.eq(member))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreed(text: Text, version: &str, withdrawn_on: Option<&str>) -> Consent {
        Consent {
            text,
            version: version.to_owned(),
            locale: "ar".to_owned(),
            at_day: "2026-11-23".to_owned(),
            withdrawn_on: withdrawn_on.map(str::to_owned),
        }
    }

    #[test]
    fn an_older_version_or_one_taken_back_is_asked_for_again() {
        assert_eq!(missing(&[]), [Text::Terms, Text::Privacy]);
        let old = agreed(Text::Terms, "2020-01-01", None);
        let terms = agreed(Text::Terms, TERMS_VERSION, None);
        let privacy = agreed(Text::Privacy, PRIVACY_VERSION, None);
        assert_eq!(missing(&[old.clone(), privacy.clone()]), [Text::Terms]);
        assert!(missing(&[old, terms.clone(), privacy]).is_empty());
        assert_eq!(
            missing(&[terms, agreed(Text::Privacy, PRIVACY_VERSION, Some("2026-12-01"))]),
            [Text::Privacy]
        );
    }
}
