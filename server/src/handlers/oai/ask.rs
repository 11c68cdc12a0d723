//! What a harvester asks, read strictly: every argument once, none that the verb does not know.

use chrono::NaiveDate;
use domain::library::harvest::Walk;

/// What is wrong with a request, as OAI-PMH names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// One of the eight codes.
    pub code: &'static str,
    /// For whoever reads the answer.
    pub text: String,
}

impl Fault {
    /// A fault with its code.
    pub fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }

    /// Whether the arguments must not be repeated in the answer.
    pub fn hides_arguments(&self) -> bool {
        matches!(self.code, "badVerb" | "badArgument")
    }
}

/// A list as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// From the beginning.
    First {
        /// Name of the form.
        prefix: String,
        /// First UTC millisecond.
        from: Option<i64>,
        /// The UTC millisecond after the last one.
        before: Option<i64>,
        /// Name of the set.
        set: Option<String>,
    },
    /// From where it was left.
    Rest(String),
}

/// A request that can be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Who answers here.
    Identify,
    /// In which forms records are had: all of them, or that one.
    ListMetadataFormats(Option<String>),
    /// Sets; with a token, of which there are none.
    ListSets(Option<String>),
    /// One record: identifier, form.
    GetRecord(String, String),
    /// Headers or records.
    List(Walk, Listing),
}

/// Every name that may stand in a request.
pub const ARGUMENTS: &[&str] =
    &["verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"];

const DAY_MS: i64 = 86_400_000;

/// Reads the arguments of a request.
pub fn read(pairs: &[(String, String)]) -> Result<Ask, Fault> {
    let mut verbs = pairs.iter().filter(|(name, _)| name == "verb").map(|(_, value)| value.as_str());
    let (Some(verb), None) = (verbs.next(), verbs.next()) else {
        return Err(Fault::new("badVerb", "Give one verb."));
    };
    let known: &[&str] = match verb {
        "Identify" => &[],
        "ListMetadataFormats" => &["identifier"],
        "ListSets" => &["resumptionToken"],
        "GetRecord" => &["identifier", "metadataPrefix"],
        "ListIdentifiers" | "ListRecords" => &["from", "until", "set", "metadataPrefix", "resumptionToken"],
        _ => return Err(Fault::new("badVerb", "There is no such verb.")),
    };
    let given: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "verb")
        .collect();
    for (at, (name, value)) in given.iter().enumerate() {
        if !known.contains(name) {
            return Err(Fault::new("badArgument", "There is an argument that this verb does not know."));
        }
        if given.iter().skip(at + 1).any(|(other, _)| other == name) {
            return Err(Fault::new("badArgument", format!("{name} is given more than once.")));
        }
        if value.is_empty() {
            return Err(Fault::new("badArgument", format!("{name} is empty.")));
        }
    }
    let get =
        |wanted: &str| given.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned());
    let needed =
        |name: &str| get(name).ok_or_else(|| Fault::new("badArgument", format!("{name} is missing.")));
    let list = |walk: Walk| -> Result<Ask, Fault> {
        if let Some(token) = get("resumptionToken") {
            if given.len() > 1 {
                return Err(Fault::new("badArgument", "resumptionToken stands alone."));
            }
            return Ok(Ask::List(walk, Listing::Rest(token)));
        }
        let prefix = needed("metadataPrefix")?;
        let (from, before) = span(get("from").as_deref(), get("until").as_deref())?;
        Ok(Ask::List(walk, Listing::First { prefix, from, before, set: get("set") }))
    };
    match verb {
        "Identify" => Ok(Ask::Identify),
        "ListMetadataFormats" => Ok(Ask::ListMetadataFormats(get("identifier"))),
        "ListSets" => Ok(Ask::ListSets(get("resumptionToken"))),
        "GetRecord" => Ok(Ask::GetRecord(needed("identifier")?, needed("metadataPrefix")?)),
        "ListIdentifiers" => list(Walk::Identifiers),
        _ => list(Walk::Records),
    }
}

