//! Recordings made into other forms by ffmpeg, when somebody at the desk asks for it: the sound of a film alone, and
//! something that plays everywhere out of what plays nowhere. What was made is a file of the item like any other: of a
//! published one it waits for a second person.

mod ask;
mod make;

use contract::Tongue;
use entity::library::{blob, conversion, file};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

pub use ask::convert;
pub use make::{convert_waiting, start};

use super::{upload::Media, words::FileRole};
use crate::{DomainResult, codes::codes};

codes! {
    /// What a recording is made into.
    Form {
        /// The sound of a film.
        Sound = "sound",
        /// Something that plays everywhere.
        Playable = "playable",
    }
}

codes! {
    /// How far it is. What was made leaves nothing of this.
    Standing {
        /// Others are before it.
        Waiting = "waiting",
        /// It is being made.
        Running = "running",
        /// It could not be made.
        Failed = "failed",
    }
}

codes! {
    /// Why it could not be made.
    Trouble {
        /// ffmpeg is not installed.
        Absent = "absent",
        /// It took too long.
        TooLong = "too_long",
        /// What comes out is larger than files of its type may be.
        TooLarge = "too_large",
        /// Nobody can read it, or there is nothing to hear in it.
        Damaged = "damaged",
        /// Who asked for it left, and the item is published: nobody would have brought the file.
        Nobody = "nobody",
        /// The store or the disk is away.
        Ours = "ours",
    }
}

/// What can be made out of a file, or is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Into what.
    pub form: Form,
    /// How far it is; nothing when nobody asked for it.
    pub standing: Option<Standing>,
    /// Why it could not be made.
    pub trouble: Option<Trouble>,
}

/// A file of an item, as far as it matters here.
#[derive(Clone, FromQueryResult)]
pub(super) struct Held {
    pub id: String,
    pub role: String,
    pub language: String,
    pub file_name: String,
    pub sha256: String,
    pub media_type: String,
}

/// Every file of an item.
pub(super) async fn held<C: ConnectionTrait>(db: &C, item: &str) -> DomainResult<Vec<Held>> {
    Ok(file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::Role, file::Column::Language])
        .columns([file::Column::FileName, file::Column::Sha256])
        .column(blob::Column::MediaType)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(item))
        .order_by_asc(file::Column::Position)
        .into_model::<Held>()
        .all(db)
        .await?)
}

/// What can be made out of a file beside the others of its item, and those that wait to join them.
pub(super) fn offered(file: &Held, all: &[Held], waiting: &[(FileRole, Tongue)]) -> Option<Form> {
    let media = Media::parse(&file.media_type).filter(|media| media.is_recording())?;
    let has = |role: FileRole| {
        all.iter().any(|one| one.role == role.as_str() && one.language == file.language)
            || waiting.iter().any(|(waits, language)| *waits == role && language.code() == file.language)
    };
    if !media.plays() {
        return (!has(FileRole::Video) && !has(FileRole::Audio)).then_some(Form::Playable);
    }
    (file.role == FileRole::Video.as_str() && !has(FileRole::Audio)).then_some(Form::Sound)
}

/// What can be made out of each file of an item, and what is being made: by identifier.
pub(super) async fn of_files<C: ConnectionTrait>(
    db: &C,
    all: &[Held],
    waiting: &[(FileRole, Tongue)],
) -> DomainResult<Vec<(String, Conversion)>> {
    let rows = conversion::Entity::find()
        .filter(conversion::Column::FileId.is_in(all.iter().map(|one| one.id.as_str())))
        .all(db)
        .await?;
    let mut found: Vec<(String, Conversion)> = rows
        .into_iter()
        .filter_map(|row| {
            let (form, standing) = (Form::parse(&row.form)?, Standing::parse(&row.state)?);
            let trouble = row.trouble.as_deref().and_then(Trouble::parse);
            // Somebody brought it by hand meanwhile.
            let file = all.iter().find(|one| one.id == row.file_id)?;
            if standing == Standing::Failed && offered(file, all, waiting) != Some(form) {
                return None;
            }
            Some((row.file_id, Conversion { form, standing: Some(standing), trouble }))
        })
        .collect();
    for file in all {
        let known = found.iter().any(|(id, _)| *id == file.id);
        if let Some(form) = offered(file, all, waiting).filter(|_| !known) {
            found.push((file.id.clone(), Conversion { form, standing: None, trouble: None }));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(id: &str, role: &str, language: &str, media: &str) -> Held {
        let [id, role, language, media_type] = [id, role, language, media].map(str::to_owned);
        Held { id, role, language, file_name: String::new(), sha256: String::new(), media_type }
    }

    #[test]
    fn what_is_offered_and_what_is_there_already() {
        let film = file("a", "video", "fr", "video/mp4");
        let sound = file("b", "audio", "fr", "audio/mpeg");
        let arabic = file("c", "audio", "ar", "audio/mpeg");
        let old = file("d", "original", "fr", "video/x-msvideo");
        let kept = file("e", "original", "fr", "video/mp4");
        let paper = file("f", "original", "fr", "application/pdf");
        let of = |file: &Held, others: &[&Held], waiting: &[(FileRole, Tongue)]| {
            let all: Vec<Held> = others.iter().map(|one| (*one).clone()).chain([file.clone()]).collect();
            offered(file, &all, waiting)
        };
        assert_eq!(of(&film, &[], &[]), Some(Form::Sound));
        assert_eq!(of(&film, &[&arabic], &[]), Some(Form::Sound), "in another language");
        assert_eq!(of(&film, &[&sound], &[]), None);
        assert_eq!(of(&film, &[], &[(FileRole::Audio, Tongue::Fr)]), None, "it waits for a second person");
        assert_eq!(of(&old, &[], &[]), Some(Form::Playable));
        assert_eq!(of(&old, &[&arabic], &[]), Some(Form::Playable));
        assert_eq!(of(&old, &[&film], &[]), None);
        for other in [&sound, &kept, &paper] {
            assert_eq!(of(other, &[], &[]), None);
        }
    }
}
