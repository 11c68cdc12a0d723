//! How long a recording lasts, whether there is something to see in it and whether browsers can, where there is a program
//! that tells.

use std::path::Path;

use serde_json::Value;

use super::Media;
use crate::library::{
    covers::demuxer,
    programs::{Limits, Program, run},
};

/// A day: what claims to be longer is none.
const LONGEST: f64 = 86_400.0;

/// What browsers of all kinds unpack, as the program calls it. The form around it says little: telephones put into an MP4
/// what plays on telephones of their maker alone.
const PLAYED: [&str; 9] = ["h264", "vp8", "vp9", "av1", "aac", "mp3", "opus", "vorbis", "flac"];

/// What a recording is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::library) struct Probed {
    /// Seconds.
    pub seconds: Option<i32>,
    /// Only something to hear.
    pub only_sound: bool,
    /// What is seen or heard in it is packed as not every browser can unpack.
    pub foreign: bool,
}

impl Probed {
    /// What a file is kept as that looks like this: a film in which there is nothing to see is a recording, and what does not
    /// play everywhere is kept as what does not, which is there to be converted.
    pub fn media(self, media: Media) -> Media {
        match media {
            Media::Mp4 | Media::M4a if self.foreign => Media::Quicktime,
            Media::Webm if self.foreign => Media::Matroska,
            Media::Mp4 if self.only_sound => Media::M4a,
            other => other,
        }
    }
}

/// Looks into a recording; nothing is known of everything else, and where no program tells.
pub(in crate::library) async fn probe(path: &Path, media: Media) -> Probed {
    let Some(demuxer) = demuxer(media).filter(|_| media.is_recording()) else { return Probed::default() };
    let entries = "format=duration:stream=codec_type,codec_name:stream_disposition=attached_pic";
    let wanted = ["-v", "quiet", "-f", demuxer, "-show_entries", entries, "-of", "json"];
    let mut args: Vec<_> = wanted.iter().map(std::ffi::OsString::from).collect();
    args.push(path.into());
    match run(Program::FfProbe, args, Limits::usual()).await {
        Ok(said) => read(&said),
        Err(_) => Probed::default(),
    }
}

fn read(said: &[u8]) -> Probed {
    let Ok(said) = serde_json::from_slice::<Value>(said) else { return Probed::default() };
    let lasts = said["format"]["duration"].as_str().and_then(|text| text.parse::<f64>().ok());
    let lasts = lasts.filter(|lasts| (0.5..LONGEST).contains(lasts));
    // Below the length of a day.
    let seconds = lasts.map(|lasts| lasts.round() as i32);
    let streams = said["streams"].as_array().map(Vec::as_slice).unwrap_or_default();
    // The picture of a cover is nothing to watch.
    let streams: Vec<&Value> =
        streams.iter().filter(|stream| stream["disposition"]["attached_pic"] != 1).collect();
    let has = |kind: &str| streams.iter().any(|stream| stream["codec_type"] == kind);
    let foreign = streams.iter().any(|stream| {
        let shown = stream["codec_type"] == "audio" || stream["codec_type"] == "video";
        shown && !stream["codec_name"].as_str().is_some_and(|name| PLAYED.contains(&name))
    });
    Probed { seconds, only_sound: has("audio") && !has("video"), foreign }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_said_of_a_recording() {
        let said = |duration: &str, streams: &str| {
            read(format!("{{\"format\":{{\"duration\":{duration}}},\"streams\":[{streams}]}}").as_bytes())
        };
        let stream = |kind: &str, name: &str| {
            format!(
                "{{\"codec_type\":\"{kind}\",\"codec_name\":\"{name}\",\"disposition\":{{\"attached_pic\":0}}}}"
            )
        };
        let (sound, sight) = (stream("audio", "aac"), stream("video", "h264"));
        let both = format!("{sight},{sound}");
        let film = Probed { seconds: Some(62), ..Probed::default() };
        assert_eq!(said("\"61.7\"", &both), film);
        assert_eq!(said("\"3.0\"", &sound), Probed { seconds: Some(3), only_sound: true, foreign: false });
        let cover = sight.replace(":0", ":1").replace("h264", "mjpeg");
        assert_eq!(said("\"3.0\"", &format!("{cover},{sound}")), said("\"3.0\"", &sound));

        // What telephones write that plays on few others, and what nobody knows.
        for (kind, name, foreign) in [
            ("video", "hevc", true),
            ("video", "mpeg4", true),
            ("video", "av1", false),
            ("video", "vp9", false),
            ("audio", "alac", true),
            ("audio", "opus", false),
            ("data", "bin_data", false),
        ] {
            let found = said("\"3.0\"", &format!("{both},{}", stream(kind, name)));
            assert_eq!(found.foreign, foreign, "{name}");
        }
        assert!(said("\"3.0\"", "{\"codec_type\":\"video\"}").foreign);
        let foreign = Probed { foreign: true, ..film };
        for (media, kept) in [
            (Media::Mp4, Media::Quicktime),
            (Media::M4a, Media::Quicktime),
            (Media::Webm, Media::Matroska),
            (Media::Avi, Media::Avi),
            (Media::Ogg, Media::Ogg),
        ] {
            assert_eq!((foreign.media(media), film.media(media)), (kept, media));
            assert!(!kept.plays() || media == Media::Ogg);
        }
        let heard = Probed { only_sound: true, ..film };
        assert_eq!((heard.media(Media::Mp4), heard.media(Media::Webm)), (Media::M4a, Media::Webm));
        for wrong in ["\"N/A\"", "\"inf\"", "\"NaN\"", "\"-4\"", "\"1e12\"", "7", "null"] {
            assert_eq!(said(wrong, ""), Probed::default(), "{wrong}");
        }
        assert_eq!(read(b"no"), Probed::default());
    }
}
