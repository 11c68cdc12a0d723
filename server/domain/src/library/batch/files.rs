//! The files that a line names: whether they are there, and whether the library keeps such files.

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use contract::{ErrorCode, Tongue};
use entity::library::upload;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    check::{DAY_MS, Reader, instant},
    expected::Expected,
    source::Source,
};
use crate::{
    DomainError, DomainResult, Member, Services,
    library::{
        FileRole,
        columns::BETWEEN,
        embargo::REASON_MAX,
        file_name,
        upload::{Clamd, Found, Media, Refused, State, disk, examine, probe, unlocked},
    },
    text::single_line,
};

/// Where the bytes of a file are.
pub(super) enum Place {
    /// On the disk.
    Path(PathBuf),
    /// In the blob store already, under this hash: she brought it before.
    Held(String),
}

/// A file that can be stored.
pub(super) struct ReadyFile {
    pub name: String,
    pub place: Place,
    pub media: Media,
    /// What is stored in its place.
    pub instead: Option<String>,
    pub role: FileRole,
    pub language: Tongue,
    /// How long a recording lasts, where that is known.
    pub seconds: Option<i32>,
    /// From when on it is given.
    pub visible_from: Option<i64>,
    /// From when on it is given no more.
    pub visible_to: Option<i64>,
    /// Why.
    pub reason: Option<String>,
}

/// Columns with a value for each file of a line.
const BESIDE: [&str; 5] =
    ["file_roles", "file_languages", "file_visible_from", "file_visible_to", "file_embargo_reasons"];

/// An instant of a file; nothing for an empty value.
fn moment(reader: &mut Reader<'_>, column: &str, value: Option<&String>, more: i64) -> Option<i64> {
    let value = value.filter(|value| !value.is_empty())?;
    let read = instant(value, more);
    if read.is_none() {
        reader.fault(column, value, Expected::Day);
    }
    read
}

/// A file that was looked at, and how long it lasts.
type LookedAt = (Place, Found, Option<i32>);

/// What a file is for, when nothing else is said.
fn role_of(media: Media) -> FileRole {
    match media {
        Media::Epub => FileRole::Epub,
        Media::Mp3 | Media::M4a | Media::Ogg => FileRole::Audio,
        Media::Vtt | Media::Srt => FileRole::Captions,
        Media::Mp4 | Media::Webm => FileRole::Video,
        Media::Pdf => FileRole::Pdf,
        Media::Jpeg | Media::Png | Media::Webp => FileRole::Picture,
        Media::Avi
        | Media::Matroska
        | Media::Quicktime
        | Media::ThreeGp
        | Media::Wav
        | Media::Flac
        | Media::Amr => FileRole::Original,
    }
}

/// The file of one name, looked at as one that was sent; else what is wrong with it.
async fn look(
    services: &Services,
    source: &Arc<Source>,
    member: Option<&Member>,
    name: &str,
) -> DomainResult<Result<LookedAt, Expected>> {
    let limits = services.uploads().limits().clone();
    let (source, wanted) = (source.clone(), name.to_owned());
    let found =
        tokio::task::spawn_blocking(move || -> io::Result<Option<(PathBuf, Result<Found, Refused>)>> {
            let Some(path) = source.find(&wanted, limits.most())? else { return Ok(None) };
            let found = examine(&path, &limits)?;
            Ok(Some((path, found)))
        })
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    let (path, found) = match found {
        None => return Ok(brought(services, member, name).await?.ok_or(Expected::File)),
        Some((path, found)) => match unlocked(&path, found).await {
            Ok(found) => (path, found),
            Err(Refused { refusal, line }) => {
                return Ok(Err(Expected::Kept(refusal.as_str().to_owned(), line)));
            }
        },
    };
    let limits = services.uploads().limits();
    if let Some(clamd) = Clamd::parse(&limits.clamd) {
        match clamd.search(&path, Duration::from_secs(limits.clamd_seconds.into())).await {
            Ok(None) => {}
            Ok(Some(name)) => return Ok(Err(Expected::NoVirus(name))),
            Err(error) => return Err(DomainError::caused(ErrorCode::Unavailable, error)),
        }
    }
    let probed = probe(&path, found.media).await;
    let found = Found { media: probed.media(found.media), ..found };
    Ok(Ok((Place::Path(path), found, probed.seconds)))
}

