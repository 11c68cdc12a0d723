//! Secrets that must be read again (not only compared) rest sealed in the database: who has the database without
//! the portal's key has nothing. XChaCha20-Poly1305, a key of its own for each purpose, a fresh nonce each time.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use contract::ErrorCode;
use data_encoding::BASE64URL_NOPAD;

use crate::{DomainError, DomainResult, Services};

/// Bytes of a nonce; random ones of this length do not meet.
const NONCE: usize = 24;

fn cipher(services: &Services, purpose: &str) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&services.derived_key(purpose).into())
}

/// Seals a text under a key that rests sealed itself; `owner` as for [`seal`].
///
/// # Errors
/// As [`seal`].
pub(crate) fn seal_with(key: &[u8; 32], owner: &str, text: &str) -> DomainResult<String> {
    seal_by(&XChaCha20Poly1305::new(&(*key).into()), owner, text)
}

/// Opens what [`seal_with`] made for the same key and owner.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_with(key: &[u8; 32], owner: &str, sealed: &str) -> DomainResult<String> {
    open_by(&XChaCha20Poly1305::new(&(*key).into()), "text", owner, sealed)
}

/// Seals a text. `purpose` chooses the key (`totp`, `email`); `owner` binds the result to one account or row, so
/// that it cannot be moved to another.
///
/// # Errors
/// [`ErrorCode::Internal`] for a text of many gigabytes.
pub fn seal(services: &Services, purpose: &str, owner: &str, text: &str) -> DomainResult<String> {
    seal_by(&cipher(services, purpose), owner, text)
}

fn seal_by(cipher: &XChaCha20Poly1305, owner: &str, text: &str) -> DomainResult<String> {
    crate::fresh::never();
    let nonce: [u8; NONCE] = rand::random();
    let payload = Payload { msg: text.as_bytes(), aad: owner.as_bytes() };
    let sealed =
        cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| DomainError::new(ErrorCode::Internal))?;
    Ok(BASE64URL_NOPAD.encode(&[&nonce[..], &sealed[..]].concat()))
}

/// Opens what [`seal`] made for the same purpose and owner.
///
/// # Errors
/// [`ErrorCode::Internal`] when it was changed, moved, or sealed under another key.
pub fn open(services: &Services, purpose: &str, owner: &str, sealed: &str) -> DomainResult<String> {
    // The first word alone: what follows it may be a secret of hers, and this comes into the log.
    let named = purpose.split(' ').next().unwrap_or_default();
    open_by(&cipher(services, purpose), named, owner, sealed)
}

fn open_by(cipher: &XChaCha20Poly1305, purpose: &str, owner: &str, sealed: &str) -> DomainResult<String> {
    let broken = || DomainError::caused(ErrorCode::Internal, format!("a sealed {purpose} cannot be opened"));
    let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| broken())?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(broken)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| broken())?;
    let payload = Payload { msg: sealed, aad: owner.as_bytes() };
    let text = cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| broken())?;
    String::from_utf8(text).map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestBed;

    #[tokio::test]
    async fn opens_only_under_the_same_key_purpose_and_owner() {
        let bed = TestBed::sqlite().await;
        let services = bed.services.clone().with_key([7; 32]);
        let sealed = seal(&services, "totp", "m1", "سرّ").expect("sealed");
        assert_ne!(sealed, seal(&services, "totp", "m1", "سرّ").expect("sealed"), "a fresh nonce");
        assert_eq!(open(&services, "totp", "m1", &sealed).expect("opened"), "سرّ");
        let other = services.clone().with_key([8; 32]);
        assert!(open(&other, "totp", "m1", &sealed).is_err());
        assert!(open(&services, "email", "m1", &sealed).is_err());
        assert!(open(&services, "totp", "m2", &sealed).is_err());
        for broken in ["", "AAAA", &sealed[1..], &sealed[..sealed.len() - 2], &sealed.to_lowercase()] {
            assert!(open(&services, "totp", "m1", broken).is_err(), "{broken}");
        }
    }
}
