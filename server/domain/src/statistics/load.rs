//! Reading a dataset: all its figures at once, or a page of them where there are very many.

use std::{collections::HashMap, sync::Arc};

use contract::{ErrorCode, ids::DatasetId};
use entity::statistics::{
    chart as stored_chart, codelist, dataset as stored, dataset_version, figure_source, indicator,
    observation,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, UnionType},
};

use super::{
    chart::{Chart, PlotKind, plot},
    choice::{Choice, FILE, LONG, Offers, PAGE, PAGES, Pages, Sort},
    dataset::{Dataset, Indicator, Names, Row, Source, guarded_rows},
    guard::{self, Withheld},
    long,
    shapes::Shapes,
};
use crate::{DomainError, DomainResult, Services, json};

/// A dataset with the version it shows and its charts, as stored.
#[derive(Debug)]
pub(super) struct Head {
    pub set: stored::Model,
    pub version: dataset_version::Model,
    pub drawings: Vec<stored_chart::Model>,
}

/// The figures of a dataset, as far as they are shown.
struct Figures {
    drawn: HashMap<i32, Vec<Row>>,
    rows: Vec<Row>,
    key_rows: Vec<Row>,
    sources: Vec<Source>,
    offers: Offers,
    pages: Option<Pages>,
}

/// A dataset by its identifier, in three queries; four where small counts are withheld.
///
/// # Errors
/// Not found, or the database refuses.
pub async fn dataset(services: &Services, id: &DatasetId) -> DomainResult<Dataset> {
    chosen(services, id, &Choice::default()).await
}

/// What somebody chose of a dataset, in three queries; four where small counts are withheld, and more when it is read for the
/// first time.
///
/// # Errors
/// Not found, or the database refuses.
pub async fn chosen(services: &Services, id: &DatasetId, choice: &Choice) -> DomainResult<Dataset> {
    Ok(read(services, id, choice, true).await?.0)
}

/// The same for a file: without pages. `false` when there is more than fits into one.
///
/// # Errors
/// Not found, or the database refuses.
pub async fn whole(services: &Services, id: &DatasetId, choice: &Choice) -> DomainResult<(Dataset, bool)> {
    read(services, id, choice, false).await
}

pub(super) async fn head(services: &Services, id: &DatasetId) -> DomainResult<Head> {
    let joined = stored::Entity::find_by_id(id.as_str())
        .find_also_related(dataset_version::Entity)
        .find_also_related(stored_chart::Entity)
        .order_by_asc(stored_chart::Column::Position)
        .all(services.db.read())
        .await?;
    let mut head = None;
    let mut drawings = Vec::new();
    for (set, version, drawing) in joined {
        head.get_or_insert((set, version));
        drawings.extend(drawing);
    }
    let Some((set, Some(version))) = head else { return Err(DomainError::not_found()) };
    Ok(Head { set, version, drawings })
}

async fn read(
    services: &Services,
    id: &DatasetId,
    choice: &Choice,
    paged: bool,
) -> DomainResult<(Dataset, bool)> {
    let db = services.db.read();
    let head = head(services, id).await?;
    let key = long::key(&head);
    let mut known = long::known(&key);
    let mut figures = Vec::new();
    let mut withheld = None;
    if known.is_none() {
        let mut versions: Vec<i32> = head.drawings.iter().map(|drawing| drawing.version).collect();
        versions.push(head.set.version);
        versions.sort_unstable();
        versions.dedup();
        let all = versions.clone();
        figures = observation::Entity::find()
            .filter(observation::Column::DatasetId.eq(id.as_str()))
            .filter(observation::Column::Version.is_in(versions))
            .limit(LONG + 1)
            .find_also_related(figure_source::Entity)
            .all(db)
            .await?;
        if figures.len() as u64 > LONG {
            figures.clear();
            known = Some(long::learn(services, &head, key).await?);
        } else if head.set.min_cell > 0 {
            withheld = Some(guard::of_versions(services, &head.set, &all).await?);
        }
    }
    let (indicators, codes) = words(services, id).await?;
    let mut complete = true;
    let figures = match known {
        None => in_memory(&head, figures, withheld.as_ref(), choice),
        Some(known) => {
            let mut choice = choice.clone();
            if !paged {
                // An order by value leaves out what has none: a file holds everything.
                choice.sort = Sort::default();
            }
            let (offset, limit) = if paged { (choice.page * PAGE, PAGE) } else { (0, FILE) };
            if paged && choice.indicator.is_none() {
                choice.indicator = Some(head.set.headline_indicator.clone());
            }
            let mut rows = long::page(services, &head, &choice, (offset, limit + 1)).await?;
            let more = rows.len() as u64 > limit;
            rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            complete = paged || !more;
            Figures {
                drawn: known.drawn.clone(),
                rows,
                key_rows: known.key_rows.clone(),
                sources: known.sources.clone(),
                offers: known.offers.clone(),
                pages: Some(Pages { more: more && choice.page + 1 < PAGES }),
            }
        }
    };
    Ok((
        assemble(id.clone(), head, figures, (indicators, codes), choice.clone(), services.shapes()),
        complete,
    ))
}

