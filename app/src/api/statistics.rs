//! The desk of figures.

use contract::{ErrorCode, ids::DatasetId};
use domain::{
    DomainError, Permission,
    permission::require,
    statistics::{
        Localised,
        desk::{self, CODED, ChartForm, CodeForm, Description, IndicatorForm, Mapping, codes_of},
        formats::Role,
        raw::raw as as_imported,
    },
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::statistics::{self as public, desk as pages},
    request::RequestCtx,
    routes,
};

fn words(form: &Form, name: &str) -> Localised {
    let one = |language: &str| form.get(&format!("{name}_{language}")).trim().to_owned();
    Localised { ar: one("ar"), fr: one("fr"), en: one("en") }
}

fn mapping(form: &Form) -> Mapping {
    let columns = Role::ALL.into_iter().filter_map(|role| {
        let column = form.get(&format!("col_{}", role.as_str())).parse().ok()?;
        Some((role, column))
    });
    let codes = CODED.into_iter().map(|role| (role, codes_of(form.get(&format!("codes_{}", role.as_str())))));
    Mapping {
        part: form.get("part").parse().unwrap_or_default(),
        dataset: form.get("dataset").to_owned(),
        decimal: if form.get("decimal") == "," { ',' } else { '.' },
        columns: columns.collect(),
        codes: codes.collect(),
        source: words(form, "source"),
        url: form.get("url").trim().to_owned(),
        note: form.get("note").trim().chars().take(1_000).collect(),
    }
}

/// Says what the columns of a file mean, imports it, or throws it away.
///
/// # Errors
/// Like the use cases.
pub async fn step(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    match form.get("action") {
        "map" => desk::map(services, actor, &id, &mapping(&form)).await?,
        "part" => {
            let part = form.get("part").parse().unwrap_or_default();
            desk::choose(services, actor, &id, part).await?;
        }
        "import" => desk::confirm(services, actor, &id, form.get("token")).await?,
        "discard" => {
            desk::discard(services, actor, &id).await?;
            return Ok(Reply::see_other(routes::figures_import_done(ctx.locale, "discarded")));
        }
        _ => {
            require(actor, Permission::StatisticsManage, None)?;
            return Err(DomainError::new(ErrorCode::UnreadableForm));
        }
    }
    Ok(Reply::see_other(routes::figures_trial(ctx.locale, &id)))
}

/// Everything that is wrong in a file.
///
/// # Errors
/// Like the use case.
pub async fn faults(ctx: RequestCtx, id: String) -> PageResult {
    let bytes = desk::faults_csv(&ctx.services, &ctx.actor, &id).await?;
    Ok(Reply::attachment("errors.csv", "text/csv; charset=utf-8", bytes))
}

fn description(form: &Form) -> Description {
    let one = |name: &str| form.get(name).trim().to_owned();
    Description {
        title: words(form, "title"),
        summary: words(form, "summary"),
        publisher: words(form, "publisher"),
        coverage: words(form, "coverage"),
        method: words(form, "method"),
        clause: words(form, "clause"),
        url: one("url"),
        accessed: one("accessed"),
        licence: one("licence"),
        frequency: one("frequency"),
        min_cell: one("min_cell"),
        theme: one("theme"),
        section: one("section"),
        layout: one("layout"),
        next_expected: one("next_expected"),
        headline_indicator: one("headline_indicator"),
        headline_geo: one("headline_geo"),
        headline_sex: one("headline_sex"),
    }
}

