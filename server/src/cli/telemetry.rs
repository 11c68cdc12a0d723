//! The log: what happened, never who, never what she wrote.

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{LogConfig, LogFormat};

/// Begins to log, to standard error. A panic is logged by its place alone: its message may quote a text.
pub fn start(config: &LogConfig) {
    // An old cookie is not "possibly suspicious activity".
    let quiet = "tower_sessions=error,tower_sessions_core=error,hyper=warn,sqlx=warn,h2=warn";
    let filter = EnvFilter::new(format!("{quiet},{}", config.level));
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match config.format {
        LogFormat::Pretty => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    drop(begun);
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