/// A code, or an indicator.
#[derive(FromQueryResult)]
struct Word {
    kind: String,
    code: String,
    label: String,
    definition: String,
    /// What contains it; of an indicator its unit.
    parent: Option<String>,
    direction: String,
    counts: i32,
    decimals: i32,
    position: i32,
}

/// The kind of [`Word`] that no code has.
const INDICATOR: &str = "indicator";

/// The indicators of a dataset in order, and all codes. Two tables, one query.
async fn words(
    services: &Services,
    id: &DatasetId,
) -> DomainResult<(Vec<indicator::Model>, Vec<codelist::Model>)> {
    let own = |column: indicator::Column| json::text_of(Expr::col((indicator::Entity, column)));
    let mut query = indicator::Entity::find()
        .select_only()
        .expr_as(Expr::cust(format!("CAST('{INDICATOR}' AS TEXT)")), "kind")
        .column_as(indicator::Column::Code, "code")
        .expr_as(own(indicator::Column::Label), "label")
        .expr_as(own(indicator::Column::Definition), "definition")
        .column_as(indicator::Column::Unit, "parent")
        .column_as(indicator::Column::Direction, "direction")
        .expr_as(Expr::cust("0"), "counts")
        .column_as(indicator::Column::Decimals, "decimals")
        .column_as(indicator::Column::Position, "position")
        .filter(indicator::Column::DatasetId.eq(id.as_str()))
        .into_query();
    let counts = Expr::col((codelist::Entity, codelist::Column::Counts)).eq(true);
    let codes = codelist::Entity::find()
        .select_only()
        .column_as(codelist::Column::Kind, "kind")
        .column_as(codelist::Column::Code, "code")
        .expr_as(json::text_of(Expr::col((codelist::Entity, codelist::Column::Label))), "label")
        .expr_as(Expr::cust("CAST('' AS TEXT)"), "definition")
        .column_as(codelist::Column::Parent, "parent")
        .expr_as(Expr::cust("CAST('' AS TEXT)"), "direction")
        .expr_as(json::flag(counts), "counts")
        .expr_as(Expr::cust("0"), "decimals")
        .column_as(codelist::Column::Position, "position")
        .into_query();
    query.union(UnionType::All, codes);
    let read = |text: &str| {
        serde_json::from_str(text).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
    };
    let (mut indicators, mut codes) = (Vec::new(), Vec::new());
    for row in services.db.read().query_all(&query).await? {
        let word = Word::from_query_result(&row, "")?;
        if word.kind == INDICATOR {
            indicators.push(indicator::Model {
                code: word.code,
                dataset_id: id.to_string(),
                label: read(&word.label)?,
                definition: read(&word.definition)?,
                unit: word.parent.unwrap_or_default(),
                decimals: word.decimals,
                direction: word.direction,
                position: word.position,
                // What is part of what counts where it is worked out what is withheld.
                part_of: None,
            });
        } else {
            codes.push(codelist::Model {
                label: read(&word.label)?,
                kind: word.kind,
                code: word.code,
                parent: word.parent,
                counts: word.counts != 0,
                position: word.position,
                // Only the desk asks for these.
                aliases: String::new(),
                edit: 0,
                desk_at: None,
            });
        }
    }
    indicators.sort_by(|a, b| (a.position, &a.code).cmp(&(b.position, &b.code)));
    Ok((indicators, codes))
}

