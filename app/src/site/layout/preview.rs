//! What a message that holds a link to a page shows of it (Open Graph). Whoever looks over a shoulder sees it too: of the
//! forum, and of what protects women, it tells the neutral name alone.

use contract::Locale;
use leptos::{html::meta, prelude::*};

use crate::site::{page::Page, pages::outside::tells_nothing, request::RequestCtx, routes::Share};

/// Points of a picture (`pages::outside::share`).
const SIZE: (&str, &str) = ("1200", "630");

/// What is shown.
pub struct Preview {
    title: String,
    description: Option<String>,
    picture: Share,
}

/// The preview of a page; none of what belongs to somebody, is one of very many views, or is not there.
pub fn of(ctx: &RequestCtx, page: &Page) -> Option<Preview> {
    let seen_by_all = page.status == 200 && !page.personal && !page.unindexed;
    if !seen_by_all || ctx.refused.is_some() || ctx.actor.member().is_some() {
        return None;
    }
    let l = ctx.l();
    if page.discreet || page.veiled || tells_nothing(page.section.as_deref()) {
        let title = l.msg_site_neutral_title();
        return Some(Preview { title, description: None, picture: Share::Neutral });
    }
    let title = if page.title.is_empty() {
        format!("{} – {}", l.msg_site_name(), l.msg_site_tagline())
    } else {
        page.title.clone()
    };
    let picture = page.share.clone().unwrap_or(Share::Portal(ctx.locale));
    Some(Preview { title, description: page.description.clone(), picture })
}

fn territory(locale: Locale) -> &'static str {
    match locale {
        Locale::Ar => "ar_AR",
        Locale::Fr => "fr_FR",
        Locale::En => "en_GB",
    }
}

impl Preview {
    /// The tags; `address` is the path under which search engines know the page.
    pub fn tags(self, ctx: &RequestCtx, address: Option<&str>) -> AnyView {
        let base = &ctx.site.public_url;
        let told = self.picture != Share::Neutral;
        let picture = format!("{base}{}", self.picture.path());
        let mut all = vec![
            ("og:type", "website".to_owned()),
            ("og:locale", territory(ctx.locale).to_owned()),
            ("og:image", picture),
            ("og:image:type", "image/png".to_owned()),
            ("og:image:width", SIZE.0.to_owned()),
            ("og:image:height", SIZE.1.to_owned()),
            ("og:image:alt", self.title.clone()),
            ("og:title", self.title),
        ];
        if told {
            all.push(("og:site_name", ctx.l().msg_site_name()));
        }
        all.extend(address.map(|path| ("og:url", format!("{base}{path}"))));
        all.extend(self.description.map(|text| ("og:description", text)));
        let all = all
            .into_iter()
            .map(|(name, content)| meta().attr("property", name).attr("content", content))
            .collect_view();
        view! {
            {all}
            <meta name="twitter:card" content="summary_large_image"/>
        }
        .into_any()
    }
}
