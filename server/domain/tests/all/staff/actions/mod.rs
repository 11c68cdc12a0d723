//! Every action that the log knows is exercised once, room by room, and leaves exactly one row without a word of
//! anybody in it. A new action: one `desk.row(…)` in the file of its room. A new room: a file like these, one line
//! in `every_action_leaves_exactly_one_row`, and what was written in it in `Desk::words`.

mod aliases;
mod articles_desk;
mod ask_desk;
mod audio_desk;
mod care_desk;
mod directory_desk;
mod edit_desk;
mod forum_desk;
mod gate_desk;
mod kiosk_desk;
mod library_desk;
mod messages_desk;
mod people_desk;
mod places_desk;
mod queue_desk;
mod reports_desk;
mod sanctions_desk;
mod statistics_desk;
mod statistics_raw;
mod upload_desk;

use std::{collections::BTreeSet, fmt::Debug};

use super::*;

/// A portal with a team, and what its log holds so far.
pub struct Desk {
    pub bed: TestBed,
    /// A member who writes.
    pub author: Actor,
    /// Who leads, and who administrates: two keys.
    pub lead: Actor,
    pub admin: Actor,
    /// Names and texts, of which none may stand in the log.
    pub words: Vec<String>,
    known: BTreeSet<String>,
    done: BTreeSet<&'static str>,
}

impl Desk {
    async fn open(bed: TestBed) -> Self {
        forum::seed::seed(&bed.services).await.unwrap();
        let author = bed.member("yasmin", Role::Member).await;
        let lead = bed.member("warda", Role::LeadModerator).await;
        let admin = bed.member("zeina", Role::Admin).await;
        let words = ["yasmin", "warda", "zeina"].map(str::to_owned).to_vec();
        Self { bed, author, lead, admin, words, known: BTreeSet::new(), done: BTreeSet::new() }
    }

    pub fn services(&self) -> domain::Services {
        self.bed.services.clone()
    }

    /// The administrator, who proved herself just now.
    pub fn admin(&self) -> Actor {
        now(&self.bed, &self.admin)
    }

    /// The lead moderator, who proved herself just now.
    pub fn lead(&self) -> Actor {
        now(&self.bed, &self.lead)
    }

    /// Rows that came since somebody last looked.
    async fn news(&mut self) -> Vec<audit_log::Model> {
        let known = &mut self.known;
        log(&self.bed).await.into_iter().filter(|row| known.insert(row.id.clone())).collect()
    }

    /// What was done succeeded and left one row, of this action.
    pub async fn row<T, E: Debug>(&mut self, action: Action, done: Result<T, E>) -> T {
        let value = done.unwrap_or_else(|error| panic!("{action:?} {}: {error:?}", self.bed.backend));
        let rows = self.news().await;
        let actions: Vec<&str> = rows.iter().map(|row| row.action.as_str()).collect();
        assert_eq!(actions, [action.as_str()], "{}", self.bed.backend);
        self.done.insert(action.as_str());
        value
    }

    /// What was done, or refused, is not the team's affair: no row.
    pub async fn no_row<T>(&mut self, what: &str, done: T) -> T {
        let news = self.news().await;
        assert!(news.is_empty(), "{what} {}: {news:?}", self.bed.backend);
        done
    }
}

#[tokio::test]
async fn every_action_leaves_exactly_one_row() {
    for bed in TestBed::each().await {
        let mut desk = Desk::open(bed).await;
        forum_desk::exercise(&mut desk).await;
        queue_desk::exercise(&mut desk).await;
        edit_desk::exercise(&mut desk).await;
        aliases::exercise(&mut desk).await;
        messages_desk::exercise(&mut desk).await;
        ask_desk::exercise(&mut desk).await;
        gate_desk::exercise(&mut desk).await;
        reports_desk::exercise(&mut desk).await;
        people_desk::exercise(&mut desk).await;
        sanctions_desk::exercise(&mut desk).await;
        library_desk::exercise(&mut desk).await;
        upload_desk::exercise(&mut desk).await;
        places_desk::exercise(&mut desk).await;
        statistics_raw::exercise(&mut desk).await;
        directory_desk::exercise(&mut desk).await;
        statistics_desk::exercise(&mut desk).await;
        audio_desk::exercise(&mut desk).await;
        articles_desk::exercise(&mut desk).await;
        care_desk::exercise(&mut desk).await;
        kiosk_desk::exercise(&mut desk).await;
        let missing: Vec<_> =
            Action::ALL.iter().filter(|action| !desk.done.contains(action.as_str())).collect();
        assert!(missing.is_empty(), "exercised nowhere: {missing:?}");
        // Identifiers and codes only.
        let text = format!("{:?}", log(&desk.bed).await);
        for personal in &desk.words {
            assert!(!text.contains(personal.as_str()), "{personal}");
        }
    }
}
