//! Organisations at the desk: whatever was not checked for longest comes first.

use contract::{Locale, ids::OrganisationId};
use entity::directory::{organisation, organisation_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    common::{days_since, is_due},
    sheet::OrganisationSheet,
    words::OrganisationKind,
};
use crate::{Actor, DomainError, DomainResult, Permission, Services, permission::require};

/// Which of them are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Those to be checked again.
    Due,
    /// Those that nobody sees.
    Hidden,
}

impl Show {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Due, Self::Hidden];

    /// As it stands in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Due => "due",
            Self::Hidden => "hidden",
        }
    }

    /// Reads that; whatever it is not is all.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.as_str() == text).unwrap_or_default()
    }
}

/// An organisation in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskOrganisation {
    /// Identifier.
    pub id: OrganisationId,
    /// Name, with its language.
    pub name: Option<(Locale, String)>,
    /// What it is.
    pub kind: Option<OrganisationKind>,
    /// Whether everybody sees it.
    pub published: bool,
    /// ISO day on which it was checked.
    pub checked_on: String,
    /// Whole days since then.
    pub days: Option<i64>,
    /// Whether it is to be checked again.
    pub due: bool,
    /// ISO day on which it agreed that its contact is shown.
    pub agreed_on: Option<String>,
}

/// An organisation, to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationForm {
    /// Identifier.
    pub id: OrganisationId,
    /// What it says now.
    pub sheet: OrganisationSheet,
    /// How often it was changed.
    pub version: i32,
    /// Whether everybody sees it.
    pub published: bool,
    /// Whether it came with the starter content.
    pub shipped: bool,
    /// Readable part of its address for this reader.
    pub slug: String,
    /// Whether it is to be checked again.
    pub due: bool,
}

/// All organisations, what was not checked for longest first.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn organisation_desk(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    show: Show,
) -> DomainResult<Vec<DeskOrganisation>> {
    require(actor, Permission::ContentEdit, None)?;
    let db = services.db.read();
    let rows = organisation::Entity::find()
        .order_by_asc(organisation::Column::CheckedOn)
        .order_by_asc(organisation::Column::Position)
        .order_by_asc(organisation::Column::Id)
        .all(db)
        .await?;
    let names: Vec<(String, String, String)> = organisation_text::Entity::find()
        .select_only()
        .columns([
            organisation_text::Column::OrganisationId,
            organisation_text::Column::Locale,
            organisation_text::Column::Name,
        ])
        .into_tuple()
        .all(db)
        .await?;
    let today = services.today();
    let list = rows.into_iter().map(|row| {
        let own = |l: Locale| names.iter().find(|(id, code, _)| *id == row.id && code == l.code());
        let name = locale.fallbacks().find_map(|l| Some((l, own(l)?.2.clone())));
        DeskOrganisation {
            name,
            kind: OrganisationKind::parse(&row.kind),
            published: row.published,
            days: days_since(&row.checked_on, &today),
            due: is_due(&row.checked_on, &today),
            checked_on: row.checked_on,
            agreed_on: row.contact_agreed_on,
            id: OrganisationId::trusted(row.id),
        }
    });
    Ok(list
        .filter(|one| match show {
            Show::All => true,
            Show::Due => one.due,
            Show::Hidden => !one.published,
        })
        .collect())
}

/// One of them, to be changed.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found.
pub async fn organisation_form(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    id: &OrganisationId,
) -> DomainResult<OrganisationForm> {
    require(actor, Permission::ContentEdit, None)?;
    let db = services.db.read();
    let row = organisation::Entity::find_by_id(id.as_str()).one(db).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let texts = organisation_text::Entity::find()
        .filter(organisation_text::Column::OrganisationId.eq(id.as_str()))
        .all(db)
        .await?;
    let slug = locale.fallbacks().find_map(|l| texts.iter().find(|text| text.locale == l.code()));
    Ok(OrganisationForm {
        sheet: OrganisationSheet::of(&row, &texts),
        version: row.version,
        published: row.published,
        shipped: !row.content_hash.is_empty(),
        slug: slug.map(|text| text.slug.clone()).unwrap_or_default(),
        due: is_due(&row.checked_on, &services.today()),
        id: OrganisationId::trusted(row.id),
    })
}
