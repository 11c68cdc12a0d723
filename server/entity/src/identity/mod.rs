//! Accounts and what belongs to them.

pub mod member;
pub mod provider_flow;
pub mod provider_identity;
pub mod provider_pending;
pub mod rate_bucket;
pub mod recovery_code;
pub mod role_scope;
pub mod session;
pub mod submission;
pub mod two_step;
