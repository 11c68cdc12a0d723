//! `jusoor serve`.

use std::{
    net::SocketAddr,
    time::{Duration, Instant, SystemTime},
};

use anyhow::Context;
use contract::ErrorCode;
use domain::{DomainResult, Replica, Services, fresh::Ledger};
use migrations::Standing;
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
    http::{AppState, listen, steady},
    jobs, mail, metrics, notices, routes, store,
};

/// What is left at least for a message after the last request: with the time for requests less than ten seconds in all.
const LAST_WORD: Duration = Duration::from_secs(1);
/// What is left for closing the database.
const CLOSING: Duration = Duration::from_millis(500);

/// Opens everything, serves until told to stop.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let role = config.server.role;
    // Before anything is created or migrated: a taken port means that another portal may run.
    let listener = if role.answers() { Some(bind(config.server.listen, "--listen").await?) } else { None };
    let internal = match config.metrics.address() {
        Some(address) => Some(bind(address, "metrics.listen").await?),
        None => None,
    };
    let terminate = signal(SignalKind::terminate()).context("signals cannot be received")?;
    let interrupt = signal(SignalKind::interrupt()).context("signals cannot be received")?;
    let services = boot::open_to_serve(&config).await?;
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
    let turn = boot::turn(&config).await.context("the starter content cannot be stored")?;
    // What a newer program brought is not overwritten with what an older one knows.
    let standing = migrations::standing(services.db.writer()).await?;
    let working = services.for_work();
    match seeded(&working, &standing).await {
        Ok(rows) => tracing::info!(rows, "starter content is in place"),
        // A bucket that is away keeps nobody from the help lines and the forum.
        Err(error) if config.store.kind == StoreKind::S3 && error.code == ErrorCode::Unavailable => {
            let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
            tracing::error!(at = %error.at, cause, "starter content waits for the next start");
        }
        Err(error) => return Err(error).context("the starter content cannot be stored"),
    }
    // After the starter shelf, which may bring something back too.
    match domain::library::erase_again(&working).await {
        Ok(0) => {}
        Ok(items) => tracing::warn!(items, "erased once more what a backup had brought back"),
        Err(error) => return Err(error).context("what was erased and is there again cannot be erased"),
    }
    boot::end_turn(turn).await;
    let files = SiteFiles::load(&config.site.folder).unwrap_or_else(|missing| {
        tracing::warn!("no built site, pages go out without style ({missing}); cargo xtask build makes it");
        SiteFiles::none()
    });
    if role.answers() && !files.assets.islands {
        tracing::warn!(
            "the browser part was not built: pages are served without islands and work as they are"
        );
    }
    let mut config = config;
    if let Some(listener) = &listener {
        config.server.listen = listener.local_addr().unwrap_or(config.server.listen);
    }
    let services = match mail::mailer(&config)? {
        Some(mailer) => services.with_mailer(mailer),
        None => services,
    };
    if role.answers() {
        greet(&config);
    } else {
        say("");
        say("  Jusoor works beside those that answer: it sends, tells, sweeps and counts.");
    }
    domain::duty::load(&services)
        .await
        .map_err(|error| anyhow::anyhow!("the roster cannot be read: {error}"))?;
    domain::permission::rules::load(&services)
        .await
        .map_err(|error| anyhow::anyhow!("what administrators say about roles cannot be read: {error}"))?;
    domain::places::load(&services)
        .await
        .map_err(|error| anyhow::anyhow!("menu and home page cannot be read: {error}"))?;
    domain::kiosk::load(&services)
        .await
        .map_err(|error| anyhow::anyhow!("computers that everybody uses cannot be read: {error}"))?;
    if let Err(error) = domain::safety::lines::load(&services).await {
        tracing::warn!(code = ?error.code, at = %error.at, "helplines are those of the starter content");
    }
    let state = AppState::new(services, config, files);
    let (stop, told) = watch::channel(false);
    // Aborted at the end: whatever of it is under way can be broken off at any moment.
    let mut beside = vec![
        tokio::spawn(notices::keep_up(state.services.clone())),
        tokio::spawn(steady::watch(state.clone())),
    ];
    if let Some(replica) = state.services.db.replica() {
        beside.push(tokio::spawn(follow(state.services.clone(), replica.clone())));
    }
    if role.answers() {
        // What is kept in memory follows what others write, also while nobody reads.
        beside.push(tokio::spawn(Ledger::watch(state.pages.ledger().clone(), state.services.clone())));
        beside.push(tokio::spawn(Ledger::listen(state.services.clone())));
    }
    if let Some(internal) = internal {
        if let Ok(address) = internal.local_addr() {
            tracing::info!(%address, "figures for Prometheus");
        }
        beside.push(tokio::spawn(metrics::serve::serve(internal, state.clone())));
    }
    // Finished at the end: a message that is being sent would go twice.
    let mut finishing = Vec::new();
    if role.works() {
        let services = state.services.for_work();
        finishing.push(tokio::spawn(notices::run(services.clone(), told.clone())));
        finishing.push(tokio::spawn(mail::worker::run(services.clone(), told)));
        beside.push(tokio::spawn(jobs::tend_files(services)));
        beside.push(tokio::spawn(worker(&state).run()));
    }
    let drain = Duration::from_secs(state.config.server.drain_seconds);
    let mut told_at = Instant::now();
    let ending = async {
        told_to_stop(terminate, interrupt).await;
        told_at = Instant::now();
        // What is being told or sent is finished beside the requests in flight, not after them.
        let _ = stop.send(true);
    };
    match listener {
        Some(listener) => {
            let router = routes::router(state.clone());
            listen::serve(listener, router, &state, ending).await;
        }
        None => {
            ending.await;
            state.drain();
            tracing::info!("told to stop: finishing what is under way");
        }
    }
    for task in beside {
        task.abort();
    }
    let rest = (told_at + drain).saturating_duration_since(Instant::now()).max(LAST_WORD);
    if tokio::time::timeout(rest, futures::future::join_all(&mut finishing)).await.is_err() {
        for task in &finishing {
            task.abort();
        }
    }
    let closing = async {
        if let Err(error) = domain::kiosk::flush(&state.services).await {
            tracing::warn!(code = ?error.code, at = %error.at, "the last visits at kiosks are not counted");
        }
        state.services.db.close().await;
    };
    // A database that is away would keep us: what was answered is committed.
    let _ = tokio::time::timeout(CLOSING, closing).await;
    Ok(())
}

/// Listens, or says in one line why not. `setting` is what chooses another address.
async fn bind(address: SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            anyhow::anyhow!(
                "the address {address} is taken: stop the program that uses it, or choose another with {setting}"
            )
        } else {
            anyhow::anyhow!("cannot listen on {address}: {error}")
        }
    })
}

async fn seeded(services: &Services, standing: &Standing) -> DomainResult<u64> {
    if *standing == Standing::Ours { domain::seed::seed(services).await } else { Ok(0) }
}

fn worker(state: &AppState) -> jobs::Worker {
    let settings = jobs::Settings::of(&state.config);
    jobs::Worker::new(state.services.for_work(), settings, state.metrics.clone())
}

/// Looks all the time how far the second database is. Says it once when that changes.
async fn follow(services: Services, replica: Replica) {
    let mut before = None;
    loop {
        let fresh = matches!(replica.look(services.db.read()).await, Ok(true));
        if before != Some(fresh) && !(before == Some(true) && replica.is_fresh()) {
            if fresh {
                tracing::info!("guests read from the second database");
            } else {
                tracing::warn!("the second database is away or behind: guests read from the first");
            }
            before = Some(fresh);
        }
        tokio::time::sleep(replica.pause()).await;
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
