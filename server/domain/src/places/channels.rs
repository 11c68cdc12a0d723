//! The association's channels elsewhere: plain links. Nothing of theirs is ever loaded on a page.

use contract::{FieldCode, FieldError, Locale};
use entity::places::{channel, channel_text};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryOrder,
};

use super::{in_best, is_internal, link, load, moved, position};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    services::new_id,
    staff::audit::{self, Action, Entry},
    text::{check_length, single_line},
};

/// Longest label.
const LABEL_MAX: usize = 60;
/// Most channels.
const CHANNELS_MAX: usize = 12;

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// Facebook.
    Facebook,
    /// Instagram.
    Instagram,
    /// YouTube.
    Youtube,
    /// TikTok.
    Tiktok,
    /// Telegram.
    Telegram,
    /// WhatsApp.
    Whatsapp,
    /// Another site.
    Website,
}

impl ChannelKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Facebook,
        Self::Instagram,
        Self::Youtube,
        Self::Tiktok,
        Self::Telegram,
        Self::Whatsapp,
        Self::Website,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Facebook => "facebook",
            Self::Instagram => "instagram",
            Self::Youtube => "youtube",
            Self::Tiktok => "tiktok",
            Self::Telegram => "telegram",
            Self::Whatsapp => "whatsapp",
            Self::Website => "website",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Identifier.
    pub id: String,
    /// What it is.
    pub kind: ChannelKind,
    /// https address.
    pub url: String,
    /// Labels by language; without any it is called by its kind.
    pub labels: Vec<(Locale, String)>,
}

impl Channel {
    /// Its label in the best language there is.
    pub fn label(&self, locale: Locale) -> Option<(Locale, &String)> {
        in_best(&self.labels, locale)
    }
}

/// The form of a new channel, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewChannel {
    /// What it is.
    pub kind: String,
    /// https address.
    pub url: String,
    /// Labels by language.
    pub labels: Vec<(Locale, String)>,
}

/// All of them, in order.
pub(super) async fn read<C: ConnectionTrait>(db: &C) -> DomainResult<Vec<Channel>> {
    let rows = channel::Entity::find()
        .order_by_asc(channel::Column::Position)
        .order_by_asc(channel::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let texts = channel_text::Entity::find().all(db).await?;
    let of = |id: &str| {
        texts
            .iter()
            .filter(|text| text.channel_id == id)
            .filter_map(|text| Some((text.locale.parse().ok()?, text.text.clone())))
            .collect()
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let kind = ChannelKind::parse(&row.kind)?;
            Some(Channel { labels: of(&row.id), id: row.id, kind, url: row.url })
        })
        .collect())
}

/// All of them, for the desk.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn desk(services: &Services, actor: &Actor) -> DomainResult<Vec<Channel>> {
    require(actor, Permission::ContentPublish, None)?;
    read(services.db.read()).await
}

/// Adds a channel at the end.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused fields `kind`, `url`, `label_ar` and so on.
pub async fn add(services: &Services, actor: &Actor, form: &NewChannel) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let mut errors = Vec::new();
    let mut refuse = |field: &str, typed: &str, code: FieldCode| {
        let code = if typed.trim().is_empty() { FieldCode::Required } else { code };
        errors.push(FieldError::new(field, code));
    };
    let kind = ChannelKind::parse(&form.kind);
    if kind.is_none() {
        refuse("kind", &form.kind, FieldCode::UnknownChoice);
    }
    let url = link(&form.url).filter(|url| !is_internal(url));
    if url.is_none() {
        refuse("url", &form.url, FieldCode::NotALink);
    }
    let labels: Vec<(Locale, String)> =
        form.labels.iter().map(|(locale, text)| (*locale, single_line(text))).collect();
    for (locale, text) in &labels {
        check_length(&mut errors, &format!("label_{locale}"), text, 0, LABEL_MAX);
    }
    let tx = services.db.begin().await?;
    let count = usize::try_from(channel::Entity::find().count(&tx).await?).unwrap_or(usize::MAX);
    if count >= CHANNELS_MAX {
        errors.push(FieldError::new("kind", FieldCode::TooMany(CHANNELS_MAX)));
    }
    let last = channel::Entity::find().order_by_desc(channel::Column::Position).one(&tx).await?;
    let (Some(kind), Some(url), true) = (kind, url, errors.is_empty()) else {
        return Err(DomainError::fields(errors));
    };
    let id = new_id();
    let row = channel::ActiveModel {
        id: Set(id.clone()),
        kind: Set(kind.as_str().to_owned()),
        url: Set(url),
        position: Set(last.map_or(0, |last| last.position.saturating_add(1))),
    };
    channel::Entity::insert(row).exec_without_returning(&tx).await?;
    for (locale, text) in labels.into_iter().filter(|(_, text)| !text.is_empty()) {
        let row = channel_text::ActiveModel {
            channel_id: Set(id.clone()),
            locale: Set(locale.code().to_owned()),
            text: Set(text),
        };
        channel_text::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let entry = Entry::of(Action::ChannelChange).on("channel", id).detail("add");
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

/// Moves a channel a place up or down. One that is at the end already, or gone, moves nothing.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn shift(services: &Services, actor: &Actor, id: &str, up: bool) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    let mut rows = channel::Entity::find()
        .order_by_asc(channel::Column::Position)
        .order_by_asc(channel::Column::Id)
        .all(&tx)
        .await?;
    let at = rows.iter().position(|row| row.id == id);
    if !at.is_some_and(|at| moved(&mut rows, at, up)) {
        return Ok(());
    }
    for (at, row) in rows.into_iter().enumerate() {
        let mut change = row.into_active_model();
        change.position = Set(position(at));
        change.update(&tx).await?;
    }
    let entry = Entry::of(Action::ChannelChange).on("channel", id).detail("move");
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

/// Takes a channel away. One that is gone already changes nothing.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn remove(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    if channel::Entity::delete_by_id(id).exec(&tx).await?.rows_affected > 0 {
        let entry = Entry::of(Action::ChannelChange).on("channel", id).detail("remove");
        audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    }
    tx.commit().await?;
    load(services).await
}
