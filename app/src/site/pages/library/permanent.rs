//! Permanent addresses: `/i/{id}` leads to the item in the reader's language, with an ending it is had in a form for
//! machines.

use contract::ids::ItemId;
use domain::{
    DomainError, DomainResult,
    library::{
        self, FileRole,
        citation::{Content, Format},
        pages,
    },
};

use super::stone;
use crate::site::{
    page::{PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// What an address without a language answers.
pub enum Permanent {
    /// A page, or the way to one.
    Reply(PageResult),
    /// A form for machines: file name, media type, contents.
    Form {
        /// ASCII.
        name: String,
        /// With its encoding.
        media_type: &'static str,
        /// UTF-8.
        text: String,
    },
}

/// Answers the last segment of a permanent address.
pub async fn permanent(ctx: RequestCtx, segment: &str) -> Permanent {
    let (id, format) = Format::split(segment);
    let Ok(id) = id.parse::<ItemId>() else { return Permanent::Reply(Err(DomainError::not_found())) };
    let record = match library::record(&ctx.for_reader(), &id).await {
        Ok(record) => record,
        Err(error) if format.is_some() => return Permanent::Reply(Err(error)),
        Err(error) => return Permanent::Reply(stone::in_place(ctx, &id, error).await),
    };
    match format {
        Some(format) => {
            let address = format!("{}{}", ctx.site.public_url, routes::item_permanent(&id));
            let contents = match format {
                Format::JsonLd => contents(&ctx, &id).await,
                _ => Ok(Vec::new()),
            };
            let contents = match contents {
                Ok(contents) => contents,
                Err(error) => return Permanent::Reply(Err(error)),
            };
            Permanent::Form {
                name: format!("{id}{}", format.ending()),
                media_type: format.media_type(),
                text: format.write(&record, &address, &contents),
            }
        }
        None => {
            let text = ctx.locale.fallbacks().find_map(|l| record.texts.get(&l));
            let slug = text.map(|text| text.slug.as_str()).unwrap_or_default();
            Permanent::Reply(Ok(Reply::permanent(routes::item(ctx.locale, &id, slug))))
        }
    }
}

/// The files of an item that are the work itself, what is seen before what is heard alone.
async fn contents(ctx: &RequestCtx, id: &ItemId) -> DomainResult<Vec<Content>> {
    let services = ctx.for_reader();
    let item = library::item(&services, ctx.locale, id).await?;
    let mut contents = Vec::new();
    for role in [FileRole::Video, FileRole::Audio, FileRole::Pdf, FileRole::Epub] {
        for file in item.files.iter().filter(|file| file.role == role) {
            let pages = match role {
                FileRole::Pdf => pages::pages_of(&services, file.id.as_str()).await?,
                _ => None,
            };
            contents.push(Content {
                url: format!(
                    "{}{}",
                    ctx.site.public_url,
                    routes::media(&file.id, &file.file_name, &file.sha256)
                ),
                media_type: file.media_type.clone(),
                seconds: file.seconds,
                pages,
                parts: Vec::new(),
            });
        }
    }
    let recording = contents
        .first_mut()
        .filter(|one| ["audio/", "video/"].iter().any(|of| one.media_type.starts_with(of)));
    if let Some(recording) = recording {
        recording.parts = library::parts_of(&services, id).await?;
    }
    Ok(contents)
}
