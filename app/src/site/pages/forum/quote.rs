//! What a text quotes of others, as its reader sees it.

use domain::{
    forum::{
        Author, PostView,
        quote::{Preview, Quoted},
    },
    markup::{
        SafeHtml,
        quote::{self, Around, Shown},
    },
    mute::Quiet,
};
use leptos::prelude::*;

use super::words;
use crate::site::{request::RequestCtx, routes};

/// A text with its quotes in their places.
pub fn filled(ctx: &RequestCtx, html: SafeHtml, quotes: &[Quoted]) -> SafeHtml {
    let l = ctx.l();
    let around = Around {
        of: l.msg_writing_quote_of(),
        gone: l.msg_writing_quote_gone(),
        former: l.msg_forum_former_member(),
    };
    let shown: Vec<Shown> = quotes.iter().map(|one| shown(ctx, one)).collect();
    quote::filled(html, &shown, &around)
}

/// The same for a text that was not sent yet.
pub fn previewed(ctx: &RequestCtx, preview: Preview) -> SafeHtml {
    filled(ctx, preview.html, &preview.quotes)
}

fn shown(ctx: &RequestCtx, quoted: &Quoted) -> Shown {
    let l = ctx.l();
    let name = match &quoted.author {
        // Numbers count within one topic.
        Author::Former(_) if quoted.elsewhere => l.msg_forum_former_member(),
        author => words::author(l, author),
    };
    let by = if quoted.elsewhere && matches!(quoted.author, Author::Alias(_)) {
        l.msg_writing_quote_elsewhere(name)
    } else {
        name
    };
    let folded = match (quoted.quiet, quoted.content_note) {
        (Some(Quiet::Author | Quiet::Words | Quiet::Reported), _) => Some(l.msg_writing_quote_open()),
        (None, Some(note)) => Some(l.msg_writing_quote_open_note(words::content_note(l, note))),
        (None, None) => None,
    };
    Shown {
        n: quoted.n,
        href: routes::permalink(&quoted.post),
        by,
        lang: words::lang(quoted.language),
        words: quoted.words.clone(),
        folded,
    }
}

/// The way to the form with this text quoted in it; nothing where nobody may answer.
pub fn link(ctx: &RequestCtx, post: &PostView) -> AnyView {
    if !post.can_quote {
        return ().into_any();
    }
    let l = ctx.l();
    let href = routes::quote(&ctx.path, ctx.query.get("page"), &post.id);
    view! {
        " "<a class="button button--quiet button--small" rel="nofollow" href=href>
            {l.msg_writing_quote()}
        </a>
    }
    .into_any()
}
