//! What `editor.js` needs beside the form of a text: its words, and where it sends what she writes. Without the script
//! nothing of it is seen.

use contract::{Locale, ids::ArticleId};
use leptos::prelude::*;

use crate::site::{request::RequestCtx, routes};

/// The script.
pub const SCRIPT: &str = "editor.js";

/// Stands inside the form; the script puts it before the field of the text.
pub fn tools(ctx: &RequestCtx, id: &ArticleId, language: Locale) -> AnyView {
    hook(ctx, id, language, true)
}

/// The tools alone, for a form that holds a part of the text: nothing is kept by itself, for what is kept is a whole text,
/// and nothing is previewed.
pub fn tools_alone(ctx: &RequestCtx, id: &ArticleId, language: Locale) -> AnyView {
    hook(ctx, id, language, false)
}

fn hook(ctx: &RequestCtx, id: &ArticleId, language: Locale, whole: bool) -> AnyView {
    let l = ctx.l();
    let preview = whole.then(|| {
        view! {
            <p class="actions">
                <button class="button button--secondary button--small" r#type="button" data-show="">
                    {l.msg_editor_preview_show()}
                </button>
            </p>
            <section class="composer__preview prose" aria-label=l.msg_editor_preview() dir="auto" data-preview=""></section>
        }
    });
    view! {
        <div id="editor-tools" hidden=true
            data-keep=whole.then(|| routes::article_keep(ctx.locale, id, language))
            data-media=routes::article_pictures(ctx.locale, id, language, "", 1)
            data-toolbar=l.msg_editor_toolbar()
            data-heading=l.msg_editor_heading()
            data-bold=l.msg_editor_bold()
            data-emphasis=l.msg_editor_emphasis()
            data-list=l.msg_editor_list()
            data-numbers=l.msg_editor_numbers()
            data-link=l.msg_editor_link()
            data-callout=l.msg_editor_callout()
            data-footnote=l.msg_editor_footnote()
            data-image=l.msg_editor_image()
            data-link-words=l.msg_editor_link_words()
            data-words=l.msg_editor_words()
            data-kept=l.msg_editor_kept()
            data-elsewhere=l.msg_editor_elsewhere()
            data-changed=l.msg_editor_changed()
            data-not-kept=l.msg_editor_not_kept()
            data-signed-out=l.msg_editor_signed_out()
            data-pasted=l.msg_editor_pasted()
            data-preview-failed=l.msg_editor_preview_failed()
        >
            <p class="composer__help">{l.msg_editor_keys()}</p>
            <p class="composer__counter"><span data-count=""></span></p>
            <p class="composer__status" role="status" aria-live="polite" data-status=""></p>
            {preview}
        </div>
    }
    .into_any()
}
