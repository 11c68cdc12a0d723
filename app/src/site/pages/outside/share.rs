//! Pictures for previews of links, 1200 by 630 points, written as SVG and drawn by `domain::statistics::picture` with the
//! house's own faces. Only of what everybody may open; of the rest there is the one that says nothing.

use std::fmt::Write as _;

use contract::{Direction, ErrorCode, Locale};
use domain::{DomainError, DomainResult, library, statistics};

use super::tells_nothing;
use crate::site::{components::chart::bars::wrap, request::RequestCtx, routes::Share, xml::escaped};

/// Size in points.
pub const SIZE: (u32, u32) = (1200, 630);
const EDGE: f64 = 80.0;
const GROUND: &str = "#2f3c7e";
const INK: &str = "#fffaf3";
const MUTED: &str = "#d3d7ee";
const LIGHT: &str = "#d99a1c";

/// The arches of the house (`style/public/favicon.svg`), on 32 units.
const ARCHES: &str =
    "M3 14Q16 4 29 14M4.5 25v-4a3 3 0 0 1 6 0v4M11.7 25v-6a4.3 4.3 0 0 1 8.6 0v6M21.5 25v-4a3 3 0 0 1 6 0v4";

/// The picture of this name, as SVG.
///
/// # Errors
/// Not found for what is none, for what not everybody may open, for what there is not in that language, and for what
/// belongs to the section of which previews tell nothing.
pub async fn picture(ctx: &RequestCtx, name: &str) -> DomainResult<String> {
    let share = Share::named(name).ok_or_else(DomainError::not_found)?;
    let services = &ctx.services;
    let site = |l: Locale| i18n::catalogue(l).msg_site_name();
    let (l, kicker, title) = match share {
        Share::Neutral => return Ok(neutral()),
        Share::Portal(l) => (l, String::new(), i18n::catalogue(l).msg_site_tagline()),
        Share::Section(l, section) => {
            told(Some(section.slug()))?;
            let page = domain::content::section(services, l, section, 1).await?;
            in_language(page.intro.locale, l)?;
            (l, String::new(), i18n::sections::name(i18n::catalogue(l), section))
        }
        Share::Article(l, id) => {
            let document = domain::content::article(services, l, &id).await?;
            told(document.section.map(contract::Section::slug))?;
            in_language(document.locale, l)?;
            let kicker = document.section.map(|section| i18n::sections::name(i18n::catalogue(l), section));
            (l, kicker.unwrap_or_default(), document.title)
        }
        Share::Item(l, id) => {
            let item = library::item(services, l, &id).await.map_err(hidden)?;
            told(item.card.section.map(contract::Section::slug))?;
            in_language(item.card.locale, l)?;
            (l, i18n::catalogue(l).msg_library_title(), item.card.title)
        }
        Share::Dataset(l, id) => {
            let (section, title) = statistics::title(services, &id).await?;
            told(Some(section.as_str()))?;
            let title = statistics::text(&title, l).to_owned();
            (l, i18n::catalogue(l).msg_statistics_title(), title)
        }
        Share::Organisation(l, id) => {
            let one = domain::directory::organisation(services, l, &id).await?;
            for section in &one.sections {
                told(Some(section.slug()))?;
            }
            in_language(one.locale, l)?;
            (l, i18n::catalogue(l).msg_directory_title(), one.name)
        }
    };
    let host = ctx.site.public_url.split_once("://").map_or("", |(_, host)| host);
    Ok(drawn(l, &site(l), &kicker, &title, host))
}

/// Nothing is told of this section.
fn told(section: Option<&str>) -> DomainResult<()> {
    if tells_nothing(section) { Err(DomainError::not_found()) } else { Ok(()) }
}

/// A text that falls back has a picture in its own language.
fn in_language(own: Locale, wanted: Locale) -> DomainResult<()> {
    if own == wanted { Ok(()) } else { Err(DomainError::not_found()) }
}

/// What was withdrawn has no picture, as if it never was.
fn hidden(error: DomainError) -> DomainError {
    if error.code == ErrorCode::Gone { DomainError::not_found() } else { error }
}

