//! Many topics and posts, made up and the same for the same seed: for measuring and for trying things out.

use contract::{ErrorCode, Locale};
use entity::{
    forum::{category, post, topic},
    identity::member,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::{PostState, TextLanguage, counters};
use crate::{DomainError, DomainResult, Services, markup, search};

/// Rows of one statement: both databases bound its parameters.
const BATCH: usize = 400;
/// Made-up accounts. Nobody signs in to them: their passphrase is none.
const AUTHORS: usize = 40;
/// How accounts that were made up are told from those of people.
const MADE_UP: &str = "populate:";
/// Different texts; each stands in many posts.
const TEXTS: usize = 600;
/// One topic of so many gets half of all replies.
const BUSY: u64 = 10;
const MINUTE_MS: i64 = 60_000;

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Topics.
    pub topics: u64,
    /// Posts, the opening ones among them; at least one for each topic.
    pub posts: u64,
    /// The same seed makes the same texts, in the same empty portal.
    pub seed: u64,
    /// Also where people have accounts.
    pub among_people: bool,
    /// Also puts them into the search, which takes longer than all the rest.
    pub searchable: bool,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Topics.
    pub topics: u64,
    /// Posts.
    pub posts: u64,
}

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(all.len()).ok().filter(|count| *count > 0)?;
        usize::try_from(self.roll() % count).ok().and_then(|at| all.get(at))
    }

    pub(crate) fn id(&mut self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let bits = self.roll();
        (0..12).map(|at| char::from(ALPHABET[((bits >> (at * 5)) & 31) as usize])).collect()
    }
}

struct Text {
    source: String,
    html: String,
    language: TextLanguage,
}

fn sentences(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Ar => &[
            "كيف أحسب أيّام العطلة حين يتغيّر العقد؟",
            "سألت في البلديّة فقالوا عودي بعد أسبوع.",
            "هل جرّبت إحداكنّ أن تطلب الورقة كتابةً؟",
            "شكرًا على الجواب، ساعدني كثيرًا.",
            "الملفّ يحتاج إلى **نسختين** من كلّ ورقة.",
            "بدأت بمشروع صغير وأبيع ما أصنعه.",
            "في المستشفى طلبوا منّي بطاقة العلاج أوّلًا.",
            "لا تتردّدي، السؤال لا يكلّف شيئًا.",
        ],
        Locale::Fr => &[
            "Comment compter les jours de congé quand le contrat change ?",
            "À la mairie, on m’a dit de revenir dans une semaine.",
            "Est-ce que l’une de vous l’a demandé par écrit ?",
            "Merci pour votre réponse, elle m’a beaucoup aidée.",
            "Le dossier demande **deux copies** de chaque papier.",
            "J’ai commencé un petit projet et je vends ce que je fais.",
            "À l’hôpital, on m’a d’abord demandé la carte de soins.",
            "N’hésitez pas, poser la question ne coûte rien.",
        ],
        Locale::En => &[
            "How are days of leave counted when the contract changes?",
            "At the town hall they told me to come back in a week.",
            "Has one of you asked for it in writing?",
            "Thank you for the answer, it helped me a lot.",
            "The file needs **two copies** of every paper.",
            "I began a small business and sell what I make.",
            "At the hospital they first asked for the care card.",
            "Do not hesitate: asking costs nothing.",
        ],
    }
}

fn texts(dice: &mut Dice) -> Vec<Text> {
    (0..TEXTS)
        .map(|at| {
            let locale = Locale::ALL[at % Locale::ALL.len()];
            let count = 2 + dice.roll() % 5;
            let source: Vec<&str> =
                (0..count).filter_map(|_| dice.one_of(sentences(locale)).copied()).collect();
            let source = format!("{} ({at})", source.join(" "));
            let html = markup::post(&source).into_string();
            Text { source, html, language: TextLanguage::Known(locale) }
        })
        .collect()
}

