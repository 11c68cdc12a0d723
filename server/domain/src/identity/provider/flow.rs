//! The way to a provider and back: one row, ten minutes, one use, one browser.

use std::fmt;

use contract::{ErrorCode, Locale, ids::MemberId};
use entity::identity::provider_flow;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{Purpose, hash_of, secret};
use crate::{DomainError, DomainResult, Services};

/// How long she may stay away.
const LIFE_MS: i64 = 10 * 60_000;
/// Most ways that are open at a time, of everybody together: beginning one needs no account.
const MOST: u64 = 20_000;

/// What a way begins with.
#[derive(Clone, Debug)]
pub struct NewFlow {
    /// Key of the provider.
    pub provider: String,
    /// Why she goes.
    pub purpose: Purpose,
    /// Her language.
    pub locale: Locale,
    /// A path of this site, checked already.
    pub next: Option<String>,
    /// Who links or confirms.
    pub member: Option<MemberId>,
    /// PKCE verifier.
    pub verifier: String,
}

/// The secrets of a way that has begun.
#[derive(Clone)]
pub struct BegunFlow {
    /// For the provider, which gives it back.
    pub state: String,
    /// For the cookie of her browser.
    pub browser: String,
    /// For the provider, which puts it into the id_token.
    pub nonce: String,
}

impl fmt::Debug for BegunFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BegunFlow(…)")
    }
}

/// A way that ended where it began.
#[derive(Clone)]
pub struct Flow {
    /// Why she went.
    pub purpose: Purpose,
    /// Her language.
    pub locale: Locale,
    /// Where she goes on.
    pub next: Option<String>,
    /// Who links or confirms.
    pub member: Option<MemberId>,
    /// What the id_token must carry.
    pub nonce: String,
    /// PKCE verifier.
    pub verifier: String,
    /// When she went, UTC milliseconds.
    pub created_at: i64,
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flow({:?}, …)", self.purpose)
    }
}

/// Why a way does not end here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowRefusal {
    /// No such way, or it has ended already.
    Unknown,
    /// It began in another browser.
    OtherBrowser,
    /// It began with another provider.
    OtherProvider,
    /// It took too long.
    Expired,
}

/// Begins a way.
///
/// # Errors
/// [`ErrorCode::Unavailable`] when far too many are open; when the database does not answer.
pub async fn begin(services: &Services, new: NewFlow) -> DomainResult<BegunFlow> {
    let begun = BegunFlow { state: secret(), browser: secret(), nonce: secret() };
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    provider_flow::Entity::delete_many().filter(provider_flow::Column::ExpiresAt.lte(now)).exec(&tx).await?;
    if provider_flow::Entity::find().count(&tx).await? >= MOST {
        return Err(DomainError::new(ErrorCode::Unavailable));
    }
    provider_flow::Entity::insert(provider_flow::ActiveModel {
        state_hash: Set(hash_of(&begun.state)),
        browser_hash: Set(hash_of(&begun.browser)),
        provider: Set(new.provider),
        nonce: Set(begun.nonce.clone()),
        verifier: Set(new.verifier),
        purpose: Set(new.purpose.as_str().to_owned()),
        locale: Set(new.locale.code().to_owned()),
        next: Set(new.next),
        member_id: Set(new.member.map(MemberId::into_string)),
        created_at: Set(now),
        expires_at: Set(now + LIFE_MS),
    })
    .exec_without_returning(&tx)
    .await?;
    tx.commit().await?;
    Ok(begun)
}

/// Ends a way, once. In another browser than its own it is left alone: who learns a `state` must not be able to
/// stop the woman whose it is.
///
/// # Errors
/// When the database does not answer.
pub async fn end(
    services: &Services,
    provider: &str,
    state: &str,
    browser: Option<&str>,
) -> DomainResult<Result<Flow, FlowRefusal>> {
    let tx = services.db.begin().await?;
    let Some(row) = provider_flow::Entity::find_by_id(hash_of(state)).one(&tx).await? else {
        return Ok(Err(FlowRefusal::Unknown));
    };
    if browser.is_none_or(|browser| hash_of(browser) != row.browser_hash) {
        return Ok(Err(FlowRefusal::OtherBrowser));
    }
    // Whatever follows, it is used up. Two answers at the same moment: one of them deletes.
    let gone = provider_flow::Entity::delete_by_id(&row.state_hash).exec(&tx).await?;
    tx.commit().await?;
    if gone.rows_affected != 1 {
        return Ok(Err(FlowRefusal::Unknown));
    }
    if row.provider != provider {
        return Ok(Err(FlowRefusal::OtherProvider));
    }
    if row.expires_at <= services.now_ms() {
        return Ok(Err(FlowRefusal::Expired));
    }
    let Some(purpose) = Purpose::parse(&row.purpose) else { return Ok(Err(FlowRefusal::Unknown)) };
    Ok(Ok(Flow {
        purpose,
        locale: row.locale.parse().unwrap_or_default(),
        next: row.next,
        member: row.member_id.map(MemberId::trusted),
        nonce: row.nonce,
        verifier: row.verifier,
        created_at: row.created_at,
    }))
}
