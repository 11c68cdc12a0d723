//! Opening an account: a name, a passphrase, consent. Nothing else is asked.

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::MemberId};
use entity::identity::{member, submission};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, SqlErr};

use super::{
    ACTIVE, RecoveryCode, TERMS_VERSION, codes, hashing, lookup, passphrase::Passphrase, pseudonym::Pseudonym,
};
use crate::{
    DomainError, DomainResult, Member, Role, Services,
    privacy::consent,
    services::new_id,
    submission::{FormKey, first_result, spend},
};

/// Scope of the form's key.
const SCOPE: &str = "join";
/// How long a replayed form still gets codes to write down.
const REPLAY_MS: i64 = 10 * 60_000;

/// What the form says.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The name chosen among those offered.
    pub offered: String,
    /// A name of her own; it wins when there is one.
    pub own: String,
    /// Her passphrase.
    pub passphrase: Passphrase,
    /// She agreed to the rules and is 18 or older.
    pub rules: bool,
    /// Language of the form.
    pub locale: Locale,
    /// The form's hidden key.
    pub form_key: String,
}

impl Registration {
    /// The chosen name and the field it stands in.
    fn chosen(&self) -> (&'static str, &str) {
        if self.own.trim().is_empty() { ("pseudonym", &self.offered) } else { ("own_pseudonym", &self.own) }
    }
}

/// The account, and what she must write down.
#[derive(Clone, Debug)]
pub struct Registered {
    /// Who she is from now on.
    pub member: Member,
    /// Ten codes, shown once. Empty when an old form was sent again.
    pub codes: Vec<RecoveryCode>,
}

/// Opens an account. The same form sent again gives the same account: the passphrase proves that it is hers,
/// and as she may not have seen the first answer, a fresh sheet of codes replaces the first one.
///
/// # Errors
/// Refused fields: `pseudonym` or `own_pseudonym`, `passphrase`, `rules`.
pub async fn register(services: &Services, form: &Registration) -> DomainResult<Registered> {
    let key = FormKey::parse(&form.form_key)?;
    if let Some(first) = replayed(services, form, &key).await? {
        return Ok(first);
    }
    let name = match validate(services, form).await {
        // The same form may have been kept between these two looks, and the name is taken by herself.
        Err(error) => return replayed(services, form, &key).await?.ok_or(error),
        Ok(name) => name,
    };
    let passphrase_hash = hashing::hash(&form.passphrase).await?;
    match insert(services, form, &key, &name, passphrase_hash).await {
        // Lost a race: against the same form sent twice, or against another woman with the same idea.
        Err(error) if error.code == ErrorCode::Conflict => match replayed(services, form, &key).await? {
            Some(first) => Ok(first),
            None => Err(DomainError::field(form.chosen().0, FieldCode::Taken)),
        },
        other => other,
    }
}

async fn validate(services: &Services, form: &Registration) -> DomainResult<Pseudonym> {
    let mut errors = Vec::new();
    let (field, typed) = form.chosen();
    let name = match Pseudonym::parse(typed) {
        Ok(name) if lookup::is_taken(services, services.db.read(), name.as_str()).await? => {
            Err(FieldCode::Taken)
        }
        other => other,
    };
    if let Err(code) = &name {
        errors.push(FieldError::new(field, *code));
    }
    if let Some(code) = form.passphrase.refusal(typed) {
        errors.push(FieldError::new("passphrase", code));
    }
    if !form.rules {
        errors.push(FieldError::new("rules", FieldCode::MustAgree));
    }
    match name {
        Ok(name) if errors.is_empty() => Ok(name),
        _ => Err(DomainError::fields(errors)),
    }
}

async fn insert(
    services: &Services,
    form: &Registration,
    key: &FormKey,
    name: &Pseudonym,
    passphrase_hash: String,
) -> DomainResult<Registered> {
    let id = MemberId::trusted(new_id());
    let tx = services.db.begin().await?;
    spend(&tx, SCOPE, key, id.as_str(), services.now_ms()).await?;
    let row = member::ActiveModel {
        id: Set(id.as_str().to_owned()),
        pseudonym: Set(name.as_str().to_owned()),
        skeleton: Set(name.skeleton().to_owned()),
        passphrase_hash: Set(passphrase_hash),
        role: Set(Role::Member.as_str().to_owned()),
        state: Set(ACTIVE.to_owned()),
        locale: Set(form.locale.code().to_owned()),
        joined_month: Set(month(services)),
        terms_version: Set(TERMS_VERSION.to_owned()),
    };
    let row = row.insert(&tx).await.map_err(taken_as_conflict)?;
    consent::record(&tx, id.as_str(), form.locale, &services.today()).await?;
    let codes = codes::replace(&tx, services, &id).await?;
    tx.commit().await?;
    Ok(Registered { member: lookup::member(&row), codes })
}

/// What this form did the first time, for the person who knows its passphrase.
async fn replayed(
    services: &Services,
    form: &Registration,
    key: &FormKey,
) -> DomainResult<Option<Registered>> {
    let db = services.db.read();
    let Some(id) = first_result(db, SCOPE, key).await? else { return Ok(None) };
    let Some(row) = member::Entity::find_by_id(id).one(db).await?.filter(|row| row.state == ACTIVE) else {
        return Ok(None);
    };
    if !hashing::check(&form.passphrase, Some(&row.passphrase_hash)).await?.right {
        return Ok(None);
    }
    let spent = submission::Entity::find_by_id((SCOPE.to_owned(), key.as_str().to_owned())).one(db).await?;
    let recent = spent.is_some_and(|row| services.now_ms() - row.created_at <= REPLAY_MS);
    let member = lookup::member(&row);
    let codes = if recent {
        let tx = services.db.begin().await?;
        let codes = codes::replace(&tx, services, &member.id).await?;
        tx.commit().await?;
        codes
    } else {
        Vec::new()
    };
    Ok(Some(Registered { member, codes }))
}

/// The month of joining; never finer.
pub(super) fn month(services: &Services) -> String {
    services.today().chars().take(7).collect()
}

/// A name that was taken between the look and the leap.
pub(super) fn taken_as_conflict(error: sea_orm::DbErr) -> DomainError {
    if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        DomainError::caused(ErrorCode::Conflict, error)
    } else {
        error.into()
    }
}
