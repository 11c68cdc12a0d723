//! The room `places`: what leads where. Redirects, the menu, the blocks of the home page, announcements, the
//! association's channels. All but the redirects is kept in memory like the roster: no page asks for it.

pub mod announce;
pub mod blocks;
pub mod channels;
mod link;
mod load;
pub mod menu;
pub mod redirects;

use contract::Locale;

pub use announce::Announcement;
pub use blocks::{Block, BlockKind, HomeText};
pub use channels::{Channel, ChannelKind};
pub use link::{is_internal, link};
pub use load::load;
pub use menu::{MenuItem, Standing, Target};

/// What every page needs of this room, as this process read it last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Entries of all menus, each language's in its order.
    menu: Vec<MenuItem>,
    /// Blocks of the home page; empty: nobody changed any.
    blocks: Vec<Block>,
    /// The home page's own text.
    text: Vec<(Locale, HomeText)>,
    /// Those that are not over yet.
    announcements: Vec<Announcement>,
    /// In their order.
    channels: Vec<Channel>,
}

impl Places {
    /// The menu of a language; empty: the portal's own.
    pub fn menu(&self, locale: Locale) -> impl Iterator<Item = &MenuItem> {
        self.menu.iter().filter(move |item| item.locale == locale)
    }

    /// The blocks of the home page, in order.
    pub fn blocks(&self) -> Vec<Block> {
        blocks::whole(&self.blocks)
    }

    /// The home page's own text in the best language there is.
    pub fn home_text(&self, locale: Locale) -> Option<(Locale, &HomeText)> {
        in_best(&self.text, locale)
    }

    /// What is announced at a moment: newest first.
    pub fn announced(&self, now: i64) -> impl Iterator<Item = &Announcement> {
        self.announcements.iter().filter(move |one| one.is_on(now))
    }

    /// The association's channels.
    pub fn channels(&self) -> &[Channel] {
        &self.channels
    }
}

/// The text in the best language there is for a reader.
pub fn in_best<T>(texts: &[(Locale, T)], locale: Locale) -> Option<(Locale, &T)> {
    locale
        .fallbacks()
        .find_map(|l| texts.iter().find(|(other, _)| *other == l).map(|(other, text)| (*other, text)))
}

/// Moves one of a list a place up or down; whether anything moved.
fn moved<T>(list: &mut [T], at: usize, up: bool) -> bool {
    let other = if up { at.checked_sub(1) } else { at.checked_add(1) };
    match other {
        Some(other) if at < list.len() && other < list.len() => {
            list.swap(at, other);
            true
        }
        _ => false,
    }
}

/// A place in an order, as stored.
fn position(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_inside_the_list_only() {
        let mut list = ['a', 'b', 'c'];
        assert!(!moved(&mut list, 0, true) && !moved(&mut list, 2, false) && !moved(&mut list, 9, true));
        assert!(moved(&mut list, 2, true) && moved(&mut list, 0, false));
        assert_eq!(list, ['c', 'a', 'b']);
    }

    #[test]
    fn an_announcement_is_on_from_its_start_until_before_its_end() {
        let one = |starts_at, ends_at| Announcement {
            id: String::new(),
            texts: Vec::new(),
            link: None,
            starts_at,
            ends_at,
        };
        let places = Places { announcements: vec![one(10, 20), one(15, 15)], ..Places::default() };
        for (now, count) in [(9, 0), (10, 1), (15, 1), (19, 1), (20, 0)] {
            assert_eq!(places.announced(now).count(), count, "{now}");
        }
    }
}
