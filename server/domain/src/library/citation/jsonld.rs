//! JSON-LD with the words of schema.org, in every language there is.

use serde_json::{Map, Value, json};

use super::Content;
use crate::library::{
    Access, AgentRole, Identifier, IdentifierKind, InLanguages, Kind, Record, RelationKind, Segment, Target,
};

fn texts<'a>(list: impl Iterator<Item = (contract::Locale, &'a str)>) -> Value {
    Value::Array(list.map(|(l, text)| json!({ "@value": text, "@language": l.code() })).collect())
}

fn names(names: &InLanguages) -> Value {
    texts(names.iter().map(|(l, text)| (*l, text.as_str())))
}

/// How long something lasts, as ISO 8601 has it.
fn lasting(seconds: u32) -> String {
    format!("PT{}H{}M{}S", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// By which senses it is taken in.
fn modes(record: &Record) -> Vec<&'static str> {
    let mut modes = match record.kind {
        Kind::Book | Kind::Document => vec!["textual"],
        Kind::Audio => vec!["auditory"],
        Kind::Video => vec!["auditory", "visual"],
    };
    let written = [Access::Captions, Access::Transcript];
    if !modes.contains(&"textual") && written.iter().any(|one| record.accessibility.contains(one)) {
        modes.push("textual");
    }
    modes
}

/// Which senses are enough to take it in, each list by itself: what is said has to be written, and a film may have its
/// sound alone.
fn sufficient(record: &Record, contents: &[Content]) -> Vec<Vec<&'static str>> {
    let has = |access| record.accessibility.contains(&access);
    let heard = contents.iter().any(|one| one.media_type.starts_with("audio/"));
    senses(record.kind, has(Access::ReadableText) || has(Access::Transcript), heard)
}

/// Which senses are enough for something of this kind: whether what it says is written, and whether its sound is there
/// by itself.
pub fn senses(kind: Kind, written: bool, heard: bool) -> Vec<Vec<&'static str>> {
    let mut enough = Vec::new();
    if written {
        enough.push(vec!["textual"]);
    }
    match kind {
        Kind::Book | Kind::Document => {}
        Kind::Audio => enough.push(vec!["auditory"]),
        Kind::Video => {
            enough.push(vec!["auditory", "visual"]);
            enough.extend(heard.then(|| vec!["auditory"]));
        }
    }
    enough
}

/// What schema.org calls an item of this kind.
pub fn schema_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Book => "Book",
        Kind::Document => "CreativeWork",
        Kind::Audio => "AudioObject",
        Kind::Video => "VideoObject",
    }
}

