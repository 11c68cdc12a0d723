//! Kinds, languages, lengths and sizes in words.

use contract::Locale;
use domain::library::{AgentRole, FileRole, ItemCard, Kind, Licence};
use i18n::{L10nLanguage, plurals::counted};

/// Symbol of a kind.
pub(super) fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Book => "book",
        Kind::Document => "document",
        Kind::Audio | Kind::Video => "audio",
    }
}

/// Class of the cover.
pub(super) fn cover_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Book => "cover cover--book",
        Kind::Document => "cover cover--document",
        Kind::Audio | Kind::Video => "cover cover--audio",
    }
}

/// What it is.
pub(super) fn kind(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Book => l.msg_library_kind_book(),
        Kind::Document => l.msg_library_kind_document(),
        Kind::Audio => l.msg_library_kind_audio(),
        Kind::Video => l.msg_library_kind_video(),
    }
}

/// Several of them.
pub(super) fn kinds(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Book => l.msg_library_kinds_book(),
        Kind::Document => l.msg_library_kinds_document(),
        Kind::Audio => l.msg_library_kinds_audio(),
        Kind::Video => l.msg_library_kinds_video(),
    }
}

/// What one does with it.
pub(super) fn verb(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Book => l.msg_library_verb_book(),
        Kind::Document => l.msg_library_verb_document(),
        Kind::Audio => l.msg_library_verb_audio(),
        Kind::Video => l.msg_library_verb_video(),
    }
}

/// A language in the reader's language.
pub(super) fn language(l: &L10nLanguage, locale: Locale) -> String {
    match locale {
        Locale::Ar => l.msg_library_language_ar(),
        Locale::Fr => l.msg_library_language_fr(),
        Locale::En => l.msg_library_language_en(),
    }
}

/// Bytes in words; thousands, as telephones count them.
pub(super) fn size(l: &L10nLanguage, bytes: u64) -> String {
    if bytes < 1_000_000 {
        return l.msg_library_size_kb(bytes.div_ceil(1000).to_string());
    }
    let tenths = bytes.div_ceil(100_000);
    let number = if tenths < 100 && !tenths.is_multiple_of(10) {
        format!("{}.{}", tenths / 10, tenths % 10)
    } else {
        (tenths / 10).to_string()
    };
    l.msg_library_size_mb(number)
}

/// What one does with it, how long it takes, how much it weighs; each part stands alone in any direction.
pub(super) fn length(l: &L10nLanguage, card: &ItemCard) -> Vec<String> {
    let minutes = card.minutes.map(|minutes| {
        let (n, digits) = counted(minutes);
        l.msg_library_minutes(n, digits)
    });
    let mut parts = vec![verb(l, card.kind)];
    parts.extend(minutes);
    parts.push(size(l, card.size));
    parts
}

/// What somebody did.
pub(super) fn role(l: &L10nLanguage, role: AgentRole) -> String {
    match role {
        AgentRole::Author => l.msg_library_role_author(),
        AgentRole::Publisher => l.msg_library_role_publisher(),
        AgentRole::Translator => l.msg_library_role_translator(),
        AgentRole::Editor => l.msg_library_role_editor(),
        AgentRole::Narrator => l.msg_library_role_narrator(),
    }
}

/// Terms of use.
pub(super) fn licence(l: &L10nLanguage, licence: Licence) -> String {
    match licence {
        Licence::UnOfficial => l.msg_library_licence_un_official(),
        Licence::Mit => l.msg_library_licence_mit(),
    }
}

/// What a file is for, and its format.
pub(super) fn file(l: &L10nLanguage, role: FileRole) -> (String, String) {
    match role {
        FileRole::Original => (l.msg_library_file_original(), l.msg_library_format_original()),
        FileRole::Html => (l.msg_library_file_html(), l.msg_library_format_html()),
        FileRole::Epub => (l.msg_library_file_epub(), l.msg_library_format_epub()),
        FileRole::Audio => (l.msg_library_file_audio(), l.msg_library_format_audio()),
        FileRole::Transcript => (l.msg_library_file_transcript(), l.msg_library_format_transcript()),
        FileRole::Cover => (l.msg_library_file_cover(), l.msg_library_format_cover()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighs_files_in_words() {
        let l = i18n::catalogue(Locale::En);
        let plain = |bytes| size(l, bytes).replace(['\u{2068}', '\u{2069}'], "").replace('\u{a0}', " ");
        assert_eq!(plain(1), "1 kB");
        assert_eq!(plain(295_884), "296 kB");
        assert_eq!(plain(1_000_000), "1 MB");
        assert_eq!(plain(1_240_000), "1.3 MB");
        assert_eq!(plain(12_300_000), "12 MB");
    }
}
