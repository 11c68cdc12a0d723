//! States, types and refusals, and which state may follow which.

use crate::codes::codes;

codes! {
    /// How far a file is.
    State {
        /// Not all of it is here.
        Uploading = "uploading",
        /// All of it is here and waits.
        Received = "received",
        /// Searched for viruses, where a scanner is configured.
        Scanning = "scanning",
        /// Looked at, hashed and stored.
        Processing = "processing",
        /// In the blob store.
        Ready = "ready",
        /// In the blob store, and in line for an item that is before the world: a second person lets it out.
        Waiting = "waiting",
        /// Nothing for the library; its bytes are gone.
        Rejected = "rejected",
        /// Holds a virus.
        Quarantined = "quarantined",
        /// Something of ours failed; it can be tried again.
        NeedsAttention = "needs_attention",
    }
}

impl State {
    /// Whether this state may follow that one.
    pub fn may_become(self, next: Self) -> bool {
        use State as S;
        matches!(
            (self, next),
            (S::Uploading | S::NeedsAttention, S::Received)
                // The process that had it in hand is gone: from the beginning, which does no harm.
                | (S::Scanning | S::Processing, S::Received)
                | (S::Received, S::Scanning)
                | (S::Scanning, S::Processing | S::Quarantined | S::NeedsAttention)
                | (S::Processing, S::Ready | S::Rejected | S::NeedsAttention)
                | (S::Ready, S::Waiting)
        )
    }

    /// Whether somebody has it in hand: it is neither cleared nor changed meanwhile.
    pub fn is_in_hand(self) -> bool {
        matches!(self, Self::Received | Self::Scanning | Self::Processing)
    }
}

codes! {
    /// Why a file is nothing for the library.
    Refusal {
        /// There is nothing in it.
        Empty = "empty",
        /// Larger than files of its type may be.
        TooLarge = "too_large",
        /// A page, drawing, script or program under another name.
        Disguised = "disguised",
        /// Of no type that the library keeps.
        UnknownType = "unknown_type",
        /// Broken: its end or its directory is missing.
        Damaged = "damaged",
        /// A text in no encoding that we read.
        NotUtf8 = "not_utf8",
        /// A picture of more points than anybody needs.
        TooManyPixels = "too_many_pixels",
        /// A PDF that is locked.
        PdfEncrypted = "pdf_encrypted",
        /// An EPUB that is locked.
        EpubEncrypted = "epub_encrypted",
        /// An EPUB that does not begin by saying that it is one.
        EpubMimetype = "epub_mimetype",
        /// An EPUB whose description cannot be read.
        EpubPackage = "epub_package",
        /// An archive that unpacks into far more than it is.
        Bomb = "bomb",
        /// Captions that do not begin as captions do.
        CaptionHeader = "caption_header",
        /// Captions with no time where there should be one.
        CaptionTime = "caption_time",
        /// Captions that end before they begin, or begin before the ones before them.
        CaptionOrder = "caption_order",
        /// Captions that are not kept apart by an empty line.
        CaptionBreak = "caption_break",
        /// Captions with a style or region behind the first of them.
        CaptionStyle = "caption_style",
        /// Captions that are longer than the page on which they are read along, as we keep them.
        CaptionLong = "caption_long",
    }
}

codes! {
    /// What the library keeps, as the bytes themselves say it.
    Media {
        /// PDF.
        Pdf = "application/pdf",
        /// EPUB.
        Epub = "application/epub+zip",
        /// MP3.
        Mp3 = "audio/mpeg",
        /// AAC in MP4.
        M4a = "audio/mp4",
        /// MP4.
        Mp4 = "video/mp4",
        /// Vorbis or Opus in Ogg.
        Ogg = "audio/ogg",
        /// WebM.
        Webm = "video/webm",
        /// JPEG.
        Jpeg = "image/jpeg",
        /// PNG.
        Png = "image/png",
        /// WebP.
        Webp = "image/webp",
        /// Captions.
        Vtt = "text/vtt",
        /// Captions of the older kind.
        Srt = "application/x-subrip",
        /// AVI: kept, and played nowhere before it is converted. So with all that follow.
        Avi = "video/x-msvideo",
        /// Matroska that is no WebM.
        Matroska = "video/x-matroska",
        /// What cameras and telephones of one maker write; and an MP4 that does not play everywhere.
        Quicktime = "video/quicktime",
        /// What older telephones write.
        ThreeGp = "video/3gpp",
        /// Sound as it is.
        Wav = "audio/wav",
        /// Sound as it is, packed.
        Flac = "audio/flac",
        /// What older telephones hear.
        Amr = "audio/amr",
    }
}

impl Media {
    /// Whether browsers of all kinds show or play it. What they do not is there to be taken along, and to be converted.
    pub fn plays(self) -> bool {
        !matches!(
            self,
            Self::Avi | Self::Matroska | Self::Quicktime | Self::ThreeGp | Self::Wav | Self::Flac | Self::Amr
        )
    }

    /// Whether there is something to hear in it.
    pub fn is_recording(self) -> bool {
        !self.plays() || matches!(self, Self::Mp3 | Self::M4a | Self::Mp4 | Self::Ogg | Self::Webm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_follow_one_another_and_ends_are_ends() {
        let next = |state: State| -> Vec<State> {
            State::ALL.iter().copied().filter(|next| state.may_become(*next)).collect()
        };
        assert_eq!(next(State::Uploading), [State::Received]);
        assert_eq!(next(State::Received), [State::Scanning]);
        assert_eq!(
            next(State::Scanning),
            [State::Received, State::Processing, State::Quarantined, State::NeedsAttention]
        );
        assert_eq!(
            next(State::Processing),
            [State::Received, State::Ready, State::Rejected, State::NeedsAttention]
        );
        assert_eq!(next(State::NeedsAttention), [State::Received]);
        assert_eq!(next(State::Ready), [State::Waiting]);
        for end in [State::Waiting, State::Rejected, State::Quarantined] {
            assert!(next(end).is_empty(), "{end:?}");
        }
    }

    #[test]
    fn codes_read_back() {
        assert!(State::ALL.iter().all(|one| State::parse(one.as_str()) == Some(*one)));
        assert!(Refusal::ALL.iter().all(|one| Refusal::parse(one.as_str()) == Some(*one)));
        assert!(Media::ALL.iter().all(|one| Media::parse(one.as_str()) == Some(*one)));
    }
}
