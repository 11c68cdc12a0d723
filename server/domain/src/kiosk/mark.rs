//! What such a computer's browser carries: the mark of the device, which stays, and the mark of the visit, which ends with
//! it. Both are sealed with the portal's key; neither is kept here, so that nothing tells who came when.

use super::fleet::Device;
use crate::{Services, services::new_id};

/// How long a visit lasts without a word of its browser where nothing tells that she is still there: no script runs.
pub const UNSCRIPTED_SECONDS: i64 = 900;
/// What the way of a word takes, beside the time after which the screen forgets by itself.
const SLACK_SECONDS: i64 = 30;
/// Longest mark that is looked at.
const MOST: usize = 120;

/// A visit: from *Start* to *I have finished*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Tells visits of one screen apart, so that the way back of her browser ends where her visit began.
    pub id: String,
    /// Whether its browser runs our script, which tells that she is there.
    pub scripted: bool,
    /// When its browser was heard of last, in seconds.
    pub seen: i64,
}

/// The computer that a request comes from, and the visit it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The computer. A mark of ours of which nothing is known any more is one that is shut: never an ordinary browser.
    pub device: Device,
    /// The visit; nothing before *Start* and after the end.
    pub visit: Option<Visit>,
}

fn sealed(services: &Services, content: String) -> String {
    let seal = services.keyed_hash(&format!("kiosk {content}"));
    format!("{content}.{seal}")
}

/// What was sealed, if we sealed it.
fn opened<'a>(services: &Services, text: &'a str) -> Option<&'a str> {
    let (content, seal) = text.rsplit_once('.').filter(|_| text.len() <= MOST)?;
    let expected = services.keyed_hash(&format!("kiosk {content}"));
    // Every byte is looked at: the time tells nothing.
    let differs = expected.bytes().zip(seal.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    (differs == 0 && expected.len() == seal.len()).then_some(content)
}

/// The mark of a device.
pub fn device_mark(services: &Services, id: &str, generation: i32) -> String {
    sealed(services, format!("device.{id}.{generation}"))
}

/// A visit that begins now.
pub fn begin(services: &Services) -> Visit {
    Visit { id: new_id(), scripted: false, seen: services.now_ms() / 1_000 }
}

/// The mark of a visit to a device.
pub fn seal_visit(services: &Services, device: &Device, visit: &Visit) -> String {
    let how = if visit.scripted { "s" } else { "p" };
    let (id, generation) = (&device.id, device.generation);
    sealed(services, format!("visit.{id}.{generation}.{}.{how}.{}", visit.id, visit.seen))
}

/// The computer from which a request with these marks comes; nothing for an ordinary browser.
pub fn present(services: &Services, device: Option<&str>, visit: Option<&str>) -> Option<Present> {
    let content = opened(services, device?)?;
    let (id, generation) = content.strip_prefix("device.")?.split_once('.')?;
    let generation: i32 = generation.parse().ok()?;
    let fleet = services.fleet();
    let Some(device) = fleet.get(id).filter(|device| device.open && device.generation == generation) else {
        // Revoked, enrolled anew elsewhere, or not read yet.
        return Some(Present { device: Device { id: id.to_owned(), ..Device::default() }, visit: None });
    };
    let visit = visit.and_then(|text| read_visit(services, device, text));
    Some(Present { device: device.clone(), visit })
}

fn read_visit(services: &Services, device: &Device, text: &str) -> Option<Visit> {
    let content = opened(services, text)?;
    let parts: Vec<&str> = content.split('.').collect();
    let ["visit", of, generation, id, how, seen] = *parts.as_slice() else { return None };
    let ours = of == device.id && generation == device.generation.to_string();
    let (scripted, seen) = (how == "s", seen.parse::<i64>().ok()?);
    let lasts = if scripted { i64::from(device.wipe_seconds) + SLACK_SECONDS } else { UNSCRIPTED_SECONDS };
    let age = services.now_ms() / 1_000 - seen;
    (ours && age <= lasts).then(|| Visit { id: id.to_owned(), scripted, seen })
}
