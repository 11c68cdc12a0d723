//! Recovery codes: ten on paper, each good once. Only their hashes are kept, under the portal's key and bound to the
//! account: sixty bits are too few for a plain hash, which a thief of the database could try through.

use std::fmt;

use contract::{FieldCode, ids::MemberId};
use entity::identity::recovery_code;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use sha2::{Digest, Sha256};

use super::skeleton::arabic_digit;
use crate::{DomainResult, Services, services::new_id};

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

    /// As stored, for one account and one use of codes.
    fn hash(&self, services: &Services, what: &str, member: &str) -> String {
        services.keyed_hash(&format!("{what}\n{member}\n{}", self.0))
    }

    /// As stored among the codes of a sheet. The same work for nobody (an empty `member`).
    pub(crate) fn sheet_hash(&self, services: &Services, member: &str) -> String {
        self.hash(services, "recovery code", member)
    }

    /// As stored with a departure, for the code that brings her back.
    pub(crate) fn return_hash(&self, services: &Services, member: &str) -> String {
        self.hash(services, "return code", member)
    }
}

/// SHA-256 in hexadecimal. Enough for secrets of 128 random bits and more; passphrases take Argon2.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts a new sheet in the place of the old one, in the caller's transaction.
pub(crate) async fn replace<C: ConnectionTrait>(
    tx: &C,
    services: &Services,
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
        code_hash: Set(code.sheet_hash(services, member.as_str())),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(rows).exec(tx).await?;
    Ok(codes)
}

/// Uses a code of an account up. One statement decides, so that the same code sent twice at the same moment passes
/// once; it is asked for nobody too (an empty `member`).
pub(crate) async fn spend<C: ConnectionTrait>(
    tx: &C,
    services: &Services,
    member: &str,
    code: &RecoveryCode,
) -> DomainResult<bool> {
    let used = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(services.now_ms()))
        .filter(recovery_code::Column::MemberId.eq(member))
        .filter(recovery_code::Column::CodeHash.eq(code.sheet_hash(services, member)))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
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

    #[tokio::test]
    async fn is_kept_under_the_key_for_one_account_and_one_use() {
        let bed = crate::testing::TestBed::sqlite().await;
        let services = bed.services.clone().with_key([7; 32]);
        let code = RecoveryCode::parse("0123-4567-89AB").expect("a code");
        let kept = code.sheet_hash(&services, "m1");
        assert_eq!(kept, code.sheet_hash(&services, "m1"));
        assert_ne!(kept, code.sheet_hash(&services, "m2"));
        assert_ne!(kept, code.return_hash(&services, "m1"));
        assert_ne!(kept, code.sheet_hash(&services.clone().with_key([8; 32]), "m1"));
        assert_ne!(kept, sha256_hex(b"0123456789AB"));
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
