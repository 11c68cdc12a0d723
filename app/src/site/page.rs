//! What a handler answers: a page, or the way to another one.

mod reply;

pub use reply::{Reply, ReplyKind, SessionChange};

use contract::Locale;
use domain::{Actor, DomainError};
use leptos::prelude::*;

use super::{
    kiosk, layout,
    request::RequestCtx,
    routes::{self, Share},
};

/// What a page or form handler returns. An error becomes the error page of its code.
pub type PageResult = Result<Reply, DomainError>;

/// The contents of a page's `<main>`, drawn when the page is rendered.
pub type Body = Box<dyn FnOnce() -> AnyView + Send>;

/// How a text is to look, in the words of the document's `data-` attributes; nothing is as always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Size of the letters.
    pub text: Option<&'static str>,
    /// Room between the lines.
    pub leading: Option<&'static str>,
    /// Contrast.
    pub contrast: Option<&'static str>,
    /// How much stands on it.
    pub view: Option<&'static str>,
}

/// A page: what stands in its head and in its `<main>`.
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// Title, without the site's name. Ignored by discreet pages.
    pub title: String,
    /// One or two sentences for search engines.
    pub description: Option<String>,
    /// Forum, account, desk and error pages: neutral title, not indexed, nothing for link previews.
    pub discreet: bool,
    /// Search engines may list it although it is discreet: its category says so.
    pub listed: bool,
    /// One of very many views of the same things: search engines neither list it nor follow its links.
    pub unindexed: bool,
    /// Belongs to a person: never stored by browser or proxy.
    pub personal: bool,
    /// Holds an island besides the exit shortcut's: the boot module is loaded.
    pub islands: bool,
    /// Plain scripts besides that of the exit, by their names: the page works without them.
    pub scripts: Vec<&'static str>,
    /// Style sheets of its own besides the one of every page.
    pub sheets: Vec<&'static str>,
    /// Something of which she may keep her place, on her device: `place.js` is loaded too.
    pub place: bool,
    /// A public text that guests may keep on their device, share and take along: `ways.js` is loaded too.
    pub portable: bool,
    /// Slug of the section whose hue the page wears.
    pub section: Option<String>,
    /// Class of `<main>` besides `page` (`page--desk`).
    pub main_class: &'static str,
    /// The feed of what stands on the page, for readers of feeds.
    pub feed: Option<String>,
    /// `meta` tags of a public page, for those who collect references.
    pub tags: Vec<(&'static str, String)>,
    /// The same thing in forms for machines: media type and address.
    pub forms: Vec<(&'static str, String)>,
    /// The same page in the other languages; by default the same path under the other prefix.
    pub alternates: Option<Vec<(Locale, String)>>,
    /// The languages in which there is such a text, when not in all: search engines are told of these alone.
    pub written: Option<Vec<Locale>>,
    /// The picture that a preview of its link shows; nothing: that of the portal.
    pub share: Option<Share>,
    /// Previews of its link tell nothing, although its title does.
    pub veiled: bool,
    /// How she wants it to look.
    pub look: Look,
    /// Without the portal's own frame: the start screen of a computer that everybody uses.
    pub bare: bool,
    /// Who she is from this answer on, when the request itself signed her in.
    pub seen_by: Option<Actor>,
    /// What stands in `<main>`.
    pub body: Body,
}

impl Page {
    /// A public page.
    pub fn new(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self {
            status: 200,
            title: title.into(),
            description: None,
            discreet: false,
            listed: false,
            unindexed: false,
            personal: false,
            islands: false,
            scripts: Vec::new(),
            sheets: Vec::new(),
            place: false,
            portable: false,
            section: None,
            main_class: "",
            feed: None,
            tags: Vec::new(),
            forms: Vec::new(),
            alternates: None,
            written: None,
            share: None,
            veiled: false,
            look: Look::default(),
            bare: false,
            seen_by: None,
            body: Box::new(body),
        }
    }

    /// For search engines and link previews.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Neutral title, not indexed.
    #[must_use]
    pub fn discreet(mut self) -> Self {
        self.discreet = true;
        self
    }

    /// Lets search engines list a discreet page; its title stays neutral.
    #[must_use]
    pub fn listed(mut self, listed: bool) -> Self {
        self.listed = listed;
        self
    }

    /// For people alone: search engines neither list it nor follow its links.
    #[must_use]
    pub fn unindexed(mut self, unindexed: bool) -> Self {
        self.unindexed = unindexed;
        self
    }

    /// What search engines are told, if anything; `hers`: the answer belongs to a person.
    pub fn robots(&self, hers: bool) -> Option<&'static str> {
        match (self.discreet && (!self.listed || hers), self.unindexed) {
            (true, true) => Some("noindex, nofollow, noarchive, nosnippet"),
            (true, false) => Some("noindex, noarchive, nosnippet"),
            (false, true) => Some("noindex, nofollow"),
            (false, false) => None,
        }
    }

    /// Belongs to a person; implies discreet.
    #[must_use]
    pub fn personal(mut self) -> Self {
        self.personal = true;
        self.discreet = true;
        self
    }

    /// Loads the boot module.
    #[must_use]
    pub fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Loads a plain script of `style/public` besides.
    #[must_use]
    pub fn with_script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    /// Links a style sheet of its own, one of `style/*.css`.
    #[must_use]
    pub fn with_sheet(mut self, name: &'static str) -> Self {
        self.sheets.push(name);
        self
    }

    /// Lets her keep her place on her device.
    #[must_use]
    pub fn with_place(mut self) -> Self {
        self.place = true;
        self
    }

    /// May be kept, shared and taken along: a public text, the same for everybody, at an address without a query.
    #[must_use]
    pub fn portable(mut self) -> Self {
        self.portable = true;
        self
    }

    /// Wears a section's hue.
    #[must_use]
    pub fn section(mut self, slug: impl Into<String>) -> Self {
        self.section = Some(slug.into());
        self
    }

    /// A class of `<main>` besides `page`.
    #[must_use]
    pub fn main_class(mut self, class: &'static str) -> Self {
        self.main_class = class;
        self
    }

    /// Has a feed, or none.
    #[must_use]
    pub fn feed(mut self, path: Option<String>) -> Self {
        self.feed = path;
        self
    }

    /// For those who collect references: `meta` tags, and the same thing in forms for machines.
    #[must_use]
    pub fn for_machines(
        mut self,
        tags: Vec<(&'static str, String)>,
        forms: Vec<(&'static str, String)>,
    ) -> Self {
        self.tags = tags;
        self.forms = forms;
        self
    }

    /// Addresses of the same page in other languages; an empty list: there is none.
    #[must_use]
    pub fn alternates(mut self, list: Vec<(Locale, String)>) -> Self {
        self.alternates = Some(list);
        self
    }

    /// The languages in which there is such a text.
    #[must_use]
    pub fn written_in(mut self, list: Vec<Locale>) -> Self {
        self.written = Some(list);
        self
    }

    /// What a preview of its link shows.
    #[must_use]
    pub fn shared_as(mut self, picture: Share) -> Self {
        self.share = Some(picture);
        self
    }

    /// Previews of its link tell nothing.
    #[must_use]
    pub fn veiled(mut self) -> Self {
        self.veiled = true;
        self
    }

    /// How she wants it to look.
    #[must_use]
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// Without the portal's own frame.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Draws the frame for somebody whom the request itself signed in.
    #[must_use]
    pub fn seen_by(mut self, actor: Actor) -> Self {
        self.seen_by = Some(actor);
        self
    }

    /// The status; a page that shows a refused form takes that of the refusal by itself.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

/// Renders a whole page. Nothing is streamed and nothing follows `</html>`: the data was loaded before.
pub fn render(ctx: &RequestCtx, mut page: Page) -> String {
    let ctx = match page.seen_by.take() {
        Some(actor) => &RequestCtx { actor, ..ctx.clone() },
        None => ctx,
    };
    let owner =
        Owner::new_root(Some(std::sync::Arc::new(hydration_context::SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(ctx.clone());
        layout::document(ctx, page).to_html()
    });
    drop(owner);
    let html = match &ctx.kiosk {
        Some(present) => {
            let query: Vec<(&str, String)> =
                ctx.query.pairs().iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
            let place = kiosk::Place {
                base: &ctx.site.public_url,
                locale: ctx.locale,
                here: &routes::with_pairs(&ctx.path, &query),
                visit: present.visit.as_ref().map(|visit| visit.id.as_str()),
                kept: ctx.kept,
            };
            kiosk::fit(&html, place)
        }
        None => html,
    };
    let mut out = String::with_capacity(html.len() + 16);
    out.push_str("<!DOCTYPE html>");
    out.push_str(&html);
    out
}

/// The request, inside a component.
pub fn use_request() -> RequestCtx {
    expect_context::<RequestCtx>()
}
