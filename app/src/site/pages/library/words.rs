//! Kinds, languages, lengths and sizes in words.

use contract::Tongue;
use domain::library::{
    Access, AgentRole, Aid, FileRole, Genre, Having, IdentifierKind, ItemCard, ItemState, Kind, Licence,
    RelationKind, WarningKind, WithdrawalReason,
};
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

/// What sort of work it is.
pub(super) fn genre(l: &L10nLanguage, genre: Genre) -> String {
    match genre {
        Genre::Report => l.msg_library_genre_report(),
        Genre::Law => l.msg_library_genre_law(),
        Genre::Guide => l.msg_library_genre_guide(),
        Genre::Testimony => l.msg_library_genre_testimony(),
        Genre::Novel => l.msg_library_genre_novel(),
        Genre::Poetry => l.msg_library_genre_poetry(),
        Genre::Essay => l.msg_library_genre_essay(),
        Genre::Interview => l.msg_library_genre_interview(),
        Genre::Documentary => l.msg_library_genre_documentary(),
        Genre::Lecture => l.msg_library_genre_lecture(),
        Genre::Song => l.msg_library_genre_song(),
        Genre::Exercise => l.msg_library_genre_exercise(),
        Genre::Poster => l.msg_library_genre_poster(),
        Genre::Speech => l.msg_library_genre_speech(),
        Genre::Statistics => l.msg_library_genre_statistics(),
    }
}

/// Several of them.
pub fn kinds(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Book => l.msg_library_kinds_book(),
        Kind::Document => l.msg_library_kinds_document(),
        Kind::Audio => l.msg_library_kinds_audio(),
        Kind::Video => l.msg_library_kinds_video(),
    }
}

