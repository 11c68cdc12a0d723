//! What a harvester is answered: one XML document, errors included.

use chrono::DateTime;
use contract::ids::ItemId;
use domain::{
    DomainError, Services,
    library::harvest::{self, Entry, Format, Header, Page, Selection, Set, Token, Walk},
};

use super::{
    ask::{self, Ask, Fault, Listing},
    metadata, words,
    xml::Xml,
};

/// What the answer needs to know of the portal.
#[derive(Clone, Copy)]
pub struct Portal<'a> {
    /// Use cases.
    pub services: &'a Services,
    /// Address of the portal, without a slash at the end.
    pub base: &'a str,
    /// Whom to write to.
    pub email: &'a str,
}

/// Why there is no answer, or another one.
enum Stop {
    Fault(Fault),
    Broken(DomainError),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<DomainError> for Stop {
    fn from(error: DomainError) -> Self {
        Self::Broken(error)
    }
}

fn fault(code: &'static str, text: &str) -> Stop {
    Stop::Fault(Fault::new(code, text))
}

impl Portal<'_> {
    /// The name of this portal in identifiers.
    pub fn host(&self) -> &str {
        let rest = self.base.split_once("://").map_or(self.base, |(_, rest)| rest);
        let end = rest.find(['/', ':']).unwrap_or(rest.len());
        &rest[..end]
    }

    fn identifier(&self, id: &ItemId) -> String {
        format!("oai:{}:{id}", self.host())
    }

    /// The item behind an identifier of this portal.
    fn item(&self, identifier: &str) -> Option<ItemId> {
        identifier.strip_prefix("oai:")?.strip_prefix(self.host())?.strip_prefix(':')?.parse().ok()
    }

    /// The whole answer.
    ///
    /// # Errors
    /// The database is away.
    pub async fn answer(&self, pairs: &[(String, String)]) -> Result<String, DomainError> {
        let asked = ask::read(pairs);
        let done = match &asked {
            Ok(ask) => self.document(pairs, ask).await,
            Err(fault) => Err(Stop::Fault(fault.clone())),
        };
        match done {
            Ok(document) => Ok(document),
            Err(Stop::Fault(fault)) => {
                let mut xml = self.begin(if fault.hides_arguments() { &[] } else { pairs });
                xml.text("error", &[("code", fault.code)], &fault.text);
                Ok(xml.finish())
            }
            Err(Stop::Broken(error)) => Err(error),
        }
    }

