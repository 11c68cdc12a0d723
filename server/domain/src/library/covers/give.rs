//! The cover behind an address.

use bytes::{Bytes, BytesMut};
use contract::{ErrorCode, ids::ItemId};
use entity::library::{blob, cover, item};
use futures::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    super::{
        blobs,
        given::is_closed,
        life::refusal,
        list::visible,
        words::{Kind, Reach},
    },
    draw::drawn,
};
use crate::{DomainError, DomainResult, Services};

/// The forms of a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverForm {
    /// Which everything reads.
    Jpeg,
    /// Which is smaller.
    Webp,
}

impl CoverForm {
    /// Reads the last segment of an address: an identifier and the ending of a form.
    pub fn split(name: &str) -> Option<(ItemId, Self)> {
        let (id, ending) = name.rsplit_once('.')?;
        let form = match ending {
            "jpg" => Self::Jpeg,
            "webp" => Self::Webp,
            _ => return None,
        };
        Some((id.parse().ok()?, form))
    }

    /// What its bytes are.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// A cover; its bytes may lie in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverPicture {
    /// SHA-256 of its bytes; also their strong validator.
    pub sha256: String,
    drawn: Option<Bytes>,
    /// Everybody may keep it: it is not of a testimony, and not for members alone.
    pub is_open: bool,
}

impl CoverPicture {
    /// Its bytes.
    ///
    /// # Errors
    /// The blob store is away.
    pub async fn bytes(self, services: &Services) -> DomainResult<Bytes> {
        if let Some(drawn) = self.drawn {
            return Ok(drawn);
        }
        let mut stream = blobs::open(services, &self.sha256, None).await?;
        let mut bytes = BytesMut::new();
        let next = |error: std::io::Error| DomainError::caused(ErrorCode::Unavailable, error);
        while let Some(chunk) = stream.try_next().await.map_err(next)? {
            bytes.extend_from_slice(&chunk);
        }
        blobs::whole_or_refused(services, &self.sha256, &bytes).await?;
        Ok(bytes.freeze())
    }
}

/// The cover of an item that the reader may see: the one made from its files, else the drawn one.
///
/// # Errors
/// [`ErrorCode::Gone`] for what was withdrawn or erased; not found when there is no such visible item.
pub async fn cover(services: &Services, id: &ItemId, form: CoverForm) -> DomainResult<CoverPicture> {
    let db = services.db.read();
    let found: Option<(String, Option<String>, String, bool, bool)> = item::Entity::find_by_id(id.as_str())
        .select_only()
        .columns([item::Column::Kind, item::Column::Section])
        .columns([item::Column::Reach, item::Column::Testimony, item::Column::TextOnly])
        .filter(visible(services))
        .into_tuple()
        .one(db)
        .await?;
    let Some((kind, section, reach, testimony, text_only)) = found else {
        return Err(refusal(db, id).await?);
    };
    let is_open = Reach::parse(&reach).is_some_and(Reach::is_public) && !testimony;
    // Of which only the words may be given, no face is shown.
    let mut kept = cover::Entity::find_by_id(id.as_str()).one(db).await?.filter(|_| !text_only);
    // Nor is what was made from a file that is closed now.
    if let Some(source) = kept.as_ref().and_then(|row| row.made_from.as_deref())
        && is_closed(services, id.as_str(), source).await?
    {
        kept = None;
    }
    let kept = kept.and_then(|row| match form {
        CoverForm::Jpeg => row.jpeg,
        CoverForm::Webp => row.webp,
    });
    if let Some(sha256) = kept {
        let sound = blob::Entity::find_by_id(sha256.as_str())
            .select_only()
            .column(blob::Column::Sha256)
            .filter(blob::Column::BadSince.is_null())
            .into_tuple::<String>()
            .one(db)
            .await?;
        if sound.is_some() {
            return Ok(CoverPicture { sha256, drawn: None, is_open });
        }
    }
    let kind = Kind::parse(&kind).ok_or_else(DomainError::not_found)?;
    let drawn = drawn(kind, section.and_then(|slug| slug.parse().ok())).await?;
    let (bytes, sha256) = match form {
        CoverForm::Jpeg => drawn.jpeg.clone(),
        CoverForm::Webp => drawn.webp.clone(),
    };
    Ok(CoverPicture { sha256, drawn: Some(bytes), is_open })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_identifier_with_a_known_ending_is_a_cover() {
        assert_eq!(CoverForm::split("udhrar.jpg").map(|(_, form)| form), Some(CoverForm::Jpeg));
        assert_eq!(CoverForm::split("udhrar.webp").map(|(_, form)| form), Some(CoverForm::Webp));
        for none in ["udhrar", "udhrar.png", ".jpg", "../x.jpg", "udhrar.jpg.svg", ""] {
            assert_eq!(CoverForm::split(none), None, "{none}");
        }
    }
}
