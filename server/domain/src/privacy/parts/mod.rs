//! What each room keeps of a member, one file a room: how it is exported, hidden, and erased.
//!
//! A new table that refers to a member belongs to a part: a test of the schema asks for it. A new room adds its
//! file and its line in [`PARTS`].

mod alias;
mod draft;
mod editorial;
mod forum;
mod gate;
mod identity;
mod mail;
mod messages;
mod moderation;
mod notify;
mod privacy;
mod provider;
mod reading;
mod report;
mod safety;
mod staff;

use async_trait::async_trait;
use contract::ids::MemberId;
use entity::identity::member;
use sea_orm::DatabaseTransaction;

use super::export::Export;
use crate::{DomainResult, Services, forum::leave::Texts};

/// What is in an export of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exported {
    /// All of hers that means anything to her.
    Yes,
    /// Nothing, and why.
    No(&'static str),
}

/// What erasing does to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erased {
    /// Her rows go.
    Rows,
    /// Her rows stay, and nothing of her stays in them.
    Reduced,
    /// Her rows stay as they are, and why.
    Kept(&'static str),
}

/// A table that refers to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Name.
    pub table: &'static str,
    /// What an export shows of it.
    pub exported: Exported,
    /// What erasing does to it.
    pub erased: Erased,
}

/// Whose data.
#[derive(Clone, Debug, PartialEq)]
pub struct Whose {
    /// Identifier.
    pub id: MemberId,
    /// Her account as it was read under its lock.
    pub row: member::Model,
}

impl Whose {
    /// The owner of an account.
    pub fn of(row: member::Model) -> Self {
        Self { id: MemberId::trusted(row.id.clone()), row }
    }
}

/// What one room keeps of a member. Everything runs in the caller's transaction, under her account's lock.
#[async_trait]
pub trait Part: Sync {
    /// The room's tables that refer to a member.
    fn held(&self) -> &'static [Held];

    /// Puts what is hers into an export.
    async fn collect(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        export: &mut Export,
    ) -> DomainResult<()>;

    /// Hides from everybody what she made public.
    async fn hide(&self, _tx: &DatabaseTransaction, _whose: &Whose, _now: i64) -> DomainResult<()> {
        Ok(())
    }

    /// Gives back what was hidden.
    async fn show(&self, _tx: &DatabaseTransaction, _whose: &Whose, _now: i64) -> DomainResult<()> {
        Ok(())
    }

    /// Erases what is hers; with [`Texts::Keep`], what she published stays without her.
    async fn erase(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        whose: &Whose,
        texts: Texts,
    ) -> DomainResult<()>;
}

/// Every room, the account itself last: the others may still need it.
pub static PARTS: &[&dyn Part] = &[
    // While her texts and aliases still lead to her.
    &moderation::Moderation,
    // Before her texts lose their author.
    &gate::Gate,
    // Before the texts lose their author.
    &report::Reports,
    &safety::Safety,
    &forum::Forum,
    &reading::Reading,
    &draft::Drafts,
    &alias::Aliases,
    &messages::Messages,
    &notify::Notify,
    &staff::Staff,
    &editorial::Editorial,
    &mail::Mail,
    &provider::Providers,
    &privacy::Privacy,
    &identity::Identity,
];
