//! One dataset: the figure in words, the table, the chart, how to read it, where it comes from.

use contract::ids::{DatasetId, split_slugged};
use domain::{
    Permission,
    content::{
        ArticleCard,
        references::{Beside, beside},
    },
    forum::Discussion,
    permission::permits,
    statistics::{
        Cell, Choice, Dataset, Dimension,
        chart::PlotKind,
        cited::{CellRef, Cited, cited},
        text,
    },
};
use leptos::prelude::*;

use super::{Format, alternates, choose, figure, named, table, words};
use crate::site::{
    components::{Crumb, Day, Icon, NoticeKind, notice, page_header},
    page::{Page, PageResult, Reply},
    pages::{content::notes, forum::reading, outside::tells_nothing},
    request::RequestCtx,
    routes::{self, Share},
};

/// A dataset by the segment of its address.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn dataset(ctx: RequestCtx, segment: String) -> PageResult {
    let choice = Choice::read(|name| ctx.query.get(name));
    let cell = CellRef::read(ctx.query.get("cell")).filter(|_| choice.is_usual());
    let version = ctx.query.get("cited").parse().ok();
    let cited = match (&cell, split_slugged(&segment).0.parse::<DatasetId>()) {
        (Some(cell), Ok(id)) => cited(&ctx.services, &id, cell, version).await?,
        _ => None,
    };
    let (mut set, slug) = named(&ctx.services, &segment, &choice).await?;
    let right = set.slug_in(ctx.locale).to_owned();
    if slug != right {
        let path = match &cell {
            Some(cell) => routes::dataset_cell(ctx.locale, &set.id, &right, cell, version),
            None => routes::dataset_of(ctx.locale, &set.id, &right, &choice),
        };
        return Ok(Reply::permanent(path));
    }
    // A page of a long table has the figure on it.
    if let Some(cited) = cited.as_ref().filter(|cited| cited.shown && set.pages.is_some()) {
        set = named(&ctx.services, &segment, &cited.choice()).await?.0;
    }
    let right = right.as_str();
    let title = text(&set.title, ctx.locale).to_owned();
    let description = set.headline_figure().map_or_else(
        || text(&set.summary, ctx.locale).to_owned(),
        |figure| words::figure(ctx.locale, &figure).sentence,
    );
    let Beside { talks, citing } = beside(&ctx.services, &ctx.actor, ctx.locale, set.id.as_str()).await?;
    let (section, links) = (set.section.clone(), alternates(&set, &choice));
    let share = Share::Dataset(ctx.locale, set.id.clone());
    let whole = Choice::default();
    let form = |format: Format| {
        let href = routes::dataset_file(ctx.locale, &set.id, right, format.ending(), &whole);
        (format.media_type(), href)
    };
    let forms = [Format::JsonLd, Format::Csv, Format::Json, Format::Package, Format::Csvw].map(form);
    // The picture that a preview of the link may show.
    let drawn = set.charts.iter().find(|chart| chart.plot.kind != PlotKind::Number);
    let drawn = drawn.filter(|_| !tells_nothing(Some(set.section.as_str())));
    let tags = drawn.map(|chart| {
        let path = routes::dataset_file(ctx.locale, &set.id, right, &format!("/{}.png", chart.id), &whole);
        ("twitter:image", format!("{}{path}", ctx.site.public_url))
    });
    let usual = choice.is_usual() && cell.is_none();
    Ok(Page::new(title, move || view(&ctx, (&set, cited.as_ref()), talks, &citing))
        .description(description)
        .section(section)
        .alternates(links)
        .shared_as(share)
        .for_machines(tags.into_iter().collect(), forms.to_vec())
        .unindexed(!usual)
        .with_script("chart.js")
        .into())
}

