//! A PDF drawn in its page with PDF.js, when she asks for it: `pdf.js` shows these parts, which without it do nothing
//! and are not seen. Where the library was not built there is nothing of it, and the pages stand as they are.

use contract::Tongue;
use leptos::prelude::*;

use super::words;
use crate::site::{components::Icon, request::RequestCtx};

/// The script of the page.
pub(super) const SCRIPT: &str = "pdf.js";
const LIBRARY: &str = "pdf.min.mjs";
const WORKER: &str = "pdf.worker.min.mjs";

/// Whether there is anything to draw with.
pub(super) fn is_there(ctx: &RequestCtx) -> bool {
    let assets = &ctx.site.assets;
    [LIBRARY, WORKER].iter().all(|name| assets.built(name).is_some())
}

/// The buttons and the place where a page is drawn; `language` is the document's.
pub(super) fn reader(ctx: &RequestCtx, language: Tongue) -> Option<AnyView> {
    let l = ctx.l();
    let assets = &ctx.site.assets;
    let (library, worker) = (assets.built(LIBRARY)?, assets.built(WORKER)?);
    let size = words::size(l, assets.weight(&[LIBRARY, WORKER]));
    // Seen while a page is drawn.
    let tools: Vec<AnyView> = [
        ("smaller", l.msg_document_smaller()),
        ("larger", l.msg_document_larger()),
        ("close", l.msg_document_close()),
    ]
    .into_iter()
    .map(|(act, text)| {
        view! {
            <button class="button button--secondary button--small" r#type="button" data-act=act data-opened=""
                hidden=true>{text}</button>" "
        }
        .into_any()
    })
    .collect();
    let view = view! {
        <div class="stack" data-reader="" hidden=true data-pdf-lib=library data-pdf-worker=worker
            data-openjpeg=assets.built("openjpeg.wasm") data-jbig2=assets.built("jbig2.wasm")
            data-loading=l.msg_document_loading() data-failed=l.msg_document_failed()>
            <p class="actions">
                <button class="button button--secondary" r#type="button" data-act="open" data-closed="">
                    <Icon name="book"/>" "{l.msg_document_open()}" · "<bdi>{size}</bdi>
                </button>" "
                {tools}
            </p>
            <p class="muted" data-closed="">{l.msg_document_open_hint()}</p>
            <p class="muted" id="sheet-keys" data-opened="" hidden=true>{l.msg_document_keys()}</p>
            <div class="table-scroll" data-sheet="" data-opened="" hidden=true role="region" tabindex="0"
                dir=language.dir() aria-label=l.msg_document_sheet() aria-describedby="sheet-keys"></div>
            <p class="muted" role="status"></p>
        </div>
    };
    Some(view.into_any())
}