/// What it has.
pub(super) fn having(l: &L10nLanguage, having: Having) -> String {
    match having {
        Having::Audio => l.msg_library_having_audio(),
        Having::Captions => l.msg_library_having_captions(),
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
pub fn language(l: &L10nLanguage, language: impl Into<Tongue>) -> String {
    match language.into() {
        Tongue::Ar => l.msg_library_language_ar(),
        Tongue::Fr => l.msg_library_language_fr(),
        Tongue::En => l.msg_library_language_en(),
        Tongue::Ber => l.msg_library_language_ber(),
        Tongue::It => l.msg_library_language_it(),
        Tongue::De => l.msg_library_language_de(),
        Tongue::Es => l.msg_library_language_es(),
        Tongue::Und => l.msg_library_language_und(),
        Tongue::Zxx => l.msg_library_language_zxx(),
    }
}

/// What a language calls itself, and that language; what names none, in the reader's words.
pub(super) fn own_name(l: &L10nLanguage, tongue: Tongue) -> (Option<&'static str>, String) {
    match tongue.endonym() {
        Some(name) => (Some(tongue.code()), name.to_owned()),
        None => (None, language(l, tongue)),
    }
}

/// A sentence with the name of a language; what the file is, where there is none to be named.
pub(super) fn in_language(
    l: &L10nLanguage,
    (role, tongue): (FileRole, Tongue),
    sentence: impl FnOnce(String) -> String,
) -> String {
    if tongue.is_known() { sentence(language(l, tongue)) } else { file(l, role).0 }
}

/// Bytes in words; thousands, as telephones count them.
pub fn size(l: &L10nLanguage, bytes: u64) -> String {
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

/// What one does with it, how long it takes, how much it weighs, or that it is not here; each part stands alone in any
/// direction.
pub(super) fn length(l: &L10nLanguage, card: &ItemCard) -> Vec<String> {
    // What weighs nothing has no file: it is a card of something elsewhere, unless its files are not given now.
    if card.size == 0 && card.closed {
        return vec![verb(l, card.kind), l.msg_library_closed_now()];
    }
    if card.size == 0 {
        return vec![l.msg_library_elsewhere()];
    }
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
        AgentRole::Interviewee => l.msg_library_role_interviewee(),
        AgentRole::Interviewer => l.msg_library_role_interviewer(),
        AgentRole::Illustrator => l.msg_library_role_illustrator(),
    }
}

/// Terms of use.
pub(super) fn licence(l: &L10nLanguage, licence: Licence) -> String {
    match licence {
        Licence::UnOfficial => l.msg_library_licence_un_official(),
        Licence::Mit => l.msg_library_licence_mit(),
        Licence::CcBy => l.msg_library_licence_cc_by(),
        Licence::CcBySa => l.msg_library_licence_cc_by_sa(),
        Licence::CcByNc => l.msg_library_licence_cc_by_nc(),
        Licence::CcByNcSa => l.msg_library_licence_cc_by_nc_sa(),
        Licence::CcByNd => l.msg_library_licence_cc_by_nd(),
        Licence::CcByNcNd => l.msg_library_licence_cc_by_nc_nd(),
        Licence::CcZero => l.msg_library_licence_cc_zero(),
        Licence::PublicDomain => l.msg_library_licence_public_domain(),
        Licence::InCopyright => l.msg_library_licence_in_copyright(),
        Licence::InCopyrightEducational => l.msg_library_licence_in_copyright_educational(),
        Licence::InCopyrightNonCommercial => l.msg_library_licence_in_copyright_non_commercial(),
        Licence::InCopyrightOrphan => l.msg_library_licence_in_copyright_unlocatable(),
        Licence::NoKnownCopyright => l.msg_library_licence_no_known_copyright(),
        Licence::NotEvaluated => l.msg_library_licence_not_evaluated(),
    }
}

/// A kind of number.
pub(super) fn identifier(l: &L10nLanguage, kind: IdentifierKind) -> String {
    match kind {
        IdentifierKind::Isbn => l.msg_library_identifier_isbn(),
        IdentifierKind::Issn => l.msg_library_identifier_issn(),
        IdentifierKind::Doi => l.msg_library_identifier_doi(),
        IdentifierKind::Urn => l.msg_library_identifier_urn(),
        IdentifierKind::Url => l.msg_library_identifier_url(),
    }
}

/// What it has to do with another one.
pub(super) fn relation(l: &L10nLanguage, kind: RelationKind) -> String {
    match kind {
        RelationKind::PartOf => l.msg_library_relation_part_of(),
        RelationKind::VersionOf => l.msg_library_relation_version_of(),
        RelationKind::TranslationOf => l.msg_library_relation_translation_of(),
        RelationKind::TranscriptOf => l.msg_library_relation_transcript_of(),
        RelationKind::BasedOn => l.msg_library_relation_based_on(),
    }
}

/// The same from the other end: what another item is to it.
pub(super) fn inverse(l: &L10nLanguage, kind: RelationKind) -> String {
    match kind {
        RelationKind::PartOf => l.msg_library_inverse_part_of(),
        RelationKind::VersionOf => l.msg_library_inverse_version_of(),
        RelationKind::TranslationOf => l.msg_library_inverse_translation_of(),
        RelationKind::TranscriptOf => l.msg_library_inverse_transcript_of(),
        RelationKind::BasedOn => l.msg_library_inverse_based_on(),
    }
}

/// What helps to use it.
pub(super) fn access(l: &L10nLanguage, access: Access) -> String {
    match access {
        Access::Captions => l.msg_library_access_captions(),
        Access::Transcript => l.msg_library_access_transcript(),
        Access::AlternativeText => l.msg_library_access_alternative_text(),
        Access::Structure => l.msg_library_access_structure(),
        Access::ReadableText => l.msg_library_access_readable_text(),
    }
}

/// What the portal knows of how it can be used, as a sentence.
pub(super) fn aid(l: &L10nLanguage, aid: Aid) -> String {
    match aid {
        Aid::Captions => l.msg_record_aid_captions(),
        Aid::Transcript => l.msg_record_aid_transcript(),
        Aid::NothingWritten => l.msg_record_aid_nothing_written(),
        Aid::SoundAlone => l.msg_record_aid_sound_alone(),
        Aid::ReadableText => l.msg_record_aid_readable_text(),
        Aid::Structure => l.msg_record_aid_structure(),
        Aid::Described => l.msg_record_aid_described(),
    }
}

/// What to be prepared for.
pub(super) fn warning(l: &L10nLanguage, kind: WarningKind) -> String {
    match kind {
        WarningKind::Violence => l.msg_library_warning_violence(),
        WarningKind::SexualViolence => l.msg_library_warning_sexual_violence(),
        WarningKind::Children => l.msg_library_warning_children(),
        WarningKind::Death => l.msg_library_warning_death(),
        WarningKind::SelfHarm => l.msg_library_warning_self_harm(),
        WarningKind::Hate => l.msg_library_warning_hate(),
    }
}

/// Why it was withdrawn.
pub fn withdrawal(l: &L10nLanguage, reason: WithdrawalReason) -> String {
    match reason {
        WithdrawalReason::RightsClaim => l.msg_library_withdrawal_rights_claim(),
        WithdrawalReason::WrongContent => l.msg_library_withdrawal_wrong_content(),
        WithdrawalReason::MayHarm => l.msg_library_withdrawal_may_harm(),
        WithdrawalReason::OwnerAsked => l.msg_library_withdrawal_owner_asked(),
        WithdrawalReason::HeldTwice => l.msg_library_withdrawal_held_twice(),
        WithdrawalReason::CourtOrLaw => l.msg_library_withdrawal_court_or_law(),
    }
}

/// Where it is in its life.
pub(super) fn state(l: &L10nLanguage, state: ItemState) -> String {
    match state {
        ItemState::Draft => l.msg_shelf_state_draft(),
        ItemState::Published => l.msg_shelf_state_published(),
        ItemState::Unpublished => l.msg_shelf_state_unpublished(),
        ItemState::Withdrawn => l.msg_shelf_state_withdrawn(),
        ItemState::Erased => l.msg_shelf_state_erased(),
    }
}

/// Seconds as minutes and seconds: `1:05`; from an hour on `1:01:05`.
pub(in crate::site::pages) fn clock(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{rest:02}") } else { format!("{hours}:{minutes:02}:{rest:02}") }
}

/// What a file is for, and its format.
pub(super) fn file(l: &L10nLanguage, role: FileRole) -> (String, String) {
    match role {
        FileRole::Original => (l.msg_library_file_original(), l.msg_library_format_original()),
        FileRole::Html => (l.msg_library_file_html(), l.msg_library_format_html()),
        FileRole::Epub => (l.msg_library_file_epub(), l.msg_library_format_epub()),
        FileRole::Audio => (l.msg_library_file_audio(), l.msg_library_format_audio()),
        FileRole::Video => (l.msg_media_file_video(), l.msg_media_format_video()),
        FileRole::Captions => (l.msg_media_file_captions(), l.msg_media_format_captions()),
        FileRole::Transcript => (l.msg_library_file_transcript(), l.msg_library_format_transcript()),
        FileRole::Cover => (l.msg_library_file_cover(), l.msg_library_format_cover()),
        FileRole::Pdf => (l.msg_library_file_pdf(), l.msg_library_format_pdf()),
        FileRole::Picture => (l.msg_library_file_picture(), l.msg_library_format_picture()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_time_of_a_moment() {
        for (seconds, clock) in [(0, "0:00"), (65, "1:05"), (3599, "59:59"), (3665, "1:01:05")] {
            assert_eq!(super::clock(seconds), clock);
        }
    }

    #[test]
    fn weighs_files_in_words() {
        let l = i18n::catalogue(contract::Locale::En);
        let plain = |bytes| size(l, bytes).replace(['\u{2068}', '\u{2069}'], "").replace('\u{a0}', " ");
        assert_eq!(plain(1), "1 kB");
        assert_eq!(plain(295_884), "296 kB");
        assert_eq!(plain(1_000_000), "1 MB");
        assert_eq!(plain(1_240_000), "1.3 MB");
        assert_eq!(plain(12_300_000), "12 MB");
    }
}