/// What a text cites, when the version that it cites is not the one that is shown.
fn before(ctx: &RequestCtx, set: &Dataset, cited: &Cited) -> Option<AnyView> {
    let l = ctx.l();
    let (version, cell) = cited.then?;
    let row = &cited.row;
    let value = match cell {
        Cell::Value(value) => {
            let indicator = set.indicator(&row.indicator);
            let (unit, decimals) = indicator.map_or(("", 0), |one| (one.unit.as_str(), one.decimals));
            words::short(ctx.locale, unit, value, decimals)
        }
        Cell::Missing => l.msg_statistics_missing(),
        Cell::Withheld => format!("‹{}", set.min_cell),
    };
    let name = set
        .indicator(&row.indicator)
        .map_or_else(|| row.indicator.clone(), |one| text(&one.label, ctx.locale).to_owned());
    let parts = [
        name,
        words::name(ctx.locale, set, Dimension::Geo, &row.geo),
        words::period(ctx.locale, row.period),
        words::sex(l, &row.sex),
    ];
    let said = l.msg_statistics_cited(parts.join(" · "), value, version.to_string());
    let now = if cited.shown { l.msg_statistics_cited_now() } else { l.msg_statistics_cited_gone() };
    let id = (!cited.shown).then_some("cell");
    let told = notice(NoticeKind::Info, None, view! { <p>{said}" "{now}</p> });
    Some(view! { <div id=id>{told}</div> }.into_any())
}

fn view(
    ctx: &RequestCtx,
    (set, cited): (&Dataset, Option<&Cited>),
    talks: Vec<Discussion>,
    citing: &[ArticleCard],
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = text(&set.title, locale).to_owned();
    let crumbs =
        vec![Crumb::to(l.msg_statistics_title(), routes::statistics(locale)), Crumb::here(title.clone())];
    view! {
        {page_header(locale, crumbs, title, Some(text(&set.summary, locale).to_owned()), false)}
        <div class="columns">
            <div class="columns__main stack">
                {cited.and_then(|cited| before(ctx, set, cited))}
                {headline(ctx, set)}
                {choose::view(ctx, set)}
                {table::view(ctx, set, cited)}
                {figure::charts(ctx, set)}
                {method(ctx, set)}
                {facts(ctx, set)}
                {sources(ctx, set)}
                {notes::cited_by(ctx, citing)}
                {reading::discussions(ctx, talks)}
            </div>
            <aside class="columns__side stack" aria-label=l.msg_statistics_download_title()>
                {downloads(ctx, set)}
                {raw(ctx, set)}
                <p>
                    <a class="more-link" href=routes::statistics(locale)>
                        {l.msg_statistics_all()}" "<Icon name="arrow-forward" class="icon--mirror"/>
                    </a>
                </p>
            </aside>
        </div>
    }
    .into_any()
}

fn headline(ctx: &RequestCtx, set: &Dataset) -> Option<AnyView> {
    let words = words::figure(ctx.locale, &set.headline_figure()?);
    let more = (!words.more.is_empty()).then(|| view! { <p>{words.more}</p> });
    Some(
        view! {
            <p class="big-number">
                // The sentence says the number too: heard once is enough.
                <span class="big-number__value" aria-hidden="true"><bdi>{words.value}</bdi></span>
                " "<span class="big-number__text">{words.sentence}</span>
            </p>
            {more}
        }
        .into_any(),
    )
}

