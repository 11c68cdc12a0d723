//! Inviting somebody into the team: a link that works once, for seven days. The link itself is shown once; only the
//! hash of its secret is kept.

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::MemberId};
use data_encoding::BASE32_NOPAD;
use entity::{identity::member, staff::staff_invitation};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::audit::{self, Action, Entry};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    identity::{self, Passphrase, RecoveryCode, codes},
    permission::require,
    services::{day_of, new_id},
    submission::{self, FormKey},
};

/// How long an invitation holds.
const LIFE_MS: i64 = 7 * 24 * 3_600_000;
/// Random bytes of a token: 26 letters of base 32.
const TOKEN_BYTES: usize = 16;
/// Invitations that the desk lists.
const LISTED: u64 = 50;

/// A new invitation. The token is in the link, and nowhere else.
#[derive(Clone)]
pub struct Invited {
    /// The secret of the link.
    pub token: String,
    /// Role of whoever accepts.
    pub role: Role,
    /// ISO day until which it holds.
    pub until: String,
}

/// How an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// It can be accepted.
    Open,
    /// Somebody accepted it.
    Used,
    /// It was taken back.
    Withdrawn,
    /// Nobody accepted it in time.
    Expired,
}

/// An invitation in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Identifier, for taking it back.
    pub id: String,
    /// Role of whoever accepts.
    pub role: Role,
    /// State.
    pub state: InvitationState,
    /// Who invited; nothing once her account is gone.
    pub by: Option<String>,
    /// ISO day on which it was made.
    pub day: String,
    /// ISO day until which it holds.
    pub until: String,
}

/// The form of whoever accepts.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// Her name.
    pub pseudonym: String,
    /// Her passphrase.
    pub passphrase: Passphrase,
    /// She agreed to the rules and is 18 or older.
    pub rules: bool,
    /// Language of the page.
    pub locale: Locale,
}

/// The account, and what she must write down.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Who she is from now on.
    pub member: Member,
    /// Ten codes, shown once.
    pub codes: Vec<RecoveryCode>,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    role: String,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
    withdrawn_at: Option<i64>,
    pseudonym: Option<String>,
}

fn hash(token: &str) -> String {
    codes::sha256_hex(token.as_bytes())
}

/// Makes an invitation. Nothing comes back when the same form was sent before: its link was shown then.
///
/// # Errors
/// Like [`require`] of [`Permission::InviteStaff`]; [`ErrorCode::ConfirmNeeded`]; the refused field `role`.
pub async fn invite(
    services: &Services,
    actor: &Actor,
    role: &str,
    form_key: &str,
) -> DomainResult<Option<Invited>> {
    let now = services.now_ms();
    let me = require(actor, Permission::InviteStaff, None)?;
    actor.require_confirmed(now)?;
    let code = if role.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    let role =
        Role::parse(role).filter(|role| role.is_staff()).ok_or_else(|| DomainError::field("role", code))?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("invite:{}", me.id);
    let token = BASE32_NOPAD.encode(&rand::random::<[u8; TOKEN_BYTES]>()).to_ascii_lowercase();
    let id = new_id();
    let tx = services.db.begin().await?;
    if submission::first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(None);
    }
    submission::spend(&tx, &scope, &key, &id, now).await?;
    staff_invitation::ActiveModel {
        id: Set(id.clone()),
        token_hash: Set(hash(&token)),
        role: Set(role.as_str().to_owned()),
        created_by: Set(Some(me.id.as_str().to_owned())),
        created_at: Set(now),
        expires_at: Set(now + LIFE_MS),
        used_at: Set(None),
        withdrawn_at: Set(None),
    }
    .insert(&tx)
    .await?;
    let entry = Entry::of(Action::InvitationCreate).on("invitation", id).detail(role.as_str());
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(Some(Invited { token, role, until: day_of(now + LIFE_MS) }))
}

/// The newest invitations and how they stand.
///
/// # Errors
/// Like [`require`] of [`Permission::InviteStaff`].
pub async fn invitations(services: &Services, actor: &Actor) -> DomainResult<Vec<Invitation>> {
    let reader = require(actor, Permission::InviteStaff, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let by = staff_invitation::Entity::belongs_to(member::Entity)
        .from(staff_invitation::Column::CreatedBy)
        .to(member::Column::Id)
        .into();
    let rows = staff_invitation::Entity::find()
        .select_only()
        .columns([
            staff_invitation::Column::Id,
            staff_invitation::Column::Role,
            staff_invitation::Column::CreatedAt,
            staff_invitation::Column::ExpiresAt,
            staff_invitation::Column::UsedAt,
            staff_invitation::Column::WithdrawnAt,
        ])
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, by)
        .order_by_desc(staff_invitation::Column::CreatedAt)
        .order_by_desc(staff_invitation::Column::Id)
        .limit(LISTED)
        .into_model::<Row>()
        .all(&tx)
        .await?;
    audit::record(&tx, Some(reader), Entry::of(Action::InvitationsRead), now).await?;
    tx.commit().await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let state = match (row.used_at, row.withdrawn_at) {
                (Some(_), _) => InvitationState::Used,
                (None, Some(_)) => InvitationState::Withdrawn,
                (None, None) if row.expires_at <= now => InvitationState::Expired,
                (None, None) => InvitationState::Open,
            };
            Some(Invitation {
                id: row.id,
                role: Role::parse(&row.role)?,
                state,
                by: row.pseudonym,
                day: day_of(row.created_at),
                until: day_of(row.expires_at),
            })
        })
        .collect())
}

