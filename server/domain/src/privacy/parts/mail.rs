//! The address that she gave, and what waits to be sent there.

use async_trait::async_trait;
use entity::mail::{contact, link, outbox};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{Erased, Exported, Held, Part, Whose};
use crate::{
    DomainResult, Services,
    forum::leave::Texts,
    mail,
    privacy::export::{Contact, Export},
    services::day_of,
};

/// The room `mail`.
pub struct Mail;

async fn hers(tx: &DatabaseTransaction, whose: &Whose) -> DomainResult<Vec<contact::Model>> {
    Ok(contact::Entity::find()
        .filter(contact::Column::MemberId.eq(whose.id.as_str()))
        .order_by_asc(contact::Column::CreatedAt)
        .all(tx)
        .await?)
}

#[async_trait]
impl Part for Mail {
    fn held(&self) -> &'static [Held] {
        const BRIEF: Exported = Exported::No("one-time links to her own address, for minutes");
        &[
            Held { table: "member_contact", exported: Exported::Yes, erased: Erased::Rows },
            Held { table: "mail_link", exported: BRIEF, erased: Erased::Rows },
            Held { table: "outbox", exported: BRIEF, erased: Erased::Rows },
        ]
    }

    async fn collect(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()> {
        for row in hers(tx, whose).await? {
            export.contacts.push(Contact {
                address: mail::unseal(services, &row)?.as_str().to_owned(),
                kind: row.kind,
                verified: row.verified_at.is_some(),
                given_on: day_of(row.created_at),
            });
        }
        Ok(())
    }

    async fn erase(
        &self,
        _services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        _texts: Texts,
    ) -> DomainResult<()> {
        let ids: Vec<String> = hers(tx, whose).await?.into_iter().map(|row| row.id).collect();
        outbox::Entity::delete_many().filter(outbox::Column::ContactId.is_in(ids.clone())).exec(tx).await?;
        link::Entity::delete_many().filter(link::Column::ContactId.is_in(ids.clone())).exec(tx).await?;
        contact::Entity::delete_many().filter(contact::Column::Id.is_in(ids)).exec(tx).await?;
        Ok(())
    }
}
