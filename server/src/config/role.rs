//! What a process of the portal does.

use serde::{Deserialize, Serialize};

/// What a process of the portal does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum ServeRole {
    /// Answers requests.
    Serve,
    /// Sends, tells, sweeps, counts.
    Worker,
    /// Both.
    #[default]
    Both,
}

impl ServeRole {
    /// Whether it answers requests.
    pub fn answers(self) -> bool {
        matches!(self, Self::Serve | Self::Both)
    }

    /// Whether it does the work beside them.
    pub fn works(self) -> bool {
        matches!(self, Self::Worker | Self::Both)
    }

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Worker => "worker",
            Self::Both => "both",
        }
    }
}
