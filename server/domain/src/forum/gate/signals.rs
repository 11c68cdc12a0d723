//! Signals of advertising, as scores. None of them refuses a text: together they make it wait.

use crate::{
    folding::{Carriers, words},
    submission::{FormKey, KEPT_MS},
};

/// With so many points a text waits.
pub const HOLD_FROM: i32 = 3;
/// A form that was open for less may have been filled by a machine; many paste from their notes.
const FAST_MS: i64 = 3_000;
/// Shorter texts (in words) are said by many: "thank you, sister".
const WORDS_MIN: usize = 8;
/// Texts closer than this many bits are nearly the same.
const NEAR_BITS: u32 = 3;
/// More links than that, of somebody new.
const LINKS_OF_NEW: usize = 2;
/// More links than that to one place.
const SAME_HOST: usize = 3;
/// So many of her texts within an hour are a burst.
const BURST: usize = 8;

/// Something that was noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// The form had no key of ours.
    NoKey,
    /// It was sent too soon after it was shown.
    Fast,
    /// It was shown so long ago that nobody remembers whether it was sent before.
    Stale,
    /// Somebody sent the same text within a day.
    Duplicate,
    /// She sent nearly the same within a day.
    Near,
    /// Many links, of somebody new.
    Links,
    /// Many links to one place.
    SameHost,
    /// Many texts within an hour.
    Burst,
    /// Somebody new, whose address is with a provider of mailboxes that live for minutes.
    DisposableMail,
}

impl Signal {
    /// Its code and its points.
    fn row(self) -> (&'static str, i32) {
        match self {
            Self::NoKey => ("no_key", 1),
            Self::Fast => ("fast", 3),
            Self::Stale => ("stale", 1),
            Self::Duplicate => ("duplicate", 3),
            Self::Near => ("near", 3),
            Self::Links => ("links", 3),
            Self::SameHost => ("same_host", 2),
            Self::Burst => ("burst", 2),
            // Never much: who is afraid of whoever reads her mail takes such an address too.
            Self::DisposableMail => ("disposable_mail", 1),
        }
    }

    /// As stored.
    pub fn as_str(self) -> &'static str {
        self.row().0
    }
}

/// What is known when a text arrives.
#[derive(Clone, Debug, Default)]
pub(super) struct Known<'a> {
    pub(super) key: Option<&'a FormKey>,
    pub(super) text: &'a str,
    /// Fewer than three of her texts are published.
    pub(super) is_new: bool,
    /// The same text was sent within a day.
    pub(super) same: bool,
    /// What her texts of the last day look like.
    pub(super) hers: &'a [i64],
    /// How many she sent within an hour.
    pub(super) last_hour: usize,
    /// Her address is with a provider of mailboxes that live for minutes.
    pub(super) disposable: bool,
    pub(super) now: i64,
}

/// The signals of a text, in a fixed order.
pub(super) fn of(known: &Known<'_>) -> Vec<Signal> {
    let hosts = links(known.text);
    let most =
        hosts.iter().map(|host| hosts.iter().filter(|other| *other == host).count()).max().unwrap_or(0);
    let own = near_hash(known.text);
    let near = own.is_some_and(|own| known.hers.iter().any(|other| (own ^ other).count_ones() <= NEAR_BITS));
    // A clock that was set back is nobody's fault.
    let age = known.key.and_then(FormKey::made_at).map(|at| known.now - at);
    [
        (known.key.is_none(), Signal::NoKey),
        (age.is_some_and(|age| (0..FAST_MS).contains(&age)), Signal::Fast),
        (age.is_some_and(|age| age > KEPT_MS), Signal::Stale),
        (known.same, Signal::Duplicate),
        (near && !known.same, Signal::Near),
        (known.is_new && hosts.len() > LINKS_OF_NEW, Signal::Links),
        (most > SAME_HOST, Signal::SameHost),
        (known.last_hour >= BURST, Signal::Burst),
        (known.is_new && known.disposable, Signal::DisposableMail),
    ]
    .into_iter()
    .filter_map(|(holds, signal)| holds.then_some(signal))
    .collect()
}

/// Their points together.
pub(super) fn score(signals: &[Signal]) -> i32 {
    signals.iter().map(|signal| signal.row().1).sum()
}

/// Where the links of a text lead, each time it leads there.
pub(super) fn links(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    let mut rest = lower.as_str();
    while let Some(at) = ["https://", "http://", "www."].iter().filter_map(|start| rest.find(start)).min() {
        let link = rest.get(at..).unwrap_or_default();
        let host =
            link.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        let end = host.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(host.len());
        let (host, behind) = host.split_at(end);
        if host.contains('.') {
            found.push(host.trim_end_matches('.').to_owned());
        }
        rest = behind;
    }
    found
}

