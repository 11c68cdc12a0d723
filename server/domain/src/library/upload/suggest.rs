//! What a file says of itself: title, who made it, language and year. It is a suggestion, never more.

use std::{fs::File, io, path::Path};

use contract::{ErrorCode, Tongue};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Limits, Media, epub,
    folder::disk,
    strip::TELLING,
    traces::{self, Of, Trace, note},
    xmp,
};
use crate::{
    DomainError, DomainResult,
    library::{
        covers::demuxer,
        programs::{self, Program, run},
    },
    text::single_line,
};

/// Most people that are taken over.
const CREATORS: usize = 3;
/// Longest value.
const LONGEST: usize = 200;

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Title.
    pub title: Option<String>,
    /// Who made it.
    pub creators: Vec<String>,
    /// Language, if it is one of ours.
    pub language: Option<Tongue>,
    /// Year.
    pub year: Option<i32>,
    /// What stays in it and tells of people, devices and places.
    #[serde(default)]
    pub traces: Vec<Trace>,
}

/// Reads it; nothing where the file says nothing that we read. It was found to be sound before.
pub(super) fn suggestion(path: &Path, media: Media, limits: &Limits) -> io::Result<Option<Suggestion>> {
    if media != Media::Epub {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let package = epub::description(&mut file, size, limits)?;
    let found = package.map(|text| of_package(&text)).unwrap_or_default();
    Ok((found != Suggestion::default()).then_some(found))
}

/// What a PDF or a recording says, where there is a program that tells; nothing of all else.
pub(super) async fn told(path: &Path, media: Media) -> Option<Suggestion> {
    let limits = programs::Limits::usual();
    let mut found = if media == Media::Pdf {
        let args = ["-isodates", "-enc", "UTF-8"].map(std::ffi::OsString::from);
        let args = args.into_iter().chain([path.into()]).collect();
        let said = run(Program::PdfInfo, args, limits).await.ok()?;
        let said = String::from_utf8_lossy(&said);
        let mut found = of_document(&said);
        if has_more(&said) {
            let args: Vec<std::ffi::OsString> = vec!["-meta".into(), path.into()];
            let more = run(Program::PdfInfo, args, limits).await.unwrap_or_default();
            xmp::read(&String::from_utf8_lossy(&more), &mut found.traces);
        }
        found
    } else {
        let demuxer = demuxer(media).filter(|_| media.is_recording())?;
        let tags = format!("title,artist,date,language,{}", traces::TAGS);
        let entries = format!("format_tags={tags}:stream_tags={tags}");
        let args = ["-v", "quiet", "-f", demuxer, "-show_entries", entries.as_str(), "-of", "json"];
        let args = args.map(std::ffi::OsString::from).into_iter().chain([path.into()]).collect();
        of_recording(&run(Program::FfProbe, args, limits).await.ok()?)
    };
    if TELLING.contains(&media) {
        // It does not stay: such a file is stored without it.
        found.traces.clear();
    }
    (found != Suggestion::default()).then_some(found)
}

/// Of what a file tells that was found to be sound, as it is kept beside its bytes.
///
/// # Errors
/// The disk is away.
pub(in crate::library) async fn traces_of(
    path: &Path,
    media: Media,
    limits: &Limits,
) -> DomainResult<Option<String>> {
    let said = if media == Media::Epub {
        let (path, limits) = (path.to_owned(), limits.clone());
        tokio::task::spawn_blocking(move || suggestion(&path, media, &limits))
            .await
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
            .map_err(disk)?
    } else {
        told(path, media).await
    };
    Ok(said.and_then(|said| traces::kinds(&said.traces)))
}

/// What `pdfinfo` says, line by line.
fn of_document(said: &str) -> Suggestion {
    let mut found = Suggestion::default();
    for line in said.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        match name {
            // What programs for letters write there is the name of a file.
            "Title" if !value.trim_start().starts_with("Microsoft ") => keep(&mut found, "title", value),
            "Author" => {
                value.split(';').for_each(|one| keep(&mut found, "creator", one));
                note(&mut found.traces, Of::Person, value);
            }
            "Creator" | "Producer" => note(&mut found.traces, Of::Program, value),
            "CreationDate" => keep(&mut found, "date", value),
            // What stands below is of the pages.
            "Pages" => break,
            _ => {}
        }
    }
    found
}