/// From the first millisecond to the one after the last.
fn span(from: Option<&str>, until: Option<&str>) -> Result<(Option<i64>, Option<i64>), Fault> {
    let read = |name: &str, text: Option<&str>| {
        text.map(|text| {
            instant(text).ok_or_else(|| {
                Fault::new("badArgument", format!("{name} is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ."))
            })
        })
        .transpose()
    };
    let (from, until) = (read("from", from)?, read("until", until)?);
    if let (Some((first, step)), Some((last, other))) = (from, until) {
        if step != other {
            return Err(Fault::new("badArgument", "from and until are not of the same granularity."));
        }
        if first > last {
            return Err(Fault::new("badArgument", "from is later than until."));
        }
    }
    Ok((from.map(|(at, _)| at), until.map(|(at, step)| at + step)))
}

/// UTC milliseconds of a day or a second, and how long that is.
fn instant(text: &str) -> Option<(i64, i64)> {
    if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'T' | b':' | b'Z')) {
        return None;
    }
    let (day, time) = text.split_at_checked(10)?;
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|read| read.to_string() == day)?;
    if time.is_empty() {
        return Some((day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis(), DAY_MS));
    }
    let time = time.strip_prefix('T')?.strip_suffix('Z')?;
    let parts: Vec<&str> = time.split(':').collect();
    let [hour, minute, second] = *parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() == 2);
    let at = day.and_hms_opt(number(hour)?, number(minute)?, number(second)?)?;
    Some((at.and_utc().timestamp_millis(), 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Result<Ask, &'static str> {
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        read(&pairs).map_err(|fault| fault.code)
    }

    #[test]
    fn takes_days_and_seconds_and_refuses_everything_else() {
        assert_eq!(instant("2026-11-28"), Some((1_795_824_000_000, DAY_MS)));
        assert_eq!(instant("2026-11-28T00:00:01Z"), Some((1_795_824_001_000, 1_000)));
        for wrong in [
            "",
            "2026",
            "2026-11",
            "2026-02-30",
            "2026-11-28Z",
            "2026-11-28T",
            "2026-11-28T00:00Z",
            "2026-11-28T00:00:01",
            "2026-11-28T25:00:00Z",
            "2026-11-28T00:00:01.5Z",
            "2026-11-28T0:00:01Z",
            "2026-11-28T00:00:01+01:00",
            "+026-11-28",
            "26-11-0028",
            "٢٠٢٦-١١-٢٨",
        ] {
            assert_eq!(instant(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn reads_what_each_verb_knows() {
        let list = |from, before| {
            let listing = Listing::First { prefix: "oai_dc".into(), from, before, set: None };
            Ok(Ask::List(Walk::Records, listing))
        };
        let first = "verb=ListRecords&metadataPrefix=oai_dc";
        for (query, expected) in [
            ("verb=Identify", Ok(Ask::Identify)),
            ("verb=ListSets", Ok(Ask::ListSets(None))),
            (first, list(None, None)),
            (&*format!("{first}&until=1970-01-01"), list(None, Some(DAY_MS))),
            (
                &*format!("{first}&from=1970-01-01T00:00:05Z&until=1970-01-01T00:00:05Z"),
                list(Some(5_000), Some(6_000)),
            ),
            ("", Err("badVerb")),
            ("verb=Identify&verb=Identify", Err("badVerb")),
            ("verb=identify", Err("badVerb")),
            ("verb=Identify&set=x", Err("badArgument")),
            ("verb=GetRecord&identifier=x", Err("badArgument")),
            ("verb=GetRecord&metadataPrefix=oai_dc", Err("badArgument")),
            ("verb=ListRecords", Err("badArgument")),
            (&*format!("{first}&metadataPrefix=oai_dc"), Err("badArgument")),
            (&*format!("{first}&resumptionToken=x"), Err("badArgument")),
            (&*format!("{first}&set="), Err("badArgument")),
            (&*format!("{first}&x=y"), Err("badArgument")),
            (&*format!("{first}&from=2026-01-01&until=2026-01-02T00:00:00Z"), Err("badArgument")),
            (&*format!("{first}&from=2026-01-02&until=2026-01-01"), Err("badArgument")),
        ] {
            assert_eq!(asked(query), expected, "{query}");
        }
    }
}
