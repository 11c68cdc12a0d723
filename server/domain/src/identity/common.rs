//! What stands in every guesser's list: words for passphrases, words of faith, names, clubs. zxcvbn knows the English
//! and much of the French; what people here would try first, it does not.

use std::{collections::HashSet, sync::LazyLock};

use super::skeleton::folded;

/// What must be left when these are taken out, in letters.
const MIN_OWN: usize = 6;
/// Shorter ones are found as whole words only: they stand inside of too many others.
const INSIDE: usize = 4;

/// Found wherever they stand, also grown together with others.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "password", "pssword", "passphrase", "passwd", "motdepasse", "phrasesecrete", "motsecret", "secret", "welcome", "bienvenue",
    "letmein", "master", "monkey", "dragon", "football", "princess", "princesse", "sunshine", "soleil", "chocolat",
    "iloveyou", "jetaime", "monamour", "habibi", "habibti", "mahboul", "bonjour", "hello", "doudou", "loulou",
    "mohamed", "fatma", "admin", "login", "jusoor", "portal", "tunisia", "tunisie", "tounes", "tunis", "elkef", "lekef",
    "kef", "bismillah", "alhamdulillah", "inchallah", "allah", "correcthorsebatterystaple", "trustnoone",
    "كلمة السر", "كلمة المرور", "كلمة العبور", "جملة السر", "جملة المرور", "الرقم السري", "افتح يا سمسم", "مرحبا", "اهلا وسهلا",
    // Faith.
    "بسم الله الرحمن الرحيم", "بسم الله", "الحمد لله رب العالمين", "الحمد لله", "لا اله الا الله", "محمد رسول الله",
    "السلام عليكم", "ورحمة الله", "وبركاته", "وعليكم السلام", "ان شاء الله", "ما شاء الله", "سبحان الله وبحمده",
    "سبحان الله العظيم", "سبحان الله", "استغفر الله العظيم", "استغفر الله", "الله اكبر", "توكلت على الله", "حسبي الله ونعم الوكيل",
    "لا حول ولا قوة الا بالله", "اللهم صل على", "صلى الله عليه وسلم", "عليه السلام", "سيدنا", "قل هو الله احد", "رمضان كريم",
    "عيد مبارك", "الله يحفظك", "يا رب العالمين", "بارك الله فيك", "جزاك الله خيرا", "القران الكريم", "سورة الفاتحة", "اية الكرسي",
    // Places.
    "تونس الخضراء", "تونس", "الكاف", "صفاقس", "سوسة", "بنزرت", "القيروان", "جندوبة", "باجة", "سليانة", "القصرين", "قابس", "المنستير",
    "المهدية", "نابل", "الحمامات", "تاجروين", "الدهماني", "الجزائر", "فلسطين", "القدس لنا",
    // Love and home.
    "احبك كثيرا", "احبك", "نحبك برشة", "نحبك", "حبيبي", "حبيبتي", "حياتي", "عمري", "روحي", "قلبي", "عسلي", "عزيزتي", "عائلتي", "بيتنا",
    "اولادي", "بناتي", "ابنتي", "بنتي", "ولدي", "اختي", "اخواتي", "خالتي", "عمتي", "جدتي", "والدتي", "والدي", "زوجي", "ماما", "بابا", "امي الحبيبة",
    // Clubs.
    "الترجي الرياضي التونسي", "الترجي الرياضي", "الترجي", "النادي الافريقي", "الافريقي", "النجم الرياضي الساحلي", "النجم الساحلي",
    "النادي الصفاقسي", "اولمبيك الكاف", "الاتحاد المنستيري", "مستقبل", "نسور قرطاج", "المنتخب التونسي", "ريال مدريد", "برشلونة", "ميسي",
    "رونالدو", "باريس سان جرمان", "الاهلي", "الزمالك", "ليفربول",
];

