//! The codes of the second step (RFC 6238), for accounts that tests and measurements use.

use std::time::{SystemTime, UNIX_EPOCH};

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// The secret of every account that the runner makes: its portals live for one run on this machine.
pub const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// The code of this moment.
pub fn code(secret: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    code_at(secret, now / 30)
}

fn code_at(secret: &str, step: u64) -> String {
    let key = BASE32_NOPAD.decode(secret.as_bytes()).unwrap_or_default();
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&key) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest.last().copied().unwrap_or_default() & 15);
    let number =
        digest.iter().skip(offset).take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_of_the_rfc() {
        let secret = BASE32_NOPAD.encode(b"12345678901234567890");
        assert_eq!(code_at(&secret, 59 / 30), "287082");
        assert_eq!(code_at(&secret, 2_000_000_000 / 30), "279037");
    }
}