/// Writes a record, with its files.
pub(super) fn write(record: &Record, address: &str, contents: &[Content]) -> String {
    let mut node = Map::new();
    let mut put = |name: &str, value: Value| {
        node.insert(name.to_owned(), value);
    };
    put("@context", json!("https://schema.org"));
    put("@id", json!(address));
    put("@type", json!(schema_type(record.kind)));
    if let Some(genre) = record.genre {
        put("genre", json!(genre.as_str()));
    }
    put("url", json!(address));
    let site = address.rsplit_once("/i/").map_or(address, |(site, _)| site);
    put("image", json!(format!("{site}/media/cover/{}.jpg", record.id)));
    put("name", texts(record.texts.iter().map(|(l, text)| (*l, text.title.as_str()))));
    let others = &record.details.others;
    if !others.is_empty() {
        let title = |(tongue, text): &(contract::Tongue, String)| json!({ "@value": text, "@language": tongue.code() });
        put("alternateName", others.iter().map(title).collect());
    }
    put("description", texts(record.texts.iter().map(|(l, text)| (*l, text.summary.as_str()))));
    put("inLanguage", json!(record.languages.iter().map(|l| l.code()).collect::<Vec<_>>()));
    let all: [(&str, &[AgentRole]); 6] = [
        ("author", &[AgentRole::Author]),
        ("publisher", &[AgentRole::Publisher]),
        ("translator", &[AgentRole::Translator]),
        ("editor", &[AgentRole::Editor]),
        ("illustrator", &[AgentRole::Illustrator]),
        ("contributor", &[AgentRole::Narrator, AgentRole::Interviewee, AgentRole::Interviewer]),
    ];
    for (name, roles) in all {
        let of_role = record.contributors.iter().filter(|one| roles.contains(&one.role));
        let people: Vec<Value> = of_role.map(|one| json!({ "name": names(&one.names) })).collect();
        if !people.is_empty() {
            put(name, Value::Array(people));
        }
    }
    if let Some(year) = record.year {
        put("datePublished", json!(year.to_string()));
    }
    if let Some(made) = record.details.created.as_ref().or(record.details.recorded.as_ref()) {
        put("dateCreated", json!(made));
    }
    for (name, covered) in
        [("spatialCoverage", &record.details.places), ("temporalCoverage", &record.details.periods)]
    {
        if !covered.is_empty() {
            put(name, json!(covered));
        }
    }
    let about: Vec<Value> = record
        .subjects
        .iter()
        .map(|one| json!({ "@type": "DefinedTerm", "termCode": one.id, "name": names(&one.labels) }))
        .collect();
    if !about.is_empty() {
        put("about", Value::Array(about));
    }
    if let Some(isbn) = record.identifiers.iter().find(|one| one.kind == IdentifierKind::Isbn) {
        put("isbn", json!(isbn.value));
    }
    let uris: Vec<String> = record.identifiers.iter().map(Identifier::uri).collect();
    if !uris.is_empty() {
        put("identifier", json!(uris));
    }
    if let Some(uri) = record.licence.uri() {
        put("license", json!(uri));
    }
    if let Some(holder) = &record.holder {
        put("copyrightHolder", json!({ "name": names(holder) }));
    }
    for (kind, name) in [
        (RelationKind::PartOf, "isPartOf"),
        (RelationKind::TranslationOf, "translationOfWork"),
        (RelationKind::VersionOf, "exampleOfWork"),
        (RelationKind::BasedOn, "isBasedOn"),
        (RelationKind::TranscriptOf, "encodesCreativeWork"),
    ] {
        let ends: Vec<Value> = record
            .relations
            .iter()
            .filter(|(other, _)| *other == kind)
            .map(|(_, target)| json!({ "@id": end(target, record, address) }))
            .collect();
        if !ends.is_empty() {
            put(name, Value::Array(ends));
        }
    }
    let recorded = matches!(record.kind, Kind::Audio | Kind::Video);
    let main = contents.first().filter(|_| recorded);
    // What others say of it: some have a word of their own, the rest is said the other way round.
    let mut reverse = serde_json::Map::new();
    for (kind, name, is_word) in [
        (RelationKind::PartOf, "hasPart", true),
        (RelationKind::TranslationOf, "workTranslation", true),
        (RelationKind::VersionOf, "workExample", true),
        (RelationKind::BasedOn, "isBasedOn", false),
        (RelationKind::TranscriptOf, "encodesCreativeWork", false),
    ] {
        let mut ends: Vec<Value> = record
            .inverse
            .iter()
            .filter(|(other, _)| *other == kind)
            .map(|(_, id)| json!({ "@id": end(&Target::Item(id.clone()), record, address) }))
            .collect();
        if kind == RelationKind::PartOf {
            ends.extend(main.map(clips).unwrap_or_default());
        }
        if ends.is_empty() {
            continue;
        }
        if is_word {
            put(name, Value::Array(ends));
        } else {
            reverse.insert(name.to_owned(), Value::Array(ends));
        }
    }
    if !reverse.is_empty() {
        put("@reverse", Value::Object(reverse));
    }
    let features: Vec<&str> = record.accessibility.iter().map(|one| feature(*one)).collect();
    if !features.is_empty() {
        put("accessibilityFeature", json!(features));
    }
    put("accessMode", json!(modes(record)));
    let enough: Vec<Value> = sufficient(record, contents)
        .into_iter()
        .map(|modes| json!({ "@type": "ItemList", "itemListElement": modes }))
        .collect();
    if !enough.is_empty() {
        put("accessModeSufficient", Value::Array(enough));
    }
    if !record.details.access_note.is_empty() {
        put("accessibilitySummary", names(&record.details.access_note));
    }
    // A recording is the file itself; a text is encoded in some.
    if let Some(main) = main {
        put("uploadDate", json!(record.published_on));
        put("contentUrl", json!(main.url));
        put("encodingFormat", json!(main.media_type));
        if let Some(seconds) = main.seconds {
            put("duration", json!(lasting(seconds)));
        }
    } else if !contents.is_empty() {
        let encoded: Vec<Value> = contents
            .iter()
            .map(|one| json!({ "@type": "MediaObject", "contentUrl": one.url, "encodingFormat": one.media_type }))
            .collect();
        put("encoding", Value::Array(encoded));
    }
    let counted = || contents.iter().find_map(|one| one.pages);
    if let Some(pages) = record.details.pages.or_else(counted).filter(|_| record.kind == Kind::Book) {
        put("numberOfPages", json!(pages));
    }
    let minutes = record.minutes.filter(|_| matches!(record.kind, Kind::Audio | Kind::Video));
    if let Some(minutes) = minutes {
        put("timeRequired", json!(format!("PT{minutes}M")));
    }
    format!("{:#}\n", Value::Object(node))
}

