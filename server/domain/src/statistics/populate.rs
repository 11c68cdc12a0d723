//! Many figures, made up and the same for the same seed: for measuring and for trying things out.

use contract::ErrorCode;
use entity::statistics::{
    codelist, dataset, dataset_version, figure_source, indicator, observation,
    parts::{Dimension, Localised, Notes, TableLayout},
};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use super::{catalogue::sha256, guard};
use crate::{
    DomainError, DomainResult, Services,
    forum::{Dice, among},
    search,
};

/// The dataset that is filled, and the one into which a file can be imported.
const FILLED: &str = "populatedlong";
const EMPTY: &str = "populatedfile";
/// Rows of one statement: 13 columns, and SQLite takes 32 766 values.
const CHUNK: usize = 2_000;
/// Rows of one transaction.
const AT_ONCE: usize = 100_000;
/// The governorates; the shipped list knows some of them, and none of these.
const PLACES: usize = 24;
/// Groups of five years.
const AGES: usize = 20;
const YEARS: std::ops::RangeInclusive<u16> = 1960..=2024;
const SEXES: [&str; 3] = ["F", "M", "T"];
/// Indicators of the dataset into which a file can be imported.
const OF_FILE: usize = 5;
/// Every so many indicators one counts people; the others are shares.
const COUNTS: usize = 5;
const MIN_CELL: i32 = 5;
const SOURCE: &str = "populated";

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measuring {
    /// Figures.
    pub observations: u64,
    /// The same seed makes the same figures.
    pub seed: u64,
    /// Also where people have accounts.
    pub among_people: bool,
}

/// A dataset `populatedlong` with so many figures, by governorate, sex, age, year and indicator, some of them so small
/// that they are withheld; and an empty one, `populatedfile`, into which a file with the same places and ages can be
/// imported. Made once: what was made before is replaced by nothing. Returns how many figures.
///
/// # Errors
/// `Forbidden` where people have accounts, unless the plan says so; `InvalidForm` for a plan without figures;
/// `Conflict` where it was done before.
pub async fn populate(services: &Services, measuring: &Measuring) -> DomainResult<u64> {
    if measuring.observations == 0 {
        return Err(DomainError::new(ErrorCode::InvalidForm));
    }
    among(services, measuring.among_people).await?;
    if dataset::Entity::find_by_id(FILLED).one(services.db.read()).await?.is_some() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let wanted = usize::try_from(measuring.observations).unwrap_or(usize::MAX);
    let each = (PLACES + 1) * (AGES + 1) * YEARS.count() * SEXES.len();
    let indicators = wanted.div_ceil(each);
    frame(services, indicators).await?;
    let mut dice = Dice(measuring.seed);
    let (mut rows, mut made) = (Vec::with_capacity(AT_ONCE), 0_usize);
    for at in 0..indicators {
        for (geo, age) in (0..=PLACES).flat_map(|geo| (0..=AGES).map(move |age| (geo, age))) {
            for year in YEARS {
                for sex in SEXES {
                    if made == wanted {
                        break;
                    }
                    made += 1;
                    rows.push(figure(&mut dice, at, (&place(geo), &group(age), year, sex)));
                }
            }
            if rows.len() >= AT_ONCE {
                write(services, std::mem::take(&mut rows)).await?;
            }
        }
    }
    write(services, rows).await?;
    // As an import does: no reader waits for it.
    guard::keep_all_now(services).await?;
    // The planner learns how much there is.
    services.db.analyze().await?;
    Ok(made as u64)
}

fn place(n: usize) -> String {
    if n == 0 { "TN".to_owned() } else { format!("populated-{n}") }
}

fn group(n: usize) -> String {
    if n == 0 { "total".to_owned() } else { format!("populated-{n}") }
}

fn code(of: &str, n: usize) -> String {
    format!("{of}.{n}")
}

fn figure(
    dice: &mut Dice,
    at: usize,
    (geo, age, year, sex): (&str, &str, u16, &str),
) -> observation::ActiveModel {
    let roll = dice.roll();
    let value = if !at.is_multiple_of(COUNTS) {
        f64::from(u16::try_from(roll % 1_000).unwrap_or_default()) / 10.0
    } else if roll.is_multiple_of(2_000) {
        3.0
    } else {
        f64::from(u16::try_from(100 + roll % 50_000).unwrap_or_default())
    };
    observation::ActiveModel {
        dataset_id: Set(FILLED.to_owned()),
        version: Set(1),
        indicator: Set(code(FILLED, at)),
        geo: Set(geo.to_owned()),
        period: Set(year.to_string()),
        sex: Set(sex.to_owned()),
        age: Set(age.to_owned()),
        value: Set(Some(value)),
        status: Set("normal".to_owned()),
        comparable: Set(code(FILLED, at)),
        note: Set(None),
        source_code: Set(code(FILLED, at)),
        source_id: Set(SOURCE.to_owned()),
    }
}

