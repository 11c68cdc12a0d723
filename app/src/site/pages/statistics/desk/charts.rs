//! The charts of a dataset at the desk.

use contract::{ErrorCode, Locale};
use domain::statistics::{
    chart::PlotKind,
    desk::{self, ChartForm, ChartPage, DIMENSIONS},
    text,
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{
    describe::{edition, in_language, summary},
    done,
};
use crate::site::{
    components::{
        FormKeyField, Num, SureBox,
        error_summary::Labels,
        filled::{Filled, Pairs},
    },
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("kind", |l| l.msg_statdesk_chart_kind()),
    ("version", |l| l.msg_statdesk_version()),
    ("series", |l| l.msg_statdesk_chart_series()),
    ("categories", |l| l.msg_statdesk_chart_categories()),
    ("indicators", |l| l.msg_statdesk_indicators()),
    ("geos", |l| l.msg_statdesk_chart_geos()),
    ("sexes", |l| l.msg_statdesk_chart_sexes()),
    ("ages", |l| l.msg_statdesk_chart_ages()),
    ("periods", |l| l.msg_statdesk_chart_periods()),
    ("position", |l| l.msg_statdesk_chart_position()),
    ("title_ar", |l| in_language(l, &l.msg_statdesk_field_title(), Locale::Ar)),
    ("title_fr", |l| in_language(l, &l.msg_statdesk_field_title(), Locale::Fr)),
    ("title_en", |l| in_language(l, &l.msg_statdesk_field_title(), Locale::En)),
    ("note_ar", |l| in_language(l, &l.msg_statdesk_chart_note(), Locale::Ar)),
    ("note_fr", |l| in_language(l, &l.msg_statdesk_chart_note(), Locale::Fr)),
    ("note_en", |l| in_language(l, &l.msg_statdesk_chart_note(), Locale::En)),
    ("sure", |l| l.msg_statdesk_field_sure()),
    // What is wrong with the whole of it: sentences.
    ("pyramid", |l| l.msg_statdesk_chart_pyramid()),
    ("map", |l| l.msg_statdesk_chart_map()),
    ("units", |l| l.msg_statdesk_chart_units()),
    ("empty", |l| l.msg_statdesk_chart_empty()),
    ("much", |l| l.msg_statdesk_chart_much()),
    ("twice", |l| l.msg_statdesk_chart_twice()),
    ("full", |l| l.msg_statdesk_chart_full()),
];

/// The charts of a dataset. `?chart=` fills the form with one of them.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`]; not found.
pub async fn charts(ctx: RequestCtx, id: String) -> PageResult {
    let found = desk::charts(&ctx.services, &ctx.actor, &id).await?;
    let title = text(&found.title, ctx.locale).to_owned();
    let lead = ctx.l().msg_statdesk_charts_lead();
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, found, &id)).into())
}

fn kind(l: &L10nLanguage, code: &str) -> String {
    match code {
        "line" => l.msg_statdesk_chart_kind_line(),
        "step" => l.msg_statdesk_chart_kind_step(),
        "ranked" => l.msg_statdesk_chart_kind_ranked(),
        "stacked" => l.msg_statdesk_chart_kind_stacked(),
        "multiples" => l.msg_statdesk_chart_kind_multiples(),
        "pyramid" => l.msg_statdesk_chart_kind_pyramid(),
        "number" => l.msg_statdesk_chart_kind_number(),
        "map" => l.msg_statdesk_chart_kind_map(),
        _ => l.msg_statdesk_chart_kind_bars(),
    }
}

fn dimension(l: &L10nLanguage, code: &str) -> String {
    match code {
        "indicator" => l.msg_statistics_column_indicator(),
        "geo" => l.msg_statistics_column_geo(),
        "sex" => l.msg_statistics_column_sex(),
        "age" => l.msg_statistics_column_age(),
        _ => l.msg_statistics_column_period(),
    }
}

