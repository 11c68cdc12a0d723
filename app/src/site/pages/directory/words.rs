//! Codes of these pages in words.

use domain::{
    directory::{Area, OrganisationKind, Show},
    launch::{Group, PointState},
};
use i18n::{L10nLanguage, plurals::counted};

/// What an organisation is.
pub(super) fn kind(l: &L10nLanguage, kind: OrganisationKind) -> String {
    match kind {
        OrganisationKind::Association => l.msg_directory_kind_association(),
        OrganisationKind::Public => l.msg_directory_kind_public(),
        OrganisationKind::Union => l.msg_directory_kind_union(),
        OrganisationKind::Health => l.msg_directory_kind_health(),
        OrganisationKind::Legal => l.msg_directory_kind_legal(),
        OrganisationKind::Other => l.msg_directory_kind_other(),
    }
}

/// Where it works.
pub(super) fn area(l: &L10nLanguage, area: Area) -> String {
    match area {
        Area::Kef => l.msg_directory_area_kef(),
        Area::Country => l.msg_directory_area_country(),
    }
}

/// Which of them are shown.
pub(super) fn show(l: &L10nLanguage, show: Show) -> String {
    match show {
        Show::All => l.msg_shelf_all(),
        Show::Due => l.msg_directory_show_due(),
        Show::Hidden => l.msg_directory_show_hidden(),
    }
}

/// How long ago it was checked.
pub(super) fn age(l: &L10nLanguage, days: Option<i64>) -> String {
    match days.and_then(|days| u32::try_from(days).ok()) {
        Some(days) => {
            let (n, digits) = counted(days);
            l.msg_directory_age(n, digits)
        }
        None => l.msg_directory_age_unknown(),
    }
}

/// What belongs together on the launch check-list.
pub(super) fn group(l: &L10nLanguage, group: Group) -> String {
    match group {
        Group::Numbers => l.msg_launch_group_numbers(),
        Group::Names => l.msg_launch_group_names(),
        Group::Municipality => l.msg_launch_group_municipality(),
        Group::Law => l.msg_launch_group_law(),
        Group::Consents => l.msg_launch_group_consents(),
        Group::Facts => l.msg_launch_group_facts(),
        Group::Readers => l.msg_launch_group_readers(),
        Group::Team => l.msg_launch_group_team(),
    }
}

/// How a point stands.
pub(super) fn state(l: &L10nLanguage, state: PointState) -> String {
    match state {
        PointState::Open => l.msg_launch_state_open(),
        PointState::Confirmed => l.msg_launch_state_confirmed(),
        PointState::NotApplicable => l.msg_launch_state_not_applicable(),
    }
}
