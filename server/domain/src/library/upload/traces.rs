//! What stays in a file that is kept as it came: who made it, with which program or device, and where. Pictures and
//! films lose it on their way in; of documents, books and other recordings the desk is told, so that whoever brings one
//! can take it out before anybody gets it.

use entity::library::blob;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};

use crate::{DomainResult, codes::codes, text::single_line};

/// Most traces that are told of.
const MOST: usize = 8;
/// Longest value.
const LONGEST: usize = 200;
/// What packs nearly every recording, and says nothing of anybody.
const PACKERS: [&str; 6] = ["lavf", "lavc", "lame", "libwebm", "xiph.org", "libvorbis"];

/// Tags of recordings that are read for it, as `ffprobe` calls them; it finds them in large and small letters.
pub(super) const TAGS: &str = "album_artist,author,composer,performer,director,publisher,copyright,organization,\
                               contact,encoded_by,originator,encoder,encoding_tool,software,make,model,location,\
                               recording_location,geotag";

codes! {
    /// Of what a trace tells.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Of {
        /// A person or an office.
        Person = "person",
        /// A program or a device.
        Program = "program",
        /// A place.
        Place = "place",
    }
}

/// A trace that stays in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Of what it tells.
    pub of: Of,
    /// What it says.
    pub value: String,
}

/// What a tag of a recording tells of.
pub(super) fn of_tag(name: &str) -> Option<Of> {
    Some(match name {
        "artist" | "album_artist" | "author" | "composer" | "performer" | "director" | "publisher"
        | "copyright" | "organization" | "contact" | "encoded_by" | "originator" => Of::Person,
        "encoder" | "encoding_tool" | "software" | "make" | "model" => Of::Program,
        "location" | "recording_location" | "geotag" => Of::Place,
        _ => return None,
    })
}

/// Notes a trace, once.
pub(super) fn note(traces: &mut Vec<Trace>, of: Of, value: &str) {
    let value: String = single_line(value).chars().take(LONGEST).collect();
    let packs = of == Of::Program && PACKERS.iter().any(|one| value.to_lowercase().starts_with(one));
    let trace = Trace { of, value };
    if !trace.value.is_empty() && !packs && traces.len() < MOST && !traces.contains(&trace) {
        traces.push(trace);
    }
}

/// The traces in what the row of an upload keeps, whether it is ready or waits.
pub(in crate::library) fn traces_in(kept: Option<&str>) -> Vec<Trace> {
    #[derive(Deserialize)]
    struct Kept {
        #[serde(default)]
        traces: Vec<Trace>,
    }
    let kept = kept.and_then(|json| serde_json::from_str::<Kept>(json).ok());
    kept.map(|kept| kept.traces).unwrap_or_default()
}

/// Of what traces tell, as it is kept beside the bytes for as long as there are any: without what they say, which may be
/// somebody's name.
pub(super) fn kinds(traces: &[Trace]) -> Option<String> {
    let told = Of::ALL.iter().filter(|of| traces.iter().any(|trace| trace.of == **of));
    let told: Vec<&str> = told.map(|of| of.as_str()).collect();
    (!told.is_empty()).then(|| told.join(","))
}

/// Reads that again.
pub(in crate::library) fn kinds_in(kept: Option<&str>) -> Vec<Of> {
    kept.unwrap_or_default().split(',').filter_map(Of::parse).collect()
}

/// Keeps it, in the transaction that names the bytes.
pub(in crate::library) async fn keep_kinds<C: ConnectionTrait>(
    tx: &C,
    sha256: &str,
    kinds: Option<String>,
) -> DomainResult<()> {
    let Some(kinds) = kinds else { return Ok(()) };
    blob::Entity::update_many()
        .col_expr(blob::Column::Traces, Expr::value(kinds))
        .filter(blob::Column::Sha256.eq(sha256))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_are_noted_once_and_packers_are_none() {
        let mut traces = Vec::new();
        for (of, value) in [
            (Of::Person, " Fatma\nKefi "),
            (Of::Person, "Fatma Kefi"),
            (Of::Person, "  "),
            (Of::Program, "Lavf60.16.100"),
            (Of::Program, "LAME3.100"),
            (Of::Program, "Recorder of a telephone"),
            (Of::Place, "Lavf"),
        ] {
            note(&mut traces, of, value);
        }
        let said: Vec<(Of, &str)> = traces.iter().map(|one| (one.of, one.value.as_str())).collect();
        assert_eq!(
            said,
            [(Of::Person, "Fatma Kefi"), (Of::Program, "Recorder of a telephone"), (Of::Place, "Lavf")]
        );
        assert_eq!(kinds(&traces).as_deref(), Some("person,program,place"));
        assert_eq!(kinds_in(Some("person,moon,place")), [Of::Person, Of::Place]);
        assert_eq!((kinds(&[]), kinds_in(None).len()), (None, 0));
        for n in 0..20 {
            note(&mut traces, Of::Person, &format!("{n}{}", "م".repeat(LONGEST)));
        }
        assert_eq!(traces.len(), MOST);
        assert!(traces.iter().all(|one| one.value.chars().count() <= LONGEST));
        // Every tag that is asked for tells of something.
        assert!(TAGS.split(',').all(|name| of_tag(name).is_some()), "{TAGS}");
    }

    #[test]
    fn rows_of_all_sorts_are_read() {
        let kept = r#"{"item":"x","role":"main","language":"fr","alt":"","traces":[{"of":"place","value":"Le Kef"}]}"#;
        assert_eq!(traces_in(Some(kept)), [Trace { of: Of::Place, value: "Le Kef".to_owned() }]);
        for nothing in [None, Some(""), Some("no"), Some(r#"{"title":null,"creators":[]}"#)] {
            assert!(traces_in(nothing).is_empty(), "{nothing:?}");
        }
    }
}
