//! Codes of the desk in words.

use domain::{
    Role,
    identity::Device,
    moderation::identity::{Cause, HoldCause},
    staff::{Action, InvitationState, Reason},
};
use i18n::L10nLanguage;

use crate::site::pages::identity::role_name;

/// A reason.
pub fn reason(l: &L10nLanguage, reason: Reason) -> String {
    match reason {
        Reason::JoinedTeam => l.msg_staff_reason_joined_team(),
        Reason::NewDuties => l.msg_staff_reason_new_duties(),
        Reason::LeftTeam => l.msg_staff_reason_left_team(),
        Reason::OwnRequest => l.msg_staff_reason_own_request(),
        Reason::RulesBroken => l.msg_staff_reason_rules_broken(),
        Reason::AccountAtRisk => l.msg_staff_reason_account_at_risk(),
        Reason::Correction => l.msg_staff_reason_correction(),
    }
}

/// An action of the log.
pub fn action(l: &L10nLanguage, action: Action) -> String {
    match action {
        Action::DeskRead => l.msg_staff_action_desk_read(),
        Action::QueueRead => l.msg_staff_action_queue_read(),
        Action::TopicRead => l.msg_staff_action_topic_read(),
        Action::PostApprove => l.msg_staff_action_post_approve(),
        Action::PostReject => l.msg_staff_action_post_reject(),
        Action::ItemRead => l.msg_desk_action_item_read(),
        Action::PostRedact => l.msg_desk_action_redact(),
        Action::PostChanges => l.msg_desk_action_changes(),
        Action::PostPrivate => l.msg_desk_action_private(),
        Action::PostEscalate => l.msg_desk_action_escalate(),
        Action::ItemSecond => l.msg_desk_action_second(),
        Action::ItemClaim => l.msg_desk_action_claim(),
        Action::ItemRelease => l.msg_desk_action_release(),
        Action::ItemTakeOver => l.msg_desk_action_take_over(),
        Action::ShiftEnd => l.msg_desk_action_shift_end(),
        Action::WatchBegin => l.msg_desk_action_watch_begin(),
        Action::WatchEnd => l.msg_desk_action_watch_end(),
        Action::PostPublish => l.msg_staff_action_post_publish(),
        Action::TopicClose => l.msg_reading_action_close(),
        Action::TopicReopen => l.msg_reading_action_reopen(),
        Action::TopicPin => l.msg_reading_action_pin(),
        Action::TopicUnpin => l.msg_reading_action_unpin(),
        Action::TopicRetitle => l.msg_desk_action_topic_retitle(),
        Action::TopicMove => l.msg_desk_action_topic_move(),
        Action::TopicMoveBack => l.msg_desk_action_topic_move_back(),
        Action::TopicSplit => l.msg_desk_action_topic_split(),
        Action::TopicMerge => l.msg_desk_action_topic_merge(),
        Action::TopicRejoin => l.msg_desk_action_topic_rejoin(),
        Action::TopicReview => l.msg_desk_action_topic_review(),
        Action::TopicTrust => l.msg_desk_action_topic_trust(),
        Action::TopicSlow => l.msg_desk_action_topic_slow(),
        Action::TopicQuick => l.msg_desk_action_topic_quick(),
        Action::TopicUnlist => l.msg_bulk_action_unlist(),
        Action::TopicRelist => l.msg_bulk_action_relist(),
        Action::TopicLanguage => l.msg_bulk_action_language(),
        Action::TopicAttach => l.msg_reading_action_attach(),
        Action::TopicDetach => l.msg_reading_action_detach(),
        Action::PollClose => l.msg_reading_action_poll_close(),
        Action::PollChange => l.msg_reading_action_poll_change(),
        Action::EditApprove => l.msg_edit_action_approve(),
        Action::EditReject => l.msg_edit_action_reject(),
        Action::EditChanges => l.msg_edit_action_changes(),
        Action::EditPrivate => l.msg_edit_action_private(),
        Action::EditCheck => l.msg_edit_action_check(),
        Action::HistoryRead => l.msg_edit_action_history(),
        Action::RevisionHide => l.msg_edit_action_hide(),
        Action::PostHold => l.msg_edit_action_hold(),
        Action::PostRelease => l.msg_edit_action_release(),
        Action::PostRemove => l.msg_edit_action_remove(),
        Action::PostRestore => l.msg_edit_action_restore(),
        Action::ReportsRead => l.msg_report_action_read(),
        Action::ReportDecide => l.msg_report_action_decide(),
        Action::SafetyRead => l.msg_report_action_safety_read(),
        Action::SafetyAct => l.msg_report_action_safety_act(),
        Action::DutyChange => l.msg_report_action_duty(),
        Action::CategoryChange => l.msg_reading_action_category(),
        Action::IdentityRead => l.msg_alias_action_identity_read(),
        Action::IdentityAsk => l.msg_alias_action_identity_ask(),
        Action::IdentityConfirm => l.msg_alias_action_identity_confirm(),
        Action::IdentityRefuse => l.msg_alias_action_identity_refuse(),
        Action::IdentityLook => l.msg_alias_action_identity_look(),
        Action::IdentityHold => l.msg_alias_action_identity_hold(),
        Action::IdentityRelease => l.msg_alias_action_identity_release(),
        Action::IdentityTold => l.msg_alias_action_identity_told(),
        Action::SanctionRead => l.msg_sanctions_audit_read(),
        Action::SanctionGive => l.msg_sanctions_audit_give(),
        Action::SanctionPropose => l.msg_sanctions_audit_propose(),
        Action::SanctionConfirm => l.msg_sanctions_audit_confirm(),
        Action::SanctionRefuse => l.msg_sanctions_audit_refuse(),
        Action::SanctionLift => l.msg_sanctions_audit_lift(),
        Action::SanctionShorten => l.msg_sanctions_audit_shorten(),
        Action::AppealRead => l.msg_sanctions_audit_appeal_read(),
        Action::AppealAsk => l.msg_sanctions_audit_appeal_ask(),
        Action::AppealDecide => l.msg_sanctions_audit_appeal_decide(),
        Action::NoteWrite => l.msg_sanctions_audit_note(),
        Action::NoteChange => l.msg_sanctions_audit_note_change(),
        Action::LogRead => l.msg_sanctions_audit_log(),
        Action::MessagesRead => l.msg_messages_action_read(),
        Action::MessageAnswer => l.msg_messages_action_answer(),
        Action::MessageNote => l.msg_messages_action_note(),
        Action::MessageClose => l.msg_messages_action_close(),
        Action::MessageReopen => l.msg_messages_action_reopen(),
        Action::AskRead => l.msg_ask_action_read(),
        Action::AskAct => l.msg_ask_action_act(),
        Action::AskHelp => l.msg_ask_action_help(),
        Action::AskRequest => l.msg_ask_action_request(),
        Action::MembersRead => l.msg_staff_action_members_read(),
        Action::MemberRead => l.msg_staff_action_member_read(),
        Action::RoleChange => l.msg_staff_action_role_change(),
        Action::MemberDisable => l.msg_staff_action_member_disable(),
        Action::MemberEnable => l.msg_staff_action_member_enable(),
        Action::AccountCreate => l.msg_staff_action_account_create(),
        Action::InvitationsRead => l.msg_staff_action_invitations_read(),
        Action::InvitationCreate => l.msg_staff_action_invitation_create(),
        Action::InvitationWithdraw => l.msg_staff_action_invitation_withdraw(),
        Action::InvitationAccept => l.msg_staff_action_invitation_accept(),
        Action::RulesRead => l.msg_permission_action_read(),
        Action::RuleChange => l.msg_permission_action_change(),
        Action::SessionsRead => l.msg_staff_action_sessions_read(),
        Action::SessionEnd => l.msg_staff_action_session_end(),
        Action::ConfigurationRead => l.msg_staff_action_configuration_read(),
        Action::WordsRead => l.msg_gate_action_words_read(),
        Action::WordAdd => l.msg_gate_action_word_add(),
        Action::WordChange => l.msg_gate_action_word_change(),
        Action::WordRemove => l.msg_gate_action_word_remove(),
        Action::WordsTry => l.msg_gate_action_words_try(),
        Action::QuietSwitch => l.msg_gate_action_quiet_switch(),
        Action::PendingMost => l.msg_gate_action_pending_most(),
        Action::ApprovedAfter => l.msg_gate_action_approved_after(),
        Action::TrustGive => l.msg_gate_action_trust_give(),
        Action::TrustTake => l.msg_gate_action_trust_take(),
        Action::LibraryRead => l.msg_shelf_action_read(),
        Action::LibraryCreate => l.msg_record_action_create(),
        Action::LibraryEdit => l.msg_record_action_edit(),
        Action::LibraryAttach => l.msg_record_action_attach(),
        Action::LibraryDetach => l.msg_record_action_detach(),
        Action::LibraryDescribe => l.msg_record_action_describe(),
        Action::LibraryRename => l.msg_record_action_rename(),
        Action::LibraryConvert => l.msg_media_action_convert(),
        Action::LibraryPublish => l.msg_shelf_action_publish(),
        Action::LibraryUnpublish => l.msg_shelf_action_unpublish(),
        Action::LibraryEmbargo => l.msg_shelf_action_embargo(),
        Action::LibraryFileEmbargo => l.msg_record_action_dates(),
        Action::LibraryWithdraw => l.msg_shelf_action_withdraw(),
        Action::LibraryErase => l.msg_shelf_action_erase(),
        Action::LibraryConsent => l.msg_consent_action_give(),
        Action::LibraryConsentRead => l.msg_consent_action_read(),
        Action::LibraryRevoke => l.msg_consent_action_revoke(),
        Action::LibrarySegment => l.msg_media_action_segment(),
        Action::LibraryPage => l.msg_document_action_page(),
        Action::LibrarySaid => l.msg_said_action(),
        Action::LibraryUpload => l.msg_upload_action_upload(),
        Action::LibraryClear => l.msg_upload_action_clear(),
        Action::ArticleAudio => l.msg_audio_action_bring(),
        Action::ArticleAudioRemove => l.msg_audio_action_remove(),
        Action::LibraryRetry => l.msg_upload_action_retry(),
        Action::LibraryImport => l.msg_upload_action_import(),
        Action::LibraryUndo => l.msg_upload_action_undo(),
        Action::LibraryExport => l.msg_export_action(),
        Action::LibraryCollection => l.msg_collections_action(),
        Action::LibrarySubject => l.msg_subjects_action(),
        Action::RedirectChange => l.msg_places_action_redirect(),
        Action::MenuChange => l.msg_places_action_menu(),
        Action::HomeChange => l.msg_places_action_home(),
        Action::AnnouncementChange => l.msg_places_action_announcement(),
        Action::ChannelChange => l.msg_places_action_channel(),
        Action::ArticleRetire => l.msg_places_action_retire(),
        Action::ArticleReturn => l.msg_places_action_return(),
        Action::StatisticsRaw => l.msg_statistics_action_raw(),
        Action::OrganisationCreate => l.msg_directory_action_create(),
        Action::OrganisationEdit => l.msg_directory_action_edit(),
        Action::OrganisationPublish => l.msg_directory_action_publish(),
        Action::OrganisationHide => l.msg_directory_action_hide(),
        Action::OrganisationDelete => l.msg_directory_action_delete(),
        Action::OrganisationCheck => l.msg_directory_action_check(),
        Action::HelplineAdd => l.msg_lines_action_add(),
        Action::HelplineChange => l.msg_lines_action_change(),
        Action::HelplineCheck => l.msg_lines_action_check(),
        Action::HelplineHide => l.msg_lines_action_hide(),
        Action::HelplineShow => l.msg_lines_action_show(),
        Action::LaunchChange => l.msg_launch_action_change(),
        Action::CommitmentChange => l.msg_commitment_action_change(),
        Action::StatisticsUpload => l.msg_statdesk_action_upload(),
        Action::StatisticsMap => l.msg_statdesk_action_map(),
        Action::StatisticsClear => l.msg_statdesk_action_clear(),
        Action::StatisticsImport => l.msg_statdesk_action_import(),
        Action::StatisticsShow => l.msg_statdesk_action_show(),
        Action::StatisticsCreate => l.msg_statdesk_action_create(),
        Action::StatisticsDescribe => l.msg_statdesk_action_describe(),
        Action::StatisticsCode => l.msg_statdesk_action_code(),
        Action::ArticlesRead => l.msg_editorial_log_read(),
        Action::ArticleCreate => l.msg_editorial_log_create(),
        Action::ArticleSave => l.msg_editorial_log_save(),
        Action::ArticleSubmit => l.msg_editorial_log_submit(),
        Action::ArticleChanges => l.msg_editorial_log_changes(),
        Action::ArticleApprove => l.msg_editorial_log_approve(),
        Action::ArticlePublish => l.msg_editorial_log_publish(),
        Action::ArticleSchedule => l.msg_editorial_log_schedule(),
        Action::ArticleCallOff => l.msg_editorial_log_call_off(),
        Action::ArticleArchive => l.msg_editorial_log_archive(),
        Action::ArticleWithdraw => l.msg_editorial_log_withdraw(),
        Action::ArticleReopen => l.msg_editorial_log_reopen(),
        Action::ArticleRestore => l.msg_editorial_log_restore(),
        Action::ArticleTakeBack => l.msg_editorial_log_take_back(),
        Action::ArticleChecked => l.msg_care_log_checked(),
        Action::ArticleCare => l.msg_care_log_care(),
        Action::TinyTeam => l.msg_editorial_log_tiny(),
        Action::KioskAdd => l.msg_kiosk_log_add(),
        Action::KioskChange => l.msg_kiosk_log_change(),
        Action::KioskCode => l.msg_kiosk_log_code(),
        Action::KioskEnrol => l.msg_kiosk_log_enrol(),
        Action::KioskRevoke => l.msg_kiosk_log_revoke(),
        Action::AuditRead => l.msg_staff_action_audit_read(),
    }
}

