//! The form without scripts: one file in one piece, written to the disk as it comes.

use std::{mem, task::Poll};

use app::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::library,
    request::RequestCtx,
    routes as paths,
};
use axum::{body::Body, response::Response};
use contract::{ErrorCode, FieldCode};
use domain::{DomainError, Permission, library::upload, permission::require};
use futures::{Stream, StreamExt, TryStreamExt, stream};
use http::{HeaderMap, Method, header};
use multer::{Constraints, Multipart, SizeLimit};

use crate::http::{answer, ctx::Request};

/// Longest key of a form.
pub(super) const KEY_BYTES: u64 = 200;

/// Takes the form.
pub async fn bring(headers: HeaderMap, request: Request, body: Body) -> Response {
    let ctx = request.ctx;
    let result = match receive(&ctx, &headers, body).await {
        Err(error) if error.code == ErrorCode::InvalidForm => {
            library::uploads(ctx.with_refusal(Form::default(), &error)).await
        }
        result => result,
    };
    answer::answer(&ctx, Method::POST, result, None)
}

async fn receive(ctx: &RequestCtx, headers: &HeaderMap, body: Body) -> PageResult {
    // Before a byte of the file is read.
    require(&ctx.actor, Permission::LibraryManage, None)?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(unreadable)?;
    let sizes = SizeLimit::new().for_field("form_key", KEY_BYTES);
    let constraints = Constraints::new().size_limit(sizes);
    let mut form = Multipart::with_constraints(one_at_a_time(body.into_data_stream()), boundary, constraints);
    let mut key = String::new();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let role = field.name().map(str::to_owned);
        match role.as_deref() {
            Some("form_key") => key = field.text().await.map_err(unreadable)?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    break;
                }
                let stream = Box::pin(field.map_err(std::io::Error::other));
                let id = upload::receive(&ctx.services, &ctx.actor, &key, &name, stream).await?;
                upload::start(&ctx.services, &id).await;
                return Ok(Reply::see_other(paths::library_uploads_done(ctx.locale, "received")));
            }
            _ => return Err(DomainError::new(ErrorCode::UnknownField)),
        }
    }
    Err(DomainError::field("file", FieldCode::Required))
}

/// Rests after each piece. The reader of forms takes all that is there before it hands anything on, and a file that
/// comes fast would lie in memory.
pub(in crate::handlers) fn one_at_a_time<S: Stream + Unpin>(mut body: S) -> impl Stream<Item = S::Item> {
    let mut rests = false;
    stream::poll_fn(move |cx| {
        if mem::take(&mut rests) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = body.poll_next_unpin(cx);
        rests = piece.is_ready();
        piece
    })
}

pub(in crate::handlers) fn unreadable(error: multer::Error) -> DomainError {
    DomainError::caused(ErrorCode::UnreadableForm, error)
}