/// Takes an open invitation back.
///
/// # Errors
/// Like [`require`] of [`Permission::InviteStaff`]; `ConfirmNeeded`; `NotFound` when it is not open.
pub async fn withdraw(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let me = require(actor, Permission::InviteStaff, None)?;
    let now = services.now_ms();
    actor.require_confirmed(now)?;
    let tx = services.db.begin().await?;
    let done = staff_invitation::Entity::update_many()
        .col_expr(staff_invitation::Column::WithdrawnAt, Expr::value(now))
        .filter(staff_invitation::Column::Id.eq(id))
        .filter(staff_invitation::Column::UsedAt.is_null())
        .filter(staff_invitation::Column::WithdrawnAt.is_null())
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    let entry = Entry::of(Action::InvitationWithdraw).on("invitation", id);
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// The role that a link offers.
///
/// # Errors
/// `NotFound` for a link that is none, was used or taken back, or is too old: which, is not said.
pub async fn invitation_role(services: &Services, token: &str) -> DomainResult<Role> {
    open(services.db.read(), token, services.now_ms()).await.map(|(_, role)| role)
}

async fn open<C: ConnectionTrait>(db: &C, token: &str, now: i64) -> DomainResult<(String, Role)> {
    if token.len() != 26
        || !token.bytes().all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte))
    {
        return Err(DomainError::not_found());
    }
    let row = staff_invitation::Entity::find()
        .filter(staff_invitation::Column::TokenHash.eq(hash(token)))
        .filter(staff_invitation::Column::UsedAt.is_null())
        .filter(staff_invitation::Column::WithdrawnAt.is_null())
        .filter(staff_invitation::Column::ExpiresAt.gt(now))
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let role = Role::parse(&row.role).ok_or_else(DomainError::not_found)?;
    Ok((row.id, role))
}

/// Accepts an invitation: an account with its role. The link is spent in the same transaction, so that of two who
/// use it at the same moment one gets an account.
///
/// # Errors
/// Refused fields (`pseudonym`, `passphrase`, `rules`); `NotFound` like [`invitation_role`].
pub async fn accept(services: &Services, token: &str, form: &Acceptance) -> DomainResult<Accepted> {
    // Before anything costly: whoever has no invitation gets no hashing from us.
    let (id, role) = open(services.db.read(), token, services.now_ms()).await?;
    let ready = identity::prepare_for_team(services, &form.pseudonym, role, &form.passphrase).await;
    let agreed = || FieldError::new("rules", FieldCode::MustAgree);
    let ready = match ready {
        Ok(_) if !form.rules => return Err(DomainError::fields(vec![agreed()])),
        Err(mut error) if error.code == ErrorCode::InvalidForm && !form.rules => {
            error.fields.push(agreed());
            return Err(error);
        }
        other => other?,
    };
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let done = staff_invitation::Entity::update_many()
        .col_expr(staff_invitation::Column::UsedAt, Expr::value(now))
        .filter(staff_invitation::Column::Id.eq(&id))
        .filter(staff_invitation::Column::UsedAt.is_null())
        .filter(staff_invitation::Column::WithdrawnAt.is_null())
        .filter(staff_invitation::Column::ExpiresAt.gt(now))
        .exec(&tx)
        .await?;
    if done.rows_affected != 1 {
        return Err(DomainError::new(ErrorCode::NotFound));
    }
    let member = ready.insert(&tx, services, role, form.locale, identity::TERMS_VERSION).await?;
    let codes = codes::replace(&tx, services, &member.id).await?;
    let entry = Entry::of(Action::InvitationAccept).on("invitation", id).detail(role.as_str());
    audit::record(&tx, Some(&member), entry, now).await?;
    tx.commit().await?;
    Ok(Accepted { member, codes })
}

/// Identifier of a member in an address of the desk.
///
/// # Errors
/// `NotFound` for what cannot be one.
pub fn member_id(text: &str) -> DomainResult<MemberId> {
    text.parse().map_err(|_| DomainError::not_found())
}
