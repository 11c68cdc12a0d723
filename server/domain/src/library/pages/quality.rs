//! Whether what a program reads out of a page of a PDF is what stands on the paper. No program reads every Arabic PDF
//! rightly: letters come back to front, one by one, or as signs of a typesetter. What is such is neither found nor
//! offered as text: a person types it.

use unicode_normalization::UnicodeNormalization;

use crate::text::is_deceptive;

/// From here on a page can be read.
pub const READABLE: u8 = 60;

/// A page with fewer letters is a picture of one, with a number on it at most.
const FEW_LETTERS: usize = 12;
/// From how many Arabic words on shares of them say something.
const ENOUGH_WORDS: usize = 4;

/// Short words of every Arabic page, none of which is another word when read backwards.
const COMMON: [&str; 15] = [
    "من",
    "في",
    "على",
    "إلى",
    "الى",
    "التي",
    "الذي",
    "الذين",
    "هذا",
    "كان",
    "كانت",
    "بين",
    "بعد",
    "غير",
    "المرأة",
];

/// Text as a program read it, with letters in their plain form: what a typesetter made of them is undone, signs that
/// turn text round are left out.
pub fn tidy(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            _ if is_deceptive(c) => {}
            // A sign above a letter that stands alone carries a space in front, which would cut the word.
            '\u{FE70}'..='\u{FE7F}' => plain.extend(c.nfkc().filter(|c| *c != ' ')),
            _ if is_form(c) => plain.extend(c.nfkc()),
            _ => plain.push(c),
        }
    }
    let lines: Vec<&str> = plain.lines().map(str::trim).collect();
    lines.join("\n").trim().nfc().collect()
}

/// How well a tidy text can be read, from 0 (not at all) to 100.
pub fn score(text: &str) -> u8 {
    let signs = Signs::of(text);
    if signs.letters == 0 {
        return 0;
    }
    let mut lost = over(signs.lost, signs.letters + signs.lost, 1, 10);
    lost = lost.max(over(signs.forms, signs.letters, 2, 15));
    let words = Words::of(text);
    if words.arabic >= ENOUGH_WORDS {
        lost = lost.max(over(words.single, words.arabic, 10, 30));
    }
    if words.backward > 1 {
        lost = lost.max(over(words.backward, words.backward + words.forward, 8, 30));
    }
    if signs.letters < FEW_LETTERS {
        lost = lost.max(70);
    }
    100 - u8::try_from(lost).unwrap_or(100)
}

/// How much a share takes away: nothing up to `fine` per cent, everything from `worst` per cent on.
fn over(part: usize, whole: usize, fine: usize, worst: usize) -> usize {
    let share = part * 1000 / whole.max(1);
    (share.saturating_sub(fine * 10) * 10 / (worst - fine)).min(100)
}

/// Forms of Arabic letters and ligatures that fonts have and texts have not.
fn is_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{06D3}') || is_form(c)
}

#[derive(Default)]
struct Signs {
    letters: usize,
    forms: usize,
    /// What no letter is known for.
    lost: usize,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        for c in text.chars() {
            signs.letters += usize::from(c.is_alphabetic());
            signs.forms += usize::from(is_form(c));
            signs.lost += usize::from(matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'));
        }
        signs
    }
}

