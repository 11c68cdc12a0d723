//! Has a text read by a program, where it is installed.

use std::{ffi::OsString, path::Path, time::Duration};

use contract::{ErrorCode, FieldCode, Locale, ids::ArticleId};
use entity::content::article_revision;

use super::{
    spoken::spoken,
    write::{Ready, keep, read_revision, unchanged},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    library::{
        programs::{Limits, Program, run},
        upload::Media,
    },
    permission::require,
};

/// How long whoever asked waits. It goes on without her.
const PATIENCE: Duration = Duration::from_secs(8);
/// Characters that are read: about an hour.
const MOST_CHARS: usize = 60_000;
/// Bytes of a recording that nothing makes smaller.
const MOST_WAV: u64 = 24 * 1024 * 1024;
/// Bytes before the first sound of what the program writes.
const WAV_HEAD: u64 = 44;

/// How far it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// It is there.
    Made,
    /// It is being read.
    Working,
}

/// Whether there is a program that reads.
pub fn can_be_read() -> bool {
    Program::Espeak.is_there()
}

/// Has a text read, in the place of the recording that there is.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; the refused field `machine` where no program reads,
/// or what it read is too long to be kept; [`ErrorCode::Conflict`] when the text or its recording is another one than she
/// had before her.
pub async fn read_by_machine(
    services: &Services,
    actor: &Actor,
    (id, locale): (&ArticleId, Locale),
    version: &str,
) -> DomainResult<Machine> {
    let member = require(actor, Permission::ContentPublish, None)?.clone();
    let revision = read_revision(services, id, locale).await?;
    if !can_be_read() {
        return Err(DomainError::field("machine", FieldCode::Unfit));
    }
    unchanged(services.db.read(), &revision, version).await?;
    let version = version.to_owned();
    let services = services.clone();
    let task = tokio::spawn(async move {
        let made = make(&services, Some(&member), locale, (&revision, version)).await;
        if let Err(error) = &made {
            tracing::warn!(code = ?error.code, at = %error.at, "a text could not be read aloud");
        }
        made
    });
    match tokio::time::timeout(PATIENCE, task).await {
        Ok(Ok(made)) => made.map(|()| Machine::Made),
        Ok(Err(error)) => Err(DomainError::caused(ErrorCode::Internal, error)),
        Err(_) => Ok(Machine::Working),
    }
}

fn words(list: &[&str]) -> Vec<OsString> {
    list.iter().map(OsString::from).collect()
}

fn unfit() -> DomainError {
    DomainError::field("machine", FieldCode::Unfit)
}

#[track_caller]
fn disk(error: std::io::Error) -> DomainError {
    DomainError::caused(ErrorCode::Unavailable, error)
}

/// Reads, and keeps what was read; without a member it is the portal itself that asked.
pub(super) async fn make(
    services: &Services,
    member: Option<&Member>,
    locale: Locale,
    (revision, version): (&article_revision::Model, String),
) -> DomainResult<()> {
    let asked_at = services.now_ms();
    let said: String = spoken(revision).chars().take(MOST_CHARS).collect();
    let folder = tempfile::Builder::new().prefix("jusoor-").tempdir().map_err(disk)?;
    let (text, wav, mp3) =
        (folder.path().join("text"), folder.path().join("sound.wav"), folder.path().join("sound.mp3"));
    tokio::fs::write(&text, said).await.map_err(disk)?;
    // Slower than it reads by itself, a letter more between words.
    let mut args = words(&["-b", "1", "-s", "140", "-v", locale.code(), "-f"]);
    args.push(text.into());
    args.push("-w".into());
    args.push(wav.clone().into());
    let limits = Limits { time: Duration::from_secs(120), ..Limits::usual() };
    run(Program::Espeak, args, limits).await.map_err(|_| unfit())?;
    let size = tokio::fs::metadata(&wav).await.map_err(disk)?.len();
    if size <= WAV_HEAD {
        return Err(unfit());
    }
    let seconds = seconds(&wav, size).await?;
    let smaller = smaller(&wav, &mp3).await;
    if !smaller && size > MOST_WAV {
        return Err(unfit());
    }
    let (path, media_type) = if smaller { (mp3, Media::Mp3.as_str()) } else { (wav, "audio/wav") };
    let voice = Program::Espeak.name().to_owned();
    let ready = Ready { path, media_type, seconds, machine: true, voice, asked_at, version };
    keep(services, member, revision, ready).await
}

/// How long it lasts, by the bytes of a second that its head tells.
async fn seconds(wav: &Path, size: u64) -> DomainResult<Option<i32>> {
    use tokio::io::AsyncReadExt;
    let mut head = Vec::new();
    let file = tokio::fs::File::open(wav).await.map_err(disk)?;
    file.take(WAV_HEAD).read_to_end(&mut head).await.map_err(disk)?;
    let rate = head.get(28..32).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
    let lasts = (size - WAV_HEAD).checked_div(u64::from(rate));
    Ok(lasts.and_then(|lasts| i32::try_from(lasts.max(1)).ok()))
}

/// As MP3, which every telephone plays; whether there is a program for it.
async fn smaller(wav: &Path, mp3: &Path) -> bool {
    let mut args = words(&["-v", "quiet", "-nostdin", "-threads", "1", "-f", "wav", "-i"]);
    args.push(wav.into());
    args.extend(words(&[
        "-map_metadata",
        "-1",
        "-ac",
        "1",
        "-c:a",
        "libmp3lame",
        "-b:a",
        "48k",
        "-f",
        "mp3",
    ]));
    args.push(mp3.into());
    let limits = Limits { time: Duration::from_secs(120), ..Limits::usual() };
    run(Program::FfMpeg, args, limits).await.is_ok()
        && tokio::fs::metadata(mp3).await.is_ok_and(|m| m.len() > 0)
}
