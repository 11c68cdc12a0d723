//! What is said of a dataset, in three languages.

use entity::statistics::{codelist, dataset, indicator, parts::Localised};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::{
    edition::{stored, take},
    said::{Choices, Description, layout_text, sound},
};
use crate::{
    Actor, DomainResult, Permission, Services,
    library::slug_of,
    permission::require,
    search,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

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
    take(&tx, id, edit, now).await?;
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