fn method(ctx: &RequestCtx, set: &Dataset) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let notes =
        set.method.iter().map(|note| view! { <li>{text(note, locale).to_owned()}</li> }).collect_view();
    let meanings = set
        .indicators
        .iter()
        .map(|indicator| {
            view! {
                <div>
                    <dt>{text(&indicator.label, locale).to_owned()}</dt>
                    <dd>{text(&indicator.definition, locale).to_owned()}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="prose" aria-labelledby="how">
            <h2 id="how">{l.msg_statistics_notes_title()}</h2>
            <ul>{notes}</ul>
        </section>
        <section aria-labelledby="meanings">
            <h2 id="meanings">{l.msg_statistics_words_title()}</h2>
            <dl class="meta">{meanings}</dl>
        </section>
    }
    .into_any()
}

fn facts(ctx: &RequestCtx, set: &Dataset) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let imported = i18n::dates::day(locale, &domain::services::day_of(set.imported_at));
    let version = l.msg_statistics_version_of(set.version, imported);
    view! {
        <section aria-labelledby="about">
            <h2 id="about">{l.msg_statistics_about_title()}</h2>
            <dl class="meta">
                <div><dt>{l.msg_statistics_publisher()}</dt><dd>{text(&set.publisher, locale).to_owned()}</dd></div>
                <div><dt>{l.msg_statistics_coverage()}</dt><dd>{text(&set.coverage, locale).to_owned()}</dd></div>
                <div><dt>{l.msg_statistics_frequency()}</dt><dd>{words::frequency(l, &set.frequency)}</dd></div>
                <div><dt>{l.msg_statistics_licence()}</dt><dd>{words::licence(l, &set.licence)}</dd></div>
                <div><dt>{l.msg_statistics_checked()}</dt><dd><Day iso=set.accessed.clone()/></dd></div>
                <div><dt>{l.msg_statistics_version()}</dt><dd>{version}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

fn sources(ctx: &RequestCtx, set: &Dataset) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let checked = l.msg_checked_on(i18n::dates::day(locale, &set.accessed));
    let items = set
        .sources
        .iter()
        .map(|source| {
            // Several files of one publisher bear one name: the code of the series tells them apart.
            let alike = set.sources.iter().filter(|other| other.title == source.title).count() > 1;
            let code = set.rows.iter().find(|row| alike && row.source_id == source.id);
            let code = code.map(|row| view! { <bdi class="num">{row.source_code.clone()}</bdi>" · " });
            view! {
                <li class="source">
                    <a href=source.url.clone() rel="noreferrer noopener">{text(&source.title, locale).to_owned()}</a>
                    " "<span class="source__meta">{code}{checked.clone()}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="sources">
            <h2 id="sources">{l.msg_statistics_sources_title()}</h2>
            <ol class="sources">{items}</ol>
        </section>
    }
    .into_any()
}

/// The way to the figures as they were imported, for those who keep them.
fn raw(ctx: &RequestCtx, set: &Dataset) -> Option<AnyView> {
    permits(&ctx.actor, Permission::StatisticsManage, None).then(|| {
        let title = ctx.l().msg_statistics_raw_title(text(&set.title, ctx.locale));
        view! { <p><a href=routes::dataset_raw(ctx.locale, &set.id) rel="nofollow">{title}</a></p> }
            .into_any()
    })
}

fn downloads(ctx: &RequestCtx, set: &Dataset) -> AnyView {
    let l = ctx.l();
    if ctx.kiosk.is_some() {
        return view! { <p class="muted">{l.msg_kiosk_no_download()}</p> }.into_any();
    }
    let slug = set.slug_in(ctx.locale);
    let file = |format: Format| routes::dataset_file(ctx.locale, &set.id, slug, format.ending(), &set.choice);
    let csv = file(Format::Csv);
    let excel = format!("{csv}{}excel=1", if csv.contains('?') { '&' } else { '?' });
    let link = |(href, name): (String, String)| {
        view! {
            <li class="download">
                <a class="download__link" href=href rel="nofollow">
                    <Icon name="download"/>" "<span class="download__name">{name}</span>
                </a>
            </li>
        }
    };
    let links = [
        (csv, l.msg_statistics_download_csv()),
        (excel, l.msg_statistics_download_excel()),
        (file(Format::Xlsx), "XLSX".to_owned()),
        (file(Format::Json), "JSON".to_owned()),
        (file(Format::Package), "Data Package".to_owned()),
        (file(Format::Csvw), "CSVW".to_owned()),
    ];
    let part = set.choice.is_narrow().then(|| view! { <p>{l.msg_statistics_download_part()}</p> });
    view! {
        <section class="panel panel--hue">
            <h2 class="panel__title">{l.msg_statistics_download_title()}</h2>
            {part}
            <ul class="downloads">{links.map(link).collect_view()}</ul>
        </section>
    }
    .into_any()
}
