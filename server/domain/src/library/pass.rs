//! A pass to a file that the world does not get: an address with a moment and a seal over the file, its bytes and that
//! moment, under the portal's key. Whoever has the address has the file for ten minutes; nothing about it is kept here.

use contract::ids::FileId;

use crate::Services;

/// How long a pass holds.
const LASTS_MS: i64 = 10 * 60_000;

/// What stands in the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// UTC seconds until which it holds.
    pub until: i64,
    /// The seal.
    pub seal: String,
}

impl Pass {
    /// Reads what stands in an address. Whether it holds is another question.
    pub fn read(until: &str, seal: &str) -> Option<Self> {
        // As it is written, and no other way: one pass, one address.
        let digits = (1..=12).contains(&until.len()) && until.bytes().all(|b| b.is_ascii_digit());
        let until = until.parse::<i64>().ok().filter(|_| digits && !until.starts_with('0'))?;
        Some(Self { until, seal: seal.to_owned() })
    }
}

fn seal_of(services: &Services, file: &FileId, sha256: &str, until: i64) -> String {
    services.keyed_hash(&format!("file pass\n{file}\n{sha256}\n{until}"))
}

/// A pass for somebody who may have the file: whoever calls has asked that.
pub(super) fn sign(services: &Services, file: &FileId, sha256: &str) -> Pass {
    crate::fresh::never();
    let until = (services.now_ms() + LASTS_MS).div_euclid(1000);
    Pass { until, seal: seal_of(services, file, sha256, until) }
}

/// Whether a pass opens this file with these bytes now.
pub(super) fn opens(services: &Services, file: &FileId, sha256: &str, pass: &Pass) -> bool {
    let expected = seal_of(services, file, sha256, pass.until);
    // Every byte is looked at: the time tells nothing.
    let differs = expected.bytes().zip(pass.seal.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    let late = services.now_ms() >= pass.until.saturating_mul(1000);
    differs == 0 && expected.len() == pass.seal.len() && !late
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestBed;

    #[tokio::test]
    async fn opens_one_file_for_ten_minutes_and_nothing_when_changed() {
        let bed = TestBed::sqlite().await;
        let services = bed.services.clone().with_key([7; 32]);
        let file = FileId::trusted("udhrarhtml".to_owned());
        let (sha256, other) = ("a".repeat(64), "b".repeat(64));
        let pass = sign(&services, &file, &sha256);
        let read = Pass::read(&pass.until.to_string(), &pass.seal);
        assert_eq!(read.as_ref(), Some(&pass));
        assert!(opens(&services, &file, &sha256, &pass));
        let neighbour = FileId::trusted("udhrarepub".to_owned());
        assert!(!opens(&services, &neighbour, &sha256, &pass), "another file");
        assert!(!opens(&services, &file, &other, &pass), "other bytes");
        assert!(!opens(&services.clone().with_key([8; 32]), &file, &sha256, &pass), "another portal");
        for until in [pass.until + 1, pass.until - 1, pass.until + 3_600, 0, i64::MAX, i64::MIN] {
            let longer = Pass { until, ..pass.clone() };
            assert!(!opens(&services, &file, &sha256, &longer), "{until}");
        }
        for at in 0..pass.seal.len() {
            let mut bytes = pass.seal.clone().into_bytes();
            bytes[at] = if bytes[at] == b'a' { b'b' } else { b'a' };
            let seal = String::from_utf8(bytes).expect("ASCII");
            assert!(!opens(&services, &file, &sha256, &Pass { seal, ..pass.clone() }), "{at}");
        }
        for seal in ["", &pass.seal[1..], &format!("{}0", pass.seal), &pass.seal.to_uppercase()] {
            // A seal of digits alone is the same in capitals.
            let same = seal == pass.seal;
            let changed = Pass { seal: seal.to_owned(), ..pass.clone() };
            assert_eq!(opens(&services, &file, &sha256, &changed), same, "{seal}");
        }
        for until in ["", "+1795000000", "01795000000", "1795000000.0", "-1", "x", "9999999999999"] {
            assert_eq!(Pass::read(until, &pass.seal), None, "{until}");
        }
        bed.clock.advance(chrono::Duration::seconds(599));
        assert!(opens(&services, &file, &sha256, &pass));
        bed.clock.advance(chrono::Duration::seconds(1));
        assert!(!opens(&services, &file, &sha256, &pass), "late");
    }
}