fn view(ctx: &RequestCtx, found: ChartPage, id: &str) -> AnyView {
    let l = ctx.l();
    let here = routes::figures_charts(ctx.locale, id);
    let heads = vec![
        l.msg_statdesk_field_title(),
        l.msg_statdesk_chart_kind(),
        l.msg_statdesk_version(),
        l.msg_statdesk_change(),
    ];
    let rows: Vec<AnyView> = found
        .charts
        .iter()
        .map(|one| {
            let href = format!("{}#chart-form", routes::with_pairs(&here, &[("chart", one.chart.clone())]));
            let behind = (one.version != found.shown.to_string())
                .then(|| view! { " "<span class="tag">{l.msg_statdesk_chart_behind()}</span> });
            view! {
                <tr>
                    <th scope="row">{text(&one.title, ctx.locale).to_owned()}</th>
                    <td>{kind(l, &one.kind)}</td>
                    <td><Num text=one.version.clone()/>{behind}</td>
                    <td><a href=href>{l.msg_statdesk_change()}</a></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let list = (!rows.is_empty()).then(|| table("charts", l.msg_statdesk_charts(), heads, rows));
    let wanted = match &ctx.refused {
        Some(refused) => refused.form.get("chart").to_owned(),
        None => ctx.query.get("chart").to_owned(),
    };
    let filled = found.charts.iter().find(|one| one.chart == wanted).cloned();
    let form = if found.versions.is_empty() || found.indicators.is_empty() {
        view! { <p>{l.msg_statdesk_chart_without()}</p> }.into_any()
    } else {
        form(ctx, &found, filled, &here)
    };
    view! {
        {done(ctx)}
        {summary(ctx, LABELS)}
        {list}
        {form}
        <p><a href=routes::figures_set(ctx.locale, id)>{l.msg_statdesk_edit()}</a></p>
    }
    .into_any()
}

fn pairs(said: &ChartForm) -> Pairs {
    let mut pairs: Pairs = [
        ("kind", &said.kind),
        ("version", &said.version),
        ("series", &said.series),
        ("categories", &said.categories),
        ("periods", &said.periods),
        ("position", &said.position),
        ("title_ar", &said.title.ar),
        ("title_fr", &said.title.fr),
        ("title_en", &said.title.en),
        ("note_ar", &said.note.ar),
        ("note_fr", &said.note.fr),
        ("note_en", &said.note.en),
    ]
    .map(|(name, value)| (name.to_owned(), value.clone()))
    .to_vec();
    for (name, codes) in
        [("indicators", &said.indicators), ("geos", &said.geos), ("sexes", &said.sexes), ("ages", &said.ages)]
    {
        pairs.extend(codes.iter().map(|code| (name.to_owned(), code.clone())));
    }
    pairs
}

fn form(ctx: &RequestCtx, found: &ChartPage, known: Option<ChartForm>, here: &str) -> AnyView {
    let l = ctx.l();
    let is_new = known.is_none();
    let said = known.unwrap_or_else(|| ChartForm {
        kind: "line".to_owned(),
        version: found.shown.to_string(),
        series: "sex".to_owned(),
        position: (found.charts.len() + 1).to_string(),
        ..ChartForm::default()
    });
    let refused = ctx.refused.as_deref().filter(|refused| refused.form.get("action") != "remove");
    let fields = Filled::new(ctx, LABELS, pairs(&said), refused);
    let named = |list: &[(String, domain::statistics::Localised)]| -> Pairs {
        list.iter().map(|(code, label)| (code.clone(), text(label, ctx.locale).to_owned())).collect()
    };
    let indicators = found
        .indicators
        .iter()
        .map(|(code, label, _)| (code.clone(), text(label, ctx.locale).to_owned()))
        .collect();
    // A map is offered where there are governorates to draw.
    let drawable = |code: &str| found.mappable || said.kind == code || PlotKind::parse(code) != PlotKind::Map;
    let kinds = PlotKind::WORDS
        .into_iter()
        .filter(|code| drawable(code))
        .map(|code| (code.to_owned(), kind(l, code)))
        .collect();
    let series = DIMENSIONS.map(|code| (code.to_owned(), dimension(l, code))).to_vec();
    let mut categories = series.clone();
    categories.insert(0, (String::new(), "—".to_owned()));
    let versions = found.versions.iter().map(|n| (n.to_string(), n.to_string())).collect();
    let sexes = vec![
        ("F".to_owned(), l.msg_statistics_sex_f()),
        ("M".to_owned(), l.msg_statistics_sex_m()),
        ("T".to_owned(), l.msg_statistics_sex_t()),
    ];
    let edit = edition(ctx, found.edit);
    let title = if is_new { l.msg_statdesk_chart_new() } else { l.msg_statdesk_chart_change() };
    // The summary leads here when it is the whole that does not fit.
    let anchors = ["pyramid", "map", "units", "empty", "much", "twice", "full"]
        .map(|id| view! { <span id=id></span> })
        .collect_view();
    let overtaken = ctx.refused.as_ref().filter(|refused| refused.code == ErrorCode::Conflict);
    let other = overtaken.map(|_| stored(ctx, &said));
    let remove = (!is_new).then(|| {
        view! {
            <form class="form panel" method="post" action=here.to_owned()>
                <h2 class="panel__title">{l.msg_statdesk_chart_remove()}</h2>
                <input r#type="hidden" name="edit" value=edit.clone()/>
                <input r#type="hidden" name="chart" value=said.chart.clone()/>
                <SureBox labels=LABELS/>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="remove">{l.msg_statdesk_chart_remove()}</button>
                </p>
            </form>
            <p><a href=here.to_owned()>{l.msg_statdesk_chart_new()}</a></p>
        }
    });
    view! {
        {other}
        <form class="form panel" method="post" action=here.to_owned() id="chart-form">
            <h2 class="panel__title">{title}{anchors}</h2>
            {view! { <FormKeyField/> }.into_any()}
            <input r#type="hidden" name="edit" value=edit.clone()/>
            <input r#type="hidden" name="chart" value=said.chart.clone()/>
            {fields.choice("kind", kinds)}
            {fields.choice("version", versions)}
            {fields.choice("series", series)}
            {fields.choice("categories", categories)}
            {fields.boxes("indicators", indicators)}
            {fields.boxes("geos", named(&found.geos))}
            {fields.boxes("sexes", sexes)}
            {fields.boxes("ages", named(&found.ages))}
            {fields.line("periods", Some(l.msg_statdesk_chart_periods_hint()))}
            {fields.line("title_ar", None)}
            {fields.line("title_fr", None)}
            {fields.line("title_en", None)}
            {fields.area("note_ar")}
            {fields.area("note_fr")}
            {fields.area("note_en")}
            {fields.line("position", None)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_statdesk_save()}</button>
            </p>
        </form>
        {remove}
    }
    .into_any()
}

/// After a conflict: what is stored and differs from what she typed.
fn stored(ctx: &RequestCtx, said: &ChartForm) -> AnyView {
    let l = ctx.l();
    let stored = pairs(said);
    let of = |all: &[(String, String)], name: &str| {
        let values = all.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        values.collect::<Vec<_>>().join(" ")
    };
    let typed = ctx.refused.as_ref().map(|refused| refused.form.pairs().to_vec()).unwrap_or_default();
    let rows = LABELS
        .iter()
        .filter_map(|(name, label)| {
            let value = of(&stored, name);
            let differs = !value.is_empty() && value != of(&typed, name);
            differs.then(|| view! { <div><dt>{label(l)}</dt><dd><bdi>{value}</bdi></dd></div> })
        })
        .collect_view();
    view! { <dl class="meta">{rows}</dl> }.into_any()
}