/// Whether `pdfinfo` knows of more that the file says of itself.
fn has_more(said: &str) -> bool {
    said.lines().any(|line| line.strip_prefix("Metadata Stream:").is_some_and(|is| is.trim() == "yes"))
}

/// The tags of a recording: of the whole, or else of what is in it.
fn of_recording(said: &[u8]) -> Suggestion {
    let mut found = Suggestion::default();
    let Ok(said) = serde_json::from_slice::<Value>(said) else { return found };
    let streams = said["streams"].as_array().map(Vec::as_slice).unwrap_or_default();
    for place in std::iter::once(&said["format"]).chain(streams) {
        let Some(tags) = place["tags"].as_object() else { continue };
        let none_yet = found.creators.is_empty();
        for (name, value) in tags {
            let Some(value) = value.as_str() else { continue };
            let name = name.to_lowercase();
            if let Some(of) = traces::of_tag(&name) {
                note(&mut found.traces, of, value);
            }
            match name.as_str() {
                "artist" if none_yet => value.split(';').for_each(|one| keep(&mut found, "creator", one)),
                "artist" => {}
                "language" => {
                    let short = match value {
                        "ara" => "ar",
                        "fra" | "fre" => "fr",
                        "eng" => "en",
                        "ita" => "it",
                        "deu" | "ger" => "de",
                        "spa" => "es",
                        "zgh" | "tzm" | "shi" | "kab" => "ber",
                        // Programs write it where nobody said anything.
                        "und" => continue,
                        other => other,
                    };
                    keep(&mut found, "language", short);
                }
                name => keep(&mut found, name, value),
            }
        }
    }
    found
}

