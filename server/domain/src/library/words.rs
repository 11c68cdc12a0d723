//! What is stored about items as one word out of a list.

use serde::{Deserialize, Serialize};

use super::upload::Media;
use crate::codes::codes;

/// Codes that the manifest of the starter shelf is read by, too.
macro_rules! stored_word {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        codes! {
            $(#[$doc])*
            #[derive(Serialize, Deserialize)]
            $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant = $word),+ }
        }
    };
}

stored_word! {
    /// What an item is.
    Kind {
        /// To read from beginning to end.
        Book = "book",
        /// A sheet, form or report.
        Document = "document",
        /// To listen to.
        Audio = "audio",
        /// To watch.
        Video = "video",
    }
}

stored_word! {
    /// What a file is for.
    FileRole {
        /// As it was received.
        Original = "original",
        /// To read in the browser.
        Html = "html",
        /// To read with a book reader.
        Epub = "epub",
        /// To listen to.
        Audio = "audio",
        /// To watch.
        Video = "video",
        /// What is said in a recording, moment by moment.
        Captions = "captions",
        /// What is said in a recording.
        Transcript = "transcript",
        /// Picture of the cover.
        Cover = "cover",
        /// To read page by page.
        Pdf = "pdf",
        /// To look at.
        Picture = "picture",
    }
}

stored_word! {
    /// What a reader may ask an item to have.
    Having {
        /// Something to listen to.
        Audio = "audio",
        /// What is said in it, moment by moment.
        Captions = "captions",
    }
}

impl Having {
    /// The file that it takes.
    pub(super) fn role(self) -> FileRole {
        match self {
            Self::Audio => FileRole::Audio,
            Self::Captions => FileRole::Captions,
        }
    }
}

impl FileRole {
    /// What a file that was brought here can be for; the first one is what it usually is.
    pub fn of_media(media: Media) -> &'static [Self] {
        match media {
            Media::Pdf => &[Self::Pdf, Self::Original],
            Media::Epub => &[Self::Epub, Self::Original],
            Media::Mp3 | Media::M4a | Media::Ogg => &[Self::Audio, Self::Original],
            Media::Mp4 | Media::Webm => &[Self::Video, Self::Original],
            Media::Jpeg | Media::Png | Media::Webp => &[Self::Picture, Self::Cover, Self::Original],
            Media::Vtt | Media::Srt => &[Self::Captions, Self::Original],
            // Played nowhere: to be taken along, and to be converted.
            Media::Avi
            | Media::Matroska
            | Media::Quicktime
            | Media::ThreeGp
            | Media::Wav
            | Media::Flac
            | Media::Amr => &[Self::Original],
        }
    }
}

impl Kind {
    /// What an item of such a file usually is.
    pub fn of_media(media: Media) -> Self {
        match media {
            Media::Epub => Self::Book,
            Media::Mp3 | Media::M4a | Media::Ogg | Media::Wav | Media::Flac | Media::Amr => Self::Audio,
            Media::Mp4 | Media::Webm | Media::Avi | Media::Matroska | Media::Quicktime | Media::ThreeGp => {
                Self::Video
            }
            Media::Pdf | Media::Jpeg | Media::Png | Media::Webp | Media::Vtt | Media::Srt => Self::Document,
        }
    }
}

