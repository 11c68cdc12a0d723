//! How much room there is. The standard library cannot say it, and `df` is on every machine.

use std::{path::Path, process::Stdio, time::Duration};

use tokio::process::Command;

/// The room where a folder lies, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Of the whole file system.
    pub size: u64,
    /// What this user may still write.
    pub free: u64,
}

/// Asks; nothing when there is no `df`, or when a disk of another machine does not answer.
pub async fn room(folder: &Path) -> Option<Room> {
    let mut command = Command::new("df");
    command.arg("-Pk").arg("--").arg(folder).env("LC_ALL", "C").stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(Duration::from_secs(2), command.output()).await.ok()?.ok()?;
    read(&String::from_utf8_lossy(&output.stdout))
}

/// The second line of `df -Pk`: what, blocks of 1024 bytes, used, free, part, where.
fn read(text: &str) -> Option<Room> {
    let line = text.lines().nth(1)?;
    // Names may hold spaces, and signs: what counts is the first part in per cent that follows three numbers.
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(4).find_map(|four| {
        let [size, used, free, part] = four else { return None };
        part.strip_suffix('%')?.parse::<u64>().ok()?;
        used.parse::<u64>().ok()?;
        let bytes = |blocks: &str| blocks.parse::<u64>().ok().map(|blocks| blocks.saturating_mul(1024));
        Some(Room { size: bytes(size)?, free: bytes(free)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_df_says() {
        let head = "Filesystem     1024-blocks      Used Available Capacity Mounted on\n";
        let room = Room { size: 1000 * 1024, free: 300 * 1024 };
        for line in ["/dev/a b 1000 700 300 70% /srv", "tmpfs 1000 700 300 70% /srv/with 50% left x"] {
            assert_eq!(read(&format!("{head}{line}\n")), Some(room), "{line}");
        }
        for wrong in ["", head, "x\ny\n", "x\n70%\n"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn asks_for_the_folder_of_temporary_files() {
        let room = room(&std::env::temp_dir()).await.expect("df");
        assert!(room.size > 0 && room.free <= room.size, "{room:?}");
        assert_eq!(super::room(Path::new("/nowhere/at/all")).await, None);
    }
}
