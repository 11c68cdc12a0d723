//! What a form is for, said in a few sentences beside it: to read, or to hear. The words are pages of the team, so that
//! she can change them, have them read by a machine, or lend them her own voice.

use contract::ErrorCode;
use domain::{DomainResult, content::Around};
use leptos::prelude::*;

use super::listen::listen;
use crate::site::{
    components::{Html, Icon},
    request::RequestCtx,
    routes,
};

/// The explanation of a form.
pub struct Explained {
    name: &'static str,
    around: Around,
}

/// Reads one, by the name of its page (`howjoin`); nothing where it was never seeded, or is not before readers.
///
/// # Errors
/// The database is away.
pub async fn explained(ctx: &RequestCtx, name: &'static str) -> DomainResult<Option<Explained>> {
    match domain::content::page_around(&ctx.services, ctx.locale, name).await {
        Ok(around) => Ok(Some(Explained { name, around })),
        Err(error) if error.code == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl Explained {
    /// Folded, unless she goes through the portal with sound.
    pub fn view(self, ctx: &RequestCtx) -> AnyView {
        let l = ctx.l();
        let Self { name, around: Around { document, recording, .. } } = self;
        let lang = document.locale.code();
        view! {
            <details class="disclosure" open=ctx.visit.sound>
                <summary><Icon name="listen"/>" "{l.msg_simple_form()}</summary>
                <div class="panel stack">
                    {recording.map(|recording| listen(ctx, &recording))}
                    <Html html=document.html class="prose" lang=lang/>
                    <p><a href=routes::standing(ctx.locale, name)>{l.msg_simple_form_page()}</a></p>
                </div>
            </details>
        }
        .into_any()
    }
}
