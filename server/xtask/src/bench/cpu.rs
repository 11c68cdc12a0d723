//! Cores and what a process spent on them.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};
use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::{Pid, SysconfVar, sysconf};

/// The core of whatever is measured.
pub const MEASURED: usize = 0;
/// The core of whoever asks.
pub const ASKING: usize = 1;

/// Does something with this thread, and the processes it starts, kept on one core.
pub fn on_core<T>(core: usize, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let me = Pid::from_raw(0);
    let before = sched_getaffinity(me)?;
    let mut only = CpuSet::new();
    only.set(core)?;
    sched_setaffinity(me, &only).with_context(|| format!("this machine has no core {core} for us"))?;
    let result = work();
    sched_setaffinity(me, &before)?;
    result
}

/// What a process has used so far, in its own code and in the kernel.
pub fn used(process: u32) -> Result<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let ticks = ticks(&text).context("/proc/<pid>/stat is not what it was")?;
    let per_second = sysconf(SysconfVar::CLK_TCK)?.unwrap_or(100);
    Ok(Duration::from_secs_f64(ticks as f64 / per_second as f64))
}

/// Fields 14 and 15, counted after the name, which may hold spaces and brackets.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[test]
    fn times_are_found_whatever_the_name() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194304 100 0 0 0 12 30 0 0 20 0 1 0 100 0 0";
        assert_eq!(ticks(stat), Some(42));
        assert_eq!(ticks("7 (a"), None);
    }
}
