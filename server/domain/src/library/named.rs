//! An item, as somebody names it in a form.

use contract::ids::{ItemId, split_slugged};

/// The identifier in what somebody typed: itself, with a slug, or inside an address, also a permanent one.
pub(super) fn item_in(text: &str) -> Option<ItemId> {
    let text = text.trim();
    let behind = ["/library/", "/i/"].iter().find_map(|mark| text.rsplit_once(mark));
    let segment = behind.map_or(text, |(_, rest)| rest);
    let segment = segment.split(['/', '?', '#']).next().unwrap_or_default();
    split_slugged(segment).0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_named_by_its_address() {
        for (typed, id) in [
            ("udhrar", Some("udhrar")),
            (" udhrar-الإعلان ", Some("udhrar")),
            ("https://example.org/fr/library/udhrar-declaration?page=2#p", Some("udhrar")),
            ("/ar/desk/library/udhrar/record", Some("udhrar")),
            ("https://example.org/i/udhrar", Some("udhrar")),
            ("", None),
            ("la déclaration", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(item_in(typed).as_ref().map(ItemId::as_str), id, "{typed}");
        }
    }
}
