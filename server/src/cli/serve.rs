//! `jusoor serve`.

use std::time::{Duration, SystemTime};

use anyhow::Context;
use contract::ErrorCode;
use domain::{Services, fresh::Ledger};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

use super::say;
use crate::{
    boot,
    config::{Config, StoreKind},
    handlers::files::SiteFiles,
    http::{AppState, listen},
    links, mail, notices, routes, store,
};

/// Opens everything, serves until told to stop.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let address = config.server.listen;
    // Before anything is created or migrated: a taken port means that another portal may run.
    let listener = TcpListener::bind(address).await.map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            anyhow::anyhow!(
                "the address {address} is taken: stop the program that uses it, or choose another with --listen"
            )
        } else {
            anyhow::anyhow!("cannot listen on {address}: {error}")
        }
    })?;
    let terminate = signal(SignalKind::terminate()).context("signals cannot be received")?;
    let interrupt = signal(SignalKind::interrupt()).context("signals cannot be received")?;
    let services = boot::open(&config).await?;
    if config.store.kind == StoreKind::Local {
        let folder = config.data.folder.join("blobs");
        let day = Duration::from_secs(86_400);
        tokio::task::spawn_blocking(move || {
            match store::clear_unfinished(&folder, SystemTime::now() - day) {
                Ok(files) => tracing::debug!(files, "took unfinished files out of the store"),
                Err(error) => tracing::warn!(%error, "unfinished files of the store could not be removed"),
            }
        });
    }
    match domain::seed::seed(&services).await {
        Ok(rows) => tracing::info!(rows, "starter content is in place"),
        // A bucket that is away keeps nobody from the help lines and the forum.
        Err(error) if config.store.kind == StoreKind::S3 && error.code == ErrorCode::Unavailable => {
            let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
            tracing::error!(at = %error.at, cause, "starter content waits for the next start");
        }
        Err(error) => return Err(error).context("the starter content cannot be stored"),
    }
    // After the starter shelf, which may bring something back too.
    match domain::library::erase_again(&services).await {
        Ok(0) => {}
        Ok(items) => tracing::warn!(items, "erased once more what a backup had brought back"),
        Err(error) => return Err(error).context("what was erased and is there again cannot be erased"),
    }
    let files = SiteFiles::load(&config.site.folder).unwrap_or_else(|missing| {
        tracing::warn!("no built site, pages go out without style ({missing}); cargo xtask build makes it");
        SiteFiles::none()
    });
    if !files.assets.islands {
        tracing::warn!(
            "the browser part was not built: pages are served without islands and work as they are"
        );
    }
    let address = listener.local_addr().unwrap_or(address);
    let mut config = config;
    config.server.listen = address;
    let services = match mail::mailer(&config)? {
        Some(mailer) => services.with_mailer(mailer),
        None => services,
    };
    greet(&config);
    domain::duty::load(&services)
        .await
        .map_err(|error| anyhow::anyhow!("the roster cannot be read: {error}"))?;
    domain::permission::rules::load(&services)
        .await
        .map_err(|error| anyhow::anyhow!("what administrators say about roles cannot be read: {error}"))?;
    domain::places::load(&services)
        .await
        .map_err(|error| anyhow::anyhow!("menu and home page cannot be read: {error}"))?;
    let drain = Duration::from_secs(config.server.drain_seconds);
    if let Err(error) = domain::safety::lines::load(&services).await {
        tracing::warn!(code = ?error.code, at = %error.at, "helplines are those of the starter content");
    }
    let state = AppState::new(services, config, files);
    let router = routes::router(state.clone());
    let watching = tokio::spawn(Ledger::watch(state.pages.ledger().clone(), state.services.clone()));
    let hearing = tokio::spawn(Ledger::listen(state.services.clone()));
    let (stop, told) = watch::channel(false);
    let mut telling = tokio::spawn(notices::run(state.services.clone(), told.clone()));
    let mut sending = tokio::spawn(mail::worker::run(state.services.clone(), told));
    let rules = domain::privacy::Rules { unlink_after_months: state.config.privacy.unlink_after_months };
    let sweeping = tokio::spawn(sweep_hourly(state.services.clone(), rules));
    let content = &state.config.content;
    let looking =
        content.check_links.then(|| tokio::spawn(links::run(state.services.clone(), content.links_per_day)));
    listen::serve(listener, router, &state, told_to_stop(terminate, interrupt)).await;
    for task in [sweeping, watching, hearing] {
        task.abort();
    }
    if let Some(looking) = looking {
        looking.abort();
    }
    // A message that is being sent is finished; else it would go twice.
    let _ = stop.send(true);
    for task in [&mut telling, &mut sending] {
        if tokio::time::timeout(drain, &mut *task).await.is_err() {
            task.abort();
        }
    }
    state.services.db.close().await;
    Ok(())
}

