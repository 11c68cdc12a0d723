//! What a dataset measures.

use contract::{FieldCode, FieldError};
use entity::statistics::{codelist, dataset, indicator, parts::Localised};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::{
    edition::{stored, take},
    said::check_words,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    search,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::guard,
};

/// Which way is better.
pub const DIRECTIONS: [&str; 3] = ["up", "down", "neutral"];
const CODE_CHARS: usize = 60;
const LABEL_CHARS: usize = 300;
const DEFINITION_CHARS: usize = 2_000;
const MOST_DECIMALS: i32 = 6;
/// Indicators of one dataset.
const MOST_INDICATORS: u64 = 200;

/// An indicator, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorForm {
    /// Code.
    pub code: String,
    /// Name.
    pub label: Localised,
    /// Meaning.
    pub definition: Localised,
    /// Code of the unit.
    pub unit: String,
    /// Decimals shown.
    pub decimals: String,
    /// Which way is better.
    pub direction: String,
    /// Code of the indicator that counts whatever this one counts, and more; empty when there is none.
    pub part_of: String,
}

/// The indicators of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorPage {
    /// Title of the dataset.
    pub title: Localised,
    /// Its indicators.
    pub indicators: Vec<IndicatorForm>,
    /// Units.
    pub units: Vec<(String, Localised)>,
    /// Which edition of the description this is.
    pub edit: i32,
}

/// The indicators of a dataset.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; not found.
pub async fn indicators(services: &Services, actor: &Actor, id: &str) -> DomainResult<IndicatorPage> {
    require(actor, Permission::StatisticsManage, None)?;
    let set = stored(services, id).await?;
    let db = services.db.read();
    let rows = indicator::Entity::find()
        .filter(indicator::Column::DatasetId.eq(id))
        .order_by_asc(indicator::Column::Position)
        .all(db)
        .await?;
    let units = codelist::Entity::find()
        .filter(codelist::Column::Kind.eq("unit"))
        .order_by_asc(codelist::Column::Position)
        .all(db)
        .await?;
    Ok(IndicatorPage {
        title: set.title,
        edit: set.edit,
        units: units.into_iter().map(|unit| (unit.code, unit.label)).collect(),
        indicators: rows
            .into_iter()
            .map(|row| IndicatorForm {
                code: row.code,
                label: row.label,
                definition: row.definition,
                unit: row.unit,
                decimals: row.decimals.to_string(),
                direction: row.direction,
                part_of: row.part_of.unwrap_or_default(),
            })
            .collect(),
    })
}

/// Whether an indicator may be part of another one: that one is known, and not part of it.
fn is_above(all: &[IndicatorForm], code: &str, above: &str) -> bool {
    let mut at = above;
    // No longer than the list is.
    for _ in 0..=all.len() {
        if at == code {
            return false;
        }
        match all.iter().find(|one| one.code == at) {
            Some(one) if one.part_of.is_empty() => return true,
            Some(one) => at = &one.part_of,
            None => return false,
        }
    }
    false
}

/// Adds an indicator, or changes the one with this code. `edit` is the edition that she changes.
///
/// # Errors
/// As [`indicators`]; the refused fields; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn write_indicator(
    services: &Services,
    actor: &Actor,
    id: &str,
    edit: i32,
    said: &IndicatorForm,
) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    let page = indicators(services, actor, id).await?;
    let mut errors = Vec::new();
    let code = said.code.trim();
    // It stands in mappings, between a slash and an equals sign.
    let sound = !code.is_empty()
        && code.len() <= CODE_CHARS
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    if !sound {
        errors.push(FieldError::new("code", FieldCode::BadCharacters));
    }
    let label = check_words(&mut errors, "label", &said.label, LABEL_CHARS);
    let definition = check_words(&mut errors, "definition", &said.definition, DEFINITION_CHARS);
    if !page.units.iter().any(|(unit, _)| *unit == said.unit) {
        errors.push(FieldError::new("unit", FieldCode::UnknownChoice));
    }
    let decimals: Option<i32> =
        said.decimals.trim().parse().ok().filter(|count| (0..=MOST_DECIMALS).contains(count));
    if decimals.is_none() {
        errors.push(FieldError::new("decimals", FieldCode::NotANumber));
    }
    if !DIRECTIONS.contains(&said.direction.as_str()) {
        errors.push(FieldError::new("direction", FieldCode::UnknownChoice));
    }
    let part_of = said.part_of.trim();
    if !part_of.is_empty() && !is_above(&page.indicators, code, part_of) {
        errors.push(FieldError::new("part_of", FieldCode::UnknownChoice));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    // A code is one indicator in the whole room.
    let known = indicator::Entity::find_by_id(code).one(&tx).await?;
    if known.as_ref().is_some_and(|row| row.dataset_id != id) {
        errors.push(FieldError::new("code", FieldCode::Taken));
    }
    let count = indicator::Entity::find().filter(indicator::Column::DatasetId.eq(id)).count(&tx).await?;
    if known.is_none() && count >= MOST_INDICATORS {
        errors
            .push(FieldError::new("code", FieldCode::TooMany(usize::try_from(count).unwrap_or(usize::MAX))));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    take(&tx, id, edit, now).await?;
    let position = known.map_or_else(|| i32::try_from(count).unwrap_or(i32::MAX), |row| row.position);
    let row = indicator::ActiveModel {
        code: Set(code.to_owned()),
        dataset_id: Set(id.to_owned()),
        label: Set(label),
        definition: Set(definition),
        unit: Set(said.unit.clone()),
        decimals: Set(decimals.unwrap_or_default()),
        direction: Set(said.direction.clone()),
        position: Set(position),
        part_of: Set(Some(part_of.to_owned()).filter(|code| !code.is_empty())),
    };
    let columns = [
        indicator::Column::Label,
        indicator::Column::Definition,
        indicator::Column::Unit,
        indicator::Column::Decimals,
        indicator::Column::Direction,
        indicator::Column::PartOf,
    ];
    indicator::Entity::insert(row)
        .on_conflict(OnConflict::column(indicator::Column::Code).update_columns(columns).to_owned())
        .exec_without_returning(&tx)
        .await?;
    // The first one is what a new dataset is known by.
    dataset::Entity::update_many()
        .col_expr(dataset::Column::HeadlineIndicator, Expr::value(code))
        .filter(dataset::Column::Id.eq(id))
        .filter(dataset::Column::HeadlineIndicator.eq(""))
        .exec(&tx)
        .await?;
    // A unit may count women now that did not before, and what is part of what may be another thing.
    guard::forget(&tx, id).await?;
    search::index_dataset(&tx, id).await?;
    let entry = Entry::of(Action::StatisticsDescribe).on("dataset", id);
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_its_whole_and_is_not_its_own() {
        let one = |code: &str, part_of: &str| IndicatorForm {
            code: code.to_owned(),
            part_of: part_of.to_owned(),
            ..IndicatorForm::default()
        };
        let all = [one("ALL", ""), one("NEW", "ALL"), one("YOUNG", "NEW")];
        for (code, above, may) in [
            ("NEW", "ALL", true),
            ("OTHER", "YOUNG", true),
            ("ALL", "ALL", false),
            ("ALL", "YOUNG", false),
            ("NEW", "LOST", false),
        ] {
            assert_eq!(is_above(&all, code, above), may, "{code} in {above}");
        }
    }
}
