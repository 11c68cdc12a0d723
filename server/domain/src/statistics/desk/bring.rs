//! Takes a file of figures by a form, as it comes.

use std::io;

use bytes::Bytes;
use contract::{ErrorCode, FieldCode};
use entity::statistics::trial;
use futures::Stream;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::{state::State, trial::part};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    library::{
        clean_name,
        upload::{disk, mark, new_upload_id, next},
    },
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::formats::MOST_BYTES,
    submission::{self, FormKey},
};

/// Most bytes of a file.
pub const MOST_FILE: u64 = MOST_BYTES as u64;
/// Files that one person may have at a time.
const MOST_OPEN: u64 = 20;

/// A file that is on its way. What does not come to its end leaves nothing behind.
#[derive(Debug)]
pub struct Bringing {
    services: Services,
    member: Member,
    key: FormKey,
    id: String,
    /// Name and hash.
    file: Option<(String, String)>,
    kept: bool,
}

impl Bringing {
    /// What the same form brought the first time, if it was sent before.
    ///
    /// # Errors
    /// Like [`require`] of [`Permission::StatisticsManage`]; a malformed key.
    pub async fn known(services: &Services, actor: &Actor, form_key: &str) -> DomainResult<Option<String>> {
        let member = require(actor, Permission::StatisticsManage, None)?;
        let key = FormKey::parse(form_key)?;
        submission::first_result(services.db.read(), &scope(member), &key).await
    }

    /// Begins one.
    ///
    /// # Errors
    /// Like [`require`] of [`Permission::StatisticsManage`]; [`ErrorCode::TooManyRequests`] when too many of hers wait.
    pub async fn begin(services: &Services, actor: &Actor, form_key: &str) -> DomainResult<Self> {
        let member = require(actor, Permission::StatisticsManage, None)?;
        let open = trial::Entity::find()
            .filter(trial::Column::MemberId.eq(member.id.as_str()))
            .filter(trial::Column::State.ne(State::Imported.as_str()))
            .count(services.db.read())
            .await?;
        if open >= MOST_OPEN {
            return Err(DomainError::new(ErrorCode::TooManyRequests));
        }
        Ok(Self {
            services: services.clone(),
            member: member.clone(),
            key: FormKey::parse(form_key)?,
            id: new_upload_id(),
            file: None,
            kept: false,
        })
    }

    /// Takes the file.
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`]; [`ErrorCode::UnreadableForm`] for a second one, and when the sender breaks off; the disk
    /// is full or away.
    pub async fn file<S>(&mut self, name: &str, mut stream: S) -> DomainResult<()>
    where
        S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
    {
        if self.file.is_some() {
            return Err(DomainError::new(ErrorCode::UnreadableForm));
        }
        let mut file = self.services.uploads().create(&part(&self.id)).await.map_err(disk)?;
        let mut hash = Sha256::new();
        let mut size = 0_u64;
        loop {
            let chunk = next(&mut stream)
                .await
                .map_err(|error| DomainError::caused(ErrorCode::UnreadableForm, error))?;
            let Some(chunk) = chunk else { break };
            size += chunk.len() as u64;
            if size > MOST_FILE {
                return Err(DomainError::new(ErrorCode::TooLarge));
            }
            hash.update(&chunk);
            file.write_all(&chunk).await.map_err(disk)?;
        }
        file.flush().await.map_err(disk)?;
        file.sync_data().await.map_err(disk)?;
        let hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self.file = Some((clean_name(name), hash));
        Ok(())
    }

    /// All of it is here: writes it down, and answers what it is known by.
    ///
    /// # Errors
    /// The refused field `file` when none came; the database is away.
    pub async fn finish(mut self) -> DomainResult<String> {
        let (name, hash) = self.file.take().ok_or_else(|| DomainError::field("file", FieldCode::Required))?;
        let (services, id) = (&self.services, self.id.as_str());
        let now = services.now_ms();
        let row = trial::ActiveModel {
            id: Set(id.to_owned()),
            member_id: Set(self.member.id.as_str().to_owned()),
            file_name: Set(name),
            sha256: Set(hash),
            state: Set(State::Reading.as_str().to_owned()),
            detected: Set(None),
            mapping: Set(None),
            report: Set(None),
            version: Set(None),
            done: Set(0),
            created_at: Set(now),
            changed_at: Set(now),
            expires_at: Set(now + services.uploads().limits().keep_ms()),
        };
        let tx = services.db.begin().await?;
        submission::spend(&tx, &scope(&self.member), &self.key, id, now).await?;
        row.insert(&tx).await?;
        let entry = Entry::of(Action::StatisticsUpload).on("statistics_trial", mark(id));
        audit::record(&tx, Some(&self.member), entry, now).await?;
        tx.commit().await?;
        self.kept = true;
        Ok(self.id.clone())
    }
}

impl Drop for Bringing {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        match std::fs::remove_file(self.services.uploads().part(&part(&self.id))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, "the bytes of a file of figures could not be removed");
            }
            _ => {}
        }
    }
}

fn scope(member: &Member) -> String {
    format!("statistics:{}", member.id)
}
