//! `jusoor category`: who reads a category, what waits there, whether search engines may list it, what roles may do.

use anyhow::anyhow;
use clap::{Subcommand, builder::PossibleValuesParser};
use contract::ErrorCode;
use domain::{
    DomainError, Role, Services,
    forum::{self, Audience, Change, ReviewMode, Setting},
    permission::rules::{RULED, RULED_ROLES},
    staff::{self, Saying},
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
    /// Say that a role may, or never may, do something in a category. A row of the audit log tells it.
    Rule {
        /// Its name in addresses, for instance `unions`.
        slug: String,
        /// For whom, and for whoever inherits from her.
        #[arg(value_parser = PossibleValuesParser::new(RULED_ROLES.map(Role::as_str)))]
        role: String,
        /// What.
        #[arg(value_parser = PossibleValuesParser::new(RULED.map(|(_, code)| code)))]
        verb: String,
        /// `never` wins over every `allow`; `inherit` takes back what was said.
        #[arg(value_parser = PossibleValuesParser::new(["allow", "inherit", "never"]))]
        says: String,
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
            let done = forum::change_category(services, &slug, &change).await;
            let done = done.map_err(|error| unknown(error, &slug))?;
            say(&line(&done));
        }
        Command::Rule { slug, role, verb, says } => {
            let saying = Saying::of(&role, &verb, &says).ok_or_else(|| {
                anyhow!("nothing can be said about {role} and {verb}: the portal itself does")
            })?;
            staff::say_rule(services, &slug, saying).await.map_err(|error| unknown(error, &slug))?;
            say(&format!("{slug}\t{role}\t{verb}\t{says}"));
        }
    }
    Ok(())
}

fn unknown(error: DomainError, slug: &str) -> anyhow::Error {
    if error.code == ErrorCode::NotFound {
        anyhow!("there is no category {slug}; jusoor category list names them")
    } else {
        error.into()
    }
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