/// Given and family names; the short ones as whole words only, with or without what Arabic writes before a word.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "محمد", "احمد", "محمود", "علي", "حسن", "حسين", "عمر", "عثمان", "خالد", "يوسف", "ابراهيم", "اسماعيل", "موسى", "عيسى", "داود", "سليمان",
    "ادم", "نوح", "يحيى", "زكرياء", "ايوب", "ادريس", "عبد الله", "عبد الرحمان", "عبد القادر", "عبد العزيز", "عبد الكريم", "عبد السلام",
    "عبد الحميد", "عبد الرزاق", "عبد اللطيف", "عبد المجيد", "الحبيب", "المنصف", "الهادي", "الطاهر", "الصادق", "المختار", "البشير", "الناصر",
    "منير", "نبيل", "سمير", "كمال", "جمال", "رضا", "رياض", "وليد", "هيثم", "انيس", "بلال", "اشرف", "ايمن", "امين", "امير", "كريم", "سليم",
    "سامي", "مراد", "فتحي", "لطفي", "شكري", "توفيق", "رشيد", "صالح", "مصطفى", "حمزة", "ياسين", "اسلام", "انس", "ريان", "مهدي", "غيث", "قيس",
    "فاطمة", "الزهراء", "عائشة", "خديجة", "مريم", "زينب", "امنة", "حليمة", "صفية", "حفصة", "سمية", "رقية", "كلثوم", "اسماء", "ايمان", "امال", "امل",
    "احلام", "ابتسام", "اميرة", "امينة", "انيسة", "بسمة", "جميلة", "حبيبة", "حنان", "حياة", "دليلة", "رانية", "رحمة", "ريم", "زهرة", "زهور",
    "سارة", "سعاد", "سعيدة", "سلمى", "سلوى", "سميرة", "سناء", "سنية", "سهام", "شيماء", "صابرين", "عفاف", "غادة", "فريدة", "فوزية",
    "كوثر", "ليلى", "لبنى", "لمياء", "مبروكة", "منى", "منيرة", "منية", "نادية", "نجاة", "نجلاء", "نزيهة", "نسرين", "نعيمة", "نور", "نورة", "هاجر",
    "هالة", "هدى", "هند", "هيفاء", "وردة", "وفاء", "ياسمين", "يسرى", "مي", "رنا", "دنيا", "مها", "سهى", "لينا", "ايناس", "الهام", "وداد", "راضية", "جليلة",
    "بن", "ابن", "بنت", "ابو", "ام", "اب", "اخ", "اخت", "جد", "عم", "خال", "امي", "ابي", "ابني", "اخي", "جدي", "عمي", "خالي", "يا", "رب", "و",
    "التونسي", "الكافي", "الطرابلسي", "العياري", "الورفلي", "الجلاصي", "الدريدي", "العبيدي", "الهمامي", "الماجري", "الشابي", "بورقيبة",
    "المرزوقي", "السعيداني", "العوني", "الزغلامي", "الرياحي", "المناعي", "الغربي", "القاسمي", "الحناشي", "النفزي", "الفرشيشي",
];

/// The same, folded; the longest first, so that none is cut by a part of it.
static INSIDE_OTHERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all: Vec<String> = PHRASES.iter().chain(NAMES).map(|text| folded(text)).collect();
    let short = |word: &String| word.chars().count() < INSIDE && !word.is_ascii();
    all.retain(|word| !short(word));
    all.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    all.dedup();
    all
});

static WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| NAMES.iter().chain(PHRASES).map(|text| folded(text)).collect());

/// Whether there is nothing much of her own besides what everybody uses, and digits.
pub(super) fn is_common(typed: &str) -> bool {
    let words: Vec<String> = typed
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    // As it was typed, for phrases and for names that grew together; and without the words that are names, for the
    // short ones.
    let others: Vec<String> = words.iter().filter(|word| !is_word(word)).cloned().collect();
    let named = others.len() < words.len();
    let (whole, rest) = (own_letters(&words.concat()), own_letters(&others.concat()));
    let found = named || whole.1;
    found && whole.0.min(rest.0) < MIN_OWN
}

/// Letters that are left without what everybody uses, and whether there was any of it.
fn own_letters(text: &str) -> (usize, bool) {
    let mut rest = text.to_owned();
    for word in INSIDE_OTHERS.iter() {
        // A space keeps what stood around the word from growing together into another one.
        rest = rest.replace(word.as_str(), " ");
    }
    (rest.chars().filter(|c| c.is_alphabetic()).count(), rest.len() != text.len())
}

/// Signs of Arabic vowels belong to the word in which they stand.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A name, alone or behind the letters that Arabic writes together with a word.
fn is_word(word: &str) -> bool {
    let known = |word: &str| WORDS.contains(word);
    known(word) || ["ال", "و", "يا", "بن"].iter().any(|start| word.strip_prefix(start).is_some_and(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_some_hundred_of_arabic() {
        let arabic = |text: &&&str| !text.is_ascii();
        let count = PHRASES.iter().chain(NAMES).filter(arabic).count();
        assert!(count >= 200, "{count}");
        assert!(PHRASES.iter().chain(NAMES).all(|text| !folded(text).is_empty()));
    }
}
