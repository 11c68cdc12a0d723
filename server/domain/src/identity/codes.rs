//! Recovery codes: ten on paper, each good once. Only their hashes are kept.

use std::fmt;

use contract::{FieldCode, ids::MemberId};
use entity::identity::recovery_code;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};

use super::skeleton::arabic_digit;
use crate::{DomainResult, services::new_id};

/// Codes on one sheet.
pub const SHEET: usize = 10;
/// Characters of a code, without hyphens: 60 random bits.
const LENGTH: usize = 12;
/// Crockford's: no I, L, O, U, so that nothing is misread from paper.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code, as she keeps it. Never in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

impl RecoveryCode {
    /// A new one.
    pub fn fresh() -> Self {
        let bits: u64 = rand::random();
        let letters = (0..LENGTH).filter_map(|i| ALPHABET.get(((bits >> (i * 5)) & 31) as usize));
        Self(letters.map(|b| char::from(*b)).collect())
    }

    /// Reads what was copied from paper: any case, with or without hyphens and spaces, O for 0, I and L for 1.
    ///
    /// # Errors
    /// What is wrong with its form; says nothing about whether such a code exists.
    pub fn parse(typed: &str) -> Result<Self, FieldCode> {
        if typed.len() > LENGTH * 16 {
            return Err(FieldCode::TooLong(LENGTH));
        }
        let mut code = String::with_capacity(LENGTH);
        for c in typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‑' | '_')) {
            let c = match arabic_digit(c).unwrap_or(c).to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !c.is_ascii() || !ALPHABET.contains(&(c as u8)) {
                return Err(FieldCode::BadCharacters);
            }
            code.push(c);
        }
        match code.len() {
            0 => Err(FieldCode::Required),
            LENGTH => Ok(Self(code)),
            short if short < LENGTH => Err(FieldCode::TooShort(LENGTH)),
            _ => Err(FieldCode::TooLong(LENGTH)),
        }
    }

    /// As printed: `XXXX-XXXX-XXXX`.
    pub fn printed(&self) -> String {
        self.0
            .chars()
            .enumerate()
            .flat_map(|(i, c)| (i > 0 && i % 4 == 0).then_some('-').into_iter().chain([c]))
            .collect()
    }

    /// As stored.
    pub(crate) fn hash(&self) -> String {
        sha256_hex(self.0.as_bytes())
    }
}

/// SHA-256 in hexadecimal. Enough for random secrets; passphrases take Argon2.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts a new sheet in the place of the old one, in the caller's transaction.
pub(crate) async fn replace<C: ConnectionTrait>(
    tx: &C,
    member: &MemberId,
) -> DomainResult<Vec<RecoveryCode>> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::MemberId.eq(member.as_str()))
        .exec(tx)
        .await?;
    let codes: Vec<RecoveryCode> = (0..SHEET).map(|_| RecoveryCode::fresh()).collect();
    let rows = codes.iter().map(|code| recovery_code::ActiveModel {
        id: Set(new_id()),
        member_id: Set(member.as_str().to_owned()),
        code_hash: Set(code.hash()),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(rows).exec(tx).await?;
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[test]
    fn prints_and_reads_itself() {
        for _ in 0..200 {
            let code = RecoveryCode::fresh();
            assert_eq!(code.printed().len(), 14, "{}", code.printed());
            assert_eq!(RecoveryCode::parse(&code.printed()), Ok(code.clone()));
            assert_eq!(
                RecoveryCode::parse(&code.printed().to_lowercase().replace('-', " ")),
                Ok(code.clone())
            );
        }
        assert_eq!(format!("{:?}", RecoveryCode::fresh()), "RecoveryCode(…)");
    }

    #[rstest]
    #[case("oil0-abcd-efgh", Ok("0110ABCDEFGH"))]
    #[case("٠١٢٣ ٤٥٦٧ ٨٩AB", Ok("0123456789AB"))]
    #[case("", Err(FieldCode::Required))]
    #[case(" - - ", Err(FieldCode::Required))]
    #[case("ABCD", Err(FieldCode::TooShort(12)))]
    #[case("ABCD-EFGH-JKMN-P", Err(FieldCode::TooLong(12)))]
    #[case("ABCD-EFGH-JKMU", Err(FieldCode::BadCharacters))]
    #[case("ابجد", Err(FieldCode::BadCharacters))]
    fn reads(#[case] typed: &str, #[case] expected: Result<&str, FieldCode>) {
        assert_eq!(RecoveryCode::parse(typed).map(|code| code.0), expected.map(str::to_owned));
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = RecoveryCode::parse(&text);
        }
    }
}
