//! Walking over the small XML files of a book. Entities of its own are never resolved.

use contract::ErrorCode;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use tokio::sync::Semaphore;

use crate::{DomainError, DomainResult};

/// Files of books that are gone through at the same time; whoever comes later waits.
static READING: Semaphore = Semaphore::const_new(2);

/// Goes through what may be megabytes of a book where nobody waits for it.
pub(super) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> DomainResult<T> {
    let _turn = READING.acquire().await.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

/// How deep elements may stand in one another.
const MOST_DEPTH: usize = 64;

/// What is met on the way.
pub(in crate::library) enum Step<'a> {
    /// An element begins: its name without prefix, and itself.
    Open(&'a str, &'a BytesStart<'a>),
    /// An element ends.
    Close(&'a str),
    /// Text, as readers see it.
    Text(&'a str),
}

/// Walks over a text until its end, or until it cannot be read any more; whether it was read to the end.
pub(in crate::library) fn walk(text: &str, mut each: impl FnMut(Step<'_>)) -> bool {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return depth == 0,
            Ok(Event::Start(element)) => {
                depth += 1;
                if depth > MOST_DEPTH {
                    return false;
                }
                each(Step::Open(element.local_name().into_inner(), &element));
            }
            Ok(Event::Empty(element)) => {
                let name = element.local_name().into_inner();
                each(Step::Open(name, &element));
                each(Step::Close(name));
            }
            Ok(Event::End(element)) => {
                depth = depth.saturating_sub(1);
                each(Step::Close(element.local_name().into_inner()));
            }
            Ok(Event::Text(text)) => each(Step::Text(&text)),
            Ok(Event::CData(text)) => each(Step::Text(&text)),
            Ok(Event::GeneralRef(entity)) => {
                if let Ok(Some(c)) = entity.resolve_char_ref() {
                    each(Step::Text(c.encode_utf8(&mut [0; 4])));
                } else {
                    each(Step::Text(resolve_predefined_entity(&entity).unwrap_or(" ")));
                }
            }
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// An attribute, by its whole name.
pub(in crate::library) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// What comes out of the archive, as text; a mark at its beginning is none of it.
pub(super) fn text(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
