//! Members who answer, their texts, and the requests by which they are sent.

use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::bench::pace::{self, Dice};
use crate::bench::story;
use crate::step::step;
use crate::visitor::{Visitor, filled};

/// An account may send so many at once, and then one a minute.
pub(super) const TEXTS_EACH: usize = 6;
/// For so many there would have to be more accounts than can be opened in a measurement.
const TEXTS_MOST: usize = 30_000;
/// What is sent sooner than three seconds after its form was opened is read first.
const WRITING: Duration = Duration::from_secs(4);

const SENTENCES: [&str; 12] = [
    "الحافلة تقف أمام **الدار**، والمكتب يفتح صباحا.",
    "من هناك تمشين خمس دقائق.",
    "عودي بعد أسبوع ومعك نسختان من كل ورقة.",
    "شكرا على الجواب، ساعدني كثيرا.",
    "اطلبي الجواب كتابة، فالورقة تبقى.",
    "السؤال لا يكلف شيئا، لا تترددي.",
    "في الصباح ينتظر الناس أقل.",
    "خذي معك ماء وشيئا تقرئينه.",
    "قد تحصلين على الموعد في اليوم نفسه.",
    "من لم تجد الباب تسأل عند المدخل.",
    "كتبت لنا أخرى أن الأمر كان سهلا.",
    "بعد الظهر لا يبقى أحد هناك.",
];
/// Sentences of one text.
const SENTENCES_EACH: usize = 5;

/// Members who answer.
pub(super) struct Writers {
    pub(super) address: SocketAddr,
    pub(super) topics: Vec<String>,
    /// Texts so far.
    pub(super) made: usize,
    pub(super) dice: Dice,
}

impl Writers {
    /// As many members as so many texts need join, open the forms and fill them; the requests by which they will send,
    /// everybody's first one first.
    pub(super) fn write(&mut self, texts: usize) -> Result<Vec<String>> {
        ensure!(texts <= TEXTS_MOST, "{texts} texts are more than can be made ready");
        let members = texts.div_ceil(TEXTS_EACH);
        let hers = step(&format!("{members} members join and write {texts} answers"), || {
            (0..members).map(|_| self.of_one()).collect::<Result<Vec<_>>>()
        })?;
        thread::sleep(WRITING);
        Ok(pace::in_turn(&hers, texts))
    }

    fn of_one(&mut self) -> Result<Vec<String>> {
        let mut member = Visitor::new(self.address);
        story::join(&mut member)?;
        let mut forms = Vec::new();
        for _ in 0..TEXTS_EACH {
            let page = member.must_open(self.next_topic()?)?;
            let form = page.form(&["body"])?;
            let body = filled(&form, &[("body", &self.text())]);
            forms.push((form.action.unwrap_or(page.path), body));
        }
        // As they are when all is open.
        let cookie = member.cookie_header();
        Ok(forms.iter().map(|(action, body)| post(self.address, action, &cookie, body)).collect())
    }

    /// One text sent as a browser does it, which guests must find in its topic: else all that is measured waits for the
    /// team, and nobody's page changes.
    pub(super) fn try_one(&mut self) -> Result<()> {
        let mut member = Visitor::new(self.address);
        story::join(&mut member)?;
        let page = member.must_open(self.next_topic()?)?;
        let form = page.form(&["body"])?;
        let marked = mark(self.made);
        let text = self.text();
        thread::sleep(WRITING);
        let next = member.submit(&page, &form, &[("body", &text)])?;
        ensure!(
            next.response.status == 200 && next.path.contains("/forum/t/"),
            "an answer ended at {} with {}",
            next.path,
            next.response.status
        );
        let read = Visitor::new(self.address).must_open(&next.path)?.html();
        ensure!(read.contains(&marked), "{} does not show the answer to guests", next.path);
        Ok(())
    }

    fn next_topic(&self) -> Result<&str> {
        let at = self.made % self.topics.len().max(1);
        self.topics.get(at).map(String::as_str).context("there are no topics")
    }

    fn text(&mut self) -> String {
        let mut text = format!("الجواب {}.", mark(self.made));
        self.made += 1;
        for _ in 0..SENTENCES_EACH {
            let at = (self.dice.share() * SENTENCES.len() as f64) as usize;
            text.push(' ');
            text.push_str(SENTENCES.get(at).copied().unwrap_or_default());
        }
        text
    }
}

/// A word that no other text has: the same said twice is taken for advertising, and digits may be a telephone's.
fn mark(number: usize) -> String {
    const SOUNDS: [&str; 10] = ["ba", "de", "fo", "ku", "pa", "se", "to", "gu", "ze", "mi"];
    format!("{number:05}")
        .bytes()
        .filter_map(|digit| SOUNDS.get(usize::from(digit - b'0')).copied())
        .collect()
}

fn post(address: SocketAddr, path: &str, cookie: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nOrigin: http://{address}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[cfg(test)]
mod tests {
    use super::{Dice, Writers, mark, post};
    use std::collections::BTreeSet;
    use std::net::SocketAddr;

    #[test]
    fn no_two_texts_are_the_same_and_none_holds_a_digit() {
        let address = SocketAddr::from(([127, 0, 0, 1], 80));
        let topics = ["/ar/forum/t/a", "/ar/forum/t/b"].map(str::to_owned).to_vec();
        let mut writers = Writers { address, topics, made: 0, dice: Dice(2) };
        assert!(writers.next_topic().is_ok_and(|topic| topic == "/ar/forum/t/a"));
        let texts: BTreeSet<String> = (0..3_000).map(|_| writers.text()).collect();
        assert_eq!((texts.len(), writers.made), (3_000, 3_000));
        assert!(!texts.iter().any(|text| text.contains(|c: char| c.is_numeric())));
        assert_eq!(mark(12), "bababadefo");
        let marks: BTreeSet<String> = (0..30_000).map(mark).collect();
        assert_eq!(marks.len(), 30_000);
    }

    #[test]
    fn a_form_is_sent_whole() {
        let address = SocketAddr::from(([127, 0, 0, 1], 80));
        let sent = post(address, "/ar/forum/t/a", "s=1", "body=%D9%83");
        let (head, body) = sent.split_once("\r\n\r\n").unwrap_or_default();
        assert!(
            head.starts_with("POST /ar/forum/t/a HTTP/1.1\r\nHost: 127.0.0.1:80\r\nCookie: s=1\r\n"),
            "{head}"
        );
        assert!(head.ends_with("\r\nContent-Length: 11"), "{head}");
        assert_eq!(body, "body=%D9%83");
    }
}
