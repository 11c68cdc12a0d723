//! Codes that change every thirty seconds (RFC 6238 with SHA-1 and six digits: what every authenticator knows).

use std::fmt;

use contract::FieldCode;
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use qrcodegen::{QrCode, QrCodeEcc};
use sha1::Sha1;

use crate::identity::skeleton::arabic_digit;

/// Milliseconds of a step.
const STEP_MS: i64 = 30_000;
/// Digits of a code.
pub const DIGITS: usize = 6;
/// Bytes of a secret: as many as SHA-1 gives.
const LENGTH: usize = 20;
/// Clocks of telephones go wrong by this many steps, in either direction.
const DRIFT: i64 = 1;
/// The name of the entry in the authenticator. It does not name the portal: a telephone may be looked at.
pub const ENTRY: &str = "J";

/// What the portal and her authenticator share. Never in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Vec<u8>);

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

impl TotpSecret {
    /// A new one.
    pub fn fresh() -> Self {
        Self(rand::random::<[u8; LENGTH]>().to_vec())
    }

    /// Reads base 32 as people copy it: any case, with spaces. At least 16 bytes.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String =
            text.chars().filter(|c| !c.is_whitespace() && *c != '=').collect::<String>().to_ascii_uppercase();
        let bytes = BASE32_NOPAD.decode(text.as_bytes()).ok()?;
        (16..=64).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// In base 32.
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// In base 32, in groups of four, to be typed.
    pub fn grouped(&self) -> String {
        let letters: Vec<char> = self.base32().chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// What the QR code says.
    pub fn uri(&self) -> String {
        format!("otpauth://totp/{ENTRY}?secret={}&issuer={ENTRY}", self.base32())
    }

    /// The code of a step.
    pub fn code_at(&self, step: i64) -> String {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest.last().copied().unwrap_or_default() & 15);
        let number =
            digest.iter().skip(offset).take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }

    /// The step whose code this is, if it is one of now, the one before or the one after. All are computed,
    /// whichever matches.
    pub fn step_of(&self, code: &str, now_ms: i64) -> Option<i64> {
        let now = step_at(now_ms);
        let mut found = None;
        for step in now - DRIFT..=now + DRIFT {
            let same = self.code_at(step).bytes().zip(code.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0;
            if same && code.len() == DIGITS {
                found = Some(step);
            }
        }
        found
    }

    /// The QR code of [`Self::uri`] as the `d` of one SVG path over a square of this many units, margin of four
    /// included.
    pub fn qr(&self) -> (String, i32) {
        const MARGIN: i32 = 4;
        let Ok(code) = QrCode::encode_text(&self.uri(), QrCodeEcc::Medium) else {
            return (String::new(), 1);
        };
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            for x in (0..size).filter(|x| code.get_module(*x, y)) {
                path.push_str(&format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN));
            }
        }
        (path, size + 2 * MARGIN)
    }
}

/// The step of an instant in UTC milliseconds.
pub fn step_at(ms: i64) -> i64 {
    ms.div_euclid(STEP_MS)
}

/// Reads a typed code: digits of either script, with or without spaces.
///
/// # Errors
/// What is wrong with its form.
pub fn read_code(typed: &str) -> Result<String, FieldCode> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .take(DIGITS + 1)
        .map(|c| arabic_digit(c).unwrap_or(c))
        .collect();
    match code.chars().count() {
        0 => Err(FieldCode::Required),
        _ if !code.bytes().all(|byte| byte.is_ascii_digit()) => Err(FieldCode::BadCharacters),
        DIGITS => Ok(code),
        short if short < DIGITS => Err(FieldCode::TooShort(DIGITS)),
        _ => Err(FieldCode::TooLong(DIGITS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of RFC 6238, the last six of its eight digits.
    #[test]
    fn the_vectors_of_the_rfc() {
        let secret = TotpSecret(b"12345678901234567890".to_vec());
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code_at(step_at(seconds * 1_000)), code, "{seconds}");
        }
    }

    #[test]
    fn one_step_of_drift_and_no_more() {
        let secret = TotpSecret::fresh();
        let now = 1_795_000_000_000;
        let step = step_at(now);
        for drift in -3..=3 {
            let found = secret.step_of(&secret.code_at(step + drift), now);
            assert_eq!(found, (drift.abs() <= 1).then_some(step + drift), "{drift}");
        }
        for bad in ["", "1", "1234567", "abcdef", "١٢٣٤٥٦"] {
            assert_eq!(secret.step_of(bad, now), None, "{bad}");
        }
    }

    #[test]
    fn reads_and_shows_itself() {
        let secret = TotpSecret::fresh();
        assert_eq!(TotpSecret::parse(&secret.base32()), Some(secret.clone()));
        assert_eq!(TotpSecret::parse(&secret.grouped().to_lowercase()), Some(secret.clone()));
        assert_eq!(secret.grouped().split(' ').count(), 8);
        assert_eq!(format!("{secret:?}"), "TotpSecret(…)");
        for bad in ["", "AAAA", "1189", "ÄÄÄÄ"] {
            assert_eq!(TotpSecret::parse(bad), None, "{bad}");
        }
        let (path, size) = secret.qr();
        assert!(size > 28 && path.starts_with("M4 4h1v1h-1z"), "{size}");
        assert_eq!(read_code(" ١٢٣ 456 "), Ok("123456".to_owned()));
        assert_eq!(read_code(""), Err(FieldCode::Required));
        assert_eq!(read_code("12345"), Err(FieldCode::TooShort(6)));
        assert_eq!(read_code("1234567"), Err(FieldCode::TooLong(6)));
        assert_eq!(read_code("12345a"), Err(FieldCode::BadCharacters));
    }
}