/// The parts of a recording, each from its second to the next one's.
fn clips(of: &Content) -> Vec<Value> {
    let ends = of.parts.iter().skip(1).map(|next| Some(next.start)).chain([of.seconds]);
    let clip = |(part, end): (&Segment, Option<u32>)| {
        let end = end.filter(|end| *end > part.start);
        let until = end.map(|end| format!(",{end}")).unwrap_or_default();
        let mut clip = Map::new();
        clip.insert("@type".to_owned(), json!("Clip"));
        clip.insert("startOffset".to_owned(), json!(part.start));
        clip.extend(end.map(|end| ("endOffset".to_owned(), json!(end))));
        clip.insert("url".to_owned(), json!(format!("{}#t={}{until}", of.url, part.start)));
        clip.insert("name".to_owned(), texts(part.texts.iter().map(|(l, text)| (*l, text.title.as_str()))));
        let about = part.texts.iter().filter(|(_, text)| !text.synopsis.is_empty());
        let about: Vec<(contract::Locale, &str)> =
            about.map(|(l, text)| (*l, text.synopsis.as_str())).collect();
        if !about.is_empty() {
            clip.insert("description".to_owned(), texts(about.into_iter()));
        }
        Value::Object(clip)
    };
    of.parts.iter().zip(ends).map(clip).collect()
}

/// Address of the other end of a relation; another item's is this one's with the other identifier.
fn end(target: &Target, record: &Record, address: &str) -> String {
    match target {
        Target::Url(url) => url.clone(),
        Target::Item(id) => {
            let base = address.strip_suffix(record.id.as_str()).unwrap_or(address);
            format!("{base}{id}")
        }
    }
}

