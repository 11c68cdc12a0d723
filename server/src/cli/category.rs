//! `jusoor category`: who reads a category, what waits there, whether search engines may list it.

use anyhow::anyhow;
use clap::{Subcommand, builder::PossibleValuesParser};
use contract::ErrorCode;
use domain::{
    Services,
    forum::{self, Audience, Change, ReviewMode, Setting},
};

use super::say;

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// List categories with what they say.
    List,
    /// Change what a category says; what is not named stays. A row of the audit log tells it.
    Set {
        /// Its name in addresses, for instance `unions`.
        slug: String,
        /// Who reads it.
        #[arg(long, value_parser = PossibleValuesParser::new(Audience::ALL.map(Audience::as_str)))]
        audience: Option<String>,
        /// What waits for a moderator.
        #[arg(long, value_parser = PossibleValuesParser::new(ReviewMode::ALL.map(ReviewMode::as_str)))]
        review: Option<String>,
        /// Whether search engines may list it.
        #[arg(long, value_name = "true|false")]
        indexed: Option<bool>,
        /// Whether a name may be hidden there.
        #[arg(long, value_name = "true|false")]
        anonymous: Option<bool>,
        /// Whether the helplines stand there.
        #[arg(long, value_name = "true|false")]
        help_box: Option<bool>,
    },
}

/// Does it.
pub async fn run(services: &Services, command: Command) -> anyhow::Result<()> {
    match command {
        Command::List => {
            for setting in forum::category_settings(services).await? {
                say(&line(&setting));
            }
        }
        Command::Set { slug, audience, review, indexed, anonymous, help_box } => {
            let change = Change { audience, review, indexed, allow_anonymous: anonymous, help: help_box };
            let done = forum::change_category(services, &slug, &change).await.map_err(|error| {
                if error.code == ErrorCode::NotFound {
                    anyhow!("there is no category {slug}; jusoor category list names them")
                } else {
                    error.into()
                }
            })?;
            say(&line(&done));
        }
    }
    Ok(())
}

fn line(setting: &Setting) -> String {
    let rules = &setting.rules;
    format!(
        "{}\taudience {}\treview {}\tindexed {}\tanonymous {}\thelp box {}",
        setting.slug,
        rules.audience.as_str(),
        rules.review.as_str(),
        rules.indexed,
        rules.allow_anonymous,
        setting.help
    )
}
