//! The log: what happened, never who, never what she wrote.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{LogConfig, LogFormat};

/// Parsers that log every word they read, the session's library, to which an old cookie is "possibly suspicious
/// activity", and the layers that name whole addresses, which may be links out of somebody's mail. Last in the filter, so that no configuration turns them on.
const SILENT: &str = "html5ever=off,markup5ever=off,cssparser=off,selectors=off,ammonia=off,comrak=off,\
     tower_sessions=error,tower_sessions_core=error,tower_http=warn";

/// The filter of a level: it is that of our own code, others only warn. Anything else is a filter of tracing.
fn filter(level: &str) -> String {
    let plain = level.parse::<tracing::Level>().is_ok();
    let ours = ["server", "jusoor", "app", "domain", "migrations"];
    let named = if plain {
        let ours: Vec<String> = ours.iter().map(|name| format!("{name}={level}")).collect();
        format!("{},{}", if level.eq_ignore_ascii_case("error") { "error" } else { "warn" }, ours.join(","))
    } else {
        level.to_owned()
    };
    format!("{named},{SILENT}")
}

/// Begins to log, to standard error. A panic is logged by its place alone: its message may quote a text.
pub fn start(config: &LogConfig) {
    let builder = fmt()
        .with_env_filter(EnvFilter::new(filter(&config.level)))
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let begun = match config.format {
        LogFormat::Pretty => builder.with_target(false).try_init(),
        // Spans are of libraries, and may hold what they were asked for.
        LogFormat::Json => {
            builder.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init()
        }
    };
    drop(begun);
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_quiet_and_parsers_silent() {
        for level in ["error", "warn", "info", "debug", "trace", "info,sqlx=debug", "html5ever=trace"] {
            let filter = filter(level);
            assert!(EnvFilter::try_new(&filter).is_ok(), "{filter}");
            let silent = EnvFilter::new(&filter).to_string();
            assert!(silent.contains("html5ever=off") && !silent.contains("html5ever=trace"), "{silent}");
        }
        assert!(filter("debug").starts_with("warn,server=debug"));
    }
}