async fn write(services: &Services, mut rows: Vec<observation::ActiveModel>) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(CHUNK));
        let batch = std::mem::replace(&mut rows, rest);
        observation::Entity::insert_many(batch).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn words(ar: &str, fr: &str, en: &str, n: usize) -> Localised {
    Localised { ar: format!("{ar} {n}"), fr: format!("{fr} {n}"), en: format!("{en} {n}") }
}

/// Places, ages, the source, both datasets with their indicators, and the version that is filled.
async fn frame(services: &Services, indicators: usize) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    let listed = |kind: &str, code: String, label: Localised, n: usize| codelist::ActiveModel {
        kind: Set(kind.to_owned()),
        code: Set(code),
        label: Set(label),
        parent: Set((kind == "geo").then(|| "TN".to_owned())),
        counts: Set(false),
        position: Set(i32::try_from(1_000 + n).unwrap_or(i32::MAX)),
        ..Default::default()
    };
    let places =
        (1..=PLACES).map(|n| listed("geo", place(n), words("ولاية", "Gouvernorat", "Governorate", n), n));
    let ages =
        (1..=AGES).map(|n| listed("age", group(n), words("فئة عمريّة", "Groupe d’âge", "Age group", n), n));
    codelist::Entity::insert_many(places.chain(ages))
        .on_conflict(
            OnConflict::columns([codelist::Column::Kind, codelist::Column::Code])
                .update_column(codelist::Column::Position)
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    let source = figure_source::ActiveModel {
        id: Set(SOURCE.to_owned()),
        title: Set(words("مصدر مختلق", "Source inventée", "Made-up source", 1)),
        url: Set("https://example.org/".to_owned()),
    };
    figure_source::Entity::insert(source)
        .on_conflict(
            OnConflict::column(figure_source::Column::Id)
                .update_column(figure_source::Column::Url)
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    for (n, (id, version, count)) in [(FILLED, 1, indicators), (EMPTY, 0, OF_FILE)].into_iter().enumerate() {
        dataset::Entity::insert(described(services, id, version, n)).exec_without_returning(&tx).await?;
        let rows = (0..count).map(|at| indicator::ActiveModel {
            code: Set(code(id, at)),
            dataset_id: Set(id.to_owned()),
            label: Set(words("مؤشّر", "Indicateur", "Indicator", at + 1)),
            definition: Set(words("أرقام مختلقة", "Chiffres inventés", "Made-up figures", at + 1)),
            unit: Set(if at.is_multiple_of(COUNTS) { "persons" } else { "percent" }.to_owned()),
            decimals: Set(i32::from(!at.is_multiple_of(COUNTS))),
            direction: Set("neutral".to_owned()),
            position: Set(i32::try_from(at).unwrap_or(i32::MAX)),
            part_of: Set(None),
        });
        indicator::Entity::insert_many(rows).exec_without_returning(&tx).await?;
    }
    let head = dataset_version::ActiveModel {
        dataset_id: Set(FILLED.to_owned()),
        n: Set(1),
        imported_at: Set(services.now_ms()),
        sha256: Set(sha256(&[FILLED.as_bytes()])),
        rows_sha256: Set(sha256(&[FILLED.as_bytes()])),
        note: Set(String::new()),
        member_id: Set(None),
        added: Set(None),
        changed: Set(None),
        removed: Set(None),
        accessed: Set(None),
    };
    dataset_version::Entity::insert(head).exec_without_returning(&tx).await?;
    search::index_dataset(&tx, FILLED).await?;
    tx.commit().await?;
    Ok(())
}

fn described(services: &Services, id: &str, version: i32, n: usize) -> dataset::ActiveModel {
    let title = words("أرقام مختلقة", "Chiffres inventés", "Made-up figures", n + 1);
    let slug = "populated".to_owned();
    dataset::ActiveModel {
        id: Set(id.to_owned()),
        slug: Set(Localised { ar: slug.clone(), fr: slug.clone(), en: slug }),
        theme: Set("people".to_owned()),
        section: Set("statistical-data".to_owned()),
        title: Set(title.clone()),
        summary: Set(title.clone()),
        publisher: Set(title.clone()),
        url: Set("https://example.org/".to_owned()),
        accessed: Set(services.today()),
        licence: Set("not-stated".to_owned()),
        coverage: Set(title),
        frequency: Set("annual".to_owned()),
        method: Set(Notes(Vec::new())),
        min_cell: Set(MIN_CELL),
        layout: Set(TableLayout {
            rows: vec![Dimension::Geo, Dimension::Age, Dimension::Period],
            columns: vec![Dimension::Sex],
        }),
        headline_indicator: Set(code(id, 0)),
        headline_geo: Set("TN".to_owned()),
        headline_sex: Set("F".to_owned()),
        headline_clause: Set(Localised {
            ar: "{value}".to_owned(),
            fr: "{value}".to_owned(),
            en: "{value}".to_owned(),
        }),
        version: Set(version),
        position: Set(i32::try_from(1_000 + n).unwrap_or(i32::MAX)),
        catalogue_sha256: Set(String::new()),
        source_sha256: Set(String::new()),
        next_expected: Set(None),
        edit: Set(0),
        // As if the desk had made it: no shipped file touches it.
        desk_at: Set(Some(services.now_ms())),
    }
}
