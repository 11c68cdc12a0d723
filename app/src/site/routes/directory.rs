//! Addresses of organisations, and of the desk's pages of organisations, helplines and the launch check-list.

use contract::{Locale, ids::OrganisationId};
use domain::directory::{Filter, OrganisationKind, Show};

use super::{slugged, with_pairs};

/// Organisations that help.
pub fn organisations(l: Locale) -> String {
    format!("/{l}/organisations")
}

/// Those of a kind or a section.
pub fn organisations_of(l: Locale, filter: Filter) -> String {
    let pairs = [
        ("kind", filter.kind.map(OrganisationKind::as_str).unwrap_or_default().to_owned()),
        ("section", filter.section.map(|section| section.slug()).unwrap_or_default().to_owned()),
    ];
    with_pairs(&organisations(l), &pairs)
}

/// An organisation.
pub fn organisation(l: Locale, id: &OrganisationId, slug: &str) -> String {
    format!("/{l}/organisations/{}", slugged(id.as_str(), slug))
}

/// The same for machines.
pub fn organisation_data(l: Locale, id: &OrganisationId) -> String {
    format!("/{l}/organisations/{id}/data.jsonld")
}

/// Organisations at the desk.
pub fn desk_organisations(l: Locale) -> String {
    format!("/{l}/desk/organisations")
}

/// Some of them.
pub fn desk_organisations_of(l: Locale, show: Show) -> String {
    with_pairs(&desk_organisations(l), &[("show", show.as_str().to_owned())])
}

/// The form of a new one.
pub fn desk_organisation_new(l: Locale) -> String {
    format!("{}/new", desk_organisations(l))
}

/// One of them.
pub fn desk_organisation(l: Locale, id: &OrganisationId) -> String {
    format!("{}/{id}", desk_organisations(l))
}

/// The numbers that help, at the desk.
pub fn desk_helplines(l: Locale) -> String {
    format!("/{l}/desk/helplines")
}

/// The form of a new one.
pub fn desk_helpline_new(l: Locale) -> String {
    format!("{}/new", desk_helplines(l))
}

/// One of them, to be changed.
pub fn desk_helpline(l: Locale, id: &str) -> String {
    format!("{}/{}", desk_helplines(l), super::encoded(id))
}

/// What is still to be confirmed before the portal opens.
pub fn launch(l: Locale) -> String {
    format!("/{l}/desk/launch")
}

/// One point of it.
pub fn launch_point(l: Locale, code: &str) -> String {
    format!("{}/{}", launch(l), super::encoded(code))
}
