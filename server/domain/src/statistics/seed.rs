//! Brings the shipped figures into the database, once per version of the files.

use contract::ErrorCode;

use super::{
    catalogue::{Catalogue, sha256, shipped},
    import::{self, ImportError},
};
use crate::{DomainError, DomainResult, Services};

/// Imports the shipped file when it, or its catalogue, is new. Returns how many datasets were examined anew.
///
/// # Errors
/// The shipped files contradict each other, or the database refuses.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let internal = |error: String| DomainError::caused(ErrorCode::Internal, error);
    let catalogue = Catalogue::shipped().map_err(|error| internal(error.to_string()))?;
    let file = shipped("stats.csv").map_err(|error| internal(error.to_string()))?.as_bytes();
    if import::is_current(services.db.read(), &catalogue, &sha256(&[file])).await? {
        return Ok(0);
    }
    match import::import(services, file, &catalogue).await {
        Ok(report) => {
            for version in &report.versions {
                tracing::debug!(dataset = version.dataset, n = version.n, "figures imported");
            }
            Ok(catalogue.datasets.len() as u64)
        }
        Err(ImportError::Rows(errors)) => {
            for error in &errors {
                tracing::error!(%error, "stats.csv");
            }
            Err(internal(format!("stats.csv has {} fault(s)", errors.len())))
        }
        Err(ImportError::Domain(error)) => Err(error),
    }
}
