//! Figures in words.

use contract::Locale;
use domain::statistics::{Dataset, Dimension, HeadlineFigure, Localised, Period, Row, text};
use i18n::{L10nLanguage, dates, numbers, plurals};

/// A figure as it stands in a cell: the number, with the sign of a share but no other unit.
pub fn short(locale: Locale, unit: &str, value: f64, decimals: usize) -> String {
    if unit == "percent" {
        numbers::percent(locale, value, decimals)
    } else {
        numbers::decimal(locale, value, decimals)
    }
}

/// A figure with its unit in words, in the right plural.
pub fn amount(locale: Locale, unit: &str, value: f64, decimals: usize) -> String {
    let l = i18n::catalogue(locale);
    let digits = numbers::decimal(locale, value, decimals);
    let n = plurals::stand_in(locale, value);
    // Millimes are read after the dinars: the whole part decides the plural.
    let whole = plurals::stand_in(locale, value.trunc());
    match unit {
        "percent" => numbers::percent(locale, value, decimals),
        "persons" => l.msg_statistics_amount_persons(n, digits),
        "women" => l.msg_statistics_amount_women(n, digits),
        "thousand-persons" => l.msg_statistics_amount_thousand_persons(digits),
        "households" => l.msg_statistics_amount_households(n, digits),
        "calls" => l.msg_statistics_amount_calls(n, digits),
        "signals" => l.msg_statistics_amount_signals(n, digits),
        "centres" => l.msg_statistics_amount_centres(n, digits),
        "beds" => l.msg_statistics_amount_beds(n, digits),
        "seats" => l.msg_statistics_amount_seats(n, digits),
        "years" => l.msg_statistics_amount_years(n, digits),
        "children" => l.msg_statistics_amount_children(n, digits),
        "deaths" => l.msg_statistics_amount_deaths(n, digits),
        "dinars-month" => l.msg_statistics_amount_dinars_month(whole, digits),
        "dinars-day" => l.msg_statistics_amount_dinars_day(whole, digits),
        _ => digits,
    }
}

/// A period as a label.
pub fn period(locale: Locale, period: Period) -> String {
    let l = i18n::catalogue(locale);
    match period {
        Period::Year(year) => year.to_string(),
        Period::Half(year, half) => l.msg_statistics_period_half(half, year.to_string()),
        Period::Quarter(year, quarter) => l.msg_statistics_period_quarter(quarter, year.to_string()),
        Period::Months(year, from, to) => l.msg_statistics_period_months(
            dates::name_of_month(locale, from),
            dates::name_of_month(locale, to),
            year.to_string(),
        ),
    }
}

/// A period at the head of a sentence.
fn when(locale: Locale, period: Period) -> String {
    let l = i18n::catalogue(locale);
    match period {
        Period::Year(year) => l.msg_statistics_when_year(year.to_string()),
        Period::Half(year, half) => l.msg_statistics_when_half(half, year.to_string()),
        Period::Quarter(year, quarter) => l.msg_statistics_when_quarter(quarter, year.to_string()),
        Period::Months(year, from, to) => l.msg_statistics_when_months(
            dates::name_of_month(locale, from),
            dates::name_of_month(locale, to),
            year.to_string(),
        ),
    }
}

/// A headline figure in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureWords {
    /// The number alone.
    pub value: String,
    /// The sentence around it.
    pub sentence: String,
    /// What it was before, and for men, when that is known.
    pub more: String,
    /// Name of the source.
    pub source: String,
    /// Address of the dataset's page.
    pub href: String,
}

/// Puts a headline figure into words.
pub fn figure(locale: Locale, figure: &HeadlineFigure) -> FigureWords {
    let l = i18n::catalogue(locale);
    let said = |value: f64| amount(locale, &figure.unit, value, figure.decimals);
    let clause = text(&figure.clause, locale).replace("{value}", &said(figure.value));
    let mut more = Vec::new();
    if let Some(value) = figure.men {
        more.push(l.msg_statistics_sentence_men(said(value)));
    }
    if let Some((first, value)) = figure.first {
        more.push(l.msg_statistics_sentence_first(when(locale, first), said(value)));
    }
    FigureWords {
        value: short(locale, &figure.unit, figure.value, figure.decimals),
        sentence: l.msg_statistics_sentence(when(locale, figure.period), clause),
        more: more.join(" "),
        source: text(&figure.source_title, locale).to_owned(),
        href: crate::site::routes::dataset(locale, &figure.dataset, text(&figure.slug, locale)),
    }
}

