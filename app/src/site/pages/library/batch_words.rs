//! What is said about tables of items.

use domain::library::{
    batch::{Expected, State},
    upload::Refusal,
};
use i18n::L10nLanguage;

use super::uploads::refusal;

/// How far a table is.
pub(super) fn state(l: &L10nLanguage, state: State) -> String {
    match state {
        State::Checking => l.msg_batch_state_checking(),
        State::Faulty => l.msg_batch_state_faulty(),
        State::Ready => l.msg_batch_state_ready(),
        State::Importing => l.msg_batch_state_importing(),
        State::Imported => l.msg_batch_state_imported(),
        State::Failed => l.msg_batch_state_failed(),
    }
}

/// The sentence of a refusal by its code.
fn refused(l: &L10nLanguage, code: &str) -> String {
    Refusal::parse(code).map_or_else(|| l.msg_batch_expected_kept(), |why| refusal(l, why))
}

/// What was expected.
pub(super) fn expected(l: &L10nLanguage, expected: &Expected) -> String {
    let joined = |words: &[String]| words.join(", ");
    match expected {
        Expected::Utf8 => l.msg_batch_expected_utf8(),
        Expected::Column => l.msg_batch_expected_column(),
        Expected::ColumnOnce => l.msg_batch_expected_column_once(),
        Expected::TableLine => l.msg_batch_expected_table_line(),
        Expected::Values(count) => l.msg_batch_expected_values(count.to_string()),
        Expected::AnItem => l.msg_batch_expected_an_item(),
        Expected::Rows(most) => l.msg_batch_expected_rows(most.to_string()),
        Expected::Characters(most) | Expected::Names(most) => {
            l.msg_batch_expected_characters(most.to_string())
        }
        Expected::TitleOfTexts => l.msg_batch_expected_title_of_texts(),
        Expected::Title => l.msg_batch_expected_title(),
        Expected::OneHolder => l.msg_batch_expected_one_holder(),
        Expected::OneOf(words) => l.msg_batch_expected_one_of(joined(words)),
        Expected::OneOfFor(words, file) => l.msg_batch_expected_one_of_for(file, joined(words)),
        Expected::Languages => l.msg_batch_expected_languages(),
        Expected::MainLanguage => l.msg_batch_expected_main_language(),
        Expected::Section => l.msg_batch_expected_section(),
        Expected::Year => l.msg_batch_expected_year(),
        Expected::Date => l.msg_batch_expected_date(),
        Expected::Span => l.msg_batch_expected_span(),
        Expected::Pages => l.msg_batch_expected_pages(),
        Expected::AtMost(most) => l.msg_batch_expected_at_most(most.to_string()),
        Expected::Address => l.msg_batch_expected_address(),
        Expected::YesNo => l.msg_batch_expected_yes_no(),
        Expected::Day => l.msg_batch_expected_day(),
        Expected::DayAfter => l.msg_batch_expected_day_after(),
        Expected::Subject => l.msg_batch_expected_subject(),
        Expected::Identifier => l.msg_batch_expected_identifier(),
        Expected::Warning => l.msg_batch_expected_warning(),
        Expected::Relation => l.msg_batch_expected_relation(),
        Expected::Collection => l.msg_batch_expected_collection(),
        Expected::Id => l.msg_batch_expected_id(),
        Expected::IdNew => l.msg_batch_expected_id_new(),
        Expected::IdOnce => l.msg_batch_expected_id_once(),
        Expected::AsManyAsFiles(count) => l.msg_batch_expected_as_many(count.to_string()),
        Expected::File => l.msg_batch_expected_file(),
        Expected::Kept(code, None) => refused(l, code),
        Expected::Kept(code, Some(line)) => {
            format!("{} {}", refused(l, code), l.msg_media_refusal_line(line.to_string()))
        }
        Expected::NoVirus(name) => l.msg_upload_finding(name),
        Expected::Archive(code) => format!("{} {}", l.msg_batch_expected_archive(), refused(l, code)),
    }
}
