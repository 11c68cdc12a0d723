//! What is said of a dataset, in three languages.

use contract::{ErrorCode, FieldCode, FieldError, Section};
use entity::statistics::{
    codelist, dataset, indicator,
    parts::{Dimension, Localised, Notes, TableLayout},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::slug_of,
    permission::require,
    search,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
    text::{multi_line, single_line},
};

/// Licences.
pub const LICENCES: [&str; 2] = ["cc-by-4.0", "not-stated"];
/// How often figures come.
pub const FREQUENCIES: [&str; 7] =
    ["annual", "quarterly", "survey", "census", "on-change", "irregular", "once"];
/// Layouts of the table: what runs down, what runs across.
pub const LAYOUTS: [&str; 6] =
    ["period/sex", "period/geo", "period/indicator", "geo/sex", "geo/indicator", "indicator/sex"];

const LINE_CHARS: usize = 300;
const TEXT_CHARS: usize = 2_000;
const ADDRESS_CHARS: usize = 1_000;
/// Notes of method.
const MOST_NOTES: usize = 20;
/// Highest smallest count.
const MOST_CELL: i32 = 1_000;

/// What is said of a dataset, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Title.
    pub title: Localised,
    /// What it holds.
    pub summary: Localised,
    /// Who produces it.
    pub publisher: Localised,
    /// Whom and where it covers.
    pub coverage: Localised,
    /// Notes of method, a line each.
    pub method: Localised,
    /// Sentence of the headline figure, with `{value}`; nothing says the value alone.
    pub clause: Localised,
    /// Address of the source.
    pub url: String,
    /// ISO day on which the source was read.
    pub accessed: String,
    /// Licence.
    pub licence: String,
    /// How often figures come.
    pub frequency: String,
    /// Smallest count that is shown.
    pub min_cell: String,
    /// Code of the theme.
    pub theme: String,
    /// Slug of the section.
    pub section: String,
    /// Layout of the table.
    pub layout: String,
    /// ISO day on which new figures are expected.
    pub next_expected: String,
    /// Indicator of the headline figure.
    pub headline_indicator: String,
    /// Its place.
    pub headline_geo: String,
    /// Its sex.
    pub headline_sex: String,
}

/// What can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Themes.
    pub themes: Vec<(String, Localised)>,
    /// Places.
    pub geos: Vec<(String, Localised)>,
    /// Indicators of the dataset.
    pub indicators: Vec<(String, Localised)>,
}

/// The form of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptionForm {
    /// What is said now.
    pub said: Description,
    /// What can be chosen.
    pub choices: Choices,
    /// Which edition of the description this is.
    pub edit: i32,
}

