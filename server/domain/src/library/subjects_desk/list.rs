//! Subjects as the desk lists them.

use std::collections::BTreeMap;

use contract::Locale;
use entity::library::{item_subject, subject, subject_text};
use sea_orm::{ColumnTrait, EntityTrait, QueryOrder, QuerySelect};

use crate::{
    Actor, DomainResult, Permission, Services,
    library::record::InLanguages,
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// A subject at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectLine {
    /// Identifier.
    pub id: String,
    /// The subject of which it is a part.
    pub broader: Option<String>,
    /// Version, which every change counts.
    pub version: i32,
    /// Names.
    pub labels: InLanguages,
    /// Other names.
    pub others: BTreeMap<Locale, Vec<String>>,
    /// Items about it, whatever their state.
    pub items: u64,
}

/// Every subject, the parts of each behind it.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn subjects_desk(services: &Services, actor: &Actor) -> DomainResult<Vec<SubjectLine>> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let rows = subject::Entity::find()
        .order_by_asc(subject::Column::Position)
        .order_by_asc(subject::Column::Id)
        .all(&tx)
        .await?;
    let counts: Vec<(String, i64)> = item_subject::Entity::find()
        .select_only()
        .column(item_subject::Column::SubjectId)
        .column_as(item_subject::Column::ItemId.count(), "items")
        .group_by(item_subject::Column::SubjectId)
        .into_tuple()
        .all(&tx)
        .await?;
    let counts: BTreeMap<String, i64> = counts.into_iter().collect();
    let mut lines: BTreeMap<String, SubjectLine> = BTreeMap::new();
    let mut order: Vec<(String, Option<String>)> = Vec::new();
    for row in rows {
        order.push((row.id.clone(), row.broader.clone()));
        let count = counts.get(&row.id).copied().unwrap_or_default();
        let line = SubjectLine {
            id: row.id.clone(),
            broader: row.broader,
            version: row.version,
            labels: InLanguages::new(),
            others: BTreeMap::new(),
            items: u64::try_from(count).unwrap_or_default(),
        };
        lines.insert(row.id, line);
    }
    for text in subject_text::Entity::find().all(&tx).await? {
        let (Some(line), Ok(locale)) = (lines.get_mut(&text.subject_id), text.locale.parse::<Locale>())
        else {
            continue;
        };
        line.labels.insert(locale, text.label);
        line.others.insert(locale, text.others.lines().map(str::to_owned).collect());
    }
    let entry = Entry::of(Action::LibraryRead);
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    let known: Vec<String> = order.iter().map(|(id, _)| id.clone()).collect();
    let mut sorted = Vec::new();
    for (id, broader) in &order {
        // A part of what there is not stands by itself.
        if broader.as_ref().is_some_and(|broader| known.contains(broader)) {
            continue;
        }
        sorted.extend(lines.remove(id));
        let parts = order.iter().filter(|(_, broader)| broader.as_ref() == Some(id));
        for (part, _) in parts {
            sorted.extend(lines.remove(part));
        }
    }
    sorted.extend(lines.into_values());
    Ok(sorted)
}
