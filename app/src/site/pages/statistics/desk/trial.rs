//! A file of figures that is tried: what it is, what its columns mean, what is wrong, what it changes.

use domain::statistics::{
    desk::{self, Change, Detected, Difference, Fault, Mapping, Report, State, Trial, codes_text},
    formats::Role,
    text,
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Day, ErrorSummary, NoticeKind, Num, TextArea, TextField, error_summary::Labels, notice},
    page::PageResult,
    pages::staff::{choice_of, desk_page, step_button, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("part", |l| l.msg_statdesk_part()),
    ("dataset", |l| l.msg_statdesk_dataset()),
    ("decimal", |l| l.msg_statdesk_decimal()),
    ("col_indicator", |l| l.msg_statdesk_col_indicator()),
    ("col_geo", |l| l.msg_statdesk_col_geo()),
    ("col_period", |l| l.msg_statdesk_col_period()),
    ("col_sex", |l| l.msg_statdesk_col_sex()),
    ("col_age", |l| l.msg_statdesk_col_age()),
    ("col_value", |l| l.msg_statdesk_col_value()),
    ("col_status", |l| l.msg_statdesk_col_status()),
    ("col_note", |l| l.msg_statdesk_col_note()),
    ("col_source", |l| l.msg_statdesk_col_source()),
    ("col_url", |l| l.msg_statdesk_col_url()),
    ("codes_indicator", |l| l.msg_statdesk_codes_indicator()),
    ("codes_geo", |l| l.msg_statdesk_codes_geo()),
    ("codes_sex", |l| l.msg_statdesk_codes_sex()),
    ("codes_age", |l| l.msg_statdesk_codes_age()),
    ("source_ar", |l| l.msg_statdesk_source_ar()),
    ("source_fr", |l| l.msg_statdesk_source_fr()),
    ("source_en", |l| l.msg_statdesk_source_en()),
    ("url", |l| l.msg_statdesk_url()),
    ("note", |l| l.msg_statdesk_note()),
];

/// One file of hers.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`]; not found for what is not hers.
pub async fn trial(ctx: RequestCtx, id: String) -> PageResult {
    let found = desk::trial(&ctx.services, &ctx.actor, &id).await?;
    let title = found.file.clone();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, found)).into())
}

fn view(ctx: &RequestCtx, found: Trial) -> AnyView {
    let l = ctx.l();
    let body = match found.state {
        State::Reading | State::Checking | State::Importing => in_hand(ctx, &found),
        State::Unreadable => unreadable(ctx, &found),
        State::Faulty => found.report.as_ref().map(|report| faulty(ctx, &found, report)).into_any(),
        State::Ready => found.report.as_ref().map(|report| ready(ctx, &found, report)).into_any(),
        State::Imported => imported(ctx, &found),
        State::Failed => notice(NoticeKind::Danger, None, view! { <p>{l.msg_batch_failed()}</p> }),
        State::Mapping => ().into_any(),
    };
    let detected = found.detected.as_ref().filter(|one| one.format.is_some());
    let said = detected.map(|one| is(ctx, one));
    let asks = matches!(found.state, State::Mapping | State::Faulty | State::Ready | State::Failed);
    let form = detected.filter(|_| asks).map(|one| mapping(ctx, &found, one));
    let offered = found.detected.as_ref().filter(|_| asks || found.state == State::Unreadable);
    let other = offered.filter(|one| one.parts.len() > 1).map(|one| parts(ctx, &found, one));
    let discard = (!found.state.is_in_hand())
        .then(|| button(ctx, &found, "discard", "button button--quiet", l.msg_batch_discard()));
    view! {
        <p><strong>{words::state(l, found.state)}</strong></p>
        <ErrorSummary labels=LABELS/>
        {body}
        {said}
        {other}
        {form}
        {discard}
        <p>{l.msg_upload_kept_until()}" "<Day iso=found.kept_until.clone()/></p>
        <p><a href=routes::figures_import(ctx.locale)>{l.msg_statdesk_import()}</a></p>
    }
    .into_any()
}

fn button(
    ctx: &RequestCtx,
    found: &Trial,
    action: &'static str,
    class: &'static str,
    text: String,
) -> AnyView {
    // What is confirmed is what she saw.
    let token = (action == "import").then_some(found.seal.as_str());
    step_button(routes::figures_trial(ctx.locale, &found.id), token, action, class, text)
}

/// It goes on without her; how far it is stands here when she looks again.
fn in_hand(ctx: &RequestCtx, found: &Trial) -> AnyView {
    let l = ctx.l();
    let progress = (found.done > 0).then(|| {
        let done = found.done.to_string();
        view! { <p>{l.msg_statdesk_progress(&done)}</p> }
    });
    view! {
        <p>{l.msg_batch_in_hand()}</p>
        {progress}
        <p class="actions">
            <a class="button" href=routes::figures_trial(ctx.locale, &found.id)>{l.msg_batch_look_again()}</a>
        </p>
    }
    .into_any()
}