/// Fills the forum. Everything is published, spread over the last ten months; counters are right at the end.
///
/// # Errors
/// `Forbidden` where people have accounts, unless the plan says so; `InvalidForm` for a plan without topics or with
/// fewer posts than topics.
pub async fn populate(services: &Services, plan: &Plan) -> DomainResult<Made> {
    if plan.topics == 0 || plan.posts < plan.topics {
        return Err(DomainError::new(ErrorCode::InvalidForm));
    }
    let db = services.db.read();
    among(services, plan.among_people).await?;
    let slugs: Vec<String> = category::Entity::find()
        .order_by_asc(category::Column::Position)
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.slug)
        .collect();
    let there = topic::Entity::find().count(db).await?;
    let mut dice = Dice(plan.seed.wrapping_add(there.wrapping_mul(0x1000_0001)));
    let texts = texts(&mut dice);
    let authors = authors(services).await?;

    let now = services.now_ms();
    let step = 300 * 24 * 60 * MINUTE_MS / i64::try_from(plan.topics).unwrap_or(i64::MAX);
    let replies = plan.posts - plan.topics;
    let busy = plan.topics.div_ceil(BUSY);
    let calm = plan.topics - busy;
    let mut made = Made::default();
    let (mut topics, mut posts) = (Vec::new(), Vec::new());
    for n in 0..plan.topics {
        let is_busy = n % BUSY == 0;
        let (share, among, place) = match (is_busy, calm) {
            (_, 0) => (replies, busy, n),
            (true, _) => (replies / 2, busy, n / BUSY),
            (false, _) => (replies - replies / 2, calm, n - n / BUSY - 1),
        };
        // What does not divide goes to the first ones.
        let count = 1 + share / among + u64::from(place < share % among);
        let asked_at = now - step * i64::try_from(plan.topics - n).unwrap_or_default();
        let id = dice.id();
        let Some(slug) = slugs.get(usize::try_from(n).unwrap_or_default() % slugs.len().max(1)) else {
            break;
        };
        let Some(title) = dice.one_of(&texts) else { break };
        let mut opening = String::new();
        let mut last_at = asked_at;
        let mut asker = None;
        for position in 1..=i64::try_from(count).unwrap_or_default() {
            let (Some(text), Some(author)) = (dice.one_of(&texts), dice.one_of(&authors)) else { break };
            let post_id = dice.id();
            last_at = Ord::min(asked_at + (position - 1) * MINUTE_MS, now);
            if position == 1 {
                opening.clone_from(&post_id);
                asker = Some(author.clone());
            }
            posts.push(post_row(&id, post_id, position, author, text, last_at));
        }
        topics.push(topic::ActiveModel {
            id: Set(id),
            category: Set(slug.clone()),
            author_id: Set(asker),
            title: Set(title.source.chars().take(70).collect()),
            language: Set(title.language.code().to_owned()),
            state: Set(PostState::Published.as_str().to_owned()),
            opening_post_id: Set(opening),
            published_posts: Set(i64::try_from(count).unwrap_or_default()),
            last_position: Set(i64::try_from(count).unwrap_or_default()),
            last_published_at: Set(Some(last_at)),
            submitted_at: Set(asked_at),
            hidden_state: Set(None),
            hidden_title: Set(None),
            former: Set(None),
            closed_at: Set(None),
            pinned_until: Set(None),
            front_until: Set(None),
            alias: Set(None),
            replies_need_review: Set(false),
            slow_seconds: Set(None),
            moved_from: Set(None),
            moved_at: Set(None),
            kept_title: Set(None),
            about_kind: Set(None),
            about_id: Set(None),
            unlisted_at: Set(None),
            reopen_at: Set(None),
        });
        made.topics += 1;
        made.posts += count;
        if posts.len() >= 20 * BATCH {
            write(services, &mut topics, &mut posts).await?;
        }
    }
    write(services, &mut topics, &mut posts).await?;
    let tx = services.db.begin().await?;
    for slug in &slugs {
        counters::recount_category(&tx, slug).await?;
    }
    tx.commit().await?;
    // The planner learns how much there is.
    services.db.analyze().await?;
    if plan.searchable {
        search::reindex(services).await?;
    }
    Ok(made)
}

/// That nothing made up comes among what people wrote, unless somebody says so.
pub(crate) async fn among(services: &Services, people_too: bool) -> DomainResult<()> {
    let people = member::Entity::find()
        .filter(member::Column::Skeleton.not_like(format!("{MADE_UP}%")))
        .count(services.db.read())
        .await?;
    if people > 0 && !people_too { Err(DomainError::new(ErrorCode::Forbidden)) } else { Ok(()) }
}

fn post_row(topic: &str, id: String, position: i64, author: &str, text: &Text, at: i64) -> post::ActiveModel {
    post::ActiveModel {
        id: Set(id),
        topic_id: Set(topic.to_owned()),
        author_id: Set(Some(author.to_owned())),
        is_opening: Set(position == 1),
        position: Set(Some(position)),
        state: Set(PostState::Published.as_str().to_owned()),
        source: Set(text.source.clone()),
        html: Set(text.html.clone()),
        renderer_version: Set(markup::RENDERER_VERSION),
        language: Set(text.language.code().to_owned()),
        version: Set(2),
        submitted_at: Set(at),
        decided_at: Set(Some(at)),
        published_at: Set(Some(at)),
        revision: Set(1),
        ..Default::default()
    }
}

/// The made-up accounts, made when they are not there.
async fn authors(services: &Services) -> DomainResult<Vec<String>> {
    let there = member::Entity::find()
        .filter(member::Column::Skeleton.like(format!("{MADE_UP}%")))
        .all(services.db.read())
        .await?;
    if !there.is_empty() {
        return Ok(there.into_iter().map(|row| row.id).collect());
    }
    let mut dice = Dice(7);
    let rows: Vec<member::ActiveModel> = (0..AUTHORS)
        .map(|n| member::ActiveModel {
            id: Set(dice.id()),
            pseudonym: Set(format!("{} {n}", ["زيتونة", "Olivier", "Olive"][n % 3])),
            skeleton: Set(format!("{MADE_UP}{n}")),
            passphrase_hash: Set("!".to_owned()),
            role: Set("member".to_owned()),
            state: Set("active".to_owned()),
            locale: Set(Locale::ALL[n % 3].code().to_owned()),
            joined_month: Set(services.today().chars().take(7).collect()),
            terms_version: Set(services.today()),
        })
        .collect();
    let ids = rows.iter().filter_map(|row| row.id.try_as_ref().cloned()).collect();
    let tx = services.db.begin().await?;
    member::Entity::insert_many(rows).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(ids)
}

async fn write(
    services: &Services,
    topics: &mut Vec<topic::ActiveModel>,
    posts: &mut Vec<post::ActiveModel>,
) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    while !topics.is_empty() {
        let rest = topics.split_off(topics.len().min(BATCH));
        let batch = std::mem::replace(topics, rest);
        topic::Entity::insert_many(batch).exec_without_returning(&tx).await?;
    }
    while !posts.is_empty() {
        let rest = posts.split_off(posts.len().min(BATCH));
        let batch = std::mem::replace(posts, rest);
        post::Entity::insert_many(batch).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
