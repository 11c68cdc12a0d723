//! An organisation for machines, with the words of schema.org.

use contract::{ErrorCode, ids::OrganisationId};
use serde_json::{Map, Value, json};

use super::{
    read::{published, shows_contact},
    words::OrganisationKind,
};
use crate::{DomainError, DomainResult, Services};

/// JSON-LD of an organisation that is shown, in every language there is. `address` is that of its page.
///
/// # Errors
/// Not found; the database is away.
pub async fn json_ld(services: &Services, id: &OrganisationId, address: &str) -> DomainResult<String> {
    let found = published(services.db.read(), Some(id.as_str()), None).await?;
    let (row, texts) = found.into_iter().next().ok_or_else(DomainError::not_found)?;
    let said = |of: fn(&entity::directory::organisation_text::Model) -> &str| {
        let list = texts.iter().filter(|text| !of(text).is_empty());
        Value::Array(
            list.map(|text| json!({ "@value": of(text), "@language": text.locale.as_str() })).collect(),
        )
    };
    let kind = OrganisationKind::parse(&row.kind).unwrap_or(OrganisationKind::Other);
    let mut node = Map::new();
    let mut put = |name: &str, value: Value| {
        let empty = match &value {
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        if !empty {
            node.insert(name.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@id", json!(address));
    put("@type", json!(kind.schema()));
    put("mainEntityOfPage", json!(address));
    put("name", said(|text| &text.name));
    put("description", said(|text| &text.what_they_do));
    put("url", json!(row.website));
    if shows_contact(&row) {
        put("telephone", json!(row.phone));
        put("email", json!(row.email));
        put("address", said(|text| &text.address));
        put("openingHours", said(|text| &text.hours));
    }
    put("subjectOf", json!(row.source_url));
    put("dateModified", json!(row.checked_on));
    serde_json::to_string_pretty(&node).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}