/// What the description of an EPUB says. Entities of its own are left out.
fn of_package(text: &str) -> Suggestion {
    let mut found = Suggestion::default();
    let mut reader = Reader::from_str(text);
    let mut inside = false;
    let mut field: Option<String> = None;
    let mut value = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) => {
                let local = element.local_name();
                let name: &str = local.as_ref();
                if name == "metadata" {
                    inside = true;
                } else if inside {
                    field = Some(name.to_owned());
                    value.clear();
                }
            }
            Event::Empty(element) if inside => {
                let local = element.local_name();
                let made =
                    local.as_ref() == "meta" && attribute(&element, "name").as_deref() == Some("generator");
                let with = made.then(|| attribute(&element, "content")).flatten();
                note(&mut found.traces, Of::Program, &with.unwrap_or_default());
            }
            Event::Text(words) if field.is_some() => value.push_str(&words.xml10_content()),
            Event::CData(words) if field.is_some() => value.push_str(&words.xml10_content()),
            Event::GeneralRef(entity) if field.is_some() => {
                let name = entity.xml10_content();
                let known = match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                value.extend(known);
            }
            Event::End(element) => {
                let local = element.local_name();
                let name: &str = local.as_ref();
                if name == "metadata" {
                    break;
                }
                if let Some(field) = field.take() {
                    keep(&mut found, &field, &value);
                    if matches!(field.as_str(), "creator" | "contributor") {
                        note(&mut found.traces, Of::Person, &value);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The first value of a field counts; of people the first ones.
fn keep(found: &mut Suggestion, field: &str, value: &str) {
    let value: String = single_line(value).chars().take(LONGEST).collect();
    if value.is_empty() {
        return;
    }
    match field {
        "title" if found.title.is_none() => found.title = Some(value),
        "creator" if found.creators.len() < CREATORS => found.creators.push(value),
        "language" if found.language.is_none() => {
            found.language = value.split('-').next().and_then(|code| code.to_lowercase().parse().ok());
        }
        "date" if found.year.is_none() => {
            found.year = value.get(..4).and_then(|year| year.parse().ok()).filter(|year| *year > 0);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traces(said: &Suggestion) -> Vec<(Of, &str)> {
        said.traces.iter().map(|one| (one.of, one.value.as_str())).collect()
    }

    #[test]
    fn what_stays_in_a_file_is_noted() {
        let said = of_document(
            "Author:          Fatma Kefi\nCreator:         Writer\nProducer:        Office 7\nTagged:  no\n\
             Pages:           2\nAuthor: none\n",
        );
        assert_eq!(
            traces(&said),
            [(Of::Person, "Fatma Kefi"), (Of::Program, "Writer"), (Of::Program, "Office 7")]
        );
        assert!(has_more("Title: x\nMetadata Stream: yes\nPages: 1\n"));
        assert!(!has_more("Title: Metadata Stream: yes\nMetadata Stream: no\n"));
        let said = of_recording(
            br#"{"streams":[{"tags":{"ENCODER":"Lavc60 libopus","LOCATION":"+36.18+008.71/"}}],
                "format":{"tags":{"artist":"Nardjes","encoded_by":"Bureau du Kef","encoder":"Lavf60"}}}"#,
        );
        assert_eq!(
            traces(&said),
            [(Of::Person, "Nardjes"), (Of::Person, "Bureau du Kef"), (Of::Place, "+36.18+008.71/")]
        );
        let said = of_package(
            "<package><metadata><meta name=\"generator\" content=\"Writer 2\"/><meta name=\"cover\" content=\"c\"/>\
             <creator>Fatma</creator><contributor>Salma</contributor></metadata></package>",
        );
        assert_eq!(traces(&said), [(Of::Program, "Writer 2"), (Of::Person, "Fatma"), (Of::Person, "Salma")]);
        // A row that was written before there were any.
        let before: Suggestion =
            serde_json::from_str(r#"{"title":null,"creators":[],"language":null,"year":2020}"#)
                .unwrap_or_default();
        assert_eq!((before.year, before.traces), (Some(2020), Vec::new()));
    }

    #[test]
    fn documents_and_recordings_say_what_they_are() {
        let said = of_document(
            "Title:           Droits : un guide\nAuthor:          Fatma Kefi; Salma\nCreator:         Writer\n\
             CreationDate:    2019-03-08T10:00:00+01\nPages:           2\nTitle: none\n",
        );
        assert_eq!(said.title.as_deref(), Some("Droits : un guide"));
        assert_eq!(
            (said.creators, said.year),
            (vec!["Fatma Kefi".to_owned(), "Salma".to_owned()], Some(2019))
        );
        let letter = of_document("Title:  Microsoft Word - lettre.docx\nAuthor:  \nPages: 1\n");
        assert_eq!(letter, Suggestion::default());

        let said = of_recording(
            br#"{"streams":[{"tags":{"language":"und"}},{"tags":{"language":"ita","title":"no","artist":"no"}}],
                "format":{"tags":{"TITLE":"Une voix","artist":"Nardjes","date":"2021-01-01"}}}"#,
        );
        assert_eq!(
            (said.title.as_deref(), said.creators.as_slice()),
            (Some("Une voix"), &["Nardjes".to_owned()][..])
        );
        assert_eq!((said.language, said.year), (Some(Tongue::It), Some(2021)));
        let ogg =
            of_recording(br#"{"streams":[{"tags":{"TITLE":"Zaghareed","ARTIST":"Zohra"}}],"format":{}}"#);
        assert_eq!(
            (ogg.title.as_deref(), ogg.creators.as_slice()),
            (Some("Zaghareed"), &["Zohra".to_owned()][..])
        );
        assert_eq!(of_recording(b"no"), Suggestion::default());
    }

    #[test]
    fn an_epub_says_what_it_is() {
        let text = "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata>\
                    <dc:title id=\"t\">Droits &amp; libert&#233;s</dc:title><dc:title>Second</dc:title>\
                    <dc:creator>Fatma</dc:creator><meta property=\"x\">y</meta><dc:creator>Salma</dc:creator>\
                    <dc:language>fr-TN</dc:language><dc:date>2019-03-08</dc:date></metadata>\
                    <manifest><item id=\"title\"/></manifest><title>no</title></package>";
        let said = of_package(text);
        assert_eq!(said.title.as_deref(), Some("Droits & libertés"));
        assert_eq!(said.creators, ["Fatma", "Salma"]);
        assert_eq!((said.language, said.year), (Some(Tongue::Fr), Some(2019)));
        assert_eq!(of_package("<package><metadata><dc:language>xx</dc:language>"), Suggestion::default());
        assert_eq!(of_package("not a description"), Suggestion::default());
    }
}
