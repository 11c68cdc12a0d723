//! "Something new came": one stream for each page that waits, one look at the database for each topic.
//!
//! What travels is a sentence with a number. Without scripts, and for guests, a plain link looks again.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use app::site::{pages::forum::words, request::RequestCtx, routes};
use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use contract::ids::TopicId;
use futures::Stream;
use http::{HeaderValue, StatusCode, header};
use tokio::{sync::watch, time::Instant};

use crate::http::{AppState, answer, ctx::Request};

/// Streams of the whole server.
const MOST: usize = 256;
/// Streams of one member: a few tabs.
const MOST_OF_ONE: usize = 4;
/// How often it is looked whether the server stops.
const TICK: Duration = Duration::from_millis(500);
/// After how many ticks the topic's row is looked at again.
const TICKS: u32 = 8;
/// A stream ends by itself; the browser opens another one, and who she is is asked anew.
const LIFE: Duration = Duration::from_secs(300);

type Pulse = Option<(i64, i64)>;

/// Who waits, and for what.
#[derive(Debug, Default)]
pub struct Live {
    topics: Mutex<HashMap<TopicId, watch::Sender<Pulse>>>,
    streams: Mutex<HashMap<String, usize>>,
}

/// A place among the streams; given back when it is dropped.
struct Place {
    live: Arc<Live>,
    member: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut streams = self.live.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = streams.get_mut(&self.member) {
            *count -= 1;
            if *count == 0 {
                streams.remove(&self.member);
            }
        }
    }
}

impl Live {
    fn place(self: &Arc<Self>, member: &str) -> Option<Place> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = streams.values().sum();
        let own = streams.get(member).copied().unwrap_or_default();
        if all >= MOST || own >= MOST_OF_ONE {
            return None;
        }
        streams.insert(member.to_owned(), own + 1);
        Some(Place { live: self.clone(), member: member.to_owned() })
    }

    /// How many streams are open.
    pub fn open(&self) -> usize {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// The topic's pulse. Whoever comes first starts to look; nobody looks when nobody waits.
    fn listen(self: &Arc<Self>, state: &AppState, topic: &TopicId, now: Pulse) -> watch::Receiver<Pulse> {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = topics.get(topic) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(now);
        topics.insert(topic.clone(), sender);
        tokio::spawn(look(self.clone(), state.clone(), topic.clone()));
        receiver
    }

    /// Ends the looking when nobody waits any more, or the server stops. Answers whether it goes on.
    fn goes_on(&self, topic: &TopicId, stops: bool) -> bool {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = topics.get(topic).is_some_and(|sender| sender.receiver_count() > 0);
        if stops || !waits {
            // With its sender every stream of the topic ends.
            topics.remove(topic);
        }
        waits && !stops
    }

    fn tell(&self, topic: &TopicId, pulse: Pulse) {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = topics.get(topic) {
            sender.send_if_modified(|known| std::mem::replace(known, pulse) != pulse);
        }
    }
}

async fn look(live: Arc<Live>, state: AppState, topic: TopicId) {
    let mut tick: u32 = 0;
    while live.goes_on(&topic, state.is_draining()) {
        tokio::time::sleep(TICK).await;
        tick += 1;
        if !tick.is_multiple_of(TICKS) {
            continue;
        }
        match domain::forum::pulse(&state.services, &topic).await {
            Ok(pulse) => live.tell(&topic, pulse),
            Err(error) => tracing::debug!(code = ?error.code, "a topic's pulse could not be felt"),
        }
    }
}

struct Waiting {
    state: AppState,
    ctx: RequestCtx,
    topic: TopicId,
    after: i64,
    pulse: watch::Receiver<Pulse>,
    told: Option<u64>,
    ends: Instant,
    _place: Place,
}

