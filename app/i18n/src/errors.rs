//! Error codes in words. Exhaustive: a new code does not compile until it has a text in three languages.

use contract::{ErrorCode, FieldCode};

use crate::L10nLanguage;

/// Headline of an error page or notice.
pub fn title(l: &L10nLanguage, code: ErrorCode) -> String {
    match code {
        ErrorCode::NotFound => l.msg_error_not_found_title(),
        ErrorCode::SignInNeeded => l.msg_error_sign_in_needed_title(),
        ErrorCode::ConfirmNeeded => l.msg_error_confirm_needed_title(),
        ErrorCode::SecondFactorNeeded => l.msg_staff_error_second_factor_title(),
        ErrorCode::Suspended => l.msg_sanctions_error_suspended_title(),
        ErrorCode::Silenced => l.msg_sanctions_error_silenced_title(),
        ErrorCode::Forbidden => l.msg_error_forbidden_title(),
        ErrorCode::InvalidForm => l.msg_error_invalid_form_title(),
        ErrorCode::UnreadableForm => l.msg_error_unreadable_form_title(),
        ErrorCode::UnknownField => l.msg_error_unknown_field_title(),
        ErrorCode::Conflict => l.msg_error_conflict_title(),
        ErrorCode::TooManyRequests => l.msg_error_too_many_requests_title(),
        ErrorCode::TooManyWaiting => l.msg_error_too_many_waiting_title(),
        ErrorCode::WrongCredentials => l.msg_error_wrong_credentials_title(),
        ErrorCode::CrossSite => l.msg_error_cross_site_title(),
        ErrorCode::TopicClosed => l.msg_reading_error_closed_title(),
        ErrorCode::PersonalData => l.msg_gate_guard_title(),
        ErrorCode::Blocked => l.msg_reading_error_blocked_title(),
        ErrorCode::Gone => l.msg_reading_error_gone_title(),
        ErrorCode::TooLarge => l.msg_error_too_large_title(),
        ErrorCode::PictureTooLarge => l.msg_error_picture_too_large_title(),
        ErrorCode::Unavailable => l.msg_error_unavailable_title(),
        ErrorCode::StorageFull => l.msg_error_storage_full_title(),
        ErrorCode::Damaged => l.msg_error_damaged_title(),
        ErrorCode::Internal => l.msg_error_internal_title(),
    }
}

/// What happened and what to do next, in one or two sentences.
pub fn message(l: &L10nLanguage, code: ErrorCode) -> String {
    match code {
        ErrorCode::NotFound => l.msg_error_not_found(),
        ErrorCode::SignInNeeded => l.msg_error_sign_in_needed(),
        ErrorCode::ConfirmNeeded => l.msg_error_confirm_needed(),
        ErrorCode::SecondFactorNeeded => l.msg_staff_error_second_factor(),
        ErrorCode::Suspended => l.msg_sanctions_error_suspended(),
        ErrorCode::Silenced => l.msg_sanctions_error_silenced(),
        ErrorCode::Forbidden => l.msg_error_forbidden(),
        ErrorCode::InvalidForm => l.msg_error_invalid_form(),
        ErrorCode::UnreadableForm => l.msg_error_unreadable_form(),
        ErrorCode::UnknownField => l.msg_error_unknown_field(),
        ErrorCode::Conflict => l.msg_error_conflict(),
        ErrorCode::TooManyRequests => l.msg_error_too_many_requests(),
        ErrorCode::TooManyWaiting => l.msg_error_too_many_waiting(),
        ErrorCode::WrongCredentials => l.msg_error_wrong_credentials(),
        ErrorCode::CrossSite => l.msg_error_cross_site(),
        ErrorCode::TopicClosed => l.msg_reading_error_closed(),
        ErrorCode::PersonalData => l.msg_gate_guard_lead(),
        ErrorCode::Blocked => l.msg_reading_error_blocked(),
        ErrorCode::Gone => l.msg_reading_error_gone(),
        ErrorCode::TooLarge => l.msg_error_too_large(),
        ErrorCode::PictureTooLarge => l.msg_error_picture_too_large(),
        ErrorCode::Unavailable => l.msg_error_unavailable(),
        ErrorCode::StorageFull => l.msg_error_storage_full(),
        ErrorCode::Damaged => l.msg_error_damaged(),
        ErrorCode::Internal => l.msg_error_internal(),
    }
}