/// Women, men, all.
pub fn sex(l: &L10nLanguage, code: &str) -> String {
    match code {
        "F" => l.msg_statistics_sex_f(),
        "M" => l.msg_statistics_sex_m(),
        _ => l.msg_statistics_sex_t(),
    }
}

/// What a status says; nothing for an ordinary figure.
pub fn status(l: &L10nLanguage, code: &str) -> Option<String> {
    match code {
        "modelled" => Some(l.msg_statistics_status_modelled()),
        "partial" => Some(l.msg_statistics_status_partial()),
        "adjusted" => Some(l.msg_statistics_status_adjusted()),
        "missing" => Some(l.msg_statistics_missing()),
        _ => None,
    }
}

/// The licence in words.
pub fn licence(l: &L10nLanguage, code: &str) -> String {
    match code {
        "cc-by-4.0" => l.msg_statistics_licence_cc_by(),
        _ => l.msg_statistics_licence_not_stated(),
    }
}

/// How often figures appear.
pub fn frequency(l: &L10nLanguage, code: &str) -> String {
    match code {
        "annual" => l.msg_statistics_frequency_annual(),
        "quarterly" => l.msg_statistics_frequency_quarterly(),
        "survey" => l.msg_statistics_frequency_survey(),
        "census" => l.msg_statistics_frequency_census(),
        "on-change" => l.msg_statistics_frequency_on_change(),
        "once" => l.msg_statistics_frequency_once(),
        _ => l.msg_statistics_frequency_irregular(),
    }
}

/// The name of a code along a dimension.
pub fn name(locale: Locale, set: &Dataset, dimension: Dimension, code: &str) -> String {
    let known = |label: Option<&Localised>| {
        label.map_or_else(|| code.to_owned(), |label| text(label, locale).to_owned())
    };
    match dimension {
        Dimension::Indicator => known(set.indicator(code).map(|indicator| &indicator.label)),
        Dimension::Geo => known(set.names.get("geo", code)),
        Dimension::Sex => sex(i18n::catalogue(locale), code),
        Dimension::Age => known(set.names.get("age", code)),
        Dimension::Period => code.parse().map_or_else(|_| code.to_owned(), |at| period(locale, at)),
    }
}

/// Why somebody reads figures as they were imported.
pub fn raw_reason(l: &L10nLanguage, code: &str) -> String {
    match code {
        "check" => l.msg_statistics_raw_reason_check(),
        "correct" => l.msg_statistics_raw_reason_correct(),
        "method" => l.msg_statistics_raw_reason_method(),
        _ => l.msg_statistics_raw_reason_source_asks(),
    }
}

/// The name of a column of a file.
pub fn column(l: &L10nLanguage, name: &str) -> String {
    match name {
        "dataset" => l.msg_statistics_csv_dataset(),
        "dataset_title" => l.msg_statistics_csv_dataset_title(),
        "version" => l.msg_statistics_version(),
        "indicator" => l.msg_statistics_csv_indicator(),
        "indicator_name" => l.msg_statistics_column_indicator(),
        "place" => l.msg_statistics_csv_place(),
        "place_name" => l.msg_statistics_column_geo(),
        "period" => l.msg_statistics_column_period(),
        "sex" => l.msg_statistics_csv_sex(),
        "sex_name" => l.msg_statistics_column_sex(),
        "age" => l.msg_statistics_column_age(),
        "value" => l.msg_statistics_column_value(),
        "unit" => l.msg_statistics_csv_unit(),
        "status" => l.msg_statistics_csv_status(),
        "note" => l.msg_statistics_csv_note(),
        "source" => l.msg_statistics_csv_source(),
        "source_url" => l.msg_statistics_csv_source_url(),
        "licence" => l.msg_statistics_licence(),
        "checked_on" => l.msg_statistics_checked(),
        _ => name.to_owned(),
    }
}

/// The name of a unit.
pub fn unit(locale: Locale, set: &Dataset, code: &str) -> String {
    set.names.get("unit", code).map_or_else(|| code.to_owned(), |label| text(label, locale).to_owned())
}

/// Remark and status of a figure, in one line; nothing for an ordinary figure.
pub fn remark(locale: Locale, row: &Row) -> Option<String> {
    let l = i18n::catalogue(locale);
    let note = row.note.as_ref().map(|note| text(note, locale).to_owned());
    let status = if row.status == "missing" { None } else { status(l, &row.status) };
    match (note, status) {
        (Some(note), _) => Some(note),
        (None, status) => status,
    }
}
