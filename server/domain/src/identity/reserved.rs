//! Names kept for the team: nobody may look like a moderator, a helpline, an authority or a part of the site.

use super::skeleton::{arabic_digit, folded, skeleton};

/// Refused anywhere inside a name, also spread over several words.
const ANYWHERE: &[&str] = &[
    "admin",
    "moderat",
    "jusoor",
    "jousour",
    "joussour",
    "djoussour",
    "webmaster",
    "superuser",
    "helpline",
    "1899",
    "الإدارة",
    "إدارة",
    "مشرف",
    "فريق",
    "جسور",
    "مديرة",
    "مدير الموقع",
    "شرطة",
    "بوليس",
    "حرس وطني",
    "خط المساعدة",
    "النيابة",
];

/// Refused as a word of a name.
#[rustfmt::skip]
const AS_A_WORD: &[&str] = &[
    "modo", "mod", "mods", "team", "staff", "official", "system", "root", "support", "help", "police", "policewoman",
    "gendarmerie", "guard", "court", "judge", "prosecutor", "ministry", "minister", "municipality", "governor",
    "government", "member", "guest", "anonymous", "deleted", "unknown", "null", "undefined", "jusur",
    "équipe", "officiel", "officielle", "système", "assistance", "aide", "garde", "tribunal", "juge", "procureur",
    "ministère", "ministre", "municipalité", "gouverneur", "gouvernorat", "membre", "invitée", "anonyme",
    "الدعم", "الرسمي", "الرسمية", "وزارة", "وزيرة", "بلدية", "ولاية", "والي", "محكمة", "قاضية", "أمن", "حرس", "عضوة",
    "مجهولة",
];

/// Whether a name is kept for the team or could be taken for an authority.
pub fn is_reserved(name: &str) -> bool {
    let whole = folded(name);
    let looks = skeleton(name);
    let variants = [without_repeats(&letters_only(&whole)), without_repeats(&unmask(&whole)), whole];
    if ANYWHERE.iter().any(|word| {
        let seen = skeleton(word);
        let word = folded(word);
        let short = without_repeats(&word);
        looks.contains(&seen)
            || variants.iter().any(|variant| variant.contains(&word) || variant.contains(&short))
    }) {
        return true;
    }
    let words: Vec<String> = name.split([' ', '-']).flat_map(word_variants).collect();
    AS_A_WORD.iter().any(|reserved| {
        let bare = without_article(&folded(reserved)).to_owned();
        let short = without_repeats(&bare);
        // The whole name too: a reserved word spelt with spaces between its letters.
        words.iter().chain(&variants).any(|word| *word == bare || *word == short)
            || name.split([' ', '-']).any(|word| skeleton(word) == skeleton(reserved))
    })
}

fn word_variants(word: &str) -> Vec<String> {
    let trimmed = word.trim_matches(|c: char| c.is_ascii_digit() || arabic_digit(c).is_some());
    [folded(trimmed), unmask(&folded(word))]
        .into_iter()
        .map(|folded| without_repeats(without_article(&folded)))
        .filter(|folded| !folded.is_empty())
        .collect()
}

/// Without `ال` and the little words that lean on it.
fn without_article(word: &str) -> &str {
    let rest = word.strip_prefix(['و', 'ب', 'ل', 'ف']).filter(|rest| rest.starts_with("ال")).unwrap_or(word);
    rest.strip_prefix("ال").unwrap_or(rest)
}

fn letters_only(folded: &str) -> String {
    folded.chars().filter(|c| !c.is_numeric()).collect()
}

/// Digits read as the letters they imitate.
fn unmask(folded: &str) -> String {
    folded
        .chars()
        .map(|c| match c {
            '2' => 'z',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '6' | '9' => 'g',
            '7' => 't',
            '8' => 'b',
            other => other,
        })
        .collect()
}

fn without_repeats(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Admin")]
    #[case("ADMINISTRATRICE")]
    #[case("a d m i n")]
    #[case("4dm1n")]
    #[case("Adm-in 22")]
    #[case("Adrnin")] // rn reads as m
    #[case("M0derator")]
    #[case("moderatorr")]
    #[case("Modératrice Douce")]
    #[case("Team")]
    #[case("the team")]
    #[case("Team 7")]
    #[case("T3am")]
    #[case("Jusoor")]
    #[case("jus00r")]
    #[case("Équipe Jousour")]
    #[case("Police")]
    #[case("P0L1CE")]
    #[case("الإدارة")]
    #[case("ادارة الموقع")]
    #[case("الادااارة")]
    #[case("مشرفة")]
    #[case("المشرفة هادئة")]
    #[case("مُشْرِفة")]
    #[case("الفريق")]
    #[case("فريق جسور")]
    #[case("جسور")]
    #[case("الشرطة")]
    #[case("عضوة")]
    #[case("والبلدية")]
    #[case("1899")]
    fn keeps_for_the_team(#[case] name: &str) {
        assert!(is_reserved(name), "{name}");
    }

    #[rstest]
    #[case("Quiet Olive")]
    #[case("Olive Tranquille 42")]
    #[case("Steaming Tea")]
    #[case("زيتونة هادئة")]
    #[case("إبرة عالية")]
    #[case("Guardian Swallow")]
    fn leaves_free(#[case] name: &str) {
        assert!(!is_reserved(name), "{name}");
    }

    /// Look-alikes of the words that matter most, made by rule: each is refused.
    #[test]
    fn refuses_generated_confusables() {
        let mut tried = 0;
        let swaps: [(&str, &[&str]); 12] = [
            ("a", &["A", "á", "à", "4", "ā", "aa"]),
            ("d", &["D", "đ", "ď"]),
            ("m", &["M", "rn"]),
            ("i", &["I", "1", "l", "í", "ı", "İ"]),
            ("n", &["N", "ñ", "nn"]),
            ("o", &["0", "ö", "ø", "O", "o-"]),
            ("e", &["3", "é", "ê", "E"]),
            ("r", &["R", "ř", "r "]),
            ("t", &["7", "T", "ţ"]),
            ("ا", &["أ", "إ", "آ", "ٱ", "اا"]),
            ("ة", &["ه", "ةّ", "ة "]),
            ("ر", &["رَ", "رر", "ر-"]),
        ];
        for word in ["admin", "moderator", "moderatrice", "الادارة", "مشرفة"] {
            for (from, tos) in &swaps {
                for to in *tos {
                    for (second, others) in &swaps {
                        for other in *others {
                            // Not a swap inside another one.
                            if word.contains(from)
                                && word.contains(second)
                                && from != second
                                && !to.contains(second)
                            {
                                let name = word.replace(from, to).replace(second, other);
                                assert!(is_reserved(name.trim()), "{name}");
                                tried += 1;
                            }
                        }
                    }
                }
            }
        }
        assert!(tried >= 500, "{tried}");
    }
}
