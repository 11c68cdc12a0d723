//! Organisations as everybody reads them.

use contract::{Locale, Section, ids::OrganisationId};
use entity::directory::{organisation, organisation_text};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::words::{Area, OrganisationKind};
use crate::{DomainError, DomainResult, Services};

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one kind alone.
    pub kind: Option<OrganisationKind>,
    /// Of one section alone.
    pub section: Option<Section>,
}

/// An organisation in the best language there is for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Identifier.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Where it works.
    pub area: Area,
    /// Language of the words.
    pub locale: Locale,
    /// Readable part of its address.
    pub slug: String,
    /// Name.
    pub name: String,
    /// What it does.
    pub does: String,
    /// When it is open; nothing where its contact is not shown.
    pub hours: String,
    /// Where it is; nothing where its contact is not shown.
    pub address: String,
    /// Number; nothing where its contact is not shown.
    pub phone: String,
    /// Address for mail; nothing where its contact is not shown.
    pub email: String,
    /// Its site.
    pub website: String,
    /// ISO day on which it agreed that its contact is shown.
    pub agreed_on: Option<String>,
    /// Where what is said of it stands.
    pub source_url: String,
    /// ISO day on which it was compared with that.
    pub checked_on: String,
    /// Languages in which it is described, each with its slug.
    pub described_in: Vec<(Locale, String)>,
}

/// Whether everybody may see how an organisation is reached: it agreed, or it is a public office whose contact is
/// published where we say.
pub(crate) fn shows_contact(row: &organisation::Model) -> bool {
    let public = OrganisationKind::parse(&row.kind) == Some(OrganisationKind::Public);
    row.contact_agreed_on.is_some() || public && !row.source_url.is_empty()
}

/// Published organisations with their texts, the first first; `only` one of them. Two queries.
pub(crate) async fn published<C: ConnectionTrait>(
    db: &C,
    only: Option<&str>,
    kind: Option<OrganisationKind>,
) -> DomainResult<Vec<(organisation::Model, Vec<organisation_text::Model>)>> {
    let mut which = Condition::all().add(organisation::Column::Published.eq(true));
    if let Some(id) = only {
        which = which.add(organisation::Column::Id.eq(id));
    }
    if let Some(kind) = kind {
        which = which.add(organisation::Column::Kind.eq(kind.as_str()));
    }
    let rows = organisation::Entity::find()
        .filter(which)
        .order_by_asc(organisation::Column::Position)
        .order_by_asc(organisation::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut texts = organisation_text::Entity::find().order_by_asc(organisation_text::Column::Locale);
    if let Some(id) = only {
        texts = texts.filter(organisation_text::Column::OrganisationId.eq(id));
    }
    let texts = texts.all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = texts.iter().filter(|text| text.organisation_id == row.id).cloned().collect();
            (row, own)
        })
        .collect())
}

fn view(
    row: organisation::Model,
    texts: &[organisation_text::Model],
    reader: Locale,
) -> Option<Organisation> {
    let (locale, text) =
        reader.fallbacks().find_map(|l| Some((l, texts.iter().find(|text| text.locale == l.code())?)))?;
    let shown = shows_contact(&row);
    let contact = |value: &str| if shown { value.to_owned() } else { String::new() };
    let described_in = texts.iter().filter_map(|text| Some((text.locale.parse().ok()?, text.slug.clone())));
    Some(Organisation {
        kind: OrganisationKind::parse(&row.kind)?,
        sections: row.sections.split_whitespace().filter_map(|slug| slug.parse().ok()).collect(),
        area: Area::parse(&row.place)?,
        locale,
        slug: text.slug.clone(),
        name: text.name.clone(),
        does: text.what_they_do.clone(),
        hours: contact(&text.hours),
        address: contact(&text.address),
        phone: contact(&row.phone),
        email: contact(&row.email),
        website: row.website,
        agreed_on: row.contact_agreed_on,
        source_url: row.source_url,
        checked_on: row.checked_on,
        described_in: described_in.collect(),
        id: OrganisationId::trusted(row.id),
    })
}

/// Organisations that are shown, the first first.
///
/// # Errors
/// The database is away.
pub async fn organisations(
    services: &Services,
    locale: Locale,
    filter: Filter,
) -> DomainResult<Vec<Organisation>> {
    let found = published(services.db.read(), None, filter.kind).await?;
    let shown = found.into_iter().filter_map(|(row, texts)| view(row, &texts, locale));
    Ok(shown.filter(|one| filter.section.is_none_or(|section| one.sections.contains(&section))).collect())
}

/// One that is shown.
///
/// # Errors
/// Not found; the database is away.
pub async fn organisation(
    services: &Services,
    locale: Locale,
    id: &OrganisationId,
) -> DomainResult<Organisation> {
    let found = published(services.db.read(), Some(id.as_str()), None).await?;
    found.into_iter().find_map(|(row, texts)| view(row, &texts, locale)).ok_or_else(DomainError::not_found)
}
