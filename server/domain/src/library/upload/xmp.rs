//! What the XMP of a PDF tells of people, programs and places: it often still holds what was taken out of the fields that
//! every reader shows.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    suggest::attribute,
    traces::{Of, Trace, note},
};

/// Fields that tell, with the usual prefix of their vocabulary.
static FIELDS: [(&str, &str, Of); 17] = [
    ("dc", "creator", Of::Person),
    ("dc", "contributor", Of::Person),
    ("dc", "publisher", Of::Person),
    ("aux", "OwnerName", Of::Person),
    ("photoshop", "AuthorsPosition", Of::Person),
    ("photoshop", "CaptionWriter", Of::Person),
    ("photoshop", "Credit", Of::Person),
    ("xmp", "CreatorTool", Of::Program),
    ("pdf", "Producer", Of::Program),
    ("tiff", "Make", Of::Program),
    ("tiff", "Model", Of::Program),
    ("photoshop", "City", Of::Place),
    ("photoshop", "State", Of::Place),
    ("photoshop", "Country", Of::Place),
    ("Iptc4xmpCore", "Location", Of::Place),
    ("exif", "GPSLatitude", Of::Place),
    ("exif", "GPSLongitude", Of::Place),
];

/// Notes what it tells. A field is an element, with a list in it or without, or an attribute.
pub(super) fn read(text: &str, traces: &mut Vec<Trace>) {
    let mut reader = Reader::from_str(text);
    let mut field: Option<(&str, Of)> = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) => {
                attributes(&element, traces);
                let local = element.local_name();
                let name: &str = local.as_ref();
                let known = FIELDS.iter().find(|(_, field, _)| *field == name);
                field = known.map(|(_, field, of)| (*field, *of)).or(field);
            }
            Event::Empty(element) => attributes(&element, traces),
            Event::Text(words) => {
                if let Some((_, of)) = field {
                    note(traces, of, &words.xml10_content());
                }
            }
            Event::End(element) => {
                let local = element.local_name();
                let name: &str = local.as_ref();
                field = field.filter(|(field, _)| *field != name);
            }
            _ => {}
        }
    }
}

fn attributes(element: &BytesStart<'_>, traces: &mut Vec<Trace>) {
    for (prefix, field, of) in FIELDS {
        note(traces, of, &attribute(element, &format!("{prefix}:{field}")).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_elements_and_attributes_are_read() {
        let mut traces = Vec::new();
        read(
            "<?xpacket begin=\"\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description xmp:CreatorTool=\"Writer 7\">\
             <dc:creator><rdf:Seq><rdf:li>Salma K</rdf:li> <rdf:li>فاطمة</rdf:li></rdf:Seq></dc:creator>\
             <dc:title><rdf:Alt><rdf:li>Guide</rdf:li></rdf:Alt></dc:title>\
             <exif:GPSLatitude>36,10N</exif:GPSLatitude></rdf:Description>\
             <rdf:Description photoshop:City=\"Le Kef\"/></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>",
            &mut traces,
        );
        let said: Vec<(Of, &str)> = traces.iter().map(|one| (one.of, one.value.as_str())).collect();
        assert_eq!(
            said,
            [
                (Of::Program, "Writer 7"),
                (Of::Person, "Salma K"),
                (Of::Person, "فاطمة"),
                (Of::Place, "36,10N"),
                (Of::Place, "Le Kef"),
            ]
        );
        for nothing in ["", "<", "none", "<a><b>x</b></a>", "<creator"] {
            let mut traces = Vec::new();
            read(nothing, &mut traces);
            assert!(traces.is_empty(), "{nothing}");
        }
    }
}
