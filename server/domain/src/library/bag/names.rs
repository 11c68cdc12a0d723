//! Names that every disk takes, also those of USB sticks.

use std::collections::BTreeSet;

/// Most bytes of a name.
const LONGEST: usize = 180;

/// A name that is no path, in no disk's way.
pub(super) fn harmless(name: &str) -> String {
    let plain = |c: char| !c.is_control() && !r#"/\<>:"|?*%"#.contains(c);
    let name: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    // The end says what it is.
    let mut from = name.len().saturating_sub(LONGEST);
    while !name.is_char_boundary(from) {
        from += 1;
    }
    let kept = name.get(from..).unwrap_or_default();
    if kept.is_empty() { "_".to_owned() } else { kept.to_owned() }
}

/// The same, and no other file of the folder has it; `id` makes it different where needed.
pub(super) fn of_its_own(name: &str, id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut own = harmless(name);
    while !taken.insert(own.to_lowercase()) {
        own = harmless(&format!("{id}-{own}"));
        if own.len() >= LONGEST {
            // Cut at its beginning it would be the same for ever.
            own = harmless(id);
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_paths_and_their_own() {
        assert_eq!(harmless("دليل.pdf"), "دليل.pdf");
        assert_eq!(harmless("../a/b%0A\n.txt"), "_a_b_0A_.txt");
        assert_eq!(harmless(" .. "), "_");
        assert!(harmless(&"ب".repeat(500)).len() <= LONGEST);
        let mut taken = BTreeSet::from(["dc.xml".to_owned()]);
        assert_eq!(of_its_own("dc.xml", "f1", &mut taken), "f1-dc.xml");
        assert_eq!(of_its_own("DC.XML", "f2", &mut taken), "f2-DC.XML");
        assert_eq!(of_its_own("a", "f3", &mut taken), "a");
    }
}