fn day(text: &str) -> bool {
    text.len() == 10 && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

fn layout_text(layout: &TableLayout) -> String {
    let words = |list: &[Dimension]| {
        let words = list.iter().map(|one| match one {
            Dimension::Indicator => "indicator",
            Dimension::Geo => "geo",
            Dimension::Sex => "sex",
            Dimension::Period => "period",
            Dimension::Age => "age",
        });
        words.collect::<Vec<_>>().join(",")
    };
    format!("{}/{}", words(&layout.rows), words(&layout.columns))
}

fn layout(text: &str) -> Option<TableLayout> {
    let words = |list: &str| {
        let words = list.split(',').filter(|word| !word.is_empty()).map(|word| match word {
            "indicator" => Some(Dimension::Indicator),
            "geo" => Some(Dimension::Geo),
            "sex" => Some(Dimension::Sex),
            "period" => Some(Dimension::Period),
            "age" => Some(Dimension::Age),
            _ => None,
        });
        words.collect::<Option<Vec<_>>>()
    };
    let (rows, columns) = text.split_once('/')?;
    let (rows, columns) = (words(rows)?, words(columns)?);
    (!rows.is_empty()).then_some(TableLayout { rows, columns })
}

/// The three texts with the ends of their names.
fn each(words: &Localised) -> [(&'static str, &str); 3] {
    [("ar", &words.ar), ("fr", &words.fr), ("en", &words.en)]
}

/// All three languages, on one line, not too long.
pub(super) fn check_words(
    errors: &mut Vec<FieldError>,
    name: &str,
    words: &Localised,
    most: usize,
) -> Localised {
    for (language, text) in each(words) {
        let field = format!("{name}_{language}");
        let length = text.trim().chars().count();
        if length == 0 {
            errors.push(FieldError::new(field, FieldCode::Required));
        } else if length > most {
            errors.push(FieldError::new(field, FieldCode::TooLong(most)));
        }
    }
    Localised {
        ar: single_line(&words.ar).trim().to_owned(),
        fr: single_line(&words.fr).trim().to_owned(),
        en: single_line(&words.en).trim().to_owned(),
    }
}

/// What was said, checked.
struct Sound {
    title: Localised,
    summary: Localised,
    publisher: Localised,
    coverage: Localised,
    method: Notes,
    clause: Localised,
    min_cell: i32,
    layout: TableLayout,
}

fn notes(errors: &mut Vec<FieldError>, words: &Localised) -> Notes {
    let lines = |text: &str| -> Vec<String> {
        multi_line(text).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let (ar, fr, en) = (lines(&words.ar), lines(&words.fr), lines(&words.en));
    let most = ar.len().max(fr.len()).max(en.len());
    for (language, found) in [("ar", &ar), ("fr", &fr), ("en", &en)] {
        let field = format!("method_{language}");
        if found.len() < most {
            // Every note is there in every language.
            errors.push(FieldError::new(field, FieldCode::TooFew(most)));
        } else if most > MOST_NOTES {
            errors.push(FieldError::new(field, FieldCode::TooMany(MOST_NOTES)));
        } else if found.iter().any(|line| line.chars().count() > TEXT_CHARS) {
            errors.push(FieldError::new(field, FieldCode::TooLong(TEXT_CHARS)));
        }
    }
    let together = ar.into_iter().zip(fr).zip(en).map(|((ar, fr), en)| Localised { ar, fr, en });
    Notes(together.collect())
}

fn clause(errors: &mut Vec<FieldError>, words: &Localised) -> Localised {
    let mut one = |language: &str, text: &str| {
        let text = single_line(text).trim().to_owned();
        let field = format!("clause_{language}");
        if text.is_empty() {
            return "{value}".to_owned();
        }
        if text.matches("{value}").count() != 1 {
            errors.push(FieldError::new(field, FieldCode::BadCharacters));
        } else if text.chars().count() > LINE_CHARS {
            errors.push(FieldError::new(field, FieldCode::TooLong(LINE_CHARS)));
        }
        text
    };
    Localised { ar: one("ar", &words.ar), fr: one("fr", &words.fr), en: one("en", &words.en) }
}

fn sound(said: &Description, choices: &Choices) -> DomainResult<Sound> {
    let mut errors = Vec::new();
    let title = check_words(&mut errors, "title", &said.title, LINE_CHARS);
    let summary = check_words(&mut errors, "summary", &said.summary, TEXT_CHARS);
    let publisher = check_words(&mut errors, "publisher", &said.publisher, LINE_CHARS);
    let coverage = check_words(&mut errors, "coverage", &said.coverage, LINE_CHARS);
    let method = notes(&mut errors, &said.method);
    let clause = clause(&mut errors, &said.clause);
    let is_url = (said.url.starts_with("https://") || said.url.starts_with("http://"))
        && !said.url.contains(char::is_whitespace)
        && said.url.chars().count() <= ADDRESS_CHARS;
    let in_list = |list: &[(String, Localised)], code: &str| list.iter().any(|(known, _)| known == code);
    let min_cell = said.min_cell.trim().parse().ok().filter(|count| (0..=MOST_CELL).contains(count));
    let layout = layout(&said.layout);
    let mut want = |fine: bool, field: &str, code: FieldCode| {
        if !fine {
            errors.push(FieldError::new(field, code));
        }
    };
    want(is_url, "url", FieldCode::BadCharacters);
    want(day(&said.accessed), "accessed", FieldCode::BadCharacters);
    want(
        said.next_expected.is_empty() || day(&said.next_expected),
        "next_expected",
        FieldCode::BadCharacters,
    );
    want(LICENCES.contains(&said.licence.as_str()), "licence", FieldCode::UnknownChoice);
    want(FREQUENCIES.contains(&said.frequency.as_str()), "frequency", FieldCode::UnknownChoice);
    want(min_cell.is_some(), "min_cell", FieldCode::BadCharacters);
    want(in_list(&choices.themes, &said.theme), "theme", FieldCode::UnknownChoice);
    want(said.section.parse::<Section>().is_ok(), "section", FieldCode::UnknownChoice);
    want(layout.is_some(), "layout", FieldCode::UnknownChoice);
    let headed = said.headline_indicator.is_empty() || in_list(&choices.indicators, &said.headline_indicator);
    want(headed, "headline_indicator", FieldCode::UnknownChoice);
    want(in_list(&choices.geos, &said.headline_geo), "headline_geo", FieldCode::UnknownChoice);
    want(["F", "M", "T"].contains(&said.headline_sex.as_str()), "headline_sex", FieldCode::UnknownChoice);
    match (min_cell, layout) {
        (Some(min_cell), Some(layout)) if errors.is_empty() => {
            Ok(Sound { title, summary, publisher, coverage, method, clause, min_cell, layout })
        }
        _ => Err(DomainError::fields(errors)),
    }
}

async fn choices(services: &Services, id: Option<&str>) -> DomainResult<Choices> {
    let db = services.db.read();
    let codes = codelist::Entity::find()
        .filter(codelist::Column::Kind.is_in(["theme", "geo"]))
        .order_by_asc(codelist::Column::Position)
        .all(db)
        .await?;
    let indicators = match id {
        None => Vec::new(),
        Some(id) => {
            indicator::Entity::find()
                .filter(indicator::Column::DatasetId.eq(id))
                .order_by_asc(indicator::Column::Position)
                .all(db)
                .await?
        }
    };
    let of = |kind: &str| {
        codes
            .iter()
            .filter(|code| code.kind == kind)
            .map(|code| (code.code.clone(), code.label.clone()))
            .collect()
    };
    Ok(Choices {
        themes: of("theme"),
        geos: of("geo"),
        indicators: indicators.into_iter().map(|one| (one.code, one.label)).collect(),
    })
}

async fn stored(services: &Services, id: &str) -> DomainResult<dataset::Model> {
    if id.parse::<contract::ids::DatasetId>().is_err() {
        return Err(DomainError::not_found());
    }
    dataset::Entity::find_by_id(id).one(services.db.read()).await?.ok_or_else(DomainError::not_found)
}

/// The form of a new dataset.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`].
pub async fn new_description(services: &Services, actor: &Actor) -> DomainResult<DescriptionForm> {
    require(actor, Permission::StatisticsManage, None)?;
    let said = Description {
        accessed: services.today(),
        licence: "not-stated".to_owned(),
        frequency: "annual".to_owned(),
        // Whoever knows that nothing small is in it says so.
        min_cell: "5".to_owned(),
        layout: "period/sex".to_owned(),
        headline_geo: "TN".to_owned(),
        headline_sex: "F".to_owned(),
        ..Description::default()
    };
    Ok(DescriptionForm { said, choices: choices(services, None).await?, edit: 0 })
}

/// What is said of a dataset, to be changed.
///
/// # Errors
/// As [`new_description`]; not found.
pub async fn description(services: &Services, actor: &Actor, id: &str) -> DomainResult<DescriptionForm> {
    require(actor, Permission::StatisticsManage, None)?;
    let set = stored(services, id).await?;
    let lines = |take: fn(&Localised) -> &String| {
        set.method.0.iter().map(|note| take(note).as_str()).collect::<Vec<_>>().join("\n")
    };
    let said = Description {
        method: Localised { ar: lines(|n| &n.ar), fr: lines(|n| &n.fr), en: lines(|n| &n.en) },
        title: set.title,
        summary: set.summary,
        publisher: set.publisher,
        coverage: set.coverage,
        clause: set.headline_clause,
        url: set.url,
        accessed: set.accessed,
        licence: set.licence,
        frequency: set.frequency,
        min_cell: set.min_cell.to_string(),
        theme: set.theme,
        section: set.section,
        layout: layout_text(&set.layout),
        next_expected: set.next_expected.unwrap_or_default(),
        headline_indicator: set.headline_indicator,
        headline_geo: set.headline_geo,
        headline_sex: set.headline_sex,
    };
    Ok(DescriptionForm { said, choices: choices(services, Some(id)).await?, edit: set.edit })
}

fn slug(title: &Localised) -> Localised {
    Localised { ar: slug_of(&title.ar), fr: slug_of(&title.fr), en: slug_of(&title.en) }
}

/// Makes a dataset. Nobody sees it before its first version.
///
/// # Errors
/// As [`new_description`]; the refused fields.
pub async fn create(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    said: &Description,
) -> DomainResult<String> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("dataset:{}", member.id);
    if let Some(first) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(first);
    }
    let sound = sound(said, &choices(services, None).await?)?;
    let (id, now) = (new_id(), services.now_ms());
    let tx = services.db.begin().await?;
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let position = dataset::Entity::find().count(&tx).await?;
    dataset::ActiveModel {
        id: Set(id.clone()),
        slug: Set(slug(&sound.title)),
        theme: Set(said.theme.clone()),
        section: Set(said.section.clone()),
        title: Set(sound.title),
        summary: Set(sound.summary),
        publisher: Set(sound.publisher),
        url: Set(said.url.clone()),
        accessed: Set(said.accessed.clone()),
        licence: Set(said.licence.clone()),
        coverage: Set(sound.coverage),
        frequency: Set(said.frequency.clone()),
        method: Set(sound.method),
        min_cell: Set(sound.min_cell),
        layout: Set(sound.layout),
        headline_indicator: Set(said.headline_indicator.clone()),
        headline_geo: Set(said.headline_geo.clone()),
        headline_sex: Set(said.headline_sex.clone()),
        headline_clause: Set(sound.clause),
        version: Set(0),
        position: Set(i32::try_from(position).unwrap_or(i32::MAX)),
        catalogue_sha256: Set(String::new()),
        source_sha256: Set(String::new()),
        next_expected: Set(Some(said.next_expected.clone()).filter(|day| !day.is_empty())),
        edit: Set(0),
        desk_at: Set(Some(now)),
    }
    .insert(&tx)
    .await?;
    let entry = Entry::of(Action::StatisticsCreate).on("dataset", id.as_str());
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes what is said of a dataset. `edit` is the edition that she changes.
///
/// # Errors
/// As [`description`]; the refused fields; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn describe(
    services: &Services,
    actor: &Actor,
    id: &str,
    edit: i32,
    said: &Description,
) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    let set = stored(services, id).await?;
    let sound = sound(said, &choices(services, Some(id)).await?)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    // Taken first: whoever comes second finds another edition.
    let changed = dataset::Entity::update_many()
        .col_expr(dataset::Column::Edit, Expr::value(edit.saturating_add(1)))
        .col_expr(dataset::Column::DeskAt, Expr::value(Some(now)))
        .filter(dataset::Column::Id.eq(id))
        .filter(dataset::Column::Edit.eq(edit))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    // An address that is known stays, unless the title became another one.
    let slug = if set.title == sound.title { set.slug } else { slug(&sound.title) };
    dataset::ActiveModel {
        id: Set(id.to_owned()),
        slug: Set(slug),
        theme: Set(said.theme.clone()),
        section: Set(said.section.clone()),
        title: Set(sound.title),
        summary: Set(sound.summary),
        publisher: Set(sound.publisher),
        url: Set(said.url.clone()),
        accessed: Set(said.accessed.clone()),
        licence: Set(said.licence.clone()),
        coverage: Set(sound.coverage),
        frequency: Set(said.frequency.clone()),
        method: Set(sound.method),
        min_cell: Set(sound.min_cell),
        layout: Set(sound.layout),
        headline_indicator: Set(said.headline_indicator.clone()),
        headline_geo: Set(said.headline_geo.clone()),
        headline_sex: Set(said.headline_sex.clone()),
        headline_clause: Set(sound.clause),
        next_expected: Set(Some(said.next_expected.clone()).filter(|day| !day.is_empty())),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    search::index_dataset(&tx, id).await?;
    let entry = Entry::of(Action::StatisticsDescribe).on("dataset", id);
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
