//! `jusoor dev`: for measuring and for trying things out.

use std::time::Instant;

use anyhow::anyhow;
use clap::Subcommand;
use contract::ErrorCode;
use domain::{
    DomainError, Services,
    forum::{self, Plan},
    library::{self, Filling},
};

use super::say;

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Fill the forum with made-up topics and posts, or the library with made-up items, in three languages.
    Populate {
        /// Topics.
        #[arg(long, requires = "posts", required_unless_present = "items")]
        topics: Option<u64>,
        /// Posts, the opening ones among them.
        #[arg(long, requires = "topics")]
        posts: Option<u64>,
        /// Items of the library.
        #[arg(long)]
        items: Option<u64>,
        /// The same seed makes the same texts.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Also put them into the search.
        #[arg(long)]
        search: bool,
        /// Also in a portal where people have accounts.
        #[arg(long)]
        yes: bool,
    },
}

/// Does it.
pub async fn run(services: &Services, command: Command) -> anyhow::Result<()> {
    let Command::Populate { topics, posts, items, seed, search, yes } = command;
    domain::seed::seed(services).await?;
    let told = |error: DomainError| match error.code {
        ErrorCode::Forbidden => {
            anyhow!("people have accounts in this portal; --yes puts made-up texts among theirs")
        }
        ErrorCode::InvalidForm => {
            anyhow!("--topics and --items: at least 1; --posts: at least as many as topics")
        }
        _ => error.into(),
    };
    if let (Some(topics), Some(posts)) = (topics, posts) {
        let begun = Instant::now();
        let plan = Plan { topics, posts, seed, among_people: yes, searchable: search };
        let made = forum::populate(services, &plan).await.map_err(told)?;
        say(&format!(
            "{} topics, {} posts in {:.1} s",
            made.topics,
            made.posts,
            begun.elapsed().as_secs_f64()
        ));
    }
    if let Some(items) = items {
        let begun = Instant::now();
        let filling = Filling { items, seed, among_people: yes, searchable: search };
        let made = library::populate(services, &filling).await.map_err(told)?;
        say(&format!(
            "{} items, {} of them for everybody, in {:.1} s",
            made.items,
            made.visible,
            begun.elapsed().as_secs_f64()
        ));
    }
    Ok(())
}
