//! Several rows in one column: what belongs to a page and would be a query of its own comes with another one.

use sea_orm::{
    DatabaseBackend, ExprTrait,
    sea_query::{Expr, Func, SimpleExpr},
};
use serde::de::DeserializeOwned;

use crate::{DomainError, DomainResult};

/// These columns of all rows, as a list of lists; nothing or an empty list when there is no row.
pub(crate) fn rows<const N: usize>(backend: DatabaseBackend, columns: [SimpleExpr; N]) -> SimpleExpr {
    let (all, one) = match backend {
        DatabaseBackend::Sqlite => ("json_group_array", "json_array"),
        _ => ("json_agg", "json_build_array"),
    };
    let one: SimpleExpr = Func::cust(one).args(columns).into();
    Func::cust(all).arg(one).into()
}

/// The same as a text.
pub(crate) fn text_of(rows: SimpleExpr) -> SimpleExpr {
    rows.cast_as("TEXT")
}

/// One or nought, whatever a database makes of true and false.
pub(crate) fn flag(is: SimpleExpr) -> SimpleExpr {
    Expr::case(is, Expr::cust("1")).finally(Expr::cust("0")).into()
}

/// Reads such a column.
///
/// # Errors
/// A defect of ours: when it holds something else.
pub(crate) fn read<T: DeserializeOwned>(column: Option<&str>) -> DomainResult<Vec<T>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    serde_json::from_str(column).map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))
}
