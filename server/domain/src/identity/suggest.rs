//! Pseudonyms to choose from.

use contract::Locale;
use entity::identity::member;
use rand::{Rng, seq::IndexedRandom};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{skeleton::skeleton, words};
use crate::{DomainResult, Services, privacy::names};

/// How often the database is asked before fewer names than wanted are offered.
const ROUNDS: usize = 6;

/// Up to `n` names in her language that nobody has, each of another thing. A two-digit number is added only
/// when the plain names drawn were all taken.
///
/// # Errors
/// When the database does not answer.
pub async fn suggest(services: &Services, locale: Locale, n: usize) -> DomainResult<Vec<String>> {
    crate::fresh::never();
    let mut offered: Vec<String> = Vec::with_capacity(n);
    for round in 0..ROUNDS {
        let drawn = draw(locale, n * 3, round > 1, &offered, &mut rand::rng());
        let skeletons: Vec<String> = drawn.iter().map(|name| skeleton(name)).collect();
        // What somebody left behind is refused too: it is not offered.
        let mut taken = names::kept_among(services, services.db.read(), &skeletons).await?;
        let others: Vec<String> = member::Entity::find()
            .select_only()
            .column(member::Column::Skeleton)
            .filter(member::Column::Skeleton.is_in(skeletons))
            .into_tuple::<String>()
            .all(services.db.read())
            .await?;
        taken.extend(others);
        offered.extend(drawn.into_iter().filter(|name| !taken.contains(&skeleton(name))));
        offered.truncate(n);
        if offered.len() == n {
            break;
        }
    }
    Ok(offered)
}

/// `count` names at most, of different things, none of a thing that is offered already.
fn draw<R: Rng>(
    locale: Locale,
    count: usize,
    numbered: bool,
    offered: &[String],
    rng: &mut R,
) -> Vec<String> {
    let words = words::of(locale);
    words
        .things
        .sample(rng, words.things.len())
        .filter(|thing| !offered.iter().any(|name| name.contains(**thing)))
        .take(count)
        .copied()
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(|thing| {
            let quality = words.qualities.choose(rng)?;
            let name = match locale {
                Locale::Ar | Locale::Fr => format!("{thing} {quality}"),
                Locale::En => format!("{quality} {thing}"),
            };
            Some(if numbered { format!("{name} {}", rand::random_range(10..100)) } else { name })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{identity::pseudonym::Pseudonym, testing::TestBed};

    #[tokio::test]
    async fn names_of_women_who_left_are_not_offered() {
        for bed in TestBed::each().await {
            let services = &bed.services;
            let tx = services.db.begin().await.expect("a transaction");
            let words = words::of(Locale::Fr);
            for thing in words.things {
                for quality in words.qualities {
                    let name = skeleton(&format!("{thing} {quality}"));
                    names::keep(services, &tx, &name).await.expect("kept");
                }
            }
            tx.commit().await.expect("committed");
            let offered = suggest(services, Locale::Fr, 5).await.expect("names");
            assert_eq!(offered.len(), 5, "{}", bed.backend);
            assert!(offered.iter().all(|name| name.chars().any(char::is_numeric)), "{offered:?}");
        }
    }

    #[test]
    fn offers_thousands_of_fine_names_in_each_language() {
        for locale in Locale::ALL {
            let words = words::of(locale);
            let mut skeletons = HashSet::new();
            for thing in words.things {
                for quality in words.qualities {
                    let name = match locale {
                        Locale::Ar | Locale::Fr => format!("{thing} {quality}"),
                        Locale::En => format!("{quality} {thing}"),
                    };
                    let parsed = Pseudonym::parse(&name).unwrap_or_else(|code| panic!("{name}: {code:?}"));
                    assert!(skeletons.insert(parsed.skeleton().to_owned()), "{name} is like another");
                }
            }
            assert!(skeletons.len() >= 2_000, "{locale}: {}", skeletons.len());
        }
    }

    #[test]
    fn draws_different_things_and_numbers_only_when_asked() {
        let names = draw(Locale::Fr, 5, false, &[], &mut rand::rng());
        assert_eq!(names.len(), 5);
        assert!(names.iter().all(|name| !name.chars().any(char::is_numeric)));
        let numbered = draw(Locale::Ar, 5, true, &[], &mut rand::rng());
        assert!(
            numbered.iter().all(|name| Pseudonym::parse(name).is_ok() && name.chars().any(char::is_numeric))
        );
    }
}