#[derive(Default)]
struct Words {
    arabic: usize,
    single: usize,
    forward: usize,
    backward: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let backwards = COMMON.map(|word| word.chars().rev().collect::<String>());
        let mut words = Self::default();
        for word in text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()) {
            // Vowel signs, the line that stretches words, figures and quotes are no letters.
            let letters: String = word.chars().filter(|c| is_arabic(*c)).collect();
            let length = letters.chars().count();
            if length == 0 {
                continue;
            }
            words.arabic += 1;
            // "And" stands alone in many a text.
            words.single += usize::from(length == 1 && letters != "و");
            if length < 2 {
                continue;
            }
            // These letters end words, and begin none.
            let last = |c: char| matches!(c, 'ة' | 'ى');
            if COMMON.contains(&letters.as_str()) || letters.ends_with(last) {
                words.forward += 1;
            } else if letters.starts_with(last) || backwards.contains(&letters) {
                words.backward += 1;
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "كانت المرأة في هذا العصر تعمل في الحقل من الصباح إلى المساء، وهي التي تربّي الأطفال. \
                          على أنّ القانون لا يعترف لها بأجر، ولا بحماية اجتماعية كما يعترف بهما للرجل.";
    const FRENCH: &str =
        "Les ouvrières agricoles ont droit à un contrat écrit, à un salaire égal et à un transport sûr.";

    fn reversed(text: &str) -> String {
        text.split(' ').map(|word| word.chars().rev().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    fn apart(text: &str) -> String {
        text.chars().filter(|c| *c != ' ').map(|c| format!("{c} ")).collect()
    }

    #[test]
    fn pages_are_read_only_when_they_are_right() {
        let vowels = "كَانَتِ المَرْأَةُ فِي هَذَا العَصْرِ تَعْمَلُ مِنَ الصَّبَاحِ إِلَى المَسَاءِ";
        let forms = "ﻛﺎﻧﺖ ﺍﻟﻤﺮﺃﺓ ﻓﻲ ﻫﺬﺍ ﺍﻟﻌﺼﺮ ﺗﻌﻤﻞ ﻣﻦ ﺍﻟﺼﺒﺎﺡ ﺇﻟﻰ ﺍﻟﻤﺴﺎﺀ ﻭﻻ ﺃﺟﺮ";
        let typeset = "\u{202B}ﻛﺎﻧﺖ ﺍﻟﻤﺮ\u{FE7A}ﺃﺓ\u{202C} ﻓﻲ ﻫﺬﺍ ﺍﻟﻌﺼﺮ";
        // Half a page forwards, half backwards, as some programs write columns.
        let mixed = format!("{ARABIC} {}", reversed(ARABIC));
        let table: [(&str, String, bool); 18] = [
            ("Arabic", ARABIC.to_owned(), true),
            ("with vowels", vowels.to_owned(), true),
            ("forms undone", tidy(forms), true),
            ("forms and turning signs undone", tidy(typeset), true),
            ("forms as they came", forms.to_owned(), false),
            ("forms that stand for nothing", format!("{ARABIC}{}", "\u{FBC2}".repeat(40)), false),
            ("back to front", reversed(ARABIC), false),
            ("half of it back to front", mixed, false),
            ("letter by letter", apart(ARABIC), false),
            ("French", FRENCH.to_owned(), true),
            ("French and Arabic", format!("{FRENCH}\n{ARABIC}"), true),
            ("English list", "a) work b) pay c) transport d) health, e) rest and school".to_owned(), true),
            ("one lost sign", format!("{FRENCH}\u{FFFD}"), true),
            ("lost signs", "L\u{FFFD}s \u{FFFD}uvri\u{FFFD}res agric\u{FFFD}les".to_owned(), false),
            ("signs of a private font", "\u{F0A1}\u{F0A2}\u{F0A3} \u{F0A4} abcdefghijklmn".to_owned(), false),
            ("nothing", String::new(), false),
            ("a picture with a number", " 12 \n".to_owned(), false),
            ("a picture with a stamp", "MS 12/b".to_owned(), false),
        ];
        for (name, text, readable) in table {
            let score = score(&text);
            assert_eq!(score >= READABLE, readable, "{name}: {score}");
        }
        assert_eq!(score(ARABIC), 100);
        assert_eq!(score(FRENCH), 100);
    }

    #[test]
    fn words_stay_whole_and_in_their_order() {
        assert_eq!(tidy("\u{202B}ﻛﺘﺎﺏ\u{202C}\u{FEFF}\r\n  ﻻ \u{0}"), "كتاب\nلا");
        assert_eq!(tidy("ك\u{FE7A}تاب"), "ك\u{650}تاب");
        assert_eq!(tidy(" x²  ½ "), "x²  ½");
    }
}
