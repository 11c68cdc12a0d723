//! What must have happened before a topic page can be measured: somebody joins, asks, answers, and
//! a moderator lets it through. Everything by the forms of the pages.

use anyhow::{Context, Result, bail, ensure};

use crate::html;
use crate::portal::Portal;
use crate::visitor::Visitor;

/// Posts on the topic page, the opening one included.
pub const POSTS: usize = 20;

/// Texts of one woman: fewer than an account may send at once, or have waiting.
const TEXTS_EACH: usize = 4;

const PASSPHRASE: &str = "lanterns along the old bridge";

/// The pages to measure, and somebody who is signed in.
pub struct Story {
    /// An article in Arabic.
    pub article: String,
    /// A topic with [`POSTS`] posts.
    pub topic: String,
    /// The cookies of a member.
    pub cookie: String,
}

/// Plays it.
pub fn play(portal: &Portal) -> Result<Story> {
    let moderator = portal.staff("Warda of the bench", "moderator")?;
    let mut member = Visitor::new(portal.address);
    let article = article(&mut member, "ar")?;
    join(&mut member)?;
    ask(&mut member)?;
    let mut desk = Visitor::new(portal.address);
    desk.sign_in(&moderator)?;
    approve_all(&mut desk)?;
    let topic = topic(&mut Visitor::new(portal.address))?;
    // By several women: one account may send only so much at once.
    for answers in (2..=POSTS).collect::<Vec<_>>().chunks(TEXTS_EACH) {
        let mut woman = Visitor::new(portal.address);
        join(&mut woman)?;
        for number in answers {
            reply(&mut woman, &topic, *number)?;
        }
        approve_all(&mut desk)?;
    }
    approve_all(&mut desk)?;
    let seen = Visitor::new(portal.address).must_open(&topic)?.html();
    for number in [2, POSTS] {
        ensure!(seen.contains(&marker(number)), "{topic} does not show answer {number}");
    }
    Ok(Story { article, topic, cookie: member.cookie_header() })
}

/// The first article that the home page or a section leads to.
pub fn article(visitor: &mut Visitor, locale: &str) -> Result<String> {
    let home = format!("/{locale}");
    let mut pages = vec![home.clone()];
    pages.extend(links(visitor, &home, &format!("/{locale}/sections/"))?);
    for page in pages {
        if let Some(found) = links(visitor, &page, &format!("/{locale}/a/"))?.into_iter().next() {
            return Ok(found);
        }
    }
    bail!("no article is linked from {home} or a section")
}

/// Where the links of a page lead that begin so.
pub fn links(visitor: &mut Visitor, page: &str, prefix: &str) -> Result<Vec<String>> {
    let html = visitor.must_open(page)?.html();
    let mut found = html::attributes(&html, "a", "href");
    found.retain(|href| href.starts_with(prefix));
    Ok(found)
}

/// Opens an account by the form of its page.
pub fn join(visitor: &mut Visitor) -> Result<()> {
    let page = visitor.must_open("/ar/join")?;
    let form = page.form(&["passphrase"])?;
    let mut values = vec![("passphrase", PASSPHRASE)];
    let chosen = form.fields.iter().any(|(name, value)| name == "pseudonym" && !value.is_empty());
    if !chosen {
        values.push(("pseudonym", "Reader of the bench"));
    }
    for confirmation in ["rules", "accept", "agree"] {
        if page.html().contains(&format!("name=\"{confirmation}\"")) {
            values.push((confirmation, "yes"));
        }
    }
    let next = visitor.submit(&page, &form, &values)?;
    ensure!(next.response.status == 200, "joining ended at {} with {}", next.path, next.response.status);
    Ok(())
}

fn ask(visitor: &mut Visitor) -> Result<()> {
    let form_page = links(visitor, "/ar/forum", "/ar/forum/c/")?
        .into_iter()
        .next()
        .and_then(|category| category.rsplit('/').next().map(|slug| format!("/ar/forum/new?category={slug}")))
        .context("/ar/forum links no category")?;
    let page = visitor.must_open(&form_page)?;
    let form = page.form(&["title", "body"])?;
    let values = [("title", "سؤال عن الطريق إلى المحكمة"), ("body", "كيف أصل؟ **شكرا** لكل من تجيب.")];
    let next = visitor.submit(&page, &form, &values)?;
    ensure!(next.response.status == 200, "asking ended at {} with {}", next.path, next.response.status);
    Ok(())
}

fn topic(visitor: &mut Visitor) -> Result<String> {
    let mut pages = vec!["/ar/forum".to_owned()];
    pages.extend(links(visitor, "/ar/forum", "/ar/forum/c/")?);
    for page in pages {
        if let Some(found) = links(visitor, &page, "/ar/forum/t/")?.into_iter().next() {
            return Ok(found.split(['#', '?']).next().unwrap_or_default().to_owned());
        }
    }
    bail!("the approved topic is in no list")
}

fn marker(number: usize) -> String {
    format!("الجواب رقم {number}.")
}

fn reply(visitor: &mut Visitor, topic: &str, number: usize) -> Result<()> {
    let page = visitor.must_open(topic)?;
    let form = page.form(&["body"])?;
    let body = format!(
        "{} الحافلة تقف أمام **الدار**، والمكتب يفتح صباحا.\n\n- بطاقة التعريف\n- نسخة منها\n\nمن هناك تمشين خمس دقائق.",
        marker(number)
    );
    let next = visitor.submit(&page, &form, &[("body", &body)])?;
    ensure!(next.response.status == 200, "answer {number} ended with {}", next.response.status);
    Ok(())
}

/// Approves until nothing waits; a bounded number of times, should a decision not stick.
fn approve_all(desk: &mut Visitor) -> Result<()> {
    for _ in 0..POSTS * 3 {
        let page = desk.must_open("/ar/desk/queue")?;
        let Ok(form) = page.form(&["action"]) else { return Ok(()) };
        let next = desk.submit(&page, &form, &[("action", "approve")])?;
        ensure!(next.response.status == 200, "approving ended with {}", next.response.status);
    }
    bail!("the queue does not get empty")
}