/// The stream of a topic, after a number, for a member who sees it. A guest gets nothing (204), and her browser
/// does not ask again.
pub async fn stream(State(state): State<AppState>, request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let Ok(topic) = params.get("id").parse::<TopicId>() else { return empty(StatusCode::NOT_FOUND) };
    let Ok(after) = ctx.query.get("after").parse::<i64>() else {
        // Opened by hand.
        return answer::redirect(StatusCode::SEE_OTHER, &routes::topic(ctx.locale, &topic));
    };
    let Some(member) = ctx.actor.member_id().cloned() else { return empty(StatusCode::NO_CONTENT) };
    let services = &state.services;
    // Nothing is told about a topic that she may not know of, not even that nothing happens there.
    let now = match domain::forum::news_since(services, &ctx.actor, &topic, after).await {
        Ok(_) => domain::forum::pulse(services, &topic).await,
        Err(error) => Err(error),
    };
    let now = match now {
        Ok(now) => now,
        Err(error) => {
            return empty(StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::NOT_FOUND));
        }
    };
    let place = state.live.place(member.as_str());
    let Some(place) = place.filter(|_| !state.is_draining()) else {
        return empty(StatusCode::SERVICE_UNAVAILABLE);
    };
    let mut pulse = state.live.listen(&state, &topic, now);
    // The first look is at once: something may have come since the page was made.
    pulse.mark_changed();
    let ends = Instant::now() + LIFE;
    let waiting = Waiting { state, ctx, topic, after, pulse, told: None, ends, _place: place };
    let alive = KeepAlive::new().interval(Duration::from_secs(20));
    let mut response = Sse::new(events(waiting)).keep_alive(alive).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

struct AtDesk {
    state: AppState,
    ctx: RequestCtx,
    told: u64,
    ends: Instant,
    _place: Place,
}

/// How much waits at the desk, for whoever reads it there; whether she is there still and what she sees is asked anew
/// each time.
pub async fn desk(State(state): State<AppState>, request: Request) -> Response {
    let ctx = request.ctx;
    let Some(member) = ctx.actor.member_id().cloned() else { return empty(StatusCode::NO_CONTENT) };
    if let Err(error) = domain::moderation::waiting(&state.services, &ctx.actor).await {
        return empty(StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::NOT_FOUND));
    }
    let Ok(told) = ctx.query.get("told").parse::<u64>() else {
        // Opened by hand.
        return answer::redirect(StatusCode::SEE_OTHER, &routes::desk(ctx.locale));
    };
    let place = state.live.place(member.as_str());
    let Some(place) = place.filter(|_| !state.is_draining()) else {
        return empty(StatusCode::SERVICE_UNAVAILABLE);
    };
    let ends = Instant::now() + LIFE;
    let alive = KeepAlive::new().interval(Duration::from_secs(20));
    let waiting = AtDesk { state, ctx, told, ends, _place: place };
    let mut response = Sse::new(counts(waiting)).keep_alive(alive).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn counts(at: AtDesk) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold(at, |mut at| async move {
        let mut tick: u32 = 0;
        loop {
            // The first look is at once.
            if tick.is_multiple_of(TICKS) {
                if !is_still_there(&at.state, &at.ctx).await {
                    return None;
                }
                let count = domain::moderation::waiting(&at.state.services, &at.ctx.actor).await.ok()?;
                if at.told != count {
                    at.told = count;
                    let (n, digits) = i18n::plurals::counted(count);
                    let text = at.ctx.l().msg_moderation_waiting(n, digits);
                    return Some((Ok(Event::default().data(text)), at));
                }
            }
            if at.state.is_draining() || Instant::now() >= at.ends {
                return None;
            }
            tokio::time::sleep(TICK).await;
            tick += 1;
        }
    })
}

/// Whether she is signed in still, with the role with which she came. When nobody can say, she is not.
async fn is_still_there(state: &AppState, ctx: &RequestCtx) -> bool {
    domain::identity::still_there(&state.services, &ctx.actor).await.unwrap_or_default()
}

fn empty(status: StatusCode) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")]).into_response()
}

fn events(waiting: Waiting) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold(waiting, |mut waiting| async move {
        loop {
            tokio::select! {
                changed = waiting.pulse.changed() => changed.ok()?,
                () = tokio::time::sleep_until(waiting.ends) => return None,
            }
            waiting.pulse.borrow_and_update();
            // Asked again each time: she may have gone, and the room may have been closed to her meanwhile.
            if !is_still_there(&waiting.state, &waiting.ctx).await {
                return None;
            }
            let services = &waiting.state.services;
            let count =
                domain::forum::news_since(services, &waiting.ctx.actor, &waiting.topic, waiting.after)
                    .await
                    .ok()?;
            if waiting.told == Some(count) || (waiting.told.is_none() && count == 0) {
                continue;
            }
            waiting.told = Some(count);
            let text = if count == 0 { String::new() } else { words::fresh(waiting.ctx.l(), count) };
            return Some((Ok(Event::default().data(text)), waiting));
        }
    })
}
