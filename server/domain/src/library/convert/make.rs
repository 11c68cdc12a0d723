//! Makes what was asked for: one recording after the other, beside everything else. Whatever is stopped in the middle is
//! begun anew.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use contract::{ErrorCode, Tongue};
use entity::library::{blob, conversion, file, item, upload};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, sea_query::Expr,
};
use tokio::sync::Semaphore;

use super::{Form, Held, Standing, Trouble};
use crate::{
    DomainError, DomainResult, Services,
    library::{
        attach::{Attachment, Checked, follows, put},
        blobs::Stored,
        covers::{self, demuxer},
        edit::OPEN,
        file_name,
        life::changed_by_an_act,
        programs::{Failure, Limits, Program, on_disk, run_beside},
        upload::{Media, State, disk, examine, new_row, new_upload_id, probe, put_file},
        waiting::wait,
        words::{FileRole, ItemState, Kind},
    },
    search,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// How long one recording may take: two hours of film on a small machine.
const PATIENCE: Duration = Duration::from_secs(3 * 3600);
/// ffmpeg with an encoder of films takes more than to look at one.
const MEMORY_MB: u32 = 1_536;
/// What is nearer to the limit than this was cut off there.
const NEAR: u64 = 256 * 1024;

/// One at a time.
static MAKING: Semaphore = Semaphore::const_new(1);

/// Has whatever was asked for made, beside what is going on.
pub fn start(services: &Services) {
    let services = services.clone();
    tokio::spawn(async move {
        if let Err(error) = convert_waiting(&services).await {
            tracing::warn!(code = ?error.code, at = %error.at, "recordings could not be converted");
        }
    });
}

/// Makes everything that was asked for. Returns how many files were made.
///
/// # Errors
/// The database is away.
pub async fn convert_waiting(services: &Services) -> DomainResult<u64> {
    let turn = MAKING.acquire().await;
    let _turn = turn.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let mut done = 0;
    let mut tried = BTreeSet::new();
    while let Some(row) = next(services, &tried).await? {
        tried.insert((row.file_id.clone(), row.form.clone()));
        stand(services, &row, Standing::Running, None).await?;
        let trouble = match one(services, &row).await {
            Ok(None) => {
                done += 1;
                continue;
            }
            Ok(Some(trouble)) => trouble,
            Err(error) => {
                tracing::warn!(code = ?error.code, at = %error.at, "a recording was not converted");
                Trouble::Ours
            }
        };
        stand(services, &row, Standing::Failed, Some(trouble)).await?;
    }
    Ok(done)
}

/// What was asked for first. What is said to be running was left so: the turn is ours.
async fn next(
    services: &Services,
    tried: &BTreeSet<(String, String)>,
) -> DomainResult<Option<conversion::Model>> {
    let mut query = conversion::Entity::find()
        .filter(conversion::Column::State.ne(Standing::Failed.as_str()))
        .order_by_asc(conversion::Column::ChangedAt)
        .order_by_asc(conversion::Column::FileId);
    for (file, form) in tried {
        let other = Condition::any()
            .add(conversion::Column::FileId.ne(file.as_str()))
            .add(conversion::Column::Form.ne(form.as_str()));
        query = query.filter(other);
    }
    Ok(query.one(services.db.read()).await?)
}

async fn stand(
    services: &Services,
    row: &conversion::Model,
    standing: Standing,
    trouble: Option<Trouble>,
) -> DomainResult<()> {
    conversion::Entity::update_many()
        .col_expr(conversion::Column::State, Expr::value(standing.as_str()))
        .col_expr(
            conversion::Column::Trouble,
            Expr::value(trouble.map(|trouble| trouble.as_str().to_owned())),
        )
        .col_expr(conversion::Column::ChangedAt, Expr::value(services.now_ms()))
        .filter(conversion::Column::FileId.eq(row.file_id.as_str()))
        .filter(conversion::Column::Form.eq(row.form.as_str()))
        .exec(services.db.writer())
        .await?;
    Ok(())
}

/// Makes one; answers what stood in the way.
async fn one(services: &Services, row: &conversion::Model) -> DomainResult<Option<Trouble>> {
    let found = file::Entity::find_by_id(row.file_id.as_str())
        .select_only()
        .columns([file::Column::Id, file::Column::Role, file::Column::Language])
        .columns([file::Column::FileName, file::Column::Sha256])
        .column(blob::Column::MediaType)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .into_model::<Held>()
        .one(services.db.read())
        .await?;
    let (Some(source), Some(form)) = (found, Form::parse(&row.form)) else {
        return Ok(Some(Trouble::Damaged));
    };
    // The name of an upload: whatever is left over goes with the next sweep.
    let id = new_upload_id();
    services.uploads().create(&id).await.map_err(disk)?;
    let out = services.uploads().part(&id);
    let done = match made(services, &source, form, &out).await {
        Ok(Ok(made)) => join(services, row, &source, (id.as_str(), made)).await,
        Ok(Err(trouble)) => Ok(Some(trouble)),
        Err(error) => Err(error),
    };
    services.uploads().remove(&id).await;
    done
}

/// A recording that was made.
struct Made {
    path: PathBuf,
    media: Media,
    seconds: Option<i32>,
}

async fn made(
    services: &Services,
    source: &Held,
    form: Form,
    out: &Path,
) -> DomainResult<Result<Made, Trouble>> {
    let Some(media) = Media::parse(&source.media_type) else { return Ok(Err(Trouble::Damaged)) };
    let Some(demuxer) = demuxer(media) else { return Ok(Err(Trouble::Damaged)) };
    let input = on_disk(services, &source.sha256).await?;
    let heard =
        form == Form::Sound || Kind::of_media(media) == Kind::Audio || probe(&input, media).await.only_sound;
    let target = if heard { Media::Mp3 } else { Media::Mp4 };
    let most = services.uploads().limits().of(target);
    let args = arguments((demuxer, &*input), target, most, out);
    // It says nothing: what it makes is a file.
    let limits = Limits { time: PATIENCE, memory_mb: MEMORY_MB, output_bytes: 4096 };
    if let Err(failure) = run_beside(Program::FfMpeg, args, limits, &mut |_: &[u8]| {}).await {
        return Ok(Err(match failure {
            Failure::Absent => Trouble::Absent,
            Failure::TooLong => Trouble::TooLong,
            Failure::TooMuch | Failure::Failed => Trouble::Damaged,
        }));
    }
    let size = tokio::fs::metadata(out).await.map_err(disk)?.len();
    if size.saturating_add(NEAR) >= most {
        return Ok(Err(Trouble::TooLarge));
    }
    let (path, rules) = (out.to_path_buf(), services.uploads().limits().clone());
    let looked = tokio::task::spawn_blocking(move || examine(&path, &rules))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    if !looked.is_ok_and(|found| found.media == target) {
        return Ok(Err(Trouble::Damaged));
    }
    let seconds = probe(out, target).await.seconds;
    Ok(Ok(Made { path: out.to_path_buf(), media: target, seconds }))
}

/// MP3 for what is heard; H.264 and AAC for what is seen, no wider than a telephone shows. Nothing that the file says of
/// who made it, where and with what, goes along.
fn arguments((demuxer, input): (&str, &Path), target: Media, most: u64, out: &Path) -> Vec<OsString> {
    let words = |list: &[&str]| list.iter().map(OsString::from).collect::<Vec<_>>();
    let mut args = words(&["-v", "quiet", "-nostdin", "-y", "-threads", "1", "-f", demuxer, "-i"]);
    args.push(input.into());
    args.extend(words(&["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-threads", "1"]));
    if target == Media::Mp3 {
        args.extend(words(&["-vn", "-map", "0:a:0", "-ac", "1", "-c:a", "libmp3lame", "-b:a", "64k"]));
    } else {
        args.extend(words(&["-map", "0:v:0", "-map", "0:a:0?", "-c:v", "libx264", "-preset", "veryfast"]));
        args.extend(words(&["-crf", "26", "-pix_fmt", "yuv420p", "-vf"]));
        args.extend(words(&["scale='trunc(min(854,iw)/2)*2':-2", "-c:a", "aac", "-b:a", "96k", "-ac", "2"]));
        args.extend(words(&["-movflags", "+faststart"]));
    }
    let muxer = if target == Media::Mp3 { "mp3" } else { "mp4" };
    args.extend(words(&["-fs", &most.to_string(), "-f", muxer]));
    args.push(out.into());
    args
}

/// Stores it and makes it a file of the item, or one that waits for a second person. Bytes first.
async fn join(
    services: &Services,
    row: &conversion::Model,
    source: &Held,
    (id, made): (&str, Made),
) -> DomainResult<Option<Trouble>> {
    let _shelf = services.uploads().shelf.read().await;
    let stored = put_file(services, made.path.clone()).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let item: Option<String> = file::Entity::find_by_id(row.file_id.as_str())
        .select_only()
        .column(file::Column::ItemId)
        .into_tuple()
        .one(&tx)
        .await?;
    // Erased or taken out meanwhile: what was stored goes with the next sweep.
    let Some(item) = item else { return Ok(Some(Trouble::Damaged)) };
    let item = item::Entity::find_by_id(item).lock_exclusive().one(&tx).await?;
    let state = item.as_ref().and_then(|item| ItemState::parse(&item.state));
    let (Some(item), Some(state)) = (item, state.filter(|state| OPEN.contains(state))) else {
        return Ok(Some(Trouble::Damaged));
    };
    covers::name(&tx, &stored, made.media, now).await?;
    let same = file::Entity::find()
        .filter(file::Column::ItemId.eq(item.id.as_str()))
        .filter(file::Column::Sha256.eq(stored.sha256.as_str()))
        .count(&tx)
        .await?;
    let role = if made.media == Media::Mp3 { FileRole::Audio } else { FileRole::Video };
    if same == 0 && state == ItemState::Published {
        let Some(member) = &row.member_id else { return Ok(Some(Trouble::Nobody)) };
        brought(services, &tx, (id, member.as_str()), (source, &made, &stored)).await?;
        let attachment = Attachment {
            upload: id.to_owned(),
            role: role.as_str().to_owned(),
            language: source.language.clone(),
            alt: String::new(),
        };
        wait(&tx, &item.id, &attachment, now).await?;
    } else if same == 0 {
        let file = Checked {
            media: made.media,
            sha256: stored.sha256.clone(),
            file_name: source.file_name.clone(),
            seconds: made.seconds,
            role,
            language: source.language.parse::<Tongue>().unwrap_or(Tongue::Und),
            alt: None,
        };
        put(&tx, &item.id, file, now).await?;
        let mut change = changed_by_an_act(&item, now);
        follows(&tx, &item, &mut change).await?;
        // As if she had brought it: she does not publish it alone.
        if let Some(member) = &row.member_id {
            change.created_by = Set(Some(member.clone()));
        }
        change.update(&tx).await?;
        search::index_item(services, &tx, &item.id).await?;
    }
    conversion::Entity::delete_by_id((row.file_id.clone(), row.form.clone())).exec(&tx).await?;
    let entry = Entry::of(Action::LibraryConvert).on("item", item.id.as_str());
    audit::record(&tx, None, entry, now).await?;
    tx.commit().await?;
    services.facets().forget();
    Ok(None)
}

/// The row of an upload of hers, as if she had brought the file.
async fn brought<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    (id, member): (&str, &str),
    (source, made, stored): (&Held, &Made, &Stored),
) -> DomainResult<()> {
    let size = i64::try_from(stored.size).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let name = file_name::published(&source.file_name, made.media);
    let keep = services.uploads().limits().keep_ms();
    let mut row = new_row(id, member, &name, (size, size), State::Ready, services.now_ms(), keep);
    row.media_type = Set(Some(made.media.as_str().to_owned()));
    row.sha256 = Set(Some(stored.sha256.clone()));
    row.seconds = Set(made.seconds);
    upload::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_maker_goes_along_and_the_form_is_named() {
        for (target, codec) in [(Media::Mp3, "libmp3lame"), (Media::Mp4, "libx264")] {
            let args = arguments(("avi", Path::new("-in.avi")), target, 1_000, Path::new("out"));
            let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
            let after = |flag: &str| {
                args.iter().position(|arg| *arg == flag).and_then(|at| args.get(at + 1)).copied()
            };
            assert_eq!(after("-map_metadata"), Some("-1"));
            assert_eq!(
                (after("-f"), after("-i"), after("-fs")),
                (Some("avi"), Some("-in.avi"), Some("1000"))
            );
            assert!(args.contains(&codec));
            assert_eq!(args.last(), Some(&"out"));
        }
    }
}
