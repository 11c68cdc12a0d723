//! How backups are kept from others.

use serde::{Deserialize, Serialize};

use super::{Password, StoreConfig};
use crate::backup::Key;

/// How backups are kept from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BackupConfig {
    /// 64 hexadecimal digits under which backups are sealed; empty: they are not.
    pub key: Password,
    /// Hours after which the last backup is too old; 0: never.
    pub expect_hours: u32,
    /// How buckets of backups are reached; nothing: as that of the library.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<StoreConfig>,
}

impl Default for BackupConfig {
    fn default() -> Self {
        Self { key: Password::default(), expect_hours: 48, store: None }
    }
}

impl BackupConfig {
    /// The key, when one is set.
    pub fn sealing(&self) -> Option<Key> {
        Key::parse(&self.key.0)
    }

    /// The same with its secrets masked.
    pub fn masked(&self) -> Self {
        let mut shown = self.clone();
        shown.key = shown.key.masked();
        if let Some(store) = &mut shown.store {
            store.secret_key = store.secret_key.masked();
        }
        shown
    }
}

/// What cannot be: `key: found …, expected …`. The key itself is never told.
pub(super) fn wrong(backup: &BackupConfig) -> Vec<String> {
    let mut wrong = Vec::new();
    if !backup.key.0.is_empty() && backup.sealing().is_none() {
        wrong.push(
            "backup.key: found something else, expected 64 hexadecimal digits (jusoor backup key draws them)"
                .to_owned(),
        );
    }
    if backup.expect_hours > 8_760 {
        wrong.push(format!("backup.expect_hours: found {}, expected 0 (never) to 8760", backup.expect_hours));
    }
    if let Some(store) = &backup.store {
        wrong.extend(super::store::wrong(store).into_iter().map(|line| format!("backup.{line}")));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_or_none_and_is_never_told() {
        let mut backup = BackupConfig::default();
        assert!(wrong(&backup).is_empty() && backup.sealing().is_none());
        backup.key = Password("ab".repeat(32));
        assert!(wrong(&backup).is_empty() && backup.sealing().is_some());
        assert_eq!(backup.masked().key.0, "***");
        backup.key = Password("geheim".to_owned());
        let said = wrong(&backup);
        assert!(
            said.len() == 1 && said[0].starts_with("backup.key: ") && !said[0].contains("geheim"),
            "{said:?}"
        );
        backup = BackupConfig { expect_hours: 9_000, ..BackupConfig::default() };
        assert!(wrong(&backup)[0].starts_with("backup.expect_hours: "));
        backup = BackupConfig {
            store: Some(StoreConfig { seconds: 0, ..StoreConfig::default() }),
            ..BackupConfig::default()
        };
        assert!(wrong(&backup)[0].starts_with("backup.store.seconds: "), "{:?}", wrong(&backup));
    }
}