/// A role as stored; `system` is the machine's own console.
pub fn stored_role(l: &L10nLanguage, stored: &str) -> String {
    Role::parse(stored).map_or_else(|| l.msg_staff_system(), |role| role_name(l, role))
}

/// Codes that say more: roles become words, what stands behind them (categories) stays. Reasons of the
/// moderation room have their words there.
pub fn detail(l: &L10nLanguage, codes: &str) -> String {
    let words: Vec<String> = codes
        .split(' ')
        .filter(|code| !code.is_empty())
        .map(|code| match Role::parse(code) {
            Some(role) => role_name(l, role),
            None if code == "only_librarian" => l.msg_record_only_librarian(),
            None if code == "second_person" => l.msg_record_second_released(),
            None if code == "own_text" => l.msg_editorial_own_text(),
            None if code == "waits" => l.msg_record_waits(),
            None => code.to_owned(),
        })
        .collect();
    words.join(" · ")
}

/// The code of a reason, of either room.
pub fn any_reason(l: &L10nLanguage, code: &str) -> String {
    use crate::site::pages::moderation::words as moderation;
    if let Some(cause) = Cause::parse(code) {
        return moderation::cause(l, cause);
    }
    if let Some(cause) = HoldCause::parse(code) {
        return moderation::hold_cause(l, cause);
    }
    if let Some(cause) = domain::moderation::TakeOver::parse(code) {
        return moderation::take_over(l, cause);
    }
    if let Some(why) = domain::library::WithdrawalReason::parse(code) {
        return crate::site::pages::library::withdrawal(l, why);
    }
    if let Some(why) = domain::library::RevokeGround::parse(code) {
        return crate::site::pages::library::revoke_ground(l, why);
    }
    if domain::statistics::raw::REASONS.contains(&code) {
        return crate::site::pages::statistics::words::raw_reason(l, code);
    }
    match (Reason::parse(code), domain::moderation::Reason::parse(code)) {
        (Some(known), _) => reason(l, known),
        (None, Some(known)) => crate::site::pages::forum::words::reason(l, known),
        (None, None) => crate::site::pages::sanctions::words::code(l, code),
    }
}

/// How an invitation stands.
pub fn invitation(l: &L10nLanguage, state: InvitationState) -> String {
    match state {
        InvitationState::Open => l.msg_staff_invitation_open(),
        InvitationState::Used => l.msg_staff_invitation_used(),
        InvitationState::Withdrawn => l.msg_staff_invitation_withdrawn(),
        InvitationState::Expired => l.msg_staff_invitation_expired(),
    }
}

/// Telephone or computer.
pub fn device(l: &L10nLanguage, device: Option<Device>) -> String {
    match device {
        Some(Device::Phone) => l.msg_identity_session_phone(),
        Some(Device::Computer) => l.msg_identity_session_computer(),
        None => l.msg_identity_session_unknown(),
    }
}