/// What need not be kept is not kept: ended sessions, old form keys, full buckets, accounts whose time has come.
async fn sweep_hourly(services: Services, rules: domain::privacy::Rules) {
    let mut hour = tokio::time::interval(Duration::from_secs(3600));
    let mut counted_on = String::new();
    match domain::library::upload::recover(&services).await {
        Ok(files) => tracing::debug!(files, "looked at files that waited"),
        Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not look at files"),
    }
    loop {
        hour.tick().await;
        // Once a day: public counters are what a guest sees.
        let today = services.today();
        if counted_on != today {
            match domain::forum::counters::repair(&services).await {
                Ok(0) => tracing::debug!("counters are right"),
                Ok(wrong) => tracing::warn!(wrong, "counters were wrong and are right now"),
                Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not count anew"),
            }
            match domain::forum::gate::sweep::sweep(&services).await {
                Ok(done) => tracing::debug!(done.trusted, done.untrusted, done.hashes, "counted trust"),
                Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not count trust"),
            }
            match domain::moderation::forget_log(&services).await {
                Ok(0) => tracing::debug!("no old lines of the log"),
                Ok(lines) => tracing::info!(lines, "emptied old lines of the log"),
                Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not empty the log"),
            }
            match domain::library::upload::sweep(&services).await {
                Ok(done) => tracing::debug!(done.uploads, done.parts, done.blobs, "swept uploads"),
                Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not sweep uploads"),
            }
            counted_on = today;
        }
        match domain::library::fixity::check_due(&services, domain::library::fixity::Run::Hourly).await {
            Ok(done) => tracing::debug!(done.blobs, done.bytes, done.left, "hashed kept bytes"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not hash kept bytes"),
        }
        match domain::library::covers::make_missing(&services).await {
            Ok(items) => tracing::debug!(items, "made covers"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not make covers"),
        }
        // Beside this: a long book takes minutes.
        domain::library::pages::start(&services);
        domain::library::waveform::start(&services);
        domain::library::convert::start(&services);
        match domain::identity::sweep(&services).await {
            Ok(rows) => tracing::debug!(rows, "swept"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not sweep"),
        }
        match domain::mail::sweep(&services).await {
            Ok(rows) => tracing::debug!(rows, "swept mail"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not sweep mail"),
        }
        match domain::moderation::identity::tell_due(&services).await {
            Ok(told) => tracing::debug!(told, "told whose name was looked at"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not tell"),
        }
        match domain::moderation::forget_old(&services).await {
            Ok(rows) => tracing::debug!(rows, "swept old decisions"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not sweep old decisions"),
        }
        match domain::moderation::report::sweep(&services).await {
            Ok(rows) => tracing::debug!(rows, "emptied old reports"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not empty old reports"),
        }
        match domain::notify::sweep(&services).await {
            Ok(rows) => tracing::debug!(rows, "swept notifications"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not sweep notifications"),
        }
        match domain::privacy::sweep(&services, rules).await {
            Ok(done) => tracing::debug!(done.erased, done.parted, done.texts, done.rows, "swept privacy"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not sweep privacy"),
        }
    }
}

fn greet(config: &Config) {
    let url = config.public_url();
    let data = config.data.folder.display();
    say("");
    say(&format!("  Jusoor answers at {url}"));
    say(&format!("    {url}/ar   العربية"));
    say(&format!("    {url}/fr   Français"));
    say(&format!("    {url}/en   English"));
    // As typed, wherever the program lies: nothing of ours is on PATH after `cargo xtask serve`.
    let program = std::env::current_exe().map_or_else(|_| "jusoor".into(), |path| path.display().to_string());
    say("  Make a moderator:");
    say("    printf '%s' 'a passphrase of several words' |");
    say(&format!(
        "      {program} user create --pseudonym NAME --role moderator --password-stdin --data {data}"
    ));
    say(
        "  At her first sign-in the desk leads her to the second step (an authenticator app); until then it is shut.",
    );
    say("");
}

/// The first signal ends us in order, a second one at once.
async fn told_to_stop(mut terminate: Signal, mut interrupt: Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        std::process::exit(130);
    });
}