fn opening() -> String {
    let (wide, high) = SIZE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
         font-family=\"Noto Sans, Noto Sans Arabic\"><rect width=\"{wide}\" height=\"{high}\" fill=\"{GROUND}\"/>"
    )
}

fn arches(out: &mut String, x: f64, y: f64, zoom: f64) {
    let _ = write!(
        out,
        "<g transform=\"translate({x:.0} {y:.0}) scale({zoom})\" fill=\"none\" stroke-linecap=\"round\">\
         <path d=\"{ARCHES}\" stroke=\"{INK}\" stroke-width=\"2.2\"/>\
         <path d=\"M9 27.5h14\" stroke=\"{LIGHT}\" stroke-width=\"2\"/></g>"
    );
}

/// No face has letters for the marks that keep directions apart.
fn clean(text: &str) -> String {
    let shown = text.chars().filter(
        |c| !matches!(*c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
    );
    escaped(&shown.collect::<String>())
}

/// A line of text, `from` its beginning in the direction of its language.
fn line(out: &mut String, l: Locale, (from, y): (f64, f64), (size, colour): (f64, &str), text: &str) {
    let text = clean(text);
    // The renderer does not mirror: what starts at the right ends at the left there. A sentence in Arabic is read from
    // its right, also where it ends in a bracket or a number.
    let (x, anchor, text) = match l.direction() {
        Direction::Ltr => (from, "start", text),
        Direction::Rtl => (f64::from(SIZE.0) - from, "end", format!("\u{200f}{text}\u{200f}")),
    };
    let _ = write!(
        out,
        "<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{colour}\">{text}</text>"
    );
}

/// A long title is written smaller, and cut where even that does not fit.
fn lines_of(title: &str) -> (f64, Vec<String>) {
    let (size, width, most) = match title.chars().count() {
        0..=60 => (64.0, 28, 3),
        61..=110 => (52.0, 34, 4),
        _ => (44.0, 40, 5),
    };
    let mut lines = wrap(title, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    // A word may be longer than the picture is wide.
    for line in &mut lines {
        *line = line.chars().take(width + 1).collect();
    }
    (size, lines)
}

fn drawn(l: Locale, site: &str, kicker: &str, title: &str, host: &str) -> String {
    let mut out = opening();
    let emblem = match l.direction() {
        Direction::Ltr => EDGE,
        Direction::Rtl => f64::from(SIZE.0) - EDGE - 96.0,
    };
    arches(&mut out, emblem, 56.0, 3.0);
    line(&mut out, l, (EDGE + 120.0, 122.0), (44.0, INK), site);
    if !kicker.is_empty() {
        line(&mut out, l, (EDGE, 222.0), (30.0, MUTED), kicker);
    }
    let (size, lines) = lines_of(title);
    let mut y = 240.0;
    for text in lines {
        y += size * 1.35;
        line(&mut out, l, (EDGE, y), (size, INK), &text);
    }
    line(&mut out, Locale::En, (EDGE, 598.0), (24.0, MUTED), host);
    out.push_str("</svg>");
    out
}

/// The arches and the neutral name in three languages.
fn neutral() -> String {
    let mut out = opening();
    arches(&mut out, 504.0, 90.0, 6.0);
    let mut y = 380.0;
    for l in Locale::ALL {
        let text = clean(&i18n::catalogue(l).msg_site_neutral_title());
        let _ = write!(
            out,
            "<text x=\"600\" y=\"{y:.0}\" text-anchor=\"middle\" font-size=\"44\" fill=\"{INK}\">{text}</text>"
        );
        y += 76.0;
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_fits_and_is_no_markup() {
        let svg = drawn(Locale::Ar, "جسور", "", "<b>&\u{2068}عنوان\u{2069}", "jusoor.example");
        assert!(svg.contains("&lt;b&gt;&amp;عنوان") && svg.contains("text-anchor=\"end\""), "{svg}");
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
        for (words, most) in [(3, 3), (20, 4), (200, 5)] {
            let (size, lines) = lines_of(&"parole ".repeat(words));
            assert!(lines.len() <= most && 240.0 + size * 1.35 * lines.len() as f64 <= 590.0, "{words}");
        }
        let (_, lines) = lines_of(&"x".repeat(300));
        assert!(lines.iter().all(|line| line.chars().count() <= 48));
    }
}