stored_word! {
    /// Under what terms an item may be passed on.
    Licence {
        /// Official text of the United Nations, made to be spread.
        UnOfficial = "un-official",
        /// The project's own licence.
        Mit = "mit",
        /// Creative Commons: name the author.
        CcBy = "cc-by-4.0",
        /// Creative Commons: name the author, pass it on in the same way.
        CcBySa = "cc-by-sa-4.0",
        /// Creative Commons: name the author, earn nothing with it.
        CcByNc = "cc-by-nc-4.0",
        /// Creative Commons: name the author, earn nothing with it, pass it on in the same way.
        CcByNcSa = "cc-by-nc-sa-4.0",
        /// Creative Commons: name the author, change nothing.
        CcByNd = "cc-by-nd-4.0",
        /// Creative Commons: name the author, earn nothing with it, change nothing.
        CcByNcNd = "cc-by-nc-nd-4.0",
        /// Creative Commons: the author gave up every right.
        CcZero = "cc0-1.0",
        /// Free of rights everywhere.
        PublicDomain = "public-domain",
        /// Rights are held: it is named here and may not be copied.
        InCopyright = "in-copyright",
        /// Rights are held: for teaching and learning only.
        InCopyrightEducational = "in-copyright-educational",
        /// Rights are held: earn nothing with it.
        InCopyrightNonCommercial = "in-copyright-non-commercial",
        /// Rights are held by somebody who cannot be found.
        InCopyrightOrphan = "in-copyright-unlocatable",
        /// No rights are known.
        NoKnownCopyright = "no-known-copyright",
        /// Nobody looked into it yet.
        NotEvaluated = "not-evaluated",
    }
}

impl Licence {
    /// The address that names these terms for machines: Creative Commons, RightsStatements.org, SPDX.
    pub fn uri(self) -> Option<&'static str> {
        match self {
            Self::UnOfficial => None,
            Self::Mit => Some("https://spdx.org/licenses/MIT.html"),
            Self::CcBy => Some("https://creativecommons.org/licenses/by/4.0/"),
            Self::CcBySa => Some("https://creativecommons.org/licenses/by-sa/4.0/"),
            Self::CcByNc => Some("https://creativecommons.org/licenses/by-nc/4.0/"),
            Self::CcByNcSa => Some("https://creativecommons.org/licenses/by-nc-sa/4.0/"),
            Self::CcByNd => Some("https://creativecommons.org/licenses/by-nd/4.0/"),
            Self::CcByNcNd => Some("https://creativecommons.org/licenses/by-nc-nd/4.0/"),
            Self::CcZero => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
            Self::PublicDomain => Some("https://creativecommons.org/publicdomain/mark/1.0/"),
            Self::InCopyright => Some("http://rightsstatements.org/vocab/InC/1.0/"),
            Self::InCopyrightEducational => Some("http://rightsstatements.org/vocab/InC-EDU/1.0/"),
            Self::InCopyrightNonCommercial => Some("http://rightsstatements.org/vocab/InC-NC/1.0/"),
            Self::InCopyrightOrphan => Some("http://rightsstatements.org/vocab/InC-RUU/1.0/"),
            Self::NoKnownCopyright => Some("http://rightsstatements.org/vocab/NKC/1.0/"),
            Self::NotEvaluated => Some("http://rightsstatements.org/vocab/CNE/1.0/"),
        }
    }
}

stored_word! {
    /// What somebody did for an item.
    AgentRole {
        /// Wrote it.
        Author = "author",
        /// Published it.
        Publisher = "publisher",
        /// Translated it.
        Translator = "translator",
        /// Prepared this edition.
        Editor = "editor",
        /// Speaks it.
        Narrator = "narrator",
        /// Tells in it what she lived through or knows.
        Interviewee = "interviewee",
        /// Asks in it.
        Interviewer = "interviewer",
        /// Drew for it.
        Illustrator = "illustrator",
    }
}

stored_word! {
    /// Where an item is in its life.
    ItemState {
        /// Nobody has seen it yet.
        Draft = "draft",
        /// Out, within its dates.
        Published = "published",
        /// Taken back for a while; nothing is said about it.
        Unpublished = "unpublished",
        /// Taken away for good; a note stands in its place.
        Withdrawn = "withdrawn",
        /// Wiped out; only its identifier is left.
        Erased = "erased",
    }
}

stored_word! {
    /// Why an item was withdrawn, as everybody reads it.
    WithdrawalReason {
        /// Somebody else holds rights in it.
        RightsClaim = "rights_claim",
        /// What it says is wrong.
        WrongContent = "wrong_content",
        /// It may harm somebody.
        MayHarm = "may_harm",
        /// Whoever gave it asked for it back.
        OwnerAsked = "owner_asked",
        /// It is here twice.
        HeldTwice = "held_twice",
        /// A court or a law wants it.
        CourtOrLaw = "court_or_law",
    }
}

