//! A form whose sender was not signed in any more: it is given back to her after she signs in, and to nobody else.
//!
//! The form says, sealed, whose it is. When it comes without her session, what she wrote is sealed for her and rests
//! in the page alone, as a hidden field of the form by which she signs in: in no address, no cookie and no table. It
//! opens for half an hour.

use contract::{ErrorCode, ids::MemberId};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::{DomainError, DomainResult, Member, Services, crypto};

/// How long it opens.
pub const MINUTES: i64 = 30;
const OWNER: &str = "form-owner";
const KEPT: &str = "kept-form";

/// What a form says of who writes in it.
///
/// # Errors
/// None that we know of.
pub fn owner(services: &Services, member: &Member) -> DomainResult<String> {
    let sealed = crypto::seal(services, OWNER, OWNER, member.id.as_str())?;
    // In hexadecimal, as nothing else that is drawn by lot on a page.
    Ok(HEXLOWER.encode(sealed.as_bytes()))
}

/// Whose a form is; nothing when it does not say, or was changed.
pub fn owner_of(services: &Services, sealed: &str) -> Option<MemberId> {
    if sealed.is_empty() {
        return None;
    }
    let sealed = String::from_utf8(HEXLOWER.decode(sealed.as_bytes()).ok()?).ok()?;
    crypto::open(services, OWNER, OWNER, &sealed).ok()?.parse().ok()
}

/// A form that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// Where it was sent to: `new`, or the identifier of a topic.
    pub place: String,
    /// Names and values.
    pub pairs: Vec<(String, String)>,
    /// UTC milliseconds until which it opens.
    until: i64,
}

/// Seals a form for its owner.
///
/// # Errors
/// None that we know of.
pub fn seal(
    services: &Services,
    owner: &MemberId,
    place: &str,
    pairs: Vec<(String, String)>,
) -> DomainResult<String> {
    let until = services.now_ms() + MINUTES * 60_000;
    let form = KeptForm { place: place.to_owned(), pairs, until };
    let text =
        serde_json::to_string(&form).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    crypto::seal(services, KEPT, owner.as_str(), &text)
}

/// Opens a form for who signed in; nothing when it is somebody else's, too old, or was changed.
pub fn open(services: &Services, member: &MemberId, sealed: &str) -> Option<KeptForm> {
    if sealed.is_empty() {
        return None;
    }
    let text = crypto::open(services, KEPT, member.as_str(), sealed).ok()?;
    let form: KeptForm = serde_json::from_str(&text).ok()?;
    (form.until > services.now_ms()).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::TestBed};

    #[tokio::test]
    async fn opens_for_its_owner_and_for_half_an_hour() {
        let bed = TestBed::sqlite().await;
        let services = &bed.services;
        let her = MemberId::trusted("hers");
        let member = Member::new(her.clone(), "hers", Role::Member);
        let token = owner(services, &member).expect("sealed");
        assert_eq!(owner_of(services, &token), Some(her.clone()));
        assert_eq!(owner_of(services, &token[1..]), None);
        assert_eq!(owner_of(services, ""), None);
        let pairs = vec![("body".to_owned(), "نصّ".to_owned())];
        let sealed = seal(services, &her, "new", pairs.clone()).expect("sealed");
        assert_eq!(open(services, &her, &sealed).map(|form| form.pairs), Some(pairs));
        assert_eq!(open(services, &MemberId::trusted("other"), &sealed), None);
        assert_eq!(open(services, &her, &token), None, "another purpose");
        let broken = sealed.replacen(|c: char| c != 'A', "A", 1);
        assert_eq!(open(services, &her, &broken), None);
        bed.clock.advance(chrono::Duration::minutes(29));
        assert!(open(services, &her, &sealed).is_some());
        bed.clock.advance(chrono::Duration::minutes(2));
        assert_eq!(open(services, &her, &sealed), None);
    }
}
