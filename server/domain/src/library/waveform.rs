//! How loud a recording is, moment by moment: two hundred numbers that are drawn above its player. Made in the
//! background, where ffmpeg is there; without it nothing is drawn.

use std::{collections::BTreeSet, ffi::OsString, path::Path, time::Duration};

use contract::ErrorCode;
use entity::library::{blob, file, item, waveform};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, sea_query::OnConflict,
};
use tokio::sync::Semaphore;

use super::{
    covers::demuxer,
    edit::OPEN,
    programs::{Failure, Limits, Program, on_disk, run_beside},
    upload::Media,
    words::{FileRole, ItemState},
};
use crate::{DomainError, DomainResult, Services};

/// Moments that are drawn.
const MOMENTS: usize = 200;
/// Samples a second.
const RATE: usize = 8_000;
/// Samples that are one number before they are drawn together: a tenth of a second.
const WINDOW: usize = RATE / 10;
/// Two bytes a sample, six hours: nobody reads more out of a picture.
const MOST_BYTES: usize = RATE * 2 * 3_600 * 6;
/// Longer than a whole book that is read aloud takes.
const PATIENCE: Duration = Duration::from_secs(180);

/// One recording is listened to at a time.
static LISTENING: Semaphore = Semaphore::const_new(1);

/// Has whatever was not listened to yet listened to, beside what is going on.
pub fn start(services: &Services) {
    let services = services.clone();
    tokio::spawn(async move {
        if let Err(error) = listen(&services).await {
            tracing::warn!(code = ?error.code, at = %error.at, "recordings could not be listened to");
        }
    });
}

/// Listens to the recordings of living items that nobody listened to yet. Returns how many.
///
/// # Errors
/// The database is away.
pub async fn listen(services: &Services) -> DomainResult<u64> {
    if !Program::FfMpeg.is_there() {
        return Ok(0);
    }
    let turn = LISTENING.acquire().await;
    let _turn = turn.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let mut done = 0;
    let mut tried = BTreeSet::new();
    while let Some((sha256, media)) = waiting(services, &tried).await? {
        // One that fails is tried again with the next turn.
        match one(services, &sha256, &media).await {
            Ok(()) => done += 1,
            Err(error) => {
                tracing::warn!(code = ?error.code, at = %error.at, "a recording was not listened to")
            }
        }
        tried.insert(sha256);
    }
    Ok(done)
}

/// Hash and media type of a recording that nobody listened to.
async fn waiting(services: &Services, tried: &BTreeSet<String>) -> DomainResult<Option<(String, String)>> {
    let known = waveform::Entity::find().select_only().column(waveform::Column::Sha256).into_query();
    Ok(file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .column(blob::Column::MediaType)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::Role.eq(FileRole::Audio.as_str()))
        .filter(blob::Column::BadSince.is_null())
        .filter(item::Column::State.is_in(OPEN.map(ItemState::as_str)))
        .filter(file::Column::Sha256.not_in_subquery(known))
        .filter(file::Column::Sha256.is_not_in(tried.iter().cloned()))
        .order_by_asc(file::Column::ModifiedAt)
        .order_by_asc(file::Column::Id)
        .into_tuple::<(String, String)>()
        .one(services.db.read())
        .await?)
}