fn unreadable(ctx: &RequestCtx, found: &Trial) -> AnyView {
    let trouble = found.detected.as_ref().and_then(|one| one.trouble);
    let text = trouble.map(|one| words::trouble(ctx.l(), one));
    notice(NoticeKind::Danger, None, view! { <p>{text}</p> })
}

fn is(ctx: &RequestCtx, one: &Detected) -> AnyView {
    let l = ctx.l();
    let between = match one.delimiter {
        Some('\t') => Some(l.msg_statdesk_tab()),
        other => other.map(String::from),
    };
    let facts = [
        (l.msg_statdesk_format(), one.format.map(|format| words::format(l, format))),
        (l.msg_statdesk_encoding(), Some(one.encoding.clone())),
        (l.msg_statdesk_delimiter(), between),
        (l.msg_statdesk_decimal(), Some(one.decimal.to_string())),
        (l.msg_statdesk_rows(), Some(one.rows.to_string())),
        (l.msg_statdesk_aggregates(), (one.aggregates > 0).then(|| one.aggregates.to_string())),
        (l.msg_statdesk_multiplied(), (one.multiplied > 0).then(|| one.multiplied.to_string())),
        (l.msg_statdesk_deleted(), (one.deleted > 0).then(|| one.deleted.to_string())),
        (l.msg_statdesk_adds(), one.adds.then(|| l.msg_statdesk_adds_hint())),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> })
        .collect_view();
    let about = one
        .about
        .iter()
        .map(|(code, about)| {
            view! {
                <div>
                    <dt><bdi>{code.clone()}</bdi></dt>
                    <dd>
                        <p><bdi>{about.name.clone()}</bdi></p>
                        <p><bdi>{about.definition.clone()}</bdi></p>
                        <p><bdi>{about.source.clone()}</bdi></p>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="detected">
            <h2 id="detected">{l.msg_statdesk_detected()}</h2>
            <dl class="meta">{facts}{about}</dl>
        </section>
    }
    .into_any()
}

/// A file with several tables: which one is read.
fn parts(ctx: &RequestCtx, found: &Trial, one: &Detected) -> AnyView {
    let l = ctx.l();
    let options = one.parts.iter().enumerate().map(|(n, name)| (n.to_string(), format!("{}. {name}", n + 1)));
    let chosen = found.mapping.part.to_string();
    view! {
        <form class="form panel" method="post" action=routes::figures_trial(ctx.locale, &found.id)>
            <h2 class="panel__title">{l.msg_statdesk_parts()}</h2>
            {choice_of(LABELS, "", "part", options.collect(), &chosen, false)}
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value="part">{l.msg_statdesk_part_read()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn mapping(ctx: &RequestCtx, found: &Trial, one: &Detected) -> AnyView {
    let l = ctx.l();
    let said: &Mapping = &found.mapping;
    let refused = ctx.refused.is_some();
    let datasets = [(String::new(), "—".to_owned())].into_iter();
    let datasets = datasets
        .chain(found.datasets.iter().map(|(id, title)| (id.clone(), text(title, ctx.locale).to_owned())))
        .collect();
    let marks = vec![
        (".".to_owned(), l.msg_statdesk_decimal_point()),
        (",".to_owned(), l.msg_statdesk_decimal_comma()),
    ];
    let columns = Role::ALL
        .into_iter()
        .map(|role| {
            let none = [(String::new(), l.msg_statdesk_no_column())].into_iter();
            let options = one.columns.iter().enumerate().map(|(at, (name, cells))| {
                let sample = cells.join(", ");
                (at.to_string(), if sample.is_empty() { name.clone() } else { format!("{name} ({sample})") })
            });
            let chosen = said.columns.get(&role).map(ToString::to_string).unwrap_or_default();
            choice_of(LABELS, "", words::column_field(role), none.chain(options).collect(), &chosen, refused)
        })
        .collect_view();
    let codes = |role: Role| codes_text(said.codes.get(&role));
    view! {
        <form class="form panel" method="post" action=routes::figures_trial(ctx.locale, &found.id)>
            <h2 class="panel__title">{l.msg_statdesk_mapping()}</h2>
            <input r#type="hidden" name="part" value=said.part.to_string()/>
            {choice_of(LABELS, "", "dataset", datasets, &said.dataset, refused)}
            {choice_of(LABELS, "", "decimal", marks, &said.decimal.to_string(), refused)}
            {columns}
            <p class="field__hint">{l.msg_statdesk_codes_hint()}</p>
            <TextArea name="codes_indicator" labels=LABELS rows=6 value=codes(Role::Indicator)/>
            <TextArea name="codes_geo" labels=LABELS rows=6 value=codes(Role::Geo)/>
            <TextArea name="codes_sex" labels=LABELS rows=3 value=codes(Role::Sex)/>
            <TextArea name="codes_age" labels=LABELS rows=3 value=codes(Role::Age)/>
            <TextField name="source_ar" labels=LABELS value=said.source.ar.clone()/>
            <TextField name="source_fr" labels=LABELS value=said.source.fr.clone()/>
            <TextField name="source_en" labels=LABELS value=said.source.en.clone()/>
            <TextField name="url" labels=LABELS value=said.url.clone()/>
            <TextField name="note" labels=LABELS value=said.note.clone()/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="map">{l.msg_statdesk_check()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn faulty(ctx: &RequestCtx, found: &Trial, report: &Report) -> AnyView {
    let l = ctx.l();
    let told = l.msg_statdesk_wrong(report.wrong.to_string());
    let more = report.wrong.saturating_sub(report.faults.len());
    let more = (more > 0).then(|| {
        let text = l.msg_batch_more(more.to_string());
        view! { <p>{text}</p> }
    });
    let heads = vec![l.msg_batch_row(), l.msg_batch_column(), l.msg_batch_value(), l.msg_batch_expected()];
    let rows = report.faults.iter().map(|one| fault(ctx, one)).collect();
    view! {
        {notice(NoticeKind::Warning, None, view! { <p>{told}</p> })}
        {table("faults", l.msg_batch_faults(), heads, rows)}
        {more}
        <p><a href=routes::figures_faults(ctx.locale, &found.id)>{l.msg_statdesk_faults_csv()}</a></p>
    }
    .into_any()
}

fn fault(ctx: &RequestCtx, one: &Fault) -> AnyView {
    let expected = words::expected(ctx.l(), &one.expected);
    view! {
        <tr>
            <th scope="row"><Num text=one.row.to_string()/></th>
            <td><bdi>{one.column.clone()}</bdi></td>
            <td><bdi>{one.value.clone()}</bdi></td>
            <td>{expected}</td>
        </tr>
    }
    .into_any()
}

fn ready(ctx: &RequestCtx, found: &Trial, report: &Report) -> AnyView {
    let l = ctx.l();
    let left = (report.left_out > 0).then(|| {
        let text = l.msg_statdesk_left_out(report.left_out.to_string());
        view! { <p>{text}</p> }
    });
    let sources = report.difference.sources;
    let sources = (sources > 0).then(|| {
        let text = l.msg_statdesk_other_source(sources.to_string());
        view! { <p>{text}</p> }
    });
    let same = report.difference == Difference::default();
    let go = if same {
        notice(NoticeKind::Info, None, view! { <p>{l.msg_statdesk_same()}</p> })
    } else {
        button(ctx, found, "import", "button", l.msg_statdesk_confirm())
    };
    view! {
        {difference(ctx, &report.difference)}
        {sources}
        {left}
        {go}
    }
    .into_any()
}

fn difference(ctx: &RequestCtx, found: &Difference) -> AnyView {
    let l = ctx.l();
    let counts =
        l.msg_statdesk_counts(found.added.to_string(), found.changed.to_string(), found.removed.to_string());
    let heads = vec![
        l.msg_statdesk_changes(),
        l.msg_statistics_column_indicator(),
        l.msg_statistics_column_geo(),
        l.msg_statistics_column_sex(),
        l.msg_statistics_column_period(),
        l.msg_statdesk_old(),
        l.msg_statdesk_new_value(),
    ];
    let rows: Vec<AnyView> = found.shown.iter().map(|one| change(ctx, one)).collect();
    let list = (!rows.is_empty()).then(|| table("changes", l.msg_statdesk_difference(), heads, rows));
    view! {
        {notice(NoticeKind::Info, Some(l.msg_statdesk_difference()), view! { <p>{counts}</p> })}
        {list}
    }
    .into_any()
}

fn change(ctx: &RequestCtx, one: &Change) -> AnyView {
    let value = |value: Option<f64>| value.map(|value| view! { <Num text=value.to_string()/> });
    view! {
        <tr>
            <th scope="row">{words::change(ctx.l(), one.kind)}</th>
            <td><bdi>{one.indicator.clone()}</bdi></td>
            <td><bdi>{one.geo.clone()}</bdi></td>
            <td><bdi>{one.sex.clone()}" "{one.age.clone()}</bdi></td>
            <td><Num text=one.period.clone()/></td>
            <td>{value(one.old)}</td>
            <td>{value(one.new)}</td>
        </tr>
    }
    .into_any()
}

fn imported(ctx: &RequestCtx, found: &Trial) -> AnyView {
    let l = ctx.l();
    let told = l.msg_statdesk_imported(found.version.unwrap_or_default().to_string());
    let href = routes::figures_versions(ctx.locale, &found.mapping.dataset);
    let list = found.report.as_ref().map(|report| difference(ctx, &report.difference));
    view! {
        {notice(NoticeKind::Success, None, view! { <p>{told}</p> })}
        {list}
        <p><a href=href>{l.msg_statdesk_versions()}</a></p>
    }
    .into_any()
}
