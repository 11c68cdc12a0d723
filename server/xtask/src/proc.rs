//! Child processes: each in a process group of its own, none of which outlives xtask.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use anyhow::{Context, Result, bail};
use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;

/// What must be ended or removed when a person presses Ctrl-C.
static LIVE: Mutex<Live> = Mutex::new(Live { groups: Vec::new(), folders: Vec::new() });

/// Set once a person asked us to stop: nothing may be started any more.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

struct Live {
    groups: Vec<(Pid, Signal)>,
    folders: Vec<PathBuf>,
}

fn live() -> MutexGuard<'static, Live> {
    LIVE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Ends every child and removes every temporary folder on Ctrl-C, SIGTERM and SIGHUP.
pub fn end_children_on_signal() -> Result<()> {
    ctrlc::set_handler(|| {
        let (groups, folders) = {
            let mut live = live();
            INTERRUPTED.store(true, Ordering::SeqCst);
            (std::mem::take(&mut live.groups), std::mem::take(&mut live.folders))
        };
        for (group, signal) in &groups {
            let _ = killpg(*group, *signal);
        }
        for (group, _) in groups {
            wait_or_kill(group, Duration::from_secs(5), || {
                let _ = waitpid(group, Some(WaitPidFlag::WNOHANG));
            });
        }
        for folder in folders {
            let _ = fs::remove_dir_all(folder);
        }
        eprintln!("\nxtask: interrupted");
        process::exit(130);
    })
    .context("cannot listen for Ctrl-C")
}

/// Waits until a group is gone; after `patience` it is killed. `reap` collects the child of ours
/// that leads it, since one that is not collected still counts as there.
fn wait_or_kill(group: Pid, patience: Duration, mut reap: impl FnMut()) {
    let start = Instant::now();
    while start.elapsed() < patience {
        reap();
        if killpg(group, None) == Err(Errno::ESRCH) {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let _ = killpg(group, Signal::SIGKILL);
}

/// A child in a process group of its own, ended when dropped.
pub struct Guarded {
    child: Child,
    group: Pid,
    stop: Signal,
}

impl Guarded {
    /// Starts a command; `stop` is the signal that asks it to end in good order.
    pub fn start(command: &mut Command, stop: Signal) -> Result<Self> {
        command.process_group(0).stdin(Stdio::null());
        let mut live = live();
        if INTERRUPTED.load(Ordering::SeqCst) {
            bail!("interrupted");
        }
        let child = command.spawn().with_context(|| format!("cannot start {}", show(command)))?;
        let group = Pid::from_raw(i32::try_from(child.id()).context("process id out of range")?);
        live.groups.push((group, stop));
        Ok(Self { child, group, stop })
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended by itself.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits for its own end.
    pub fn wait(mut self) -> Result<ExitStatus> {
        let status = self.child.wait()?;
        Ok(status)
    }
}

impl Guarded {
    /// Sends a signal to it and everything that it started, and waits for nothing.
    pub fn signal(&self, signal: Signal) {
        let _ = killpg(self.group, signal);
    }

    /// Ends it by another signal than the one that it was given for that, and waits until it has ended.
    pub fn end_by(&mut self, signal: Signal) {
        self.stop = signal;
        self.end();
    }

    /// Asks it to end and waits until it has; what does not end is killed.
    pub fn end(&mut self) {
        // Even when the leader has ended: its own children may still be there.
        let _ = killpg(self.group, self.stop);
        let child = &mut self.child;
        wait_or_kill(self.group, Duration::from_secs(10), || {
            let _ = child.try_wait();
        });
        let _ = self.child.wait();
        live().groups.retain(|(group, _)| *group != self.group);
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.end();
    }
}

/// A temporary folder, removed when dropped.
pub struct TempDir(PathBuf);

impl TempDir {
    /// Makes `<temp>/jusoor-<label>-<pid>-<n>`.
    pub fn new(label: &str) -> Result<Self> {
        for n in 0..1000 {
            let path = env::temp_dir().join(format!("jusoor-{label}-{}-{n}", process::id()));
            match fs::create_dir(&path) {
                Ok(()) => {
                    live().folders.push(path.clone());
                    return Ok(Self(path));
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(error).with_context(|| format!("cannot make {}", path.display()));
                }
            }
        }
        bail!("no free name for a temporary folder in {}", env::temp_dir().display());
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        live().folders.retain(|folder| *folder != self.0);
    }
}

/// The command line as a person would type it.
pub fn show(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// Runs to the end with its output on the screen; an error names the command that failed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Guarded::start(command, Signal::SIGTERM)?.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", show(command));
    }
    Ok(())
}

/// Runs to the end; the output is shown only in the error when it fails.
pub fn run_quietly(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    if !output.status.success() {
        bail!(
            "`{}` failed ({})\n{}{}",
            show(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end and gives what it printed and how it ended.
pub fn output(command: &mut Command) -> Result<Output> {
    command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", show(command)))
}

/// Runs with its output on the screen and shows `watch` each line of standard output too.
pub fn run_watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Result<ExitStatus> {
    command.stdout(Stdio::piped());
    let mut guarded = Guarded::start(command, Signal::SIGTERM)?;
    if let Some(stdout) = guarded.child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            watch(&line);
        }
    }
    guarded.wait()
}

/// A command without the variables that `cargo run` and rustup leave behind: a nested cargo,
/// perhaps of another version, must not take them for its own.
pub fn clean(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text.starts_with("CARGO_BIN_")
            || matches!(&*text, "CARGO" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "OUT_DIR")
            || text == "LD_LIBRARY_PATH"
        {
            command.env_remove(&name);
        }
    }
    command
}

/// The cargo that started us.
pub fn cargo(root: &Path) -> Command {
    let mut command = clean(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Looks a program up on `PATH`.
pub fn which(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(program)).find(|candidate| candidate.is_file())
}

/// Whether we may install packages.
pub fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}
