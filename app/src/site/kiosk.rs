//! Fits a whole page to a computer that everybody uses, whatever drew it: no link leaves or dials, no form is filled in by
//! the browser or remembered by it, no file is chosen or kept, and every form says in which visit it was shown. One place
//! for all pages, also those with texts that people wrote. The server refuses what must not be done; this keeps it from
//! being offered.

mod tag;

use contract::Locale;

use self::tag::{attributes, end_of_tag, is, is_taken_along, sends};
use super::routes;

/// The field of an address in which a form says in which visit it was shown.
pub const VISIT: &str = "visit";

/// Where a page stands that is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Our own address, without a slash at the end.
    pub base: &'a str,
    /// Language of the page.
    pub locale: Locale,
    /// Address of the page, with its query: where a form goes that names no other.
    pub here: &'a str,
    /// The visit in which it is shown; nothing before the first and after each.
    pub visit: Option<&'a str>,
    /// It is kept for times without a line: nothing is sent from it.
    pub kept: bool,
}

impl Place<'_> {
    /// Where a form goes, as it stands in the page, with the visit in which it was shown: sent again in the next visit it
    /// does nothing.
    fn of_visit(&self, action: &str) -> String {
        let Some(visit) = self.visit else { return action.to_owned() };
        let (to, anchor) = match action.find('#') {
            Some(at) => action.split_at(at),
            None => (action, ""),
        };
        let to = if to.is_empty() { self.here.replace('&', "&amp;") } else { to.to_owned() };
        let joined = if to.contains('?') { "&amp;" } else { "?" };
        format!("{to}{joined}{VISIT}={visit}{anchor}")
    }
}

/// The page as such a computer gets it.
pub fn fit(html: &str, place: Place<'_>) -> String {
    let mut out = String::with_capacity(html.len() + 1_024);
    let mut rest = html;
    while let Some((before, from)) = rest.split_once('<') {
        out.push_str(before);
        let Some(end) = end_of_tag(from) else {
            out.push('<');
            rest = from;
            continue;
        };
        let (tag, after) = from.split_at(end);
        if is_taken_along(tag)
            && let Some((_, behind)) = after.split_once("</a>")
        {
            let instead = i18n::catalogue(place.locale).msg_kiosk_no_download();
            out.push_str(&format!("<span class=\"muted\">{instead}</span>"));
            rest = behind;
            continue;
        }
        if place.kept
            && sends(tag)
            && let Some((_, behind)) = after.split_once("</form>")
        {
            let instead = i18n::catalogue(place.locale).msg_kiosk_no_sending();
            out.push_str(&format!("<p class=\"muted\">{instead}</p>"));
            rest = behind;
            continue;
        }
        match fitted(tag, place) {
            Some(tag) => out.push_str(&tag),
            None => {
                out.push('<');
                out.push_str(tag);
                out.push('>');
            }
        }
        // Behind the closing sign.
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    out.push_str(rest);
    out
}

/// A tag that must change, whole; nothing where it stays as it is.
fn fitted(tag: &str, place: Place<'_>) -> Option<String> {
    let name_ends = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let (name, rest) = tag.split_at(name_ends);
    let all = attributes(rest);
    let mut out = format!("<{name}");
    let mut put = |name: &str, value: Option<&str>| {
        out.push(' ');
        out.push_str(name);
        if let Some(value) = value {
            // What stood between single quotes, or none, may hold a double one.
            let value = value.replace('"', "&quot;");
            out.push_str(&format!("=\"{value}\""));
        }
    };
    match name {
        "a" | "area" => {
            for one in &all {
                if is(one, &["href"]) {
                    if let Some(way) = way(one.1.unwrap_or_default(), place.base, place.locale) {
                        put("href", Some(&way));
                    }
                } else if !is(one, &["target", "ping"]) {
                    put(one.0, one.1);
                }
            }
        }
        "form" => {
            let posts = sends(tag);
            // What only asks carries nothing: it changes nothing.
            let mut unsaid = posts && place.visit.is_some();
            for one in all.iter().filter(|one| !is(one, &["autocomplete", "target"])) {
                if posts && is(one, &["action"]) {
                    unsaid = false;
                    put(one.0, Some(&place.of_visit(one.1.unwrap_or_default())));
                } else {
                    put(one.0, one.1);
                }
            }
            if unsaid {
                put("action", Some(&place.of_visit("")));
            }
            put("autocomplete", Some("off"));
        }
        "button" => {
            if !all.iter().any(|one| is(one, &["formaction"])) {
                return None;
            }
            for one in &all {
                if is(one, &["formaction"]) {
                    put(one.0, Some(&place.of_visit(one.1.unwrap_or_default())));
                } else {
                    put(one.0, one.1);
                }
            }
        }
        "input" | "textarea" | "select" => {
            let of_kind = |kind: &str| all.iter().any(|one| is(one, &["type"]) && one.1 == Some(kind));
            let (secret, file) = (of_kind("password"), of_kind("file"));
            for one in all.iter().filter(|one| !is(one, &["autocomplete", "spellcheck"])) {
                if is(one, &["formaction"]) {
                    put(one.0, Some(&place.of_visit(one.1.unwrap_or_default())));
                } else {
                    put(one.0, one.1);
                }
            }
            // Passphrases: browsers ask to keep what is called anything else.
            put("autocomplete", Some(if secret { "new-password" } else { "off" }));
            put("spellcheck", Some("false"));
            if file {
                put("disabled", None);
            }
        }
        "audio" | "video" => {
            for one in all.iter().filter(|one| !is(one, &["controlslist"])) {
                put(one.0, one.1);
            }
            put("controlslist", Some("nodownload noremoteplayback"));
            put("disablepictureinpicture", None);
        }
        _ => return None,
    }
    out.push('>');
    Some(out)
}

/// Where a link may lead here: within the portal as it is, to the page with the address of another site, or nowhere
/// (numbers, mail, programs of the computer).
fn way(href: &str, base: &str, locale: Locale) -> Option<String> {
    let plain = href.replace("&amp;", "&");
    let plain = plain.trim();
    if let Some(path) = plain.strip_prefix(base)
        && (path.is_empty() || path.starts_with(['/', '?', '#']))
    {
        return Some(href.to_owned());
    }
    if let Some(rest) = plain.strip_prefix("//") {
        return Some(routes::kiosk_away(locale, &format!("https://{rest}")));
    }
    let scheme =
        plain.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']));
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        None => Some(href.to_owned()),
        Some("http" | "https") => Some(routes::kiosk_away(locale, plain)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
