//! `jusoor dev`: for measuring and for trying things out.

use std::time::Instant;

use anyhow::anyhow;
use clap::Subcommand;
use contract::ErrorCode;
use domain::{
    DomainError, Services, content,
    forum::{self, Plan},
    library::{self, Filling},
    statistics,
};

use super::say;

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Fill the forum with made-up topics and posts, the library with made-up items, the sections with made-up articles,
    /// in three languages, or the statistics with made-up figures.
    Populate {
        /// Topics.
        #[arg(long, requires = "posts", required_unless_present_any = ["items", "articles", "observations"])]
        topics: Option<u64>,
        /// Posts, the opening ones among them.
        #[arg(long, requires = "topics")]
        posts: Option<u64>,
        /// Answers among them that wait for the team; all other texts count as read.
        #[arg(long, requires = "posts")]
        waiting: Option<u64>,
        /// Items of the library.
        #[arg(long)]
        items: Option<u64>,
        /// Articles and procedures, with revisions, releases and sources.
        #[arg(long)]
        articles: Option<u64>,
        /// Figures of one large dataset; and an empty one to import a file into.
        #[arg(long)]
        observations: Option<u64>,
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
    let Command::Populate { topics, posts, waiting, items, articles, observations, seed, search, yes } =
        command;
    domain::seed::seed(services).await?;
    let told = |error: DomainError| match error.code {
        ErrorCode::Forbidden => {
            anyhow!("people have accounts in this portal; --yes puts made-up texts among theirs")
        }
        ErrorCode::InvalidForm => {
            anyhow!(
                "--topics, --items, --articles, --observations: at least 1; --posts: at least as many as topics; \
                 --waiting: at most as many as answers"
            )
        }
        ErrorCode::Conflict => anyhow!("there are made-up figures already"),
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
    if let Some(waiting) = waiting {
        let begun = Instant::now();
        let made = forum::populate_waiting(services, waiting, yes).await.map_err(told)?;
        say(&format!("{made} answers wait, in {:.1} s", begun.elapsed().as_secs_f64()));
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
    if let Some(articles) = articles {
        let begun = Instant::now();
        let writing = content::Writing { articles, seed, among_people: yes, searchable: search };
        let made = content::populate(services, &writing).await.map_err(told)?;
        say(&format!(
            "{} articles, {} texts of them for everybody, in {:.1} s",
            made.articles,
            made.texts,
            begun.elapsed().as_secs_f64()
        ));
    }
    if let Some(observations) = observations {
        let begun = Instant::now();
        let measuring = statistics::Measuring { observations, seed, among_people: yes };
        let made = statistics::populate(services, &measuring).await.map_err(told)?;
        say(&format!("{made} figures in {:.1} s", begun.elapsed().as_secs_f64()));
    }
    Ok(())
}
