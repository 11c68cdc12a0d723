//! What stands in the way of publishing a text, and how it reads.

use domain::content::editorial::{
    checks::{Check, Checked, Finding, Severity},
    reading_level::{Advice, LONG_SENTENCE, ReadingLevel},
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use crate::site::{
    components::{NoticeKind, notice},
    request::RequestCtx,
};

fn name(l: &L10nLanguage, check: Check) -> String {
    match check {
        Check::Title => l.msg_editor_check_title(),
        Check::Summary => l.msg_editor_check_summary(),
        Check::Text => l.msg_editor_check_text(),
        Check::Steps => l.msg_editor_check_steps(),
        Check::Alternative => l.msg_editor_check_alternative(),
        Check::Picture => l.msg_editor_check_picture(),
        Check::EmptyLink => l.msg_editor_check_empty_link(),
        Check::TableHead => l.msg_editor_check_table_head(),
        Check::Heading => l.msg_editor_check_heading(),
        Check::Source => l.msg_editor_check_source(),
        Check::CheckedOn => l.msg_editor_check_checked_on(),
        Check::VagueLink => l.msg_editor_check_vague_link(),
        Check::RawAddress => l.msg_editor_check_raw_address(),
        Check::LongParagraph => l.msg_editor_check_long_paragraph(),
    }
}

/// The first of each check has its name as id: a refusal leads there.
fn lines(l: &L10nLanguage, findings: &[Finding], severity: Severity) -> Option<AnyView> {
    let mut last = None;
    let lines: Vec<AnyView> = findings
        .iter()
        .filter(|finding| finding.check.severity() == severity)
        .map(|finding| {
            let id = (last != Some(finding.check)).then(|| finding.check.as_str());
            last = Some(finding.check);
            let at = (!finding.at.is_empty()).then(|| {
                let at = finding.at.clone();
                view! { ": "<bdi>{at}</bdi> }
            });
            view! { <li id=id>{name(l, finding.check)}{at}</li> }.into_any()
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> }.into_any())
}

/// Everything that was found.
pub fn checks(ctx: &RequestCtx, checked: &Checked) -> AnyView {
    let l = ctx.l();
    let block = lines(l, &checked.findings, Severity::Block)
        .map(|list| notice(NoticeKind::Warning, Some(l.msg_editor_checks_block()), list));
    let advise = lines(l, &checked.findings, Severity::Advise)
        .map(|list| notice(NoticeKind::Info, Some(l.msg_editor_checks_advise()), list));
    let none = block.is_none().then(|| view! { <p>{l.msg_editor_checks_none()}</p> });
    view! {
        <section class="stack" aria-labelledby="checks">
            <h2 id="checks">{l.msg_editor_checks()}</h2>
            {none}
            {block}
            {advise}
            {level(l, &checked.level)}
        </section>
    }
    .into_any()
}

fn level(l: &L10nLanguage, level: &ReadingLevel) -> AnyView {
    let [words, sentences, limit, long, hard] =
        [level.words, level.sentences, LONG_SENTENCE, level.long_sentences, level.long_words]
            .map(|count| count.to_string());
    let advice = match level.advice {
        Advice::TooShort => l.msg_editor_level_short(),
        Advice::Easy => l.msg_editor_level_easy(),
        Advice::SomeLong => l.msg_editor_level_some(),
        Advice::Hard => l.msg_editor_level_hard(),
    };
    let shown = level.shown.iter().map(|start| view! { <li dir="auto">{start.clone()}</li> }).collect_view();
    let shown = (!level.shown.is_empty()).then(|| view! { <ul>{shown}</ul> });
    view! {
        <h3>{l.msg_editor_level()}</h3>
        <p>{l.msg_editor_level_counts(&words, &sentences, &limit, &long, &hard)}</p>
        <p>{advice}</p>
        {shown}
    }
    .into_any()
}
