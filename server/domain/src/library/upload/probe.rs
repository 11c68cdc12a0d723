//! How long a recording lasts and whether there is something to see in it, where there is a program that tells.

use std::path::Path;

use serde_json::Value;

use super::Media;
use crate::library::{
    covers::demuxer,
    programs::{Limits, Program, run},
};

/// A day: what claims to be longer is none.
const LONGEST: f64 = 86_400.0;

/// What a recording is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::library) struct Probed {
    /// Seconds.
    pub seconds: Option<i32>,
    /// Only something to hear.
    pub only_sound: bool,
}

/// Looks into a recording; nothing is known of everything else, and where no program tells.
pub(in crate::library) async fn probe(path: &Path, media: Media) -> Probed {
    let Some(demuxer) = demuxer(media).filter(|_| media.is_recording()) else { return Probed::default() };
    let wanted =
        ["-v", "quiet", "-f", demuxer, "-show_entries", "format=duration:stream=codec_type", "-of", "json"];
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
    let has = |kind: &str| streams.iter().any(|stream| stream["codec_type"] == kind);
    Probed { seconds, only_sound: has("audio") && !has("video") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_said_of_a_recording() {
        let said = |duration: &str, streams: &str| {
            read(format!("{{\"format\":{{\"duration\":{duration}}},\"streams\":[{streams}]}}").as_bytes())
        };
        let (sound, sight) = ("{\"codec_type\":\"audio\"}", "{\"codec_type\":\"video\"}");
        let both = format!("{sight},{sound}");
        assert_eq!(said("\"61.7\"", &both), Probed { seconds: Some(62), only_sound: false });
        assert_eq!(said("\"3.0\"", sound), Probed { seconds: Some(3), only_sound: true });
        for wrong in ["\"N/A\"", "\"inf\"", "\"NaN\"", "\"-4\"", "\"1e12\"", "7", "null"] {
            assert_eq!(said(wrong, ""), Probed::default(), "{wrong}");
        }
        assert_eq!(read(b"no"), Probed::default());
    }
}
