//! Fits a whole page to a computer that everybody uses, whatever drew it: no link leaves or dials, no form is filled in by
//! the browser or remembered by it, no file is chosen or kept, and every form says in which visit it was shown. One place
//! for all pages, also those with texts that people wrote. The server refuses what must not be done; this keeps it from
//! being offered.

use contract::Locale;

use super::routes;

/// One attribute of a tag: its name, and its value as it stood, without quotes.
type Attribute<'a> = (&'a str, Option<&'a str>);

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

/// Where the opening tag that begins here ends; nothing for everything else that a `<` may be.
fn end_of_tag(from: &str) -> Option<usize> {
    if !from.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (at, c) in from.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether a link is there to keep a file: the server gives none here, so none is offered.
fn is_taken_along(tag: &str) -> bool {
    let rest = tag.strip_prefix('a').filter(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
    attributes(rest.unwrap_or_default()).iter().any(|one| {
        is(one, &["download"]) || (is(one, &["href"]) && one.1.is_some_and(|to| to.contains("download=1")))
    })
}

/// Whether a form carries something to the server.
fn sends(tag: &str) -> bool {
    let rest = tag.strip_prefix("form").filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    attributes(rest.unwrap_or_default())
        .iter()
        .any(|one| is(one, &["method"]) && one.1.is_some_and(|how| how.eq_ignore_ascii_case("post")))
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

/// Whether an attribute has one of these names.
fn is(attribute: &Attribute<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| attribute.0.eq_ignore_ascii_case(name))
}

/// The attributes of a tag. A slash at its end means nothing in HTML.
fn attributes(mut rest: &str) -> Vec<Attribute<'_>> {
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return all;
        }
        let ends = rest
            .char_indices()
            .find(|(at, c)| c.is_ascii_whitespace() || *c == '/' || (*c == '=' && *at > 0))
            .map_or(rest.len(), |(at, _)| at);
        let (name, after) = rest.split_at(ends);
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            all.push((name, None));
            rest = after;
            continue;
        };
        let quoted = ['"', '\''].into_iter().find_map(|quote| {
            let inside = value.strip_prefix(quote)?;
            inside.split_once(quote)
        });
        let (value, after) = match quoted {
            Some(whole) => whole,
            None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        all.push((name, Some(value)));
        rest = after;
    }
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
mod tests {
    use super::*;

    const BASE: &str = "https://portal.example";

    fn fit(html: &str) -> String {
        super::fit(html, Place { base: BASE, locale: Locale::Fr, here: "/kiosk", visit: None, kept: false })
    }

    #[test]
    fn nothing_is_sent_from_what_is_kept() {
        let place = Place { base: BASE, locale: Locale::Fr, here: "/fr/safety", visit: None, kept: true };
        let instead = i18n::catalogue(Locale::Fr).msg_kiosk_no_sending();
        let before = "<b>a</b><form class=\"x\" method=\"POST\" action=\"/fr/x\"><input name=\"form_key\"></form><i>b</i>";
        assert_eq!(super::fit(before, place), format!("<b>a</b><p class=\"muted\">{instead}</p><i>b</i>"));
        // What only asks is held by the script, which says why.
        let asks = "<form action=\"/fr/search\"><button>x</button></form>";
        let after = "<form action=\"/fr/search\" autocomplete=\"off\"><button>x</button></form>";
        assert_eq!(super::fit(asks, place), after);
    }

    #[test]
    fn forms_say_in_which_visit_they_were_shown() {
        let place = Place {
            base: BASE,
            locale: Locale::Fr,
            here: "/fr/a/x?view=simple&q=1",
            visit: Some("abc"),
            kept: false,
        };
        for (before, after) in [
            (
                "<form method=\"post\" action=\"/fr/join\">",
                "<form method=\"post\" action=\"/fr/join?visit=abc\" autocomplete=\"off\">",
            ),
            (
                "<form method=POST action='/fr/x?a=b&amp;c=d#e'>",
                "<form method=\"POST\" action=\"/fr/x?a=b&amp;c=d&amp;visit=abc#e\" autocomplete=\"off\">",
            ),
            (
                "<form method=\"post\">",
                "<form method=\"post\" action=\"/fr/a/x?view=simple&amp;q=1&amp;visit=abc\" autocomplete=\"off\">",
            ),
            (
                "<form action=\"\" method=\"post\">",
                "<form action=\"/fr/a/x?view=simple&amp;q=1&amp;visit=abc\" method=\"post\" autocomplete=\"off\">",
            ),
            ("<form action=\"/fr/search\">", "<form action=\"/fr/search\" autocomplete=\"off\">"),
            ("<button name=\"a\" value=\"b\">", "<button name=\"a\" value=\"b\">"),
            (
                "<button formaction=\"/fr/ask\" disabled>",
                "<button formaction=\"/fr/ask?visit=abc\" disabled>",
            ),
            (
                "<input type=\"submit\" formaction=\"/fr/ask\">",
                "<input type=\"submit\" formaction=\"/fr/ask?visit=abc\" autocomplete=\"off\" spellcheck=\"false\">",
            ),
        ] {
            assert_eq!(super::fit(before, place), after);
        }
    }

