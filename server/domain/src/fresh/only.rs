//! Rows of a table, in the place of the table, for what is written all day long: of them the triggers note which were
//! written (`migrations::cache_keys`, which must count as is counted here).

/// Marks of a room.
const BUCKETS: usize = 256;

/// By what rows are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Room {
    Topic,
    Category,
    About,
    Post,
    Rules,
    Texts,
}

impl Room {
    pub(super) const ALL: [Self; 6] =
        [Self::Topic, Self::Category, Self::About, Self::Post, Self::Rules, Self::Texts];

    /// As its marks begin.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Category => "category",
            Self::About => "about",
            Self::Post => "post",
            Self::Rules => "rules",
            Self::Texts => "texts",
        }
    }

    /// The tables whose rows it knows.
    pub(super) fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Topic => &["topic", "post", "poll", "poll_option", "topic_event"],
            Self::Category => &["topic", "category"],
            Self::About => &["topic"],
            Self::Post => &["quote", "revision"],
            Self::Rules => &["category"],
            Self::Texts => &["search_document"],
        }
    }

    /// How many marks it has.
    pub(super) fn buckets(self) -> usize {
        match self {
            Self::Topic | Self::Category | Self::About | Self::Post => BUCKETS,
            Self::Rules | Self::Texts => 1,
        }
    }
}

/// The only rows that a statement reads of the tables which their room knows. Several together: their rows together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Only {
    pub(super) room: Room,
    pub(super) bucket: usize,
}

impl Only {
    /// What a category says: its row, or that of every other one, without what is counted in it.
    pub(crate) const RULES: Self = Self { room: Room::Rules, bucket: 0 };
    /// Of what can be found, all but the forum.
    pub(crate) const TEXTS: Self = Self { room: Room::Texts, bucket: 0 };

    /// One topic, with its posts, its poll, and what the team did to it.
    pub(crate) fn topic(id: &str) -> Self {
        Self { room: Room::Topic, bucket: bucket(id) }
    }

    /// One category, with the topics that lie in it.
    pub(crate) fn category(slug: &str) -> Self {
        Self { room: Room::Category, bucket: bucket(slug) }
    }

    /// The topics in which one thing is discussed.
    pub(crate) fn about(thing: &str) -> Self {
        Self { room: Room::About, bucket: bucket(thing) }
    }

    /// What one post quotes, and its versions.
    pub(crate) fn post(id: &str) -> Self {
        Self { room: Room::Post, bucket: bucket(id) }
    }
}

/// As the triggers fold a key: its first letter, its last one, and its length.
fn bucket(key: &str) -> usize {
    let code = |letter: Option<char>| letter.map_or(0, |letter| letter as usize);
    (code(key.chars().next()) * 17 + code(key.chars().next_back()) * 31 + key.chars().count()) % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_folded_as_the_database_folds_them() {
        for (key, expected) in [("", 0), ("abc", 113), ("zzz", 227), ("é", 177), ("unions", 184)] {
            assert_eq!(bucket(key), expected, "{key}");
        }
    }

    #[test]
    fn every_room_has_a_name_of_its_own() {
        let mut names = Room::ALL.map(Room::name);
        names.sort_unstable();
        assert!(names.windows(2).all(|two| two[0] != two[1]));
    }
}
