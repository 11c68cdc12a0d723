//! What is said of a dataset: the form of a new one, and of one that there is.

use contract::{ErrorCode, Locale, Section};
use domain::statistics::desk::{self, Description, DescriptionForm, FREQUENCIES, LAYOUTS, LICENCES};
use domain::statistics::{Localised, text};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::super::words as names;
use super::done;
use crate::site::{
    components::{
        ErrorSummary, FormKeyField, NoticeKind, TextArea, TextField, error_summary::Labels, notice,
    },
    page::PageResult,
    pages::{
        library::language,
        staff::{choice_of, desk_page},
    },
    request::RequestCtx,
    routes,
};

pub(super) fn in_language(l: &L10nLanguage, name: &str, locale: Locale) -> String {
    format!("{name} ({})", language(l, locale))
}

const LABELS: Labels = &[
    ("title_ar", |l| in_language(l, &l.msg_statdesk_field_title(), Locale::Ar)),
    ("title_fr", |l| in_language(l, &l.msg_statdesk_field_title(), Locale::Fr)),
    ("title_en", |l| in_language(l, &l.msg_statdesk_field_title(), Locale::En)),
    ("summary_ar", |l| in_language(l, &l.msg_statdesk_field_summary(), Locale::Ar)),
    ("summary_fr", |l| in_language(l, &l.msg_statdesk_field_summary(), Locale::Fr)),
    ("summary_en", |l| in_language(l, &l.msg_statdesk_field_summary(), Locale::En)),
    ("publisher_ar", |l| in_language(l, &l.msg_statdesk_field_publisher(), Locale::Ar)),
    ("publisher_fr", |l| in_language(l, &l.msg_statdesk_field_publisher(), Locale::Fr)),
    ("publisher_en", |l| in_language(l, &l.msg_statdesk_field_publisher(), Locale::En)),
    ("coverage_ar", |l| in_language(l, &l.msg_statdesk_field_coverage(), Locale::Ar)),
    ("coverage_fr", |l| in_language(l, &l.msg_statdesk_field_coverage(), Locale::Fr)),
    ("coverage_en", |l| in_language(l, &l.msg_statdesk_field_coverage(), Locale::En)),
    ("method_ar", |l| in_language(l, &l.msg_statdesk_field_method(), Locale::Ar)),
    ("method_fr", |l| in_language(l, &l.msg_statdesk_field_method(), Locale::Fr)),
    ("method_en", |l| in_language(l, &l.msg_statdesk_field_method(), Locale::En)),
    ("clause_ar", |l| in_language(l, &l.msg_statdesk_field_clause("{value}"), Locale::Ar)),
    ("clause_fr", |l| in_language(l, &l.msg_statdesk_field_clause("{value}"), Locale::Fr)),
    ("clause_en", |l| in_language(l, &l.msg_statdesk_field_clause("{value}"), Locale::En)),
    ("url", |l| l.msg_statdesk_url()),
    ("accessed", |l| l.msg_statdesk_field_accessed()),
    ("licence", |l| l.msg_statdesk_field_licence()),
    ("frequency", |l| l.msg_statdesk_field_frequency()),
    ("min_cell", |l| l.msg_statdesk_min_cell()),
    ("theme", |l| l.msg_statdesk_field_theme()),
    ("section", |l| l.msg_statdesk_field_section()),
    ("layout", |l| l.msg_statdesk_field_layout()),
    ("next_expected", |l| l.msg_statdesk_field_next()),
    ("headline_indicator", |l| l.msg_statdesk_field_headline_indicator()),
    ("headline_geo", |l| l.msg_statdesk_field_headline_geo()),
    ("headline_sex", |l| l.msg_statdesk_field_headline_sex()),
];

/// The form of a new dataset.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`].
pub async fn new_dataset(ctx: RequestCtx) -> PageResult {
    let form = desk::new_description(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_statdesk_new();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, form, None)).into())
}

/// What is said of a dataset, to be changed.
///
/// # Errors
/// As [`new_dataset`]; not found.
pub async fn described(ctx: RequestCtx, id: String) -> PageResult {
    let form = desk::description(&ctx.services, &ctx.actor, &id).await?;
    let title = text(&form.said.title, ctx.locale).to_owned();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, form, Some(id))).into())
}

