//! Runs one program.

use std::{
    ffi::OsString,
    process::{ExitStatus, Stdio},
};

use tokio::{
    io::{AsyncRead, AsyncReadExt},
    process::Command,
    sync::Semaphore,
};

use super::{Failure, Limits, Program};

/// One at a time, whoever asks: what they cost together is what one of them costs.
static TURN: Semaphore = Semaphore::const_new(1);
/// The same for what takes long and for which nobody waits: it gives way to everything else on this machine.
static BESIDE: Semaphore = Semaphore::const_new(1);

/// Takes what a program says, piece by piece.
pub type Listener<'a> = &'a mut (dyn FnMut(&[u8]) + Send);

/// Bytes that are read at a time.
const BUFFER: usize = 64 * 1024;

/// Sets the bounds, then becomes the program. The processor's seconds bound it even if nobody is left to stop it.
const BOUNDED: &str = "ulimit -v \"$1\" && ulimit -t \"$2\" && ulimit -c 0 && shift 2 && exec \"$@\"";

/// Runs a program and answers what it says.
///
/// # Errors
/// It is absent, takes too long, says too much or does not end well.
pub async fn run(program: Program, args: Vec<OsString>, limits: Limits) -> Result<Vec<u8>, Failure> {
    if !program.is_there() {
        return Err(Failure::Absent);
    }
    run_named(program.name(), args, limits).await
}

/// Runs a program that takes long, beside the others, and hands on what it says.
///
/// # Errors
/// As [`run`].
pub async fn run_beside(
    program: Program,
    args: Vec<OsString>,
    limits: Limits,
    listener: Listener<'_>,
) -> Result<(), Failure> {
    if !program.is_there() {
        return Err(Failure::Absent);
    }
    let _turn = BESIDE.acquire().await.map_err(|_| Failure::Failed)?;
    let mut patient: Vec<OsString> = ["-n", "19", program.name()].map(OsString::from).to_vec();
    patient.extend(args);
    bounded("nice", patient, limits, listener).await
}

/// The same, of any name; the wait for its turn is not counted.
async fn run_named(name: &str, args: Vec<OsString>, limits: Limits) -> Result<Vec<u8>, Failure> {
    let _turn = TURN.acquire().await.map_err(|_| Failure::Failed)?;
    let mut said = Vec::new();
    bounded(name, args, limits, &mut |bytes: &[u8]| said.extend_from_slice(bytes)).await?;
    Ok(said)
}

async fn bounded(
    name: &str,
    args: Vec<OsString>,
    limits: Limits,
    listener: Listener<'_>,
) -> Result<(), Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut child = Command::new("sh")
        .args(["-c", BOUNDED, "sh"])
        .arg((u64::from(limits.memory_mb) * 1024).to_string())
        .arg(limits.time.as_secs().saturating_add(1).to_string())
        .arg(name)
        .args(args)
        .env_clear()
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| {
            tracing::warn!(name, %error, "a program cannot be started");
            Failure::Failed
        })?;
    let mut group = Group(child.id());
    let said = child.stdout.take();
    let ended = tokio::time::timeout(limits.time, async {
        read(said, limits.output_bytes, listener).await?;
        let status = child.wait().await.map_err(|_| Failure::Failed)?;
        Ok::<ExitStatus, Failure>(status)
    })
    .await;
    match ended {
        Ok(Ok(status)) => {
            // It is gone: its number may be somebody else's soon.
            group.0 = None;
            if status.success() { Ok(()) } else { Err(Failure::Failed) }
        }
        stopped => {
            group.end();
            // Our own child is stopped even where no `kill` is to be had.
            let _ = child.kill().await;
            match stopped {
                Ok(Err(failure)) => Err(failure),
                _ => Err(Failure::TooLong),
            }
        }
    }
}

async fn read(
    said: Option<impl AsyncRead + Unpin>,
    most: usize,
    listener: Listener<'_>,
) -> Result<(), Failure> {
    let mut said = said.ok_or(Failure::Failed)?;
    let mut buffer = vec![0; BUFFER];
    let mut left = most;
    loop {
        let length = said.read(&mut buffer).await.map_err(|_| Failure::Failed)?;
        if length == 0 {
            return Ok(());
        }
        left = left.checked_sub(length).ok_or(Failure::TooMuch)?;
        listener(buffer.get(..length).unwrap_or_default());
    }
}

