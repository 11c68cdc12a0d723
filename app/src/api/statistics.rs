//! What the desk of the statistics asks for.

use contract::ids::DatasetId;
use domain::{DomainError, Permission, permission::require, statistics::raw};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::statistics as pages,
    request::RequestCtx,
};

/// The figures of a dataset as they were imported, as a file; that they were read stands in the log.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn raw(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::StatisticsManage, None)?;
    let dataset: DatasetId = id.parse().map_err(|_| DomainError::not_found())?;
    match raw::raw(&ctx.services, &ctx.actor, &dataset, form.get("reason")).await {
        Ok(bytes) => {
            let name = format!("jusoor-{dataset}-raw.csv");
            Ok(Reply::attachment(name, "text/csv; charset=utf-8; header=present", bytes))
        }
        Err(error) if is_refused(&error) => pages::raw(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}