/// The edition that the form changes: after a conflict the one that is stored, so that her next try is taken knowingly.
pub(super) fn edition(ctx: &RequestCtx, stored: i32) -> String {
    match ctx.refused.as_ref().map(|refused| refused.code) {
        None | Some(ErrorCode::Conflict) => stored.to_string(),
        Some(_) => ctx.typed("edit"),
    }
}

/// What went wrong, at the head of such a form.
pub(super) fn summary(ctx: &RequestCtx, labels: Labels) -> AnyView {
    if ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict) {
        let text = ctx.l().msg_statdesk_conflict();
        return notice(NoticeKind::Danger, None, view! { <p>{text}</p> });
    }
    view! { <ErrorSummary labels=labels/> }.into_any()
}

fn view(ctx: &RequestCtx, form: DescriptionForm, id: Option<String>) -> AnyView {
    let l = ctx.l();
    let action = match &id {
        Some(id) => routes::figures_set(ctx.locale, id),
        None => routes::figures_new(ctx.locale),
    };
    let ways = id.as_ref().map(|id| {
        view! {
            <p class="actions">
                <a href=routes::figures_indicators(ctx.locale, id)>{l.msg_statdesk_indicators()}</a>" "
                <a href=routes::figures_charts(ctx.locale, id)>{l.msg_statdesk_charts()}</a>" "
                <a href=routes::figures_versions(ctx.locale, id)>{l.msg_statdesk_versions()}</a>
            </p>
        }
    });
    let key = match &id {
        Some(_) => {
            let edit = edition(ctx, form.edit);
            view! { <input r#type="hidden" name="edit" value=edit/> }.into_any()
        }
        None => view! { <FormKeyField/> }.into_any(),
    };
    let stored = stored(ctx, &form.said);
    view! {
        {done(ctx)}
        {summary(ctx, LABELS)}
        {stored}
        {ways}
        <form class="form" method="post" action=action>
            {key}
            {texts(&form.said)}
            {facts(ctx, &form)}
            <p class="actions"><button class="button" r#type="submit">{l.msg_statdesk_save()}</button></p>
        </form>
        <p><a href=routes::figures_desk(ctx.locale)>{l.msg_statdesk_title()}</a></p>
    }
    .into_any()
}

/// After a conflict: what is stored and differs from what she typed.
fn stored(ctx: &RequestCtx, said: &Description) -> Option<AnyView> {
    let l = ctx.l();
    ctx.refused.as_ref().filter(|refused| refused.code == ErrorCode::Conflict)?;
    let rows = pairs(said)
        .into_iter()
        .filter(|(name, value)| ctx.typed(name) != *value)
        .map(|(name, value)| {
            let label = LABELS.iter().find(|(key, _)| *key == name).map(|(_, label)| label(l));
            view! { <div><dt>{label}</dt><dd><bdi>{value}</bdi></dd></div> }
        })
        .collect_view();
    Some(view! { <dl class="meta">{rows}</dl> }.into_any())
}

fn pairs(said: &Description) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let words: [([&'static str; 3], &Localised); 6] = [
        (["title_ar", "title_fr", "title_en"], &said.title),
        (["summary_ar", "summary_fr", "summary_en"], &said.summary),
        (["publisher_ar", "publisher_fr", "publisher_en"], &said.publisher),
        (["coverage_ar", "coverage_fr", "coverage_en"], &said.coverage),
        (["method_ar", "method_fr", "method_en"], &said.method),
        (["clause_ar", "clause_fr", "clause_en"], &said.clause),
    ];
    for (fields, words) in words {
        let [ar, fr, en] = fields;
        all.extend([(ar, words.ar.clone()), (fr, words.fr.clone()), (en, words.en.clone())]);
    }
    all.extend([
        ("url", said.url.clone()),
        ("accessed", said.accessed.clone()),
        ("licence", said.licence.clone()),
        ("frequency", said.frequency.clone()),
        ("min_cell", said.min_cell.clone()),
        ("theme", said.theme.clone()),
        ("section", said.section.clone()),
        ("layout", said.layout.clone()),
        ("next_expected", said.next_expected.clone()),
        ("headline_indicator", said.headline_indicator.clone()),
        ("headline_geo", said.headline_geo.clone()),
        ("headline_sex", said.headline_sex.clone()),
    ]);
    all
}

fn texts(said: &Description) -> AnyView {
    view! {
        <TextField name="title_ar" labels=LABELS value=said.title.ar.clone()/>
        <TextField name="title_fr" labels=LABELS value=said.title.fr.clone()/>
        <TextField name="title_en" labels=LABELS value=said.title.en.clone()/>
        <TextArea name="summary_ar" labels=LABELS rows=3 value=said.summary.ar.clone()/>
        <TextArea name="summary_fr" labels=LABELS rows=3 value=said.summary.fr.clone()/>
        <TextArea name="summary_en" labels=LABELS rows=3 value=said.summary.en.clone()/>
        <TextField name="publisher_ar" labels=LABELS value=said.publisher.ar.clone()/>
        <TextField name="publisher_fr" labels=LABELS value=said.publisher.fr.clone()/>
        <TextField name="publisher_en" labels=LABELS value=said.publisher.en.clone()/>
        <TextField name="coverage_ar" labels=LABELS value=said.coverage.ar.clone()/>
        <TextField name="coverage_fr" labels=LABELS value=said.coverage.fr.clone()/>
        <TextField name="coverage_en" labels=LABELS value=said.coverage.en.clone()/>
        <TextArea name="method_ar" labels=LABELS rows=4 value=said.method.ar.clone()/>
        <TextArea name="method_fr" labels=LABELS rows=4 value=said.method.fr.clone()/>
        <TextArea name="method_en" labels=LABELS rows=4 value=said.method.en.clone()/>
        <TextField name="clause_ar" labels=LABELS value=said.clause.ar.clone()/>
        <TextField name="clause_fr" labels=LABELS value=said.clause.fr.clone()/>
        <TextField name="clause_en" labels=LABELS value=said.clause.en.clone()/>
    }
    .into_any()
}

fn facts(ctx: &RequestCtx, form: &DescriptionForm) -> AnyView {
    let l = ctx.l();
    let said = &form.said;
    let choose = |name: &'static str, options: Vec<(String, String)>, value: &str| {
        choice_of(LABELS, "", name, options, value, ctx.refused.is_some())
    };
    let coded = |list: &[(String, Localised)]| -> Vec<(String, String)> {
        list.iter().map(|(code, label)| (code.clone(), text(label, ctx.locale).to_owned())).collect()
    };
    let licences = LICENCES.map(|code| (code.to_owned(), names::licence(l, code))).to_vec();
    let frequencies = FREQUENCIES.map(|code| (code.to_owned(), names::frequency(l, code))).to_vec();
    let sections =
        Section::ALL.map(|section| (section.slug().to_owned(), i18n::sections::name(l, section))).to_vec();
    let dimension = |word: &str| match word {
        "indicator" => l.msg_statistics_column_indicator(),
        "geo" => l.msg_statistics_column_geo(),
        "sex" => l.msg_statistics_column_sex(),
        _ => l.msg_statistics_column_period(),
    };
    let in_words = |layout: &str| {
        let sides = layout.split('/').map(|side| {
            side.split(',').filter(|word| !word.is_empty()).map(dimension).collect::<Vec<_>>().join(" + ")
        });
        sides.collect::<Vec<_>>().join(" / ")
    };
    let mut layouts: Vec<(String, String)> =
        LAYOUTS.iter().map(|layout| ((*layout).to_owned(), in_words(layout))).collect();
    if !LAYOUTS.contains(&said.layout.as_str()) {
        layouts.push((said.layout.clone(), in_words(&said.layout)));
    }
    let mut indicators = coded(&form.choices.indicators);
    indicators.insert(0, (String::new(), "—".to_owned()));
    let sexes = vec![
        ("F".to_owned(), l.msg_statistics_sex_f()),
        ("M".to_owned(), l.msg_statistics_sex_m()),
        ("T".to_owned(), l.msg_statistics_sex_t()),
    ];
    view! {
        <TextField name="url" labels=LABELS value=said.url.clone()/>
        <TextField name="accessed" labels=LABELS value=said.accessed.clone()/>
        {choose("licence", licences, &said.licence)}
        {choose("frequency", frequencies, &said.frequency)}
        <TextField name="next_expected" labels=LABELS value=said.next_expected.clone()/>
        <TextField name="min_cell" labels=LABELS value=said.min_cell.clone()/>
        {choose("theme", coded(&form.choices.themes), &said.theme)}
        {choose("section", sections, &said.section)}
        {choose("layout", layouts, &said.layout)}
        {choose("headline_indicator", indicators, &said.headline_indicator)}
        {choose("headline_geo", coded(&form.choices.geos), &said.headline_geo)}
        {choose("headline_sex", sexes, &said.headline_sex)}
    }
    .into_any()
}
