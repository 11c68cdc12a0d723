//! The form that brings a file of figures, written to the disk as it comes.

use app::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::statistics::desk as pages,
    request::RequestCtx,
    routes as paths,
};
use axum::{body::Body, response::Response};
use contract::{ErrorCode, FieldCode};
use domain::{
    DomainError, Permission,
    permission::require,
    statistics::desk::{self, Bringing},
};
use futures::TryStreamExt;
use http::{HeaderMap, Method, header};
use multer::{Constraints, Multipart, SizeLimit};

use super::form::{KEY_BYTES, one_at_a_time, unreadable};
use crate::http::{answer, ctx::Request};

/// Takes the form.
pub async fn bring(headers: HeaderMap, request: Request, body: Body) -> Response {
    let ctx = request.ctx;
    let result = match receive(&ctx, &headers, body).await {
        Err(error) if error.code == ErrorCode::InvalidForm => {
            pages::imports(ctx.with_refusal(Form::default(), &error)).await
        }
        result => result,
    };
    answer::answer(&ctx, Method::POST, result, None)
}

async fn receive(ctx: &RequestCtx, headers: &HeaderMap, body: Body) -> PageResult {
    // Before a byte of the file is read.
    require(&ctx.actor, Permission::StatisticsManage, None)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(unreadable)?;
    let sizes = SizeLimit::new().for_field("form_key", KEY_BYTES);
    let constraints = Constraints::new().size_limit(sizes);
    let mut form = Multipart::with_constraints(one_at_a_time(body.into_data_stream()), boundary, constraints);
    let mut key = String::new();
    let mut bringing: Option<Bringing> = None;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let role = field.name().map(str::to_owned).unwrap_or_default();
        match role.as_str() {
            "form_key" => key = field.text().await.map_err(unreadable)?,
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                // What a browser sends for a field without a file.
                if name.is_empty() {
                    continue;
                }
                let mut begun = match bringing.take() {
                    Some(begun) => begun,
                    None => {
                        if let Some(id) = Bringing::known(services, actor, &key).await? {
                            return Ok(Reply::see_other(paths::figures_trial(ctx.locale, &id)));
                        }
                        Bringing::begin(services, actor, &key).await?
                    }
                };
                let stream = Box::pin(field.map_err(std::io::Error::other));
                begun.file(&name, stream).await?;
                bringing = Some(begun);
            }
            _ => return Err(DomainError::new(ErrorCode::UnknownField)),
        }
    }
    let begun = bringing.ok_or_else(|| DomainError::field("file", FieldCode::Required))?;
    let id = begun.finish().await?;
    desk::check(services, actor, &id).await?;
    Ok(Reply::see_other(paths::figures_trial(ctx.locale, &id)))
}