/// A group of processes that is ended with whoever waits for it.
struct Group(Option<u32>);

impl Group {
    fn end(&mut self) {
        let Some(id) = self.0.take() else { return };
        // `unsafe` is forbidden here, so that a program sends the signal.
        let sent = std::process::Command::new("sh")
            .args(["-c", "kill -s KILL -- \"-$1\"", "sh"])
            .arg(id.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if let Err(error) = sent {
            tracing::warn!(%error, "a group of processes could not be ended");
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn args(list: &[&str]) -> Vec<OsString> {
        list.iter().map(OsString::from).collect()
    }

    #[tokio::test]
    async fn what_runs_is_bounded() {
        let usual = Limits { time: Duration::from_secs(20), memory_mb: 256, output_bytes: 1000 };
        let said = run_named("printf", args(&["%s", "مرحبا $HOME"]), usual).await;
        assert_eq!(said.as_deref(), Ok("مرحبا $HOME".as_bytes()), "no shell reads what is handed over");
        let told = run_named("env", Vec::new(), usual).await.expect("its environment");
        let mut told: Vec<String> = String::from_utf8_lossy(&told)
            .lines()
            .filter_map(|line| Some(line.split_once('=')?.0.to_owned()))
            // The shell's own, that it hands on.
            .filter(|name| !matches!(&**name, "PWD" | "_" | "OLDPWD" | "SHLVL"))
            .collect();
        told.sort();
        assert_eq!(told, ["LC_ALL", "PATH"], "nothing of ours is told");
        assert_eq!(run_named("cat", Vec::new(), usual).await, Ok(Vec::new()), "nothing comes in");
        assert_eq!(run_named("false", Vec::new(), usual).await, Err(Failure::Failed));
        assert_eq!(run_named("jusoor-has-no-such-program", Vec::new(), usual).await, Err(Failure::Failed));
        assert_eq!(run_named("yes", Vec::new(), usual).await, Err(Failure::TooMuch));
        // A gigabyte in one buffer.
        let large = args(&["if=/dev/zero", "of=/dev/null", "bs=1G", "count=1"]);
        assert_eq!(run_named("dd", large, usual).await, Err(Failure::Failed));

        // Those that it started end with it: they hold the way out open, and nobody waits for them.
        let short = Limits { time: Duration::from_millis(50), ..usual };
        let begun = Instant::now();
        let family = args(&["-c", "sleep 60 & sleep 60"]);
        let (one, two) =
            tokio::join!(run_named("sh", family, short), run_named("sleep", args(&["60"]), short));
        assert_eq!((one, two), (Err(Failure::TooLong), Err(Failure::TooLong)));
        assert!(begun.elapsed() < Duration::from_secs(20));
        let dropped = tokio::time::timeout(short.time, run_named("sleep", args(&["60"]), usual)).await;
        assert!(dropped.is_err());
        assert_eq!(run_named("true", Vec::new(), usual).await, Ok(Vec::new()), "its turn is free again");

        // What takes long waits for nobody here, and nobody for it.
        let _turn = TURN.acquire().await.expect("a turn");
        let mut heard = Vec::new();
        let patient = args(&["-n", "19", "printf", "%s", "ab"]);
        let done = bounded("nice", patient, usual, &mut |bytes: &[u8]| heard.extend_from_slice(bytes)).await;
        assert_eq!((done, heard.as_slice()), (Ok(()), b"ab".as_slice()));
    }

    #[test]
    fn knows_what_is_there() {
        for program in Program::ALL {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let found = std::env::split_paths(&path).any(|folder| folder.join(program.name()).exists());
            assert_eq!(program.is_there(), found, "{}", program.name());
            let packages = ["poppler-utils", "ffmpeg", "espeak-ng", "tesseract-ocr"];
            assert!(packages.contains(&program.package()));
        }
    }
}
