//! Stemming of Latin words with Snowball. A folded word does not say whether it is French or English, and the
//! language of the page does not decide what somebody searches for: both stems stand in the index, and a word
//! of a query looks for both.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

static FRENCH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::French));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// Letters that must stand before the ending of a feminine participle: `fee` and `idee` are none.
const REST: usize = 3;

/// A feminine participle as the masculine one: without its accent Snowball knows `licencie` and not `licenciee`.
fn masculine(word: &str) -> &str {
    let one = word.strip_suffix("ees").or_else(|| word.strip_suffix("ee"));
    one.filter(|rest| rest.chars().count() >= REST).and_then(|rest| word.get(..=rest.len())).unwrap_or(word)
}

/// The French stem of a folded word, and the English one where it differs.
pub(super) fn stems(word: &str) -> Vec<String> {
    let french = FRENCH.stem(masculine(word)).into_owned();
    let english = ENGLISH.stem(word).into_owned();
    // Snowball marks some vowels with capitals while it works; a stem is lower case like every token.
    let (french, english) = (french.to_lowercase(), english.to_lowercase());
    if french == english { vec![french] } else { vec![french, english] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: &str, b: &str) -> bool {
        stems(a).iter().any(|stem| stems(b).contains(stem))
    }

    #[test]
    fn brings_the_forms_of_a_word_together() {
        for (a, b) in [
            ("droit", "droits"),
            ("violence", "violences"),
            ("egalite", "egalites"),
            ("union", "unions"),
            ("working", "works"),
            ("salaire", "salaires"),
            ("association", "associations"),
            // Participles of women, as they are folded.
            ("licenciee", "licencie"),
            ("frappee", "frapper"),
            ("frappees", "frappe"),
            ("harcelee", "harceler"),
            ("agressee", "agresser"),
            ("violees", "viol"),
            ("renvoyee", "renvoyer"),
            // English words that end so meet themselves.
            ("employee", "employees"),
            ("fee", "fees"),
            ("committee", "committees"),
            ("idee", "idees"),
        ] {
            assert!(meet(a, b), "{a} {b}");
        }
        assert!(!meet("femme", "homme"));
        assert!(!meet("fee", "fer"));
    }
}
