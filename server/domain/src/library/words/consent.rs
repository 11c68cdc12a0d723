//! Words of what somebody agreed to, of who may see it then, and of what is wiped out when she takes it back.

use serde::{Deserialize, Serialize};

use crate::codes::codes;

stored_word! {
    /// Who may see an item, worked out of the consent of who speaks in it.
    Reach {
        /// Everybody, wherever they read.
        Everybody = "everybody",
        /// Everybody on the web, and not on the screens of the house.
        Web = "web",
        /// Whoever is signed in, and not on the screens of the house.
        Members = "members",
        /// Whoever is signed in, and whoever stands before a screen of the house.
        MembersKiosk = "members_kiosk",
        /// Whoever stands before a screen of the house.
        Kiosk = "kiosk",
        /// Nobody.
        Nobody = "nobody",
    }
}

impl Reach {
    /// Whether everybody on the web may see it: feeds, catalogues, harvesters too.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Everybody | Self::Web)
    }
}

/// Who reads, as far as a consent tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Readers {
    /// Whoever comes by the web, programs among them.
    #[default]
    Web,
    /// A member who signed in.
    Member,
    /// A screen of the house, by a door whose answers may be kept for others: what both it and the web may show.
    Anywhere,
    /// Whoever stands before a screen of the house, signed in or not: others look on.
    Kiosk,
}

impl Readers {
    /// What they may see.
    pub fn reaches(self) -> &'static [Reach] {
        match self {
            Self::Web => &[Reach::Everybody, Reach::Web],
            Self::Member => &[Reach::Everybody, Reach::Web, Reach::Members, Reach::MembersKiosk],
            Self::Anywhere => &[Reach::Everybody],
            Self::Kiosk => &[Reach::Everybody, Reach::MembersKiosk, Reach::Kiosk],
        }
    }

    /// The same as words of SQL; none of them is anybody's but ours.
    pub(crate) fn in_sql(self) -> String {
        let words: Vec<String> = self.reaches().iter().map(|one| format!("'{}'", one.as_str())).collect();
        words.join(", ")
    }
}

stored_word! {
    /// To whom a testimony may be given. A set: each of them was asked for by itself.
    Allowed {
        /// To everybody, on the web; members are among them.
        Web = "web",
        /// To whoever is signed in.
        Members = "members",
        /// On the screens of the house.
        Kiosk = "kiosk",
        /// To researchers, by hand; not shown anywhere yet.
        Researchers = "researchers",
    }
}

stored_word! {
    /// How the house knows that somebody takes her consent back.
    RevokeGround {
        /// She said so on the way that was agreed on.
        Contact = "by_contact",
        /// Somebody said so who named the pseudonym, and could prove nothing more: the team decided to believe it.
        Pseudonym = "by_pseudonym",
        /// The team itself decided, to keep her safe.
        House = "by_house",
    }
}

stored_word! {
    /// What a receipt lists.
    CopyKind {
        /// A recording, book, document or picture.
        File = "file",
        /// A file whose bytes another item has too: there they stay.
        Shared = "shared",
        /// What is said, moment by moment.
        Captions = "captions",
        /// What is said.
        Transcript = "transcript",
        /// A picture of the cover.
        Cover = "cover",
        /// Small pictures of it that the house made.
        CoverPictures = "cover_pictures",
        /// Pictures of pages that were drawn.
        PagePictures = "page_pictures",
        /// Texts of pages.
        PageTexts = "page_texts",
        /// Tables of contents.
        Outline = "outline",
        /// How loud recordings are, as it is drawn.
        Waveform = "waveform",
        /// Titles and summaries, by language.
        Descriptions = "descriptions",
        /// Parts of the recording.
        Segments = "segments",
        /// Files on their way here with the same bytes.
        Uploads = "uploads",
        /// Entries of the search.
        Search = "search",
        /// Collections, their feeds and catalogues.
        Feeds = "feeds",
        /// What libraries harvest: it is told to be deleted.
        Harvest = "harvest",
        /// What was taken along: nothing reaches it.
        Offline = "offline",
        /// Backups of the house, until they run out.
        Backups = "backups",
    }
}
