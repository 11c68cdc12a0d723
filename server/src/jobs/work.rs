//! What each kind of work is. Everything here may be done twice without harm: a worker may fall in the middle.

use domain::{DomainResult, Services, duty, forum, library, notify};

use super::{Kind, Settings};
use crate::links;

/// Does it.
pub async fn of(kind: Kind, services: &Services, settings: &Settings) -> DomainResult<()> {
    match kind {
        Kind::Announce => announce(services).await,
        // Public counters are what a guest sees.
        Kind::Counters => {
            let wrong = forum::counters::repair(services).await?;
            if wrong > 0 {
                tracing::warn!(wrong, "counters were wrong and are right now");
            }
            Ok(())
        }
        Kind::Trust => {
            let done = forum::gate::sweep::sweep(services).await?;
            tracing::debug!(done.trusted, done.untrusted, done.hashes, "counted trust");
            Ok(())
        }
        Kind::Log => {
            let lines = domain::moderation::forget_log(services).await?;
            if lines > 0 {
                tracing::info!(lines, "emptied old lines of the log");
            }
            Ok(())
        }
        Kind::Quarters => {
            let quarters = domain::commitment::keep_quarters(services).await?;
            if quarters > 0 {
                tracing::info!(quarters, "wrote down who took part");
            }
            Ok(())
        }
        Kind::Uploads => {
            let done = library::upload::sweep(services).await?;
            tracing::debug!(done.uploads, done.parts, done.blobs, "swept uploads");
            Ok(())
        }
        Kind::Fixity => {
            let done = library::fixity::check_due(services, library::fixity::Run::Hourly).await?;
            tracing::debug!(done.blobs, done.bytes, done.left, "hashed kept bytes");
            Ok(())
        }
        Kind::Identity => {
            let rows = domain::identity::sweep(services).await?;
            tracing::debug!(rows, "swept");
            Ok(())
        }
        Kind::Mail => {
            let rows = domain::mail::sweep(services).await?;
            tracing::debug!(rows, "swept mail");
            Ok(())
        }
        Kind::Told => {
            let told = domain::moderation::identity::tell_due(services).await?;
            tracing::debug!(told, "told whose name was looked at");
            Ok(())
        }
        Kind::Decisions => {
            let rows = domain::moderation::forget_old(services).await?;
            tracing::debug!(rows, "swept old decisions");
            Ok(())
        }
        Kind::Reports => {
            let rows = domain::moderation::report::sweep(services).await?;
            tracing::debug!(rows, "emptied old reports");
            Ok(())
        }
        Kind::Questions => {
            let questions = domain::ask::sweep(services).await?;
            tracing::debug!(questions, "erased old questions");
            Ok(())
        }
        Kind::Notices => {
            let rows = notify::sweep(services).await?;
            tracing::debug!(rows, "swept notifications");
            Ok(())
        }
        Kind::Privacy => {
            let done = domain::privacy::sweep(services, settings.privacy).await?;
            tracing::debug!(done.erased, done.parted, done.texts, done.rows, "swept privacy");
            Ok(())
        }
        Kind::Links => match settings.links {
            Some(a_day) => links::look_at_due(services, a_day).await.map(drop),
            None => Ok(()),
        },
        Kind::Voices => match settings.voices {
            Some(a_night) => {
                let most = usize::try_from(a_night).unwrap_or(usize::MAX);
                let done = domain::content::audio::read_some(services, most).await?;
                if done != domain::content::audio::ReadAloud::default() {
                    tracing::info!(done.read, done.silent, done.left, "read texts aloud");
                }
                Ok(())
            }
            None => Ok(()),
        },
        Kind::Checkpoint => services.db.checkpoint().await.map_err(Into::into),
        Kind::Optimize => {
            domain::search::tidy(services).await?;
            services.db.optimize().await.map_err(Into::into)
        }
    }
}

/// For how long somebody was there yesterday; what waits too long; topics that open again; digests.
async fn announce(services: &Services) -> DomainResult<()> {
    // As this process knows them; other servers change them too.
    duty::load(services).await?;
    duty::note_day(services).await?;
    let late = duty::nag(services).await?;
    if late > 0 {
        tracing::info!(late, "the team was reminded of what waits too long");
    }
    let opened = forum::reopen_due(services).await?;
    if opened > 0 {
        tracing::info!(opened, "closed topics were opened again");
    }
    forum::forget_undo(services).await?;
    let written = notify::digest::enqueue_due(services).await?;
    if written > 0 {
        tracing::debug!(written, "digests were written");
    }
    Ok(())
}