/// What schema.org and the readium manifest call it.
pub fn feature(access: Access) -> &'static str {
    match access {
        Access::Captions => "captions",
        Access::Transcript => "transcript",
        Access::AlternativeText => "alternativeText",
        Access::Structure => "structuralNavigation",
        Access::ReadableText => "displayTransformability",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{
        SegmentText,
        citation::tests::{ADDRESS, record},
    };

    #[test]
    fn parts_of_a_recording_are_clips() {
        let part = |start, title: &str, synopsis: &str| {
            let text = SegmentText {
                title: title.to_owned(),
                synopsis: synopsis.to_owned(),
                keywords: String::new(),
            };
            Segment { id: title.to_owned(), start, texts: [(contract::Locale::Ar, text)].into() }
        };
        let main = Content {
            url: "https://jusoor.example/media/a/b?v=1".to_owned(),
            media_type: "audio/mpeg".to_owned(),
            seconds: Some(130),
            pages: None,
            parts: vec![part(0, "البداية", ""), part(65, "النهاية", "ما بقي")],
        };
        let inverse = vec![(RelationKind::PartOf, contract::ids::ItemId::trusted("part0001"))];
        let heard = Record { kind: Kind::Audio, inverse, published_on: "2026-11-01".to_owned(), ..record() };
        let read: Value =
            serde_json::from_str(&write(&heard, ADDRESS, std::slice::from_ref(&main))).expect("JSON");
        let parts = read["hasPart"].as_array().expect("parts");
        assert_eq!(parts.len(), 3, "another item, and two clips: {read}");
        assert_eq!((&parts[1]["@type"], &parts[1]["endOffset"]), (&json!("Clip"), &json!(65)));
        assert_eq!(parts[1]["description"], Value::Null);
        assert_eq!((&parts[2]["startOffset"], &parts[2]["endOffset"]), (&json!(65), &json!(130)));
        assert_eq!(parts[2]["url"], "https://jusoor.example/media/a/b?v=1#t=65,130");
        assert_eq!(parts[2]["name"][0], json!({ "@value": "النهاية", "@language": "ar" }));
        assert_eq!(parts[2]["description"][0]["@value"], "ما بقي");
        assert_eq!(read["uploadDate"], "2026-11-01");

        // Nobody knows where it ends; and what is no recording has no clips.
        let endless = Content { seconds: None, ..main.clone() };
        let read: Value = serde_json::from_str(&write(&heard, ADDRESS, &[endless])).expect("JSON");
        assert_eq!(read["hasPart"][2]["endOffset"], Value::Null);
        assert_eq!(read["hasPart"][2]["url"], "https://jusoor.example/media/a/b?v=1#t=65");
        let read: Value = serde_json::from_str(&write(&record(), ADDRESS, &[main])).expect("JSON");
        assert_eq!((&read["hasPart"], &read["uploadDate"]), (&Value::Null, &Value::Null));
    }

    #[test]
    fn says_everything_in_every_language() {
        let read: Value = serde_json::from_str(&write(&record(), ADDRESS, &[])).expect("JSON");
        assert_eq!(read["@type"], "Book");
        assert_eq!((&read["accessMode"], &read["encoding"]), (&json!(["textual"]), &Value::Null));
        let content = |media_type: &str, seconds, pages| Content {
            url: "https://jusoor.example/media/a/b".to_owned(),
            media_type: media_type.to_owned(),
            seconds,
            pages,
            parts: Vec::new(),
        };
        let book = write(&record(), ADDRESS, &[content("application/pdf", None, Some(12))]);
        let book: Value = serde_json::from_str(&book).expect("JSON");
        assert_eq!(book["encoding"][0]["contentUrl"], "https://jusoor.example/media/a/b");
        assert_eq!((&book["numberOfPages"], &book["contentUrl"]), (&json!(12), &Value::Null));
        let film = Record { kind: Kind::Video, ..record() };
        let film = write(&film, ADDRESS, &[content("video/mp4", Some(3_725), None)]);
        let film: Value = serde_json::from_str(&film).expect("JSON");
        assert_eq!(film["contentUrl"], "https://jusoor.example/media/a/b");
        assert_eq!((&film["duration"], &film["encodingFormat"]), (&json!("PT1H2M5S"), &json!("video/mp4")));
        assert_eq!(film["accessMode"], json!(["auditory", "visual", "textual"]));
        let enough = |modes: &[&str]| json!({ "@type": "ItemList", "itemListElement": modes });
        assert_eq!(read["accessModeSufficient"], json!([enough(&["textual"])]));
        let twin = Record { kind: Kind::Video, accessibility: Vec::new(), ..record() };
        let twin =
            write(&twin, ADDRESS, &[content("video/mp4", None, None), content("audio/mpeg", None, None)]);
        let twin: Value = serde_json::from_str(&twin).expect("JSON");
        let expected = json!([enough(&["auditory", "visual"]), enough(&["auditory"])]);
        assert_eq!(twin["accessModeSufficient"], expected);
        assert_eq!(read["accessibilitySummary"], Value::Null);
        let mut noted = record();
        noted.details.access_note =
            [(contract::Locale::Fr, "Un texte qui se lit à voix haute.".to_owned())].into();
        let noted: Value = serde_json::from_str(&write(&noted, ADDRESS, &[])).expect("JSON");
        assert_eq!(noted["accessibilitySummary"][0]["@value"], "Un texte qui se lit à voix haute.");
        assert_eq!(noted["accessibilitySummary"][0]["@language"], "fr");
        let image = read["image"].as_str().unwrap_or_default();
        assert!(
            image.starts_with("https://jusoor.example/media/cover/") && image.ends_with(".jpg"),
            "{image}"
        );
        assert_eq!(read["name"].as_array().map(Vec::len), Some(2));
        assert_eq!(read["name"][0]["@language"], "ar");
        assert_eq!(read["author"][1]["name"][1]["@value"], "UGTT, Le Kef");
        assert_eq!(read["license"], "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(read["translationOfWork"][0]["@id"], "https://example.org/o");
        assert_eq!(read["identifier"][1], "https://doi.org/10.1000/a_b");
        let id = |text: &str| contract::ids::ItemId::trusted(text);
        let whole = Record {
            inverse: vec![
                (RelationKind::BasedOn, id("audio001")),
                (RelationKind::PartOf, id("part0001")),
                (RelationKind::PartOf, id("part0002")),
            ],
            ..record()
        };
        let whole: Value = serde_json::from_str(&write(&whole, ADDRESS, &[])).expect("JSON");
        assert_eq!(whole["hasPart"][1]["@id"], "https://jusoor.example/i/part0002");
        assert_eq!(whole["@reverse"]["isBasedOn"][0]["@id"], "https://jusoor.example/i/audio001");
        assert_eq!((&read["hasPart"], &read["@reverse"]), (&Value::Null, &Value::Null));
        let other = Target::Item(id("other001"));
        assert_eq!(end(&other, &record(), ADDRESS), "https://jusoor.example/i/other001");
        // Who tells and who asks are named both, under the one word that there is for them.
        let mut told = record();
        for role in [AgentRole::Interviewee, AgentRole::Interviewer, AgentRole::Illustrator] {
            let by = told.contributors[0].clone();
            told.contributors.push(crate::library::Contributor { role, ..by });
        }
        let read: Value = serde_json::from_str(&write(&told, ADDRESS, &[])).expect("JSON");
        assert_eq!(read["contributor"].as_array().map(Vec::len), Some(2));
        assert_eq!(read["illustrator"].as_array().map(Vec::len), Some(1));
        for (kind, expected) in
            [(Kind::Audio, "AudioObject"), (Kind::Video, "VideoObject"), (Kind::Document, "CreativeWork")]
        {
            let text = write(&Record { kind, ..record() }, ADDRESS, &[]);
            assert!(text.contains(&format!("\"@type\": \"{expected}\"")), "{text}");
        }
    }
}
