//! The key of a question's texts. It is drawn with the question and rests sealed twice: under what her receipt makes,
//! and for the team. Both need the portal's key (`secrets.toml`), which is in no database and in no backup that is not
//! sealed. There are two ways to it and no third: her receipt, and a member of the team whose role may answer.

use contract::ErrorCode;
use data_encoding::HEXLOWER;
use entity::ask::ask_question;

use super::Receipt;
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services, crypto,
    permission::{permits, require},
};

/// Purpose of the seal for the team.
const TEAM: &str = "ask-team";

/// The key of one question. It is printed nowhere.
pub(super) struct TextKey([u8; 32]);

fn for_her(receipt: &Receipt) -> String {
    format!("ask-her {}", receipt.digits())
}

impl TextKey {
    /// A new one.
    pub(super) fn draw() -> Self {
        crate::fresh::never();
        Self(rand::random())
    }

    /// Sealed under what her receipt makes.
    pub(super) fn sealed_for_her(
        &self,
        services: &Services,
        receipt: &Receipt,
        id: &str,
    ) -> DomainResult<String> {
        crypto::seal(services, &for_her(receipt), id, &HEXLOWER.encode(&self.0))
    }

    /// Sealed for the team.
    pub(super) fn sealed_for_team(&self, services: &Services, id: &str) -> DomainResult<String> {
        crypto::seal(services, TEAM, id, &HEXLOWER.encode(&self.0))
    }

    /// Hers, by her receipt.
    pub(super) fn of_her(
        services: &Services,
        receipt: &Receipt,
        row: &ask_question::Model,
    ) -> DomainResult<Self> {
        Self::read(&crypto::open(services, &for_her(receipt), &row.id, &row.her_key)?)
    }

    /// The team's, for somebody whose role may answer; for the few alone where somebody may be in danger, or asked for it.
    ///
    /// # Errors
    /// Like [`reader`]; `NotFound` for what is for the few and she is none of them.
    pub(super) fn of_team(
        services: &Services,
        actor: &Actor,
        row: &ask_question::Model,
    ) -> DomainResult<Self> {
        reader(actor)?;
        if is_for_few(row) && !is_of_the_few(actor) {
            return Err(DomainError::not_found());
        }
        Self::read(&crypto::open(services, TEAM, &row.id, &row.team_key)?)
    }

    fn read(text: &str) -> DomainResult<Self> {
        let broken = || DomainError::caused(ErrorCode::Internal, "a key of a question is none");
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| broken())?;
        Ok(Self(bytes.try_into().map_err(|_| broken())?))
    }

    /// Seals a text; `owner` says which one it is.
    pub(super) fn seal(&self, owner: &str, text: &str) -> DomainResult<String> {
        crypto::seal_with(&self.0, owner, text)
    }

    /// Opens what [`Self::seal`] made for the same one.
    pub(super) fn open(&self, owner: &str, sealed: &str) -> DomainResult<String> {
        crypto::open_with(&self.0, owner, sealed)
    }
}

/// Somebody of the team who may answer.
///
/// # Errors
/// Like [`require`] of [`Permission::MessagesAnswer`].
pub(super) fn reader(actor: &Actor) -> DomainResult<&Member> {
    require(actor, Permission::MessagesAnswer, None)
}

/// Whether few of the team read it: somebody may be in danger, or she asked for somebody from outside.
pub(super) fn is_for_few(row: &ask_question::Model) -> bool {
    row.danger_at.is_some() || row.for_few
}

/// Whether she is one of the few who look after somebody in danger.
pub(super) fn is_of_the_few(actor: &Actor) -> bool {
    permits(actor, Permission::SafetyCase, None)
}