/// A file of hers that waits among her uploads, the newest of this name: films are too large for an archive.
async fn brought(services: &Services, member: Option<&Member>, name: &str) -> DomainResult<Option<LookedAt>> {
    // Not every sign is one that a database takes.
    let Some(member) = member.filter(|_| !name.contains('\0')) else { return Ok(None) };
    let found = upload::Entity::find()
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .filter(upload::Column::FileName.eq(name))
        .filter(upload::Column::State.eq(State::Ready.as_str()))
        .order_by_desc(upload::Column::CreatedAt)
        .order_by_desc(upload::Column::Id)
        .one(services.db.read())
        .await?;
    Ok(found.and_then(|row| {
        let media = row.media_type.as_deref().and_then(Media::parse)?;
        Some((Place::Held(row.sha256?), Found { media, instead: None }, row.seconds))
    }))
}

/// Every file of a line. `main` is the language of what says nothing else.
pub(super) async fn of(
    services: &Services,
    source: &Arc<Source>,
    reader: &mut Reader<'_>,
    (main, member): (Option<Tongue>, Option<&Member>),
) -> DomainResult<Vec<ReadyFile>> {
    let names = reader.list("files");
    let beside = |reader: &Reader<'_>, column: &str| -> Vec<String> {
        let all = reader.get(column);
        if all.is_empty() {
            Vec::new()
        } else {
            all.split(BETWEEN).map(|one| one.trim().to_owned()).collect()
        }
    };
    let lists = BESIDE.map(|column| beside(&*reader, column));
    for (column, list) in BESIDE.into_iter().zip(&lists) {
        if !list.is_empty() && list.len() != names.len() {
            reader.fault(column, &list.join(BETWEEN), Expected::AsManyAsFiles(names.len()));
        }
    }
    let [roles, languages, opens, closes, reasons] = &lists;
    let mut ready = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let role = roles.get(place).filter(|role| !role.is_empty());
        let language = languages.get(place).filter(|language| !language.is_empty());
        let known_role = role.map(|role| FileRole::parse(role));
        if let (Some(None), Some(role)) = (known_role, role) {
            let all = Expected::one_of(FileRole::ALL.iter().map(|one| one.as_str()));
            reader.fault("file_roles", role, all);
        }
        let known_language = language.map(|language| language.parse::<Tongue>().ok());
        if let (Some(None), Some(language)) = (known_language, language) {
            reader.fault("file_languages", language, Expected::Languages);
        }
        let visible_from = moment(reader, "file_visible_from", opens.get(place), 0);
        let visible_to = moment(reader, "file_visible_to", closes.get(place), DAY_MS);
        if visible_from.zip(visible_to).is_some_and(|(from, to)| from >= to) {
            let value = closes.get(place).map(String::as_str).unwrap_or_default();
            reader.fault("file_visible_to", value, Expected::DayAfter);
        }
        let reason = reasons.get(place).map(|typed| single_line(typed)).filter(|reason| !reason.is_empty());
        let reason = reason.map(|reason| reason.chars().take(REASON_MAX).collect());
        match look(services, source, member, name).await? {
            Err(expected) => reader.fault("files", name, expected),
            Ok((place, Found { media, instead }, seconds)) => {
                let wanted = known_role.flatten();
                let fitting = FileRole::of_media(media);
                if let Some(role) = wanted.filter(|role| !fitting.contains(role)) {
                    let all = fitting.iter().map(|one| one.as_str().to_owned()).collect();
                    let expected = Expected::OneOfFor(all, name.to_owned());
                    reader.fault("file_roles", role.as_str(), expected);
                }
                ready.push(ReadyFile {
                    name: file_name::published(name, media),
                    place,
                    media,
                    instead,
                    role: wanted.unwrap_or_else(|| role_of(media)),
                    language: known_language.flatten().or(main).unwrap_or(Tongue::Und),
                    seconds,
                    visible_from,
                    visible_to,
                    reason,
                });
            }
        }
    }
    Ok(ready)
}
