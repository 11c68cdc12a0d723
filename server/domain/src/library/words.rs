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

// Below the macro, which it needs.
mod consent;

pub use consent::{Allowed, CopyKind, Reach, Readers, RevokeGround};

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
