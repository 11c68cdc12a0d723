//! Somebody was quicker: the three texts. Hers stands in the form; what stands in the store, and what she had before her,
//! stand here, with what each of the two changed.

use contract::Locale;
use domain::content::editorial::{Act, DraftForm, Revision, Workbench, WorkingCopy, differences};
use leptos::prelude::*;

use super::{compare, words};
use crate::site::{
    components::{NoticeKind, notice},
    request::RequestCtx,
};

/// What she is told, with the differences.
pub fn view(
    ctx: &RequestCtx,
    language: Locale,
    hers: &DraftForm,
    theirs: Option<&Revision>,
    base: Option<&Revision>,
) -> AnyView {
    let l = ctx.l();
    let Some(theirs) = theirs else {
        let body = view! { <p>{l.msg_editorial_conflict_state()}</p> };
        return notice(NoticeKind::Danger, Some(l.msg_editorial_conflict_title()), body);
    };
    // Nobody wrote; it went on to somebody else.
    if base.is_some_and(|base| base.id == theirs.id) {
        let body = view! { <p>{l.msg_editorial_conflict_state()}</p> };
        return notice(NoticeKind::Danger, Some(l.msg_editorial_conflict_title()), body);
    }
    let who = theirs.author.clone().unwrap_or_else(|| l.msg_editorial_nobody());
    let body = view! {
        <p>{l.msg_editorial_conflict(who)}</p>
        {base.map(|base| view! {
            <details class="panel" open=true>
                <summary>{l.msg_editorial_conflict_theirs()}</summary>
                {compare::differences(ctx, language, &differences(&base.form, &theirs.form))}
            </details>
            <details class="panel">
                <summary>{l.msg_editorial_conflict_hers()}</summary>
                {compare::differences(ctx, language, &differences(&base.form, hers))}
            </details>
        })}
        <details class="panel" open=base.is_none()>
            <summary>{l.msg_editorial_conflict_between()}</summary>
            {compare::differences(ctx, language, &differences(&theirs.form, hers))}
        </details>
        {whole(ctx, language, l.msg_editorial_conflict_text_now(), &theirs.form)}
        {base.map(|base| whole(ctx, language, l.msg_editorial_conflict_text_before(), &base.form))}
    };
    notice(NoticeKind::Danger, Some(l.msg_editorial_conflict_title()), body)
}

/// Somebody was quicker than an act: what she had before her, what stands there now, and what she wanted. What she writes
/// and did not save is held against it, too.
pub fn act(ctx: &RequestCtx, bench: &Workbench, base: Option<&Revision>) -> AnyView {
    let l = ctx.l();
    let language = bench.locale;
    let wanted = Act::parse(&ctx.typed("action")).map(|act| words::act(l, act)).unwrap_or_default();
    let comment = ctx.typed("comment");
    let comment = (!comment.trim().is_empty())
        .then(|| view! { <p dir="auto">{crate::site::pages::forum::parts::lines(&comment)}</p> });
    let theirs = bench.head.as_ref();
    let between = base.zip(theirs).filter(|(base, theirs)| base.id != theirs.id).map(|(base, theirs)| {
        let who = theirs.author.clone().unwrap_or_else(|| l.msg_editorial_nobody());
        let hers = bench.copy.as_ref().map(|copy| {
            view! {
                <details class="panel">
                    <summary>{l.msg_editorial_conflict_between()}</summary>
                    {compare::differences(ctx, language, &differences(&theirs.form, &copy.form))}
                </details>
            }
        });
        view! {
            <details class="panel" open=true>
                <summary>{l.msg_editorial_conflict_theirs()}" · "<bdi>{who}</bdi></summary>
                {compare::differences(ctx, language, &differences(&base.form, &theirs.form))}
            </details>
            {hers}
            {whole(ctx, language, l.msg_editorial_conflict_text_now(), &theirs.form)}
            {whole(ctx, language, l.msg_editorial_conflict_text_before(), &base.form)}
        }
    });
    let body = view! {
        <p>{l.msg_editorial_conflict_act()}</p>
        <p>{l.msg_editorial_conflict_wanted(wanted)}</p>
        {comment}
        {between}
    };
    notice(NoticeKind::Danger, Some(l.msg_editorial_conflict_title()), body)
}

/// Another window of hers kept something else: that text, to copy from, while this one stands in the form.
pub fn elsewhere(ctx: &RequestCtx, language: Locale, copy: &WorkingCopy) -> AnyView {
    let l = ctx.l();
    let body = view! {
        <p>{l.msg_editorial_elsewhere()}</p>
        {whole(ctx, language, l.msg_editorial_elsewhere_text(), &copy.form)}
    };
    notice(NoticeKind::Warning, Some(l.msg_editorial_elsewhere_title()), body)
}

/// A whole text, to copy from.
fn whole(ctx: &RequestCtx, language: Locale, title: String, form: &DraftForm) -> AnyView {
    let rows = form
        .parts()
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| {
            let text = crate::site::pages::forum::parts::lines(&text);
            view! {
                <div><dt>{super::label(ctx.l(), name)}</dt>
                <dd lang=language.code() dir=language.direction().as_str()>{text}</dd></div>
            }
        })
        .collect_view();
    view! { <details class="panel"><summary>{title}</summary><dl class="meta">{rows}</dl></details> }
        .into_any()
}
