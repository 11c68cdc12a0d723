//! Codes of the desk of figures in words.

use domain::statistics::{
    desk::{ChangeKind, Expected, State},
    formats::{Format, Role, Trouble},
};
use i18n::L10nLanguage;

/// How far a file is.
pub(super) fn state(l: &L10nLanguage, state: State) -> String {
    match state {
        State::Reading => l.msg_statdesk_state_reading(),
        State::Unreadable => l.msg_statdesk_state_unreadable(),
        State::Mapping => l.msg_statdesk_state_mapping(),
        State::Checking => l.msg_statdesk_state_checking(),
        State::Faulty => l.msg_statdesk_state_faulty(),
        State::Ready => l.msg_statdesk_state_ready(),
        State::Importing => l.msg_statdesk_state_importing(),
        State::Imported => l.msg_statdesk_state_imported(),
        State::Failed => l.msg_statdesk_state_failed(),
    }
}

/// What a file is.
pub(super) fn format(l: &L10nLanguage, format: Format) -> String {
    match format {
        Format::Csv => l.msg_statdesk_format_csv(),
        Format::WorldBankCsv => l.msg_statdesk_format_bank_csv(),
        Format::WorldBankZip => l.msg_statdesk_format_bank_zip(),
        Format::WorldBankJson => l.msg_statdesk_format_bank_json(),
        Format::DataPackage => l.msg_statdesk_format_package(),
        Format::Csvw => l.msg_statdesk_format_csvw(),
        Format::Sdmx1 => l.msg_statdesk_format_sdmx1(),
        Format::Sdmx2 => l.msg_statdesk_format_sdmx2(),
        Format::Xlsx => l.msg_statdesk_format_xlsx(),
    }
}

/// Why a file cannot be read.
pub(super) fn trouble(l: &L10nLanguage, trouble: Trouble) -> String {
    match trouble {
        Trouble::Empty => l.msg_statdesk_trouble_empty(),
        Trouble::TooLarge => l.msg_statdesk_trouble_large(),
        Trouble::TooManyRows => l.msg_statdesk_trouble_rows(),
        Trouble::Bomb => l.msg_statdesk_trouble_bomb(),
        Trouble::Damaged => l.msg_statdesk_trouble_damaged(),
        Trouble::Encoding => l.msg_statdesk_trouble_encoding(),
        Trouble::Json => l.msg_statdesk_trouble_json(),
        Trouble::NoTable => l.msg_statdesk_trouble_table(),
        Trouble::NoFile => l.msg_statdesk_trouble_file(),
        Trouble::Part => l.msg_statdesk_trouble_part(),
    }
}

/// What was expected.
pub(super) fn expected(l: &L10nLanguage, expected: &Expected) -> String {
    match expected {
        Expected::Cells(count) => l.msg_statdesk_expected_cells(count.to_string()),
        Expected::Dataset => l.msg_statdesk_expected_dataset(),
        Expected::Column => l.msg_statdesk_expected_column(),
        Expected::Indicator => l.msg_statdesk_expected_indicator(),
        Expected::Geo => l.msg_statdesk_expected_geo(),
        Expected::Sex => l.msg_statdesk_expected_sex(),
        Expected::Age => l.msg_statdesk_expected_age(),
        Expected::Period => l.msg_statdesk_expected_period(),
        Expected::Number(_) => l.msg_statdesk_expected_number(),
        Expected::Status => l.msg_statdesk_expected_status(),
        Expected::Source => l.msg_statdesk_expected_source(),
        Expected::Address => l.msg_statdesk_expected_address(),
        Expected::Short(most) => l.msg_statdesk_expected_short(most.to_string()),
        Expected::Once(row) => l.msg_statdesk_expected_once(row.to_string()),
    }
}

/// What happens to a figure.
pub(super) fn change(l: &L10nLanguage, kind: ChangeKind) -> String {
    match kind {
        ChangeKind::Added => l.msg_statdesk_added(),
        ChangeKind::Changed => l.msg_statdesk_changed(),
        ChangeKind::Removed => l.msg_statdesk_removed(),
    }
}

/// Name of the field that says which column holds this.
pub(super) fn column_field(role: Role) -> &'static str {
    match role {
        Role::Indicator => "col_indicator",
        Role::Geo => "col_geo",
        Role::Period => "col_period",
        Role::Sex => "col_sex",
        Role::Age => "col_age",
        Role::Value => "col_value",
        Role::Status => "col_status",
        Role::Note => "col_note",
        Role::Source => "col_source",
        Role::Url => "col_url",
    }
}