async fn one(services: &Services, sha256: &str, media: &str) -> DomainResult<()> {
    let mut peaks = None;
    if let Some(media) = Media::parse(media) {
        peaks = match heard(&on_disk(services, sha256).await?, media).await {
            Ok(peaks) => peaks,
            Err(Failure::Absent) => return Err(DomainError::new(ErrorCode::Unavailable)),
            // It is not tried again: the same bytes are the same.
            Err(_) => None,
        };
    }
    let tx = services.db.begin().await?;
    // Wiped out meanwhile.
    if blob::Entity::find_by_id(sha256).one(&tx).await?.is_none() {
        return Ok(());
    }
    let row = waveform::ActiveModel {
        sha256: Set(sha256.to_owned()),
        peaks: Set(peaks.unwrap_or_default()),
        made_at: Set(services.now_ms()),
    };
    waveform::Entity::insert(row)
        .on_conflict(OnConflict::column(waveform::Column::Sha256).do_nothing().to_owned())
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// What a recording sounds like, if it sounds at all.
async fn heard(path: &Path, media: Media) -> Result<Option<String>, Failure> {
    let Some(demuxer) = demuxer(media) else { return Ok(None) };
    let rate = RATE.to_string();
    let words = |list: &[&str]| list.iter().map(OsString::from).collect::<Vec<_>>();
    let mut args = words(&["-v", "quiet", "-nostdin", "-threads", "1", "-f", demuxer, "-i"]);
    args.push(path.into());
    args.extend(words(&["-vn", "-ac", "1", "-ar", &rate, "-f", "s16le", "-"]));
    let limits = Limits { time: PATIENCE, memory_mb: 640, output_bytes: MOST_BYTES };
    let mut fold = Fold::default();
    run_beside(Program::FfMpeg, args, limits, &mut |bytes: &[u8]| fold.take(bytes)).await?;
    Ok(drawn(&fold.end()))
}

/// Samples as they come, folded into one number a window: nothing of the sound itself stays in memory.
#[derive(Default)]
struct Fold {
    /// The first byte of a sample of which the second did not come yet.
    half: Option<u8>,
    /// Samples of the window that is open.
    samples: usize,
    loudest: u8,
    windows: Vec<u8>,
}

impl Fold {
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let Some(low) = self.half.take() else {
                self.half = Some(*byte);
                continue;
            };
            let loud = i16::from_le_bytes([low, *byte]).unsigned_abs() >> 7;
            self.loudest = self.loudest.max(u8::try_from(loud).unwrap_or(u8::MAX));
            self.samples += 1;
            if self.samples == WINDOW {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        self.windows.push(self.loudest);
        (self.samples, self.loudest) = (0, 0);
    }

    fn end(mut self) -> Vec<u8> {
        if self.samples > 0 {
            self.close();
        }
        self.windows
    }
}

/// As many moments as are drawn, the loudest of them at full height; nothing of what is silent.
fn drawn(windows: &[u8]) -> Option<String> {
    let loudest = windows.iter().copied().max().filter(|loudest| *loudest > 0)?;
    let count = MOMENTS.min(windows.len());
    let moments = (0..count).map(|at| {
        let (from, to) = (at * windows.len() / count, (at + 1) * windows.len() / count);
        let loud = windows.get(from..to).unwrap_or_default().iter().copied().max().unwrap_or_default();
        format!("{:02x}", usize::from(loud) * 255 / usize::from(loudest))
    });
    Some(moments.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_becomes_two_hundred_numbers_wherever_it_is_cut() {
        // Half a minute: loud for a tenth of a second in the middle, faint around it.
        let samples = (0..RATE * 30).map(|at| {
            let loud: i16 = if (120_000..120_800).contains(&at) { -32_768 } else { 3_276 };
            if at % 2 == 0 { loud } else { 0 }
        });
        let bytes: Vec<u8> = samples.flat_map(i16::to_le_bytes).collect();
        let of = |cut: usize| {
            let mut fold = Fold::default();
            bytes.chunks(cut).for_each(|chunk| fold.take(chunk));
            drawn(&fold.end())
        };
        let whole = of(bytes.len());
        assert_eq!(of(7), whole);
        let whole = whole.unwrap_or_default();
        assert_eq!(whole.len(), MOMENTS * 2);
        assert_eq!(whole.get(200..202), Some("ff"));
        assert_eq!(whole.get(..4), Some("1919"));
        assert_eq!(whole.matches("ff").count(), 1);

        assert_eq!(drawn(&[0; 50]), None, "silence");
        assert_eq!(drawn(&[]), None);
        assert_eq!(drawn(&[4, 8]).as_deref(), Some("7fff"));
    }
}
