//! What was promised and what is there, as files that are sent piece by piece.

use std::{convert::Infallible, iter::once};

use app::site::pages::commitment::{self, COLUMNS, DataLine, csv_line};
use axum::{body::Body, response::Response};
use futures::stream;
use http::Method;
use serde_json::{Map, Value};

use super::statistics::sent;
use crate::http::{answer, ctx::Request};

/// GET `/{l}/commitment.csv`.
pub async fn csv(request: Request) -> Response {
    let Request { ctx, .. } = request;
    match commitment::data(&ctx).await {
        Ok(lines) => {
            let lines = lines.into_iter().map(|line| csv_line(line.iter().map(String::as_str)));
            let name = format!("jusoor-commitment-{}.csv", ctx.locale);
            streamed(&name, "text/csv; charset=utf-8; header=present", once(csv_line(COLUMNS)).chain(lines))
        }
        Err(error) => answer::answer(&ctx, Method::GET, Err(error), None),
    }
}

/// GET `/{l}/commitment.json`: an array of the same lines.
pub async fn json(request: Request) -> Response {
    let Request { ctx, .. } = request;
    match commitment::data(&ctx).await {
        Ok(lines) => {
            let lines = lines.into_iter().enumerate().map(|(at, line)| {
                let before = if at == 0 { "[\n" } else { ",\n" };
                format!("{before}{}", object(line))
            });
            let name = format!("jusoor-commitment-{}.json", ctx.locale);
            streamed(&name, "application/json", lines.chain(once("\n]\n".to_owned())))
        }
        Err(error) => answer::answer(&ctx, Method::GET, Err(error), None),
    }
}

/// A line: what is empty is null, and a number that is told is one.
fn object(line: DataLine) -> Value {
    let pairs = COLUMNS.into_iter().zip(line).map(|(name, text)| {
        let number = text.parse::<u64>().ok().filter(|_| name == "count");
        let value = match number {
            Some(number) => Value::from(number),
            None if text.is_empty() => Value::Null,
            None => Value::from(text),
        };
        (name.to_owned(), value)
    });
    Value::Object(pairs.collect::<Map<_, _>>())
}

fn streamed(
    name: &str,
    media_type: &'static str,
    pieces: impl Iterator<Item = String> + Send + 'static,
) -> Response {
    sent(name, media_type, Body::from_stream(stream::iter(pieces.map(Ok::<_, Infallible>))), false)
}