/// The text as it is compared with others; nothing for one that many would write by themselves.
pub(super) fn plain(text: &str) -> Option<String> {
    let all: Vec<String> = words(text, Carriers::Fold).into_iter().map(|word| word.text).collect();
    (all.len() >= WORDS_MIN).then(|| all.join(" "))
}

/// A number that differs in few bits for texts that differ in few words (SimHash over pairs of words).
pub(super) fn near_hash(text: &str) -> Option<i64> {
    let plain = plain(text)?;
    let all: Vec<&str> = plain.split(' ').collect();
    let mut weights = [0_i32; 64];
    for pair in all.windows(2) {
        let hash = fnv(&pair.join(" "));
        for (bit, weight) in weights.iter_mut().enumerate() {
            *weight += if (hash >> bit) & 1 == 1 { 1 } else { -1 };
        }
    }
    let bits = weights.iter().enumerate().filter(|(_, weight)| **weight > 0).map(|(bit, _)| 1_u64 << bit);
    Some(bits.sum::<u64>().cast_signed())
}

fn fnv(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The low bits of FNV move little for short texts.
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "أبيع أحسن الزيوت الطبيعية في الجهة بأثمان مناسبة جدا لكل النساء والتوصيل إلى البيت مجاني كل يوم \
        ما عدا الأحد ومن تريد التفاصيل تسأل في التعاليق وسأجيبها بسرعة إن شاء الله يا أخواتي العزيزات";

    #[test]
    fn signals_add_up_and_one_alone_may_be_too_little() {
        let key = FormKey::parse("key-12345").expect("a key");
        let fresh = FormKey::fresh_at(1_000);
        let near = near_hash(LONG).expect("long enough");
        let known = Known { key: Some(&key), text: "سؤال قصير", now: 2_000, ..Known::default() };
        let hers = [near];
        let many = "https://a.tn/1 http://www.a.tn www.b.tn";
        let table: [(Known, &[Signal]); 13] = [
            (known.clone(), &[]),
            (Known { key: None, ..known.clone() }, &[Signal::NoKey]),
            (Known { key: Some(&fresh), ..known.clone() }, &[Signal::Fast]),
            (Known { key: Some(&fresh), now: 4_001, ..known.clone() }, &[]),
            (Known { key: Some(&fresh), now: 1_000 + KEPT_MS, ..known.clone() }, &[]),
            (Known { key: Some(&fresh), now: 1_001 + KEPT_MS, ..known.clone() }, &[Signal::Stale]),
            (Known { same: true, ..known.clone() }, &[Signal::Duplicate]),
            (Known { text: LONG, hers: &hers, ..known.clone() }, &[Signal::Near]),
            (Known { text: many, ..known.clone() }, &[]),
            (Known { text: many, is_new: true, ..known.clone() }, &[Signal::Links]),
            (Known { last_hour: 8, ..known.clone() }, &[Signal::Burst]),
            (Known { disposable: true, is_new: true, ..known.clone() }, &[Signal::DisposableMail]),
            (Known { disposable: true, ..known.clone() }, &[]),
        ];
        for (known, expected) in table {
            assert_eq!(of(&known), expected, "{known:?}");
        }
        assert!(score(&[Signal::NoKey, Signal::Burst]) >= HOLD_FROM);
        assert!(score(&[Signal::NoKey]) < HOLD_FROM && score(&[Signal::Burst]) < HOLD_FROM);
        assert!(score(&[Signal::Stale]) < HOLD_FROM);
        assert!(score(&[Signal::DisposableMail, Signal::NoKey]) < HOLD_FROM);
        assert!(score(&[Signal::DisposableMail, Signal::Burst]) >= HOLD_FROM);
    }

    #[test]
    fn nearly_the_same_is_near_and_another_text_is_not() {
        let one = near_hash(LONG).expect("long enough");
        let other = near_hash(&format!("{LONG}!!!")).expect("long enough");
        assert_eq!((one ^ other).count_ones(), 0);
        let different = "أريد أن أعرف كيف أطلب شهادة طبية أولية بعد العنف وهل يجب أن أدفع شيئا في المستشفى";
        assert!((one ^ near_hash(different).expect("long enough")).count_ones() > NEAR_BITS);
        assert_eq!(near_hash("شكرا لك يا أختي"), None);
        assert_eq!(plain("Merci ma chère sœur"), None);
    }

    #[test]
    fn finds_where_links_lead() {
        assert_eq!(links("voir https://www.a.tn/x?y=1, http://B.tn. et www.c.tn"), ["a.tn", "b.tn", "c.tn"]);
        assert!(links("ni www ni http, 3.14 et e.g.").is_empty());
    }
}