    #[test]
    fn links_stay_within_dial_nothing_and_take_nothing_along() {
        for (before, after) in [
            ("<a href=\"/fr/forum\">x</a>", "<a href=\"/fr/forum\">x</a>"),
            ("<a href=\"#main\">x</a>", "<a href=\"#main\">x</a>"),
            ("<a href=\"?page=2&amp;q=a:b\">x</a>", "<a href=\"?page=2&amp;q=a:b\">x</a>"),
            ("<a class=\"n\" href=\"tel:1899\"><bdi>1899</bdi></a>", "<a class=\"n\"><bdi>1899</bdi></a>"),
            ("<a href=\"MailTo:a@b.tn\">x</a>", "<a>x</a>"),
            ("<abbr title=\"a download\">x</abbr>", "<abbr title=\"a download\">x</abbr>"),
            ("<a href='/fr' target=_blank rel=noopener>x</a>", "<a href=\"/fr\" rel=\"noopener\">x</a>"),
            ("<a href=\"https://portal.example/a/x\">x</a>", "<a href=\"https://portal.example/a/x\">x</a>"),
            (
                "<a href=\"https://portal.example.evil.tn/\">x</a>",
                "<a href=\"/fr/kiosk/away?to=https:%2F%2Fportal.example.evil.tn%2F\">x</a>",
            ),
            (
                "<a href=\"http://ins.tn/?a=1&amp;b=2\">x</a>",
                "<a href=\"/fr/kiosk/away?to=http:%2F%2Fins.tn%2F%3Fa%3D1%26b%3D2\">x</a>",
            ),
            ("<a href=\"//ins.tn\">x</a>", "<a href=\"/fr/kiosk/away?to=https:%2F%2Fins.tn\">x</a>"),
        ] {
            assert_eq!(fit(before), after);
        }
    }

    #[test]
    fn what_is_only_to_be_kept_is_not_offered() {
        let instead = i18n::catalogue(Locale::Fr).msg_kiosk_no_download();
        for before in [
            "<a href=\"/m/x.pdf\" download>x <b>y</b></a>",
            "<a class=\"button\" href=\"/media/x/y.pdf?v=1&amp;download=1\"><svg></svg> x</a>",
        ] {
            let after = format!("<li><span class=\"muted\">{instead}</span> <a href=\"/fr\">z</a></li>");
            assert_eq!(fit(&format!("<li>{before} <a href=\"/fr\">z</a></li>")), after);
        }
    }

    #[test]
    fn browsers_fill_in_nothing_and_remember_nothing() {
        for (before, after) in [
            ("<form method=\"post\">", "<form method=\"post\" autocomplete=\"off\">"),
            (
                "<input type=\"password\" autocomplete=\"current-password\" data-x='say \"a\"'>",
                "<input type=\"password\" data-x=\"say &quot;a&quot;\" autocomplete=\"new-password\" spellcheck=\"false\">",
            ),
            ("<input name=\"q\"/>", "<input name=\"q\" autocomplete=\"off\" spellcheck=\"false\">"),
            (
                "<input type=\"file\" required>",
                "<input type=\"file\" required autocomplete=\"off\" spellcheck=\"false\" disabled>",
            ),
            (
                "<textarea name=\"b\">&lt;\"a\"</textarea>",
                "<textarea name=\"b\" autocomplete=\"off\" spellcheck=\"false\">&lt;\"a\"</textarea>",
            ),
        ] {
            assert_eq!(fit(before), after);
        }
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for same in [
            "<!DOCTYPE html><html lang=\"ar\"><!--hk=1><a href=\"tel:1\">--><p>5 < 6 & 7 > 3</p><!></html>",
            "<p title=\"a > b\">x</p><b",
            "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg> < a href=\"tel:1\">",
            "",
            "<",
        ] {
            let fitted = fit(same);
            // A comment is no tag, but what stands in it may look like one.
            assert_eq!(fitted.replace("<a>", "<a href=\"tel:1\">"), same);
        }
    }
}
