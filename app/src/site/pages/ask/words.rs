//! Codes of the room in words.

use domain::ask::{NoteKind, OfferKind, OfferState, Template};
use i18n::L10nLanguage;

/// A digit, as it is read out.
pub fn digit(l: &L10nLanguage, digit: char) -> String {
    match digit {
        '1' => l.msg_ask_digit_1(),
        '2' => l.msg_ask_digit_2(),
        '3' => l.msg_ask_digit_3(),
        '4' => l.msg_ask_digit_4(),
        '5' => l.msg_ask_digit_5(),
        '6' => l.msg_ask_digit_6(),
        '7' => l.msg_ask_digit_7(),
        '8' => l.msg_ask_digit_8(),
        '9' => l.msg_ask_digit_9(),
        _ => l.msg_ask_digit_0(),
    }
}

/// What a note of the team is.
pub fn note(l: &L10nLanguage, kind: NoteKind) -> String {
    match kind {
        NoteKind::Note => l.msg_ask_note_note(),
        NoteKind::Second => l.msg_ask_note_second(),
        NoteKind::Opinion => l.msg_ask_note_opinion(),
        NoteKind::HandOver => l.msg_ask_note_hand_over(),
    }
}

/// What a question may become.
pub fn offer(l: &L10nLanguage, kind: OfferKind) -> String {
    match kind {
        OfferKind::Topic => l.msg_ask_offer_topic(),
        OfferKind::Article => l.msg_ask_offer_article(),
    }
}

/// How she answered.
pub fn answer(l: &L10nLanguage, state: OfferState) -> String {
    match state {
        OfferState::Offered => l.msg_ask_offer_offered(),
        OfferState::Agreed => l.msg_ask_offer_agreed(),
        OfferState::Declined => l.msg_ask_offer_declined(),
    }
}

/// The name of words with which an answer may begin.
pub fn template(l: &L10nLanguage, template: Template) -> String {
    match template {
        Template::Received => l.msg_ask_template_received(),
        Template::Call => l.msg_ask_template_call(),
        Template::More => l.msg_ask_template_more(),
        Template::Office => l.msg_ask_template_office(),
        Template::Lawyer => l.msg_ask_template_lawyer(),
        Template::Farewell => l.msg_ask_template_farewell(),
    }
}

/// These words, in her language.
pub fn template_text(l: &L10nLanguage, template: Template) -> String {
    match template {
        Template::Received => l.msg_ask_template_received_text(),
        Template::Call => l.msg_ask_template_call_text(),
        Template::More => l.msg_ask_template_more_text(),
        Template::Office => l.msg_ask_template_office_text(),
        Template::Lawyer => l.msg_ask_template_lawyer_text(),
        Template::Farewell => l.msg_ask_template_farewell_text(),
    }
}
