//! Takes a table and the archive of its files by a form, as they come.

use std::io;

use bytes::Bytes;
use contract::{ErrorCode, FieldCode};
use entity::library::trial;
use futures::Stream;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::trial::{State, places, seal};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    library::{
        blobs::hex,
        file_name,
        upload::{disk, mark, new_upload_id, next},
    },
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

/// Most bytes of a table at the desk.
const TABLE: u64 = 8 * 1024 * 1024;
/// Tables that one person may have at a time.
const MOST_OPEN: u64 = 20;

/// Most bytes of a table that the form takes.
pub fn most_of_table(services: &Services) -> u64 {
    TABLE.min(services.uploads().limits().most_by_form())
}

/// A table that is on its way. What does not come to its end leaves nothing behind.
#[derive(Debug)]
pub struct Bringing {
    services: Services,
    member: Member,
    key: FormKey,
    id: String,
    /// Name and hash.
    table: Option<(String, String)>,
    archive: Option<(String, String)>,
    kept: bool,
}

impl Bringing {
    /// What the same form brought the first time, if it was sent before.
    ///
    /// # Errors
    /// Like [`require`] of [`Permission::LibraryManage`]; a malformed key.
    pub async fn known(services: &Services, actor: &Actor, form_key: &str) -> DomainResult<Option<String>> {
        let member = require(actor, Permission::LibraryManage, None)?;
        let key = FormKey::parse(form_key)?;
        submission::first_result(services.db.read(), &scope(member), &key).await
    }

    /// Begins one.
    ///
    /// # Errors
    /// Like [`require`] of [`Permission::LibraryManage`]; [`ErrorCode::TooManyRequests`] when too many of hers wait.
    pub async fn begin(services: &Services, actor: &Actor, form_key: &str) -> DomainResult<Self> {
        let member = require(actor, Permission::LibraryManage, None)?;
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
            table: None,
            archive: None,
            kept: false,
        })
    }

    /// Takes the table.
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`]; [`ErrorCode::UnreadableForm`] for a second one, and when the sender breaks off; the disk
    /// is full or away.
    pub async fn table<S>(&mut self, name: &str, stream: S) -> DomainResult<()>
    where
        S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
    {
        if self.table.is_some() {
            return Err(DomainError::new(ErrorCode::UnreadableForm));
        }
        let most = most_of_table(&self.services);
        let hash = self.pour("t", most, stream).await?;
        self.table = Some((file_name::clean(name), hash));
        Ok(())
    }

    /// Takes the archive of its files.
    ///
    /// # Errors
    /// As [`Self::table`].
    pub async fn archive<S>(&mut self, name: &str, stream: S) -> DomainResult<()>
    where
        S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
    {
        if self.archive.is_some() {
            return Err(DomainError::new(ErrorCode::UnreadableForm));
        }
        let most = self.services.uploads().limits().most_by_form();
        let hash = self.pour("z", most, stream).await?;
        self.archive = Some((file_name::clean(name), hash));
        Ok(())
    }

    async fn pour<S>(&self, kind: &str, most: u64, mut stream: S) -> DomainResult<String>
    where
        S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
    {
        let part = format!("{}{kind}", self.id);
        let mut file = self.services.uploads().create(&part).await.map_err(disk)?;
        let mut hash = Sha256::new();
        let mut size = 0_u64;
        loop {
            let chunk = next(&mut stream)
                .await
                .map_err(|error| DomainError::caused(ErrorCode::UnreadableForm, error))?;
            let Some(chunk) = chunk else { break };
            size += chunk.len() as u64;
            if size > most {
                return Err(DomainError::new(ErrorCode::TooLarge));
            }
            hash.update(&chunk);
            file.write_all(&chunk).await.map_err(disk)?;
        }
        file.flush().await.map_err(disk)?;
        file.sync_data().await.map_err(disk)?;
        Ok(hex(&hash.finalize()))
    }

    /// All of it is here: writes it down, and answers what it is known by.
    ///
    /// # Errors
    /// The refused field `table` when none came; the database is away.
    pub async fn finish(mut self) -> DomainResult<String> {
        let table = self.table.take().ok_or_else(|| DomainError::field("table", FieldCode::Required))?;
        let archive = self.archive.take();
        let (services, id) = (&self.services, self.id.as_str());
        let now = services.now_ms();
        let row = trial::ActiveModel {
            id: Set(id.to_owned()),
            member_id: Set(self.member.id.as_str().to_owned()),
            table_file: Set(table.0),
            archive_file: Set(archive.as_ref().map(|(name, _)| name.clone())),
            state: Set(State::Checking.as_str().to_owned()),
            seal: Set(seal(&table.1, archive.as_ref().map(|(_, hash)| hash.as_str()))),
            done: Set(0),
            total: Set(0),
            report: Set(None),
            batch_id: Set(None),
            created_at: Set(now),
            changed_at: Set(now),
            expires_at: Set(now + services.uploads().limits().keep_ms()),
        };
        let tx = services.db.begin().await?;
        submission::spend(&tx, &scope(&self.member), &self.key, id, now).await?;
        row.insert(&tx).await?;
        let entry = Entry::of(Action::LibraryUpload).on("library_trial", mark(id));
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
        for path in places(self.services.uploads(), &self.id) {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    tracing::warn!(%error, "the bytes of a table could not be removed");
                }
                _ => {}
            }
        }
    }
}

fn scope(member: &Member) -> String {
    format!("batch:{}", member.id)
}
