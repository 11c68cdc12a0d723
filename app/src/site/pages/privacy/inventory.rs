//! The inventory of personal data, drawn from `domain::privacy::INVENTORY`. The matches are exhaustive: a new
//! kind of data does not compile until the notice names it in three languages.

use domain::privacy::inventory::{Audience, Erasure, Ground, INVENTORY, Kind, Retention, Row};
use i18n::L10nLanguage;
use leptos::prelude::*;

use crate::site::request::RequestCtx;

/// The table.
pub fn inventory(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let lines = INVENTORY.iter().map(|row| line(l, row)).collect_view();
    view! {
        <section class="stack" aria-labelledby="inventory">
            <h2 id="inventory">{l.msg_privacy_inventory_title()}</h2>
            <p>{l.msg_privacy_inventory_lead()}</p>
            <div class="table-scroll" role="region" aria-labelledby="inventory" tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{l.msg_privacy_inventory_what()}</th>
                            <th scope="col">{l.msg_privacy_inventory_why()}</th>
                            <th scope="col">{l.msg_privacy_inventory_who()}</th>
                            <th scope="col">{l.msg_privacy_inventory_long()}</th>
                            <th scope="col">{l.msg_privacy_inventory_gone()}</th>
                            <th scope="col">{l.msg_privacy_inventory_where()}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn line(l: &L10nLanguage, row: &Row) -> AnyView {
    let (what, purpose) = kind(l, row.kind);
    let seen: Vec<String> = row.seen_by.iter().map(|audience| seen_by(l, *audience)).collect();
    let stores =
        row.columns.iter().map(|(table, _)| view! { <code dir="ltr">{*table}</code>" " }).collect_view();
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td>{purpose}" ("{ground(l, row.ground)}")"</td>
            <td>{seen.join(" · ")}</td>
            <td>{kept(l, row.kept)}</td>
            <td>{erased(l, row.erased)}</td>
            <td>{stores}</td>
        </tr>
    }
    .into_any()
}

fn kind(l: &L10nLanguage, kind: Kind) -> (String, String) {
    match kind {
        Kind::Account => (l.msg_privacy_kind_account(), l.msg_privacy_purpose_account()),
        Kind::Passphrase => (l.msg_privacy_kind_passphrase(), l.msg_privacy_purpose_passphrase()),
        Kind::RecoveryCodes => (l.msg_privacy_kind_recovery_codes(), l.msg_privacy_purpose_recovery_codes()),
        Kind::Sessions => (l.msg_privacy_kind_sessions(), l.msg_privacy_purpose_sessions()),
        Kind::Texts => (l.msg_privacy_kind_texts(), l.msg_privacy_purpose_texts()),
        Kind::Decisions => (l.msg_privacy_kind_decisions(), l.msg_privacy_purpose_decisions()),
        Kind::ModLog => (l.msg_privacy_kind_mod_log(), l.msg_privacy_purpose_mod_log()),
        Kind::SearchIndex => (l.msg_privacy_kind_search(), l.msg_privacy_purpose_search()),
        Kind::Consents => (l.msg_privacy_kind_consents(), l.msg_privacy_purpose_consents()),
        Kind::Exports => (l.msg_privacy_kind_exports(), l.msg_privacy_purpose_exports()),
        Kind::Departures => (l.msg_privacy_kind_departures(), l.msg_privacy_purpose_departures()),
        Kind::Journal => (l.msg_privacy_kind_journal(), l.msg_privacy_purpose_journal()),
        Kind::KeptNames => (l.msg_privacy_kind_kept_names(), l.msg_privacy_purpose_kept_names()),
        Kind::FormKeys => (l.msg_privacy_kind_form_keys(), l.msg_privacy_purpose_form_keys()),
        Kind::Limits => (l.msg_privacy_kind_limits(), l.msg_privacy_purpose_limits()),
        Kind::SecondStep => (l.msg_privacy_kind_second_step(), l.msg_privacy_purpose_second_step()),
        Kind::Team => (l.msg_privacy_kind_team(), l.msg_privacy_purpose_team()),
        Kind::Desk => (l.msg_desk_kind(), l.msg_desk_purpose()),
        Kind::LibraryUploads => (l.msg_upload_kind(), l.msg_upload_purpose()),
        Kind::Articles => (l.msg_editorial_kind(), l.msg_editorial_purpose()),
        Kind::ArticleLog => (l.msg_editorial_log_kind(), l.msg_editorial_log_purpose()),
        Kind::LibraryConsents => (l.msg_consent_kind(), l.msg_consent_purpose()),
        Kind::Buddy => (l.msg_desk_buddy_kind(), l.msg_desk_buddy_purpose()),
        Kind::Providers => (l.msg_privacy_kind_providers(), l.msg_privacy_purpose_providers()),
        Kind::ProviderWays => (l.msg_privacy_kind_provider_ways(), l.msg_privacy_purpose_provider_ways()),
        Kind::Address => (l.msg_privacy_kind_address(), l.msg_privacy_purpose_address()),
        Kind::Messages => (l.msg_privacy_kind_messages(), l.msg_privacy_purpose_messages()),
        Kind::Reading => (l.msg_reading_kind(), l.msg_reading_purpose()),
        Kind::ReadingList => (l.msg_keep_kind(), l.msg_keep_purpose()),
        Kind::Aliases => (l.msg_alias_kind(), l.msg_alias_purpose()),
        Kind::Conversations => (l.msg_messages_kind(), l.msg_messages_purpose()),
        Kind::Questions => (l.msg_ask_kind(), l.msg_ask_purpose()),
        Kind::ArticleRequests => (l.msg_ask_requests_kind(), l.msg_ask_requests_purpose()),
        Kind::IdentityRequests => (l.msg_alias_identity_kind(), l.msg_alias_identity_purpose()),
        Kind::Sanctions => (l.msg_sanctions_data_kind(), l.msg_sanctions_data_purpose()),
        Kind::Appeals => (l.msg_sanctions_data_kind_appeals(), l.msg_sanctions_data_purpose_appeals()),
        Kind::TeamNotes => (l.msg_sanctions_data_kind_notes(), l.msg_sanctions_data_purpose_notes()),
        Kind::AuditLog => (l.msg_privacy_kind_audit_log(), l.msg_privacy_purpose_audit_log()),
        Kind::Follows => (l.msg_notify_kind_follows(), l.msg_notify_purpose_follows()),
        Kind::Notifications => (l.msg_notify_kind_notifications(), l.msg_notify_purpose_notifications()),
        Kind::Mentions => (l.msg_notify_kind_mentions(), l.msg_notify_purpose_mentions()),
        Kind::Gate => (l.msg_gate_kind(), l.msg_gate_purpose()),
        Kind::Mutes => (l.msg_notify_kind_mutes(), l.msg_notify_purpose_mutes()),
        Kind::Drafts => (l.msg_writing_kind_drafts(), l.msg_writing_purpose_drafts()),
        Kind::Reports => (l.msg_report_kind(), l.msg_report_purpose()),
        Kind::SafetyCases => (l.msg_report_safety_kind(), l.msg_report_safety_purpose()),
        Kind::SafetyLog => (l.msg_report_safety_log_kind(), l.msg_report_safety_log_purpose()),
        Kind::Duty => (l.msg_duty_kind(), l.msg_duty_purpose()),
    }
}

fn ground(l: &L10nLanguage, ground: Ground) -> String {
    match ground {
        Ground::Consent => l.msg_privacy_ground_consent(),
        Ground::Asked => l.msg_privacy_ground_asked(),
        Ground::Security => l.msg_privacy_ground_security(),
    }
}

fn seen_by(l: &L10nLanguage, audience: Audience) -> String {
    match audience {
        Audience::Everyone => l.msg_privacy_seen_everyone(),
        Audience::Herself => l.msg_privacy_seen_herself(),
        Audience::Moderators => l.msg_privacy_seen_moderators(),
        Audience::Keepers => l.msg_privacy_seen_keepers(),
        Audience::Editors => l.msg_editorial_seen_editors(),
        Audience::Librarians => l.msg_consent_seen_librarians(),
        Audience::Nobody => l.msg_privacy_seen_nobody(),
    }
}

fn kept(l: &L10nLanguage, kept: Retention) -> String {
    match kept {
        Retention::Account => l.msg_privacy_kept_account(),
        Retention::SignedIn => l.msg_privacy_kept_signed_in(),
        Retention::Text => l.msg_privacy_kept_text(),
        Retention::Portal => l.msg_privacy_kept_portal(),
        Retention::HalfAnHour => l.msg_privacy_kept_half_an_hour(),
        Retention::FourteenDays => l.msg_privacy_kept_fourteen_days(),
        Retention::Day => l.msg_privacy_kept_day(),
        Retention::FortyEightHours => l.msg_privacy_kept_forty_eight_hours(),
        Retention::ThirtyDays => l.msg_privacy_kept_thirty_days(),
        Retention::NinetyDays => l.msg_privacy_kept_ninety_days(),
        Retention::TwelveMonths => l.msg_privacy_kept_twelve_months(),
        Retention::TwoYears => l.msg_privacy_kept_two_years(),
    }
}

fn erased(l: &L10nLanguage, erased: Erasure) -> String {
    match erased {
        Erasure::WithAccount => l.msg_privacy_gone_with_account(),
        Erasure::ByChoice => l.msg_privacy_gone_by_choice(),
        Erasure::ByItself => l.msg_privacy_gone_by_itself(),
        Erasure::OnRequest => l.msg_consent_gone(),
        Erasure::Never => l.msg_privacy_gone_never(),
    }
}