/// Figures that were all read: what is withheld follows from the whole version, then what was chosen is taken.
fn in_memory(
    head: &Head,
    figures: Vec<(observation::Model, Option<figure_source::Model>)>,
    withheld: Option<&Withheld>,
    choice: &Choice,
) -> Figures {
    let set = &head.set;
    let mut by_version: HashMap<i32, Vec<observation::Model>> = HashMap::new();
    let mut sources: Vec<Source> = Vec::new();
    for (figure, source) in figures {
        if figure.version == set.version
            && let Some(source) = source
            && !sources.iter().any(|known| known.id == source.id)
        {
            sources.push(Source { id: source.id, title: source.title, url: source.url });
        }
        by_version.entry(figure.version).or_default().push(figure);
    }
    let drawn: HashMap<i32, Vec<Row>> = by_version
        .iter()
        .map(|(n, figures)| (*n, guarded_rows(figures, |row| withheld.is_some_and(|known| known.has(row)))))
        .collect();
    let all = drawn.get(&set.version).map(Vec::as_slice).unwrap_or_default();
    let mut offers = Offers::default();
    for row in all {
        if !offers.geos.contains(&row.geo) {
            offers.geos.push(row.geo.clone());
        }
        if !offers.sexes.contains(&row.sex) {
            offers.sexes.push(row.sex.clone());
        }
        let year = row.period.year();
        let (first, last) = offers.years.unwrap_or((year, year));
        offers.years = Some((std::cmp::min(first, year), std::cmp::max(last, year)));
    }
    let is_key = |row: &&Row| row.indicator == set.headline_indicator && row.geo == set.headline_geo;
    let key_rows = all.iter().filter(is_key).cloned().collect();
    let rows = all.iter().filter(|row| choice.keeps(row)).cloned().collect();
    Figures { drawn, rows, key_rows, sources, offers, pages: None }
}

fn assemble(
    id: DatasetId,
    head: Head,
    figures: Figures,
    (indicators, codes): (Vec<indicator::Model>, Vec<codelist::Model>),
    choice: Choice,
    shapes: Option<&Arc<Shapes>>,
) -> Dataset {
    let Head { set, version, drawings } = head;
    let Figures { drawn, mut rows, key_rows, sources, mut offers, pages } = figures;
    let order: Vec<&str> = indicators.iter().map(|indicator| indicator.code.as_str()).collect();
    let names = Names(
        codes.iter().map(|c| ((c.kind.clone(), c.code.clone()), (c.position, c.label.clone()))).collect(),
    );
    let charts = drawings
        .into_iter()
        .map(|drawing| {
            let rows = drawn.get(&drawing.version).map(Vec::as_slice).unwrap_or_default();
            let mut drawn = plot(&drawing.kind, &drawing.filter, rows, &order, &names);
            if drawn.kind == PlotKind::Map {
                drawn.shapes = shapes.cloned();
            }
            Chart {
                id: drawing.id,
                title: drawing.title,
                note: drawing.note,
                outdated: drawing.version != set.version,
                version: drawing.version,
                plot: drawn,
            }
        })
        .collect();
    let place = |code: &str| order.iter().position(|known| *known == code);
    // A page of a long table came in its order.
    if pages.is_none() {
        rows.sort_by_key(|row| {
            (
                place(&row.indicator),
                names.position("geo", &row.geo),
                std::cmp::Reverse(row.period.sort_key()),
                row.sex.clone(),
            )
        });
    }
    offers.geos.sort_by_key(|code| names.position("geo", code));
    offers.sexes.sort_unstable();
    Dataset {
        id,
        slug: set.slug,
        theme: set.theme,
        section: set.section,
        title: set.title,
        summary: set.summary,
        publisher: set.publisher,
        url: set.url,
        accessed: set.accessed,
        licence: set.licence,
        coverage: set.coverage,
        frequency: set.frequency,
        method: set.method.0,
        min_cell: u16::try_from(set.min_cell).unwrap_or_default(),
        layout: set.layout,
        headline: (set.headline_indicator, set.headline_geo, set.headline_sex),
        clause: set.headline_clause,
        version: set.version,
        imported_at: version.imported_at,
        indicators: indicators
            .into_iter()
            .map(|indicator| Indicator {
                code: indicator.code,
                label: indicator.label,
                definition: indicator.definition,
                unit: indicator.unit,
                decimals: usize::try_from(indicator.decimals).unwrap_or_default(),
            })
            .collect(),
        rows,
        key_rows,
        choice,
        offers,
        pages,
        charts,
        sources,
        names,
    }
}
