//! What the system says about this process.

use std::fs;

use super::text::Text;

/// Ticks of the processor's clock in a second, as Linux shows them to programs.
const TICKS: f64 = 100.0;

/// Memory, processor time, open files.
pub fn write(text: &mut Text) {
    if let Some(bytes) = resident() {
        let name = "process_resident_memory_bytes";
        text.single(name, "gauge", "Memory that is in use.", bytes);
    }
    if let Some(seconds) = cpu() {
        text.single("process_cpu_seconds_total", "counter", "Processor time.", seconds);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        text.single("process_open_fds", "gauge", "Open files.", open.count());
    }
    if let Some(most) = open_files() {
        text.single("process_max_fds", "gauge", "Most open files.", most);
    }
}

fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name before it may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / TICKS)
}

/// How many files this process may have open.
pub fn open_files() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}
