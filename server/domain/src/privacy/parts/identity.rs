//! The account itself.

use async_trait::async_trait;
use entity::identity::{member, rate_bucket, recovery_code, session, submission};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Role, Services,
    forum::leave::Texts,
    identity::ERASED,
    privacy::export::{Codes, Export, Profile, SignIn},
    services::day_of,
};

/// The room `identity`.
pub struct Identity;

#[async_trait]
impl Part for Identity {
    fn held(&self) -> &'static [Held] {
        &[
            Held { table: "member", exported: Exported::Yes, erased: Erased::Reduced },
            Held { table: "session", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "recovery_code", exported: Exported::Yes, erased: Erased::Rows },
            Held {
                table: "submission",
                exported: Exported::No("random keys of forms; they say nothing that her texts do not say"),
                erased: Erased::Rows,
            },
            Held {
                table: "rate_bucket",
                exported: Exported::No("a number that is full again within hours"),
                erased: Erased::Rows,
            },
        ]
    }

    async fn collect(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        let row = &whose.row;
        export.profile = Profile {
            pseudonym: row.pseudonym.clone(),
            role: row.role.clone(),
            state: row.state.clone(),
            language: row.locale.clone(),
            joined_month: row.joined_month.clone(),
            ..std::mem::take(&mut export.profile)
        };
        let sessions = session::Entity::find()
            .filter(session::Column::MemberId.eq(id))
            .order_by_asc(session::Column::CreatedAt)
            .all(tx)
            .await?;
        let given = |text: String| (!text.is_empty()).then_some(text);
        export.sign_ins = sessions
            .into_iter()
            .map(|row| SignIn {
                since: day_of(row.created_at),
                last_seen: given(row.seen_day),
                device: given(row.device),
            })
            .collect();
        let codes = || recovery_code::Entity::find().filter(recovery_code::Column::MemberId.eq(id));
        let left = codes().filter(recovery_code::Column::UsedAt.is_null()).count(tx).await?;
        export.recovery_codes = Codes { left, used: codes().count(tx).await? - left };
        Ok(())
    }

    async fn erase(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        _texts: Texts,
    ) -> DomainResult<()> {
        let id = whose.id.as_str();
        session::Entity::delete_many().filter(session::Column::MemberId.eq(id)).exec(tx).await?;
        recovery_code::Entity::delete_many().filter(recovery_code::Column::MemberId.eq(id)).exec(tx).await?;
        // Identifiers are random letters and digits: nothing in them means anything to LIKE.
        let hers = Condition::any()
            .add(submission::Column::Scope.contains(id))
            .add(submission::Column::Location.contains(id));
        submission::Entity::delete_many().filter(hers).exec(tx).await?;
        let named = services.keyed_hash(&whose.row.skeleton);
        let hers = Condition::any()
            .add(rate_bucket::Column::Bucket.ends_with(format!(":{id}")))
            .add(rate_bucket::Column::Bucket.ends_with(format!(":{named}")));
        rate_bucket::Entity::delete_many().filter(hers).exec(tx).await?;
        let reduced = member::ActiveModel {
            id: Unchanged(id.to_owned()),
            pseudonym: Set(String::new()),
            // No folded name holds a colon, and it must be unique.
            skeleton: Set(format!("erased:{id}")),
            passphrase_hash: Set("!".to_owned()),
            role: Set(Role::Member.as_str().to_owned()),
            state: Set(ERASED.to_owned()),
            locale: Set(String::new()),
            joined_month: Set(String::new()),
            terms_version: Set(String::new()),
        };
        reduced.update(tx).await?;
        Ok(())
    }
}
