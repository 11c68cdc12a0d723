//! The launch check-list: what people must still confirm before the portal opens. The questions stand in
//! `migrations/content/launch.toml`; how each stands is in the database, and nothing but the desk changes that.

mod change;
mod list;
mod points;
mod seed;

pub use change::{LaunchForm, change};
pub use list::{Launch, LaunchLine, Standing, Todo, launch, launch_line, standing, todo};
pub use points::{Group, Point, points};
pub use seed::seed;

/// How a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointState {
    /// Nobody confirmed it yet.
    Open,
    /// Somebody did.
    Confirmed,
    /// It does not arise.
    NotApplicable,
}

impl PointState {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Open, Self::Confirmed, Self::NotApplicable];

    /// As stored and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Reads that.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}
