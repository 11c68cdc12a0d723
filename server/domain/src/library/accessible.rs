//! What the portal itself knows of how an item can be used without seeing or hearing: what a librarian might say of it.

use entity::library::file;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    record::Record,
    words::{Access, FileRole, Kind},
};
use crate::DomainResult;

/// Something that is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aid {
    /// What is said stands in the picture.
    Captions,
    /// What is said can be read.
    Transcript,
    /// Neither: what is said can only be heard.
    NothingWritten,
    /// A film of which there is the sound alone.
    SoundAlone,
    /// Its text can be read aloud and made larger.
    ReadableText,
    /// Headings and contents lead through it.
    Structure,
    /// Pictures are described.
    Described,
}

impl Aid {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Captions,
        Self::Transcript,
        Self::NothingWritten,
        Self::SoundAlone,
        Self::ReadableText,
        Self::Structure,
        Self::Described,
    ];

    /// Whether it is so. `files`: what each is for, and whether it is described.
    fn holds(self, record: &Record, files: &[(FileRole, bool)]) -> bool {
        let said = |access| record.accessibility.contains(&access);
        let has = |role| files.iter().any(|(other, _)| *other == role);
        let recorded = matches!(record.kind, Kind::Audio | Kind::Video);
        match self {
            Self::Captions => said(Access::Captions) || has(FileRole::Captions),
            Self::Transcript => said(Access::Transcript) || has(FileRole::Transcript),
            Self::NothingWritten => {
                let written = [Self::Captions, Self::Transcript];
                recorded && !written.into_iter().any(|one| one.holds(record, files))
            }
            Self::SoundAlone => record.kind == Kind::Video && has(FileRole::Audio),
            Self::ReadableText => {
                said(Access::ReadableText) || !recorded && (has(FileRole::Html) || has(FileRole::Epub))
            }
            Self::Structure => said(Access::Structure),
            Self::Described => {
                let mut pictures = files.iter().filter(|(role, _)| *role == FileRole::Picture).peekable();
                said(Access::AlternativeText)
                    || pictures.peek().is_some() && pictures.all(|(_, described)| *described)
            }
        }
    }
}

/// What is known of an item, by its record and its files.
pub(super) async fn aids<C: ConnectionTrait>(db: &C, record: &Record) -> DomainResult<Vec<Aid>> {
    let rows: Vec<(String, Option<String>)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Role, file::Column::Alt])
        .filter(file::Column::ItemId.eq(record.id.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let files: Vec<(FileRole, bool)> =
        rows.into_iter().filter_map(|(role, alt)| Some((FileRole::parse(&role)?, alt.is_some()))).collect();
    Ok(Aid::ALL.into_iter().filter(|aid| aid.holds(record, &files)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::citation::tests::record;

    fn known(record: &Record, files: &[(FileRole, bool)]) -> Vec<Aid> {
        Aid::ALL.into_iter().filter(|aid| aid.holds(record, files)).collect()
    }

    #[test]
    fn what_is_known_is_told_and_nothing_else() {
        let bare = Record { accessibility: Vec::new(), ..record() };
        assert!(known(&bare, &[(FileRole::Pdf, false)]).is_empty());
        assert_eq!(known(&bare, &[(FileRole::Epub, false)]), [Aid::ReadableText]);
        let pictures = [(FileRole::Picture, true), (FileRole::Picture, false)];
        assert!(known(&bare, &pictures).is_empty());
        assert_eq!(known(&bare, &pictures[..1]), [Aid::Described]);
        let film = Record { kind: Kind::Video, ..bare };
        assert_eq!(known(&film, &[(FileRole::Video, false)]), [Aid::NothingWritten]);
        let whole = [(FileRole::Video, false), (FileRole::Audio, false), (FileRole::Captions, false)];
        assert_eq!(known(&film, &whole), [Aid::Captions, Aid::SoundAlone]);
        let told = Record { accessibility: vec![Access::Transcript, Access::Structure], ..film };
        assert_eq!(known(&told, &[]), [Aid::Transcript, Aid::Structure]);
    }
}