    /// Head of every answer.
    fn begin(&self, pairs: &[(String, String)]) -> Xml {
        let mut xml = Xml::new();
        xml.open(
            "OAI-PMH",
            &[
                ("xmlns", "http://www.openarchives.org/OAI/2.0/"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                (
                    "xsi:schemaLocation",
                    "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
                ),
            ],
        );
        xml.text("responseDate", &[], &second(self.services.now_ms()));
        let arguments: Vec<(&str, &str)> =
            pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        xml.text("request", &arguments, &format!("{}/oai", self.base));
        xml
    }

    async fn document(&self, pairs: &[(String, String)], ask: &Ask) -> Result<String, Stop> {
        let xml = self.begin(pairs);
        match ask {
            Ask::Identify => Ok(self.identify(xml)),
            Ask::ListMetadataFormats(identifier) => self.formats(xml, identifier.as_deref()).await,
            Ask::ListSets(None) => self.sets(xml).await,
            Ask::ListSets(Some(_)) => Err(bad_token()),
            Ask::GetRecord(identifier, prefix) => self.record(xml, identifier, prefix).await,
            Ask::List(walk, listing) => self.list(xml, *walk, listing).await,
        }
    }

    fn identify(&self, mut xml: Xml) -> String {
        xml.open("Identify", &[]);
        xml.text("repositoryName", &[], &words::portal());
        xml.text("baseURL", &[], &format!("{}/oai", self.base));
        xml.text("protocolVersion", &[], "2.0");
        xml.text("adminEmail", &[], self.email);
        xml.text("earliestDatestamp", &[], &second(harvest::EARLIEST));
        xml.text("deletedRecord", &[], "persistent");
        xml.text("granularity", &[], "YYYY-MM-DDThh:mm:ssZ");
        xml.text("compression", &[], "gzip");
        // The schema of this description knows names of hosts only, no numbers.
        if is_domain(self.host()) {
            let namespace = "http://www.openarchives.org/OAI/2.0/oai-identifier";
            xml.open("description", &[]);
            let location = format!("{namespace} {namespace}.xsd");
            xml.open("oai-identifier", &[("xmlns", namespace), ("xsi:schemaLocation", &*location)]);
            xml.text("scheme", &[], "oai");
            xml.text("repositoryIdentifier", &[], self.host());
            xml.text("delimiter", &[], ":");
            xml.text("sampleIdentifier", &[], &self.identifier(&ItemId::trusted("udhrar")));
        }
        xml.finish()
    }

    async fn formats(&self, mut xml: Xml, identifier: Option<&str>) -> Result<String, Stop> {
        if let Some(identifier) = identifier {
            let found = match self.item(identifier) {
                Some(id) => harvest::exists(self.services, &id).await?,
                None => None,
            };
            match found {
                None => return Err(unknown()),
                Some(true) => {
                    return Err(fault("noMetadataFormats", "It was taken away: there is no record of it."));
                }
                Some(false) => {}
            }
        }
        xml.open("ListMetadataFormats", &[]);
        for format in Format::ALL {
            let place = metadata::place(format);
            xml.open("metadataFormat", &[]);
            xml.text("metadataPrefix", &[], format.prefix());
            xml.text("schema", &[], place.schema);
            xml.text("metadataNamespace", &[], place.namespace);
            xml.close();
        }
        Ok(xml.finish())
    }

    async fn sets(&self, mut xml: Xml) -> Result<String, Stop> {
        let sets = harvest::sets(self.services).await?;
        if sets.is_empty() {
            return Err(fault("noSetHierarchy", "The library is empty: there are no sets."));
        }
        xml.open("ListSets", &[]);
        for named in &sets {
            xml.open("set", &[]);
            xml.text("setSpec", &[], &named.set.spec());
            xml.text("setName", &[], &words::set(named));
            xml.close();
        }
        Ok(xml.finish())
    }

    async fn record(&self, mut xml: Xml, identifier: &str, prefix: &str) -> Result<String, Stop> {
        let found = match self.item(identifier) {
            Some(id) => harvest::one(self.services, &id).await?,
            None => None,
        };
        let entry = found.ok_or_else(unknown)?;
        let format = Format::parse(prefix).ok_or_else(other_format)?;
        xml.open("GetRecord", &[]);
        self.entry(&mut xml, format, &entry);
        Ok(xml.finish())
    }

    async fn list(&self, mut xml: Xml, walk: Walk, listing: &Listing) -> Result<String, Stop> {
        let (format, selection, after) = match listing {
            Listing::First { prefix, from, before, set } => {
                let format = Format::parse(prefix).ok_or_else(other_format)?;
                let set = match set {
                    Some(spec) => Some(Set::parse(spec).ok_or_else(nothing)?),
                    None => None,
                };
                (format, Selection { from: *from, before: *before, set }, None)
            }
            Listing::Rest(text) => {
                let token = Token::open(self.services, text).filter(|token| token.walk == walk);
                let token = token.ok_or_else(bad_token)?;
                (token.format, token.selection, Some(token.position))
            }
        };
        let page = harvest::list(self.services, walk, &selection, after.as_ref()).await?;
        // Also when all that followed has left the selection since.
        if page.entries.is_empty() {
            return Err(nothing());
        }
        xml.open(if walk == Walk::Records { "ListRecords" } else { "ListIdentifiers" }, &[]);
        for entry in &page.entries {
            match walk {
                Walk::Records => self.entry(&mut xml, format, entry),
                Walk::Identifiers => self.header(&mut xml, &entry.header),
            }
        }
        let Page { cursor, total, next, .. } = page;
        let text = next.map(|position| Token { walk, format, selection, position }.seal(self.services));
        if text.is_some() || after.is_some() {
            let (total, cursor) = (total.to_string(), cursor.to_string());
            let attributes = [("completeListSize", total.as_str()), ("cursor", cursor.as_str())];
            xml.text("resumptionToken", &attributes, &text.unwrap_or_default());
        }
        Ok(xml.finish())
    }

    fn header(&self, xml: &mut Xml, header: &Header) {
        let deleted: &[(&str, &str)] = if header.deleted { &[("status", "deleted")] } else { &[] };
        xml.open("header", deleted);
        xml.text("identifier", &[], &self.identifier(&header.id));
        xml.text("datestamp", &[], &second(header.datestamp));
        for set in &header.sets {
            xml.text("setSpec", &[], &set.spec());
        }
        xml.close();
    }

    fn entry(&self, xml: &mut Xml, format: Format, entry: &Entry) {
        xml.open("record", &[]);
        self.header(xml, &entry.header);
        if let Some(record) = &entry.record {
            let address = format!("{}{}", self.base, app::site::routes::item_permanent(&record.id));
            xml.open("metadata", &[]);
            metadata::write(xml, format, record, self.base, &address);
            xml.close();
        }
        xml.close();
    }
}

fn unknown() -> Stop {
    fault("idDoesNotExist", "There is no such identifier here.")
}

fn other_format() -> Stop {
    fault("cannotDisseminateFormat", "Records are not had in this form.")
}

fn nothing() -> Stop {
    fault("noRecordsMatch", "Nothing matches.")
}

fn bad_token() -> Stop {
    fault("badResumptionToken", "This is no token that was given here for this list.")
}

/// The second of an instant in UTC milliseconds.
fn second(ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(ms).unwrap_or_default();
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Whether it is a name of a host, with a dot.
fn is_domain(host: &str) -> bool {
    let label = |label: &str| {
        label.starts_with(|c: char| c.is_ascii_alphabetic())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    host.contains('.') && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_names_of_hosts_and_seconds() {
        assert!(is_domain("jusoor.example") && is_domain("www.a-b.tn"));
        for other in ["localhost", "127.0.0.1", "", "a..b", "[::1]"] {
            assert!(!is_domain(other), "{other}");
        }
        assert_eq!(second(harvest::EARLIEST), "2026-01-01T00:00:00Z");
        assert_eq!(second(1_795_824_001_999), "2026-11-28T00:00:01Z");
    }
}