/// What is expected of a refused field. `label` is the field's name as the form shows it.
pub fn field(l: &L10nLanguage, label: &str, code: FieldCode) -> String {
    match code {
        FieldCode::Required => l.msg_field_required(label),
        FieldCode::TooShort(limit) => l.msg_field_too_short(label, plural(limit), limit.to_string()),
        FieldCode::TooLong(limit) => l.msg_field_too_long(label, plural(limit), limit.to_string()),
        FieldCode::UnknownChoice => l.msg_field_unknown_choice(label),
        FieldCode::BadCharacters => l.msg_field_bad_characters(label),
        FieldCode::Taken => l.msg_field_taken(label),
        FieldCode::Reserved => l.msg_field_reserved(label),
        FieldCode::TooEasy => l.msg_field_too_easy(label),
        FieldCode::MustAgree => l.msg_field_must_agree(label),
        FieldCode::NotText => l.msg_field_not_text(label),
        FieldCode::LastAdmin => l.msg_field_last_admin(label),
        FieldCode::TooFew(limit) => l.msg_reading_field_too_few(label, limit.to_string()),
        FieldCode::TooMany(limit) => l.msg_reading_field_too_many(label, limit.to_string()),
        FieldCode::NotAnAddress => l.msg_mail_field_not_an_address(label),
        FieldCode::NotConfirmed => l.msg_alias_field_not_confirmed(label),
        FieldCode::TooManyMentions(limit) => l.msg_notify_field_mentions(label, limit.to_string()),
        FieldCode::WrongAnswer => l.msg_report_field_wrong_answer(label),
        FieldCode::OnlyShorter => l.msg_desk_field_only_shorter(),
        FieldCode::OfTheTeam => l.msg_notify_field_of_the_team(),
        FieldCode::InThePast => l.msg_sanctions_field_in_the_past(label),
        FieldCode::BeforeFirst => l.msg_field_before_first(label),
        FieldCode::FewerDays(limit) => {
            l.msg_sanctions_field_fewer_days(plural(limit), label, limit.to_string())
        }
        FieldCode::MoreDays(limit) => {
            l.msg_sanctions_field_more_days(plural(limit), label, limit.to_string())
        }
        FieldCode::NotEmpty => l.msg_gate_field_not_empty(),
        FieldCode::Advertising => l.msg_gate_field_advertising(),
        FieldCode::HeldTwice => l.msg_record_held_twice(label),
        FieldCode::SecondPerson => l.msg_record_second_person(label),
        FieldCode::Unfit => l.msg_editor_unfit(label),
        FieldCode::NotADay => l.msg_field_not_a_day(label),
        FieldCode::NotATime => l.msg_field_not_a_time(label),
        FieldCode::InTheFuture => l.msg_field_in_the_future(label),
        FieldCode::InUse => l.msg_shelf_in_use(),
        FieldCode::Shipped => l.msg_shelf_shipped(),
        FieldCode::NotALink => l.msg_field_not_a_link(label),
        FieldCode::NotANumber => l.msg_field_not_a_number(label),
        FieldCode::NotADate => l.msg_field_not_a_date(label),
        FieldCode::NoConsent => l.msg_consent_missing(label),
        FieldCode::QuoteUnknown => l.msg_writing_quote_unknown(),
        FieldCode::QuoteInvented => l.msg_writing_quote_invented(),
        FieldCode::QuoteTooDeep(_) => l.msg_writing_quote_deep(),
        FieldCode::QuoteWider => l.msg_writing_quote_wider(),
        FieldCode::TooManyQuotes(limit) => l.msg_writing_quote_many(limit.to_string()),
    }
}

/// The number that chooses the plural: for whole numbers the Arabic stand-in is right in every language.
fn plural(limit: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "limits of fields are far below 2^52")]
    let limit = limit as f64;
    crate::plurals::stand_in(contract::Locale::Ar, limit)
}
