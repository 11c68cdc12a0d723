//! Tags of a page and their attributes, read as text.

/// One attribute of a tag: its name, and its value as it stood, without quotes.
type Attribute<'a> = (&'a str, Option<&'a str>);

/// Where the opening tag that begins here ends; nothing for everything else that a `<` may be.
pub(super) fn end_of_tag(from: &str) -> Option<usize> {
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
pub(super) fn is_taken_along(tag: &str) -> bool {
    let rest = tag.strip_prefix('a').filter(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
    attributes(rest.unwrap_or_default()).iter().any(|one| {
        is(one, &["download"]) || (is(one, &["href"]) && one.1.is_some_and(|to| to.contains("download=1")))
    })
}

/// Whether a form carries something to the server.
pub(super) fn sends(tag: &str) -> bool {
    let rest = tag.strip_prefix("form").filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    attributes(rest.unwrap_or_default())
        .iter()
        .any(|one| is(one, &["method"]) && one.1.is_some_and(|how| how.eq_ignore_ascii_case("post")))
}

/// Whether an attribute has one of these names.
pub(super) fn is(attribute: &Attribute<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| attribute.0.eq_ignore_ascii_case(name))
}

/// The attributes of a tag. A slash at its end means nothing in HTML.
pub(super) fn attributes(mut rest: &str) -> Vec<Attribute<'_>> {
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