stored_word! {
    /// Kinds of numbers under which the world knows an item.
    IdentifierKind {
        /// Of a book.
        Isbn = "isbn",
        /// Of a journal.
        Issn = "issn",
        /// Of an article or file.
        Doi = "doi",
        /// A name in a register.
        Urn = "urn",
        /// A permanent address elsewhere.
        Url = "url",
    }
}

stored_word! {
    /// What an item has to do with another one.
    RelationKind {
        /// It is a part of it.
        PartOf = "part-of",
        /// It is another version of it.
        VersionOf = "version-of",
        /// It is a translation of it.
        TranslationOf = "translation-of",
        /// It is what is said in it.
        TranscriptOf = "transcript-of",
        /// It was made from it.
        BasedOn = "based-on",
    }
}

stored_word! {
    /// What helps to use an item.
    Access {
        /// What is said stands in the picture.
        Captions = "captions",
        /// What is said can be read.
        Transcript = "transcript",
        /// Pictures are described.
        AlternativeText = "alternative-text",
        /// Headings and contents lead through it.
        Structure = "structural-navigation",
        /// Its text can be read aloud and made larger.
        ReadableText = "readable-text",
    }
}

stored_word! {
    /// What somebody may not want to meet unprepared.
    WarningKind {
        /// Violence.
        Violence = "violence",
        /// Sexual violence.
        SexualViolence = "sexual-violence",
        /// Harm done to children.
        Children = "children",
        /// Death and grief.
        Death = "death",
        /// Harm done to oneself.
        SelfHarm = "self-harm",
        /// Words full of hate.
        Hate = "hate",
    }
}

stored_word! {
    /// What is known of what is written on a page.
    PageState {
        /// A program read it, and it reads well.
        Extracted = "extracted",
        /// No program reads it.
        Unreadable = "unreadable",
        /// Somebody typed it.
        Typed = "typed",
    }
}

stored_word! {
    /// For whom an item was made.
    Audience {
        /// For adults.
        Adults = "adults",
        /// For young people.
        Young = "young-people",
        /// For everybody.
        General = "general",
    }
}

stored_word! {
    /// What sort of work an item is. The words are English, and machines get them as they stand.
    Genre {
        /// A report or study.
        Report = "report",
        /// A law, decree or convention.
        Law = "law",
        /// How to do something.
        Guide = "guide",
        /// What somebody lived through, told by herself.
        Testimony = "testimony",
        /// A novel or short stories.
        Novel = "novel",
        /// Poems.
        Poetry = "poetry",
        /// An essay or article.
        Essay = "essay",
        /// Questions and answers.
        Interview = "interview",
        /// About what was or is, in pictures or sound.
        Documentary = "documentary",
        /// A lecture or lesson that was held.
        Lecture = "lecture",
        /// Songs or music.
        Song = "song",
        /// Something to learn with.
        Exercise = "exercise",
        /// To hang on a wall or hand out.
        Poster = "poster",
        /// Said before people.
        Speech = "speech",
        /// Figures.
        Statistics = "statistics",
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_terms_have_addresses_of_their_own() {
        for licence in Licence::ALL {
            assert_eq!(Licence::parse(licence.as_str()), Some(*licence));
        }
        let mut uris: Vec<_> = Licence::ALL.iter().filter_map(|licence| licence.uri()).collect();
        assert_eq!(uris.len(), Licence::ALL.len() - 1);
        uris.sort_unstable();
        uris.dedup();
        assert_eq!(uris.len(), Licence::ALL.len() - 1);
        assert_eq!(Genre::ALL.len(), 15);
        for genre in Genre::ALL {
            assert_eq!(Genre::parse(genre.as_str()), Some(*genre));
        }
        assert!(ItemState::parse("").is_none() && WithdrawalReason::parse("whim").is_none());
    }
}