/// Makes a dataset.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn create(ctx: RequestCtx, form: Form) -> PageResult {
    let said = description(&form);
    match desk::create(&ctx.services, &ctx.actor, form.get("form_key"), &said).await {
        Ok(id) => Ok(Reply::see_other(routes::figures_indicators(ctx.locale, &id))),
        Err(error) if is_refused(&error) => pages::new_dataset(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Changes what is said of a dataset.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn describe(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let said = description(&form);
    let edit = form.get("edit").parse().unwrap_or(-1);
    match desk::describe(&ctx.services, &ctx.actor, &id, edit, &said).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=saved", routes::figures_set(ctx.locale, &id)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::described(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Adds or changes an indicator.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn indicator(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let said = IndicatorForm {
        code: form.get("code").trim().to_owned(),
        label: words(&form, "label"),
        definition: words(&form, "definition"),
        unit: form.get("unit").to_owned(),
        decimals: form.get("decimals").trim().to_owned(),
        direction: form.get("direction").to_owned(),
        part_of: form.get("part_of").to_owned(),
    };
    let edit = form.get("edit").parse().unwrap_or(-1);
    match desk::write_indicator(&ctx.services, &ctx.actor, &id, edit, &said).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=saved", routes::figures_indicators(ctx.locale, &id)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::indicators(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Adds a code to a list, or changes one.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn code(ctx: RequestCtx, form: Form) -> PageResult {
    let said = CodeForm {
        code: form.get("code").trim().to_owned(),
        label: words(&form, "label"),
        parent: form.get("parent").to_owned(),
        position: form.get("position").to_owned(),
        aliases: form.get("aliases").to_owned(),
    };
    let kind = form.get("kind").to_owned();
    let was = (form.get("was"), form.get("edit").parse().unwrap_or(-1));
    match desk::write_code(&ctx.services, &ctx.actor, &kind, was, &said).await {
        Ok(()) => {
            let list = routes::figures_codes(ctx.locale, &kind, "");
            Ok(Reply::see_other(format!("{list}&done=saved")))
        }
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::codes(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Makes, changes or takes away a chart.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn chart(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let one = |name: &str| form.get(name).to_owned();
    let many = |name: &str| -> Vec<String> {
        form.pairs().iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    let edit = form.get("edit").parse().unwrap_or(-1);
    let done = if form.get("action") == "remove" {
        let sure = form.get("sure") == "yes";
        let which = (form.get("chart"), edit);
        desk::remove_chart(&ctx.services, &ctx.actor, &id, which, sure).await.map(|()| "removed")
    } else {
        let said = ChartForm {
            chart: one("chart"),
            kind: one("kind"),
            version: one("version"),
            series: one("series"),
            categories: one("categories"),
            indicators: many("indicators"),
            geos: many("geos"),
            sexes: many("sexes"),
            ages: many("ages"),
            periods: one("periods"),
            position: one("position"),
            title: words(&form, "title"),
            note: words(&form, "note"),
        };
        let which = (form.get("form_key"), edit);
        desk::write_chart(&ctx.services, &ctx.actor, &id, which, &said).await.map(|_| "saved")
    };
    match done {
        Ok(done) => Ok(Reply::see_other(format!("{}?done={done}", routes::figures_charts(ctx.locale, &id)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::charts(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Shows another version of a dataset, or has its charts draw the one that is shown.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn show(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let number = |name: &str| form.get(name).parse().unwrap_or_default();
    let (from, to) = (number("from"), number("to"));
    if form.get("action") == "charts" {
        desk::pin_charts(&ctx.services, &ctx.actor, &id, from).await?;
        return Ok(Reply::see_other(format!("{}?done=charts", routes::figures_versions(ctx.locale, &id))));
    }
    let sure = form.get("sure") == "yes";
    match desk::show_version(&ctx.services, &ctx.actor, &id, (from, to), sure).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=shown", routes::figures_versions(ctx.locale, &id)))),
        Err(error) if is_refused(&error) => pages::versions(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// The figures of a dataset as they were imported, as a file; that they were read stands in the log.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn raw(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::StatisticsManage, None)?;
    let dataset: DatasetId = id.parse().map_err(|_| DomainError::not_found())?;
    match as_imported(&ctx.services, &ctx.actor, &dataset, form.get("reason")).await {
        Ok(bytes) => {
            let name = format!("jusoor-{dataset}-raw.csv");
            Ok(Reply::attachment(name, "text/csv; charset=utf-8; header=present", bytes))
        }
        Err(error) if is_refused(&error) => public::raw(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}
