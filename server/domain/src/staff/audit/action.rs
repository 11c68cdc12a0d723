//! What can stand in the audit log.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)+
        }

        impl Action {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// As stored.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

actions! {
    /// Opened the desk and saw how much waits.
    DeskRead = "desk_read",
    /// Read what waits.
    QueueRead = "queue_read",
    /// Opened a topic with a text that is not public and not her own.
    TopicRead = "topic_read",
    /// Published a waiting text.
    PostApprove = "post_approve",
    /// Refused a waiting text.
    PostReject = "post_reject",
    /// Opened something that waits.
    ItemRead = "item_read",
    /// Published a waiting text with something taken out.
    PostRedact = "post_redact",
    /// Asked its author to change something.
    PostChanges = "post_changes",
    /// Answered a waiting text in private.
    PostPrivate = "post_private",
    /// Handed a waiting text to the lead moderators.
    PostEscalate = "post_escalate",
    /// Asked another one of the team to look at something.
    ItemSecond = "item_second",
    /// Took something in hand.
    ItemClaim = "item_claim",
    /// Gave it back.
    ItemRelease = "item_release",
    /// Took something out of another's hand.
    ItemTakeOver = "item_take_over",
    /// Ended her shift.
    ShiftEnd = "shift_end",
    /// Asked the team to keep an eye on something.
    WatchBegin = "watch_begin",
    /// Ended that.
    WatchEnd = "watch_end",
    /// Published a text of her own without waiting.
    PostPublish = "post_publish",
    /// Closed a topic to replies.
    TopicClose = "topic_close",
    /// Opened it again.
    TopicReopen = "topic_reopen",
    /// Put a topic first in its category.
    TopicPin = "topic_pin",
    /// Put it back into its place.
    TopicUnpin = "topic_unpin",
    /// Gave a topic another title.
    TopicRetitle = "topic_retitle",
    /// Moved a topic to another category.
    TopicMove = "topic_move",
    /// Moved it back.
    TopicMoveBack = "topic_move_back",
    /// Made a topic of some answers of another one.
    TopicSplit = "topic_split",
    /// Joined a topic to another one.
    TopicMerge = "topic_merge",
    /// Took back that topics were split or joined.
    TopicRejoin = "topic_rejoin",
    /// Had the answers of a topic read first.
    TopicReview = "topic_review",
    /// Let them appear as the category says.
    TopicTrust = "topic_trust",
    /// Slowed a topic down.
    TopicSlow = "topic_slow",
    /// Let it be as quick as it is.
    TopicQuick = "topic_quick",
    /// Took a topic out of the lists.
    TopicUnlist = "topic_unlist",
    /// Put it back into them.
    TopicRelist = "topic_relist",
    /// Said in which language a topic is.
    TopicLanguage = "topic_language",
    /// Said what of the portal is discussed in a topic.
    TopicAttach = "topic_attach",
    /// Took that back.
    TopicDetach = "topic_detach",
    /// Ended a poll.
    PollClose = "poll_close",
    /// Changed the answers of a poll before anybody voted.
    PollChange = "poll_change",
    /// Let a change of a published text take its place.
    EditApprove = "edit_approve",
    /// Refused a change of a published text.
    EditReject = "edit_reject",
    /// Asked for a change of a change of a published text.
    EditChanges = "edit_changes",
    /// Offered to answer a change of a published text in private.
    EditPrivate = "edit_private",
    /// Looked at a change that was public at once.
    EditCheck = "edit_check",
    /// Read what a text was before it was changed.
    HistoryRead = "history_read",
    /// Hid a revision of a text.
    RevisionHide = "revision_hide",
    /// Hid a text while it is looked at.
    PostHold = "post_hold",
    /// Let it be read again.
    PostRelease = "post_release",
    /// Took a published text away.
    PostRemove = "post_remove",
    /// Gave it back.
    PostRestore = "post_restore",
    /// Read the list of reports, or a case.
    ReportsRead = "reports_read",
    /// Decided on a case of reports.
    ReportDecide = "report_decide",
    /// Read the list of cases of danger, or one.
    SafetyRead = "safety_read",
    /// Did something in a case of danger.
    SafetyAct = "safety_act",
    /// Changed who is there when.
    DutyChange = "duty_change",
    /// Changed who reads a category, what waits there, or whether search engines list it.
    CategoryChange = "category_change",
    /// Read the list of requests to see who wrote under an alias, or one of them.
    IdentityRead = "identity_read",
    /// Asked to see who wrote under an alias.
    IdentityAsk = "identity_ask",
    /// Confirmed that, as the second person.
    IdentityConfirm = "identity_confirm",
    /// Refused it, or took it back.
    IdentityRefuse = "identity_refuse",
    /// Looked at the name.
    IdentityLook = "identity_look",
    /// Held back the message that tells her.
    IdentityHold = "identity_hold",
    /// Let it go.
    IdentityRelease = "identity_release",
    /// She was told.
    IdentityTold = "identity_told",
    /// Read the list of sanctions, one of them, or the form for one.
    SanctionRead = "sanction_read",
    /// Gave a sanction.
    SanctionGive = "sanction_give",
    /// Began one that waits for a second person.
    SanctionPropose = "sanction_propose",
    /// Confirmed it, as the second person.
    SanctionConfirm = "sanction_confirm",
    /// Refused it, or took it back.
    SanctionRefuse = "sanction_refuse",
    /// Ended one before its time.
    SanctionLift = "sanction_lift",
    /// Made one shorter.
    SanctionShorten = "sanction_shorten",
    /// Read the list of appeals, or one of them.
    AppealRead = "appeal_read",
    /// Asked somebody who appealed a question.
    AppealAsk = "appeal_ask",
    /// Decided on an appeal.
    AppealDecide = "appeal_decide",
    /// Noted something about a text, a member or an alias.
    NoteWrite = "note_write",
    /// Changed a note within its first minutes.
    NoteChange = "note_change",
    /// Read the moderators' log.
    LogRead = "log_read",
    /// Read the list of conversations with members, or one of them.
    MessagesRead = "messages_read",
    /// Answered a member.
    MessageAnswer = "message_answer",
    /// Noted something about a conversation.
    MessageNote = "message_note",
    /// Closed a conversation.
    MessageClose = "message_close",
    /// Opened it again.
    MessageReopen = "message_reopen",
    /// Read the list of questions without an account, or one of them.
    AskRead = "ask_read",
    /// Did something with one.
    AskAct = "ask_act",
    /// Wrote one for a woman who cannot.
    AskHelp = "ask_help",
    /// Settled what women ask the editors to write about.
    AskRequest = "ask_request",
    /// Read the list of members.
    MembersRead = "members_read",
    /// Read the page of one.
    MemberRead = "member_read",
    /// Gave a role, or its categories.
    RoleChange = "role_change",
    /// Shut an account.
    MemberDisable = "member_disable",
    /// Opened it again.
    MemberEnable = "member_enable",
    /// Made an account on the machine's own console.
    AccountCreate = "account_create",
    /// Read the list of invitations.
    InvitationsRead = "invitations_read",
    /// Invited somebody.
    InvitationCreate = "invitation_create",
    /// Took an invitation back.
    InvitationWithdraw = "invitation_withdraw",
    /// Accepted one.
    InvitationAccept = "invitation_accept",
    /// Read what is said about roles in categories.
    RulesRead = "rules_read",
    /// Said something else about a role in a category.
    RuleChange = "rule_change",
    /// Read where the team is signed in.
    SessionsRead = "sessions_read",
    /// Ended a session of the team.
    SessionEnd = "session_end",
    /// Read the configuration.
    ConfigurationRead = "configuration_read",
    /// Read the watched words.
    WordsRead = "words_read",
    /// Added a watched word.
    WordAdd = "word_add",
    /// Changed one.
    WordChange = "word_change",
    /// Took one away.
    WordRemove = "word_remove",
    /// Tried one on the texts of the last month.
    WordsTry = "words_try",
    /// Said that nobody reads now, or that somebody does again.
    QuietSwitch = "quiet_switch",
    /// Said how many texts of one member may wait.
    PendingMost = "pending_most",
    /// Said with how many published texts a member is new no more.
    ApprovedAfter = "approved_after",
    /// Trust that was earned by texts.
    TrustGive = "trust_give",
    /// Trust that was lost.
    TrustTake = "trust_take",
    /// Read the library's desk, or the page of an item there.
    LibraryRead = "library_read",
    /// Made an item of the library.
    LibraryCreate = "library_create",
    /// Changed its record.
    LibraryEdit = "library_edit",
    /// Added a file to it.
    LibraryAttach = "library_attach",
    /// Took a file out of it.
    LibraryDetach = "library_detach",
    /// Said what a picture of it shows.
    LibraryDescribe = "library_describe",
    /// Gave a file of it another name.
    LibraryRename = "library_rename",
    /// Had a recording of it made into another form.
    LibraryConvert = "library_convert",
    /// Published an item of the library.
    LibraryPublish = "library_publish",
    /// Took it back for a while.
    LibraryUnpublish = "library_unpublish",
    /// Said from when to when it is seen.
    LibraryEmbargo = "library_embargo",
    /// Said from when to when one file of it is given.
    LibraryFileEmbargo = "library_file_embargo",
    /// Withdrew it.
    LibraryWithdraw = "library_withdraw",
    /// Wiped it out.
    LibraryErase = "library_erase",
    /// Wrote down what the person who speaks in an item agreed to.
    LibraryConsent = "library_consent",
    /// Read it, or the receipt of one that was taken back.
    LibraryConsentRead = "library_consent_read",
    /// Took it back: the item was erased.
    LibraryRevoke = "library_revoke",
    /// Added, changed or took away a part in the index of a recording.
    LibrarySegment = "library_segment",
    /// Typed the text of a page, or had the pages of a file read once more.
    LibraryPage = "library_page",
    /// Typed what is said in a recording.
    LibrarySaid = "library_said",
    /// Began to bring a file into the library.
    LibraryUpload = "library_upload",
    /// Cleared one that is in no item.
    LibraryClear = "library_clear",
    /// Had one looked at once more.
    LibraryRetry = "library_retry",
    /// Brought many items in at once, as drafts.
    LibraryImport = "library_import",
    /// Took those of them back that were drafts still.
    LibraryUndo = "library_undo",
    /// Fetched a copy of the whole library.
    LibraryExport = "library_export",
    /// Made, named or ordered a collection.
    LibraryCollection = "library_collection",
    /// Added or named a subject of it.
    LibrarySubject = "library_subject",
    /// Added or took away redirects.
    RedirectChange = "redirect_change",
    /// Changed the menu.
    MenuChange = "menu_change",
    /// Changed the home page.
    HomeChange = "home_change",
    /// Wrote, changed or ended an announcement.
    AnnouncementChange = "announcement_change",
    /// Changed the association's channels.
    ChannelChange = "channel_change",
    /// Took an article away, or merged it into another one.
    ArticleRetire = "article_retire",
    /// Took back that it is gone.
    ArticleReturn = "article_return",
    /// Read figures as they were imported, small counts too.
    StatisticsRaw = "statistics_raw",
    /// Made an organisation of the directory.
    OrganisationCreate = "organisation_create",
    /// Changed what is said of one.
    OrganisationEdit = "organisation_edit",
    /// Showed one to everybody.
    OrganisationPublish = "organisation_publish",
    /// Hid it.
    OrganisationHide = "organisation_hide",
    /// Took it away for good.
    OrganisationDelete = "organisation_delete",
    /// Compared it with its source.
    OrganisationCheck = "organisation_check",
    /// Added a number that helps.
    HelplineAdd = "helpline_add",
    /// Changed one.
    HelplineChange = "helpline_change",
    /// Checked one.
    HelplineCheck = "helpline_check",
    /// Hid one.
    HelplineHide = "helpline_hide",
    /// Showed it again.
    HelplineShow = "helpline_show",
    /// Said how a point of the launch check-list stands.
    LaunchChange = "launch_change",
    /// Said how a point of the municipality's commitment stands.
    CommitmentChange = "commitment_change",
    /// Brought a file of figures.
    StatisticsUpload = "statistics_upload",
    /// Said what its columns and codes mean.
    StatisticsMap = "statistics_map",
    /// Threw it away.
    StatisticsClear = "statistics_clear",
    /// Imported it as a new version of a dataset.
    StatisticsImport = "statistics_import",
    /// Showed another version of a dataset.
    StatisticsShow = "statistics_show",
    /// Made a dataset.
    StatisticsCreate = "statistics_create",
    /// Changed what is said of one.
    StatisticsDescribe = "statistics_describe",
    /// Added a code to a list of places or ages, or changed one.
    StatisticsCode = "statistics_code",
    /// Read the list of articles at the desk, one of them, or its history.
    ArticlesRead = "articles_read",
    /// Made an article.
    ArticleCreate = "article_create",
    /// Saved a revision of a text.
    ArticleSave = "article_save",
    /// Asked for somebody to read it.
    ArticleSubmit = "article_submit",
    /// Asked for changes.
    ArticleChanges = "article_changes",
    /// Approved it.
    ArticleApprove = "article_approve",
    /// Put it before readers.
    ArticlePublish = "article_publish",
    /// Put it before them at a time.
    ArticleSchedule = "article_schedule",
    /// Called that off.
    ArticleCallOff = "article_call_off",
    /// Took out of readers' sight what had its time.
    ArticleArchive = "article_archive",
    /// Took away what was wrong.
    ArticleWithdraw = "article_withdraw",
    /// Began to work on it again.
    ArticleReopen = "article_reopen",
    /// Brought an older revision back.
    ArticleRestore = "article_restore",
    /// Took back that somebody was to read it.
    ArticleTakeBack = "article_take_back",
    /// Said that what readers get was compared with its sources.
    ArticleChecked = "article_checked",
    /// Said who looks after a text, and by when it must be compared again.
    ArticleCare = "article_care",
    /// Said that the team is so small that its writers approve their own texts, or that it is not any more.
    TinyTeam = "tiny_team",
    /// Brought an article read aloud, or had it read.
    ArticleAudio = "article_audio",
    /// Took that away.
    ArticleAudioRemove = "article_audio_remove",
    /// Named a computer that everybody uses.
    KioskAdd = "kiosk_add",
    /// Changed what is said of one.
    KioskChange = "kiosk_change",
    /// Made the code with which one is enrolled.
    KioskCode = "kiosk_code",
    /// Enrolled one with its code.
    KioskEnrol = "kiosk_enrol",
    /// Took that back.
    KioskRevoke = "kiosk_revoke",
    /// Read this log.
    AuditRead = "audit_read",
}

impl Action {
    /// Reads a stored or chosen action.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_read_back_and_have_names_of_their_own() {
        for action in Action::ALL {
            assert_eq!(Action::parse(action.as_str()), Some(*action));
        }
        let names: std::collections::HashSet<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
        assert_eq!(names.len(), Action::ALL.len());
        assert_eq!(Action::parse(""), None);
    }
}
