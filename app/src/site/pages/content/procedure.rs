//! A procedure as it stands on its page, and links to the words that are explained.

use std::sync::LazyLock;

use domain::{
    content::{GLOSSARY, Procedure},
    markup::{Explained, Glossary},
};
use leptos::prelude::*;

use crate::site::{components::Icon, request::RequestCtx, routes};

/// Links of a page to the words that are explained. On a shared computer without a line there are none.
pub(super) fn explained<'a>(ctx: &RequestCtx, glossary: &'a Glossary) -> Explained<'a> {
    static NONE: LazyLock<Glossary> = LazyLock::new(Glossary::default);
    let glossary = if ctx.kept { &*NONE } else { glossary };
    Explained::new(glossary, routes::standing(ctx.locale, GLOSSARY))
}

/// A text with them.
fn linked(words: &mut Explained<'_>, text: String) -> AnyView {
    let pieces = words.in_text(&text);
    if pieces.iter().all(|(_, href)| href.is_none()) {
        return text.into_any();
    }
    let piece = |(text, href): (String, Option<String>)| match href {
        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
        None => text.into_any(),
    };
    pieces.into_iter().map(piece).collect_view().into_any()
}

/// For whom, where, what it costs, step by step, with which papers, and what to do when it is refused.
pub(super) fn procedure_view(
    ctx: &RequestCtx,
    lang: &'static str,
    procedure: Procedure,
    words: &mut Explained<'_>,
) -> AnyView {
    let l = ctx.l();
    let steps = procedure
        .steps
        .into_iter()
        .map(|step| {
            view! {
                <li class="step">
                    <h3 class="step__title">{step.title}</h3>
                    <div class="step__body prose"><p>{linked(words, step.text)}</p></div>
                </li>
            }
        })
        .collect_view();
    let if_refused = linked(words, procedure.if_refused);
    let papers = procedure
        .papers
        .into_iter()
        .map(|paper| view! { <li class="papers__item">{paper}</li> })
        .collect_view();
    view! {
        <section class="for-whom" aria-labelledby="who">
            <h2 class="for-whom__title" id="who"><Icon name="account"/>" "{l.msg_procedure_for_whom()}</h2>
            <p lang=lang dir="auto">{procedure.for_whom}</p>
        </section>
        <dl class="facts">
            <div class="facts__item"><dt><Icon name="place"/>" "{l.msg_procedure_where()}</dt><dd lang=lang dir="auto">{procedure.where_to_go}</dd></div>
            <div class="facts__item"><dt><Icon name="money"/>" "{l.msg_procedure_cost()}</dt><dd lang=lang dir="auto">{procedure.cost}</dd></div>
            <div class="facts__item"><dt><Icon name="clock"/>" "{l.msg_procedure_time()}</dt><dd lang=lang dir="auto">{procedure.time}</dd></div>
        </dl>
        <section aria-labelledby="steps">
            <h2 id="steps"><Icon name="check"/>" "{l.msg_procedure_steps()}</h2>
            <ol class="steps" lang=lang>{steps}</ol>
        </section>
        <section aria-labelledby="papers">
            <h2 id="papers"><Icon name="paper"/>" "{l.msg_procedure_papers()}</h2>
            <ul class="papers" lang=lang>{papers}</ul>
        </section>
        <section class="if-refused" aria-labelledby="refused">
            <h2 class="if-refused__title" id="refused"><Icon name="warning"/>" "{l.msg_procedure_if_refused()}</h2>
            <div class="prose"><p lang=lang dir="auto">{if_refused}</p></div>
        </section>
    }
    .into_any()
}
