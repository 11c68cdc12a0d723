//! What a woman must find here, whatever else there is: each topic with the pieces that speak of it.

use contract::Locale;

use super::{Piece, rules};

/// A law, by year and number.
type Law = (u16, u16);

/// A topic, the law that each of its pieces names, and the pieces.
const TOPICS: [(&str, Option<Law>, &[&str]); 21] = [
    ("in case of violence: specialised units, keeping proof", Some((2017, 58)), &["askunit", "firsthours"]),
    ("protection order", Some((2017, 58)), &["familyjudge"]),
    ("what an agent may not do", Some((2017, 58)), &["agentrules"]),
    ("going to a doctor", Some((2017, 58)), &["seedoctor"]),
    ("shelters, without addresses", Some((2017, 58)), &["placetostay"]),
    ("maternity and paternity leave", Some((2024, 44)), &["maternityleave", "fatherleave"]),
    ("equal pay and labour inspection", None, &["fairpay", "labourcheck"]),
    ("domestic work contract", Some((2021, 37)), &["domesticwork"]),
    ("minimum wages", None, &["fairpay", "countpay"]),
    ("AMEN social programme", Some((2019, 10)), &["amensocial"]),
    ("social and solidarity economy", Some((2020, 30)), &["solidarity", "jointform"]),
    ("micro-enterprise", None, &["smallstart", "microloan"]),
    ("forming an association", Some((2011, 88)), &["formassoc"]),
    ("joining an association, unions and women in them", None, &["joinassoc", "unionjoin", "unionwomen"]),
    ("standing for election and the councils", None, &["standing", "councils", "womenelected"]),
    ("access to information requests", Some((2016, 22)), &["askinfo"]),
    ("personal data and images", Some((2004, 63)), &["mydata", "imagesonline"]),
    ("violence online", Some((2022, 54)), &["imagesonline"]),
    ("family law basics", None, &["familylaw"]),
    ("health and rights", None, &["healthrights", "healthcare"]),
    ("children in danger", None, &["childhelp"]),
];

/// How texts of a language name a law.
fn named(locale: Locale, (year, number): Law) -> String {
    match locale {
        Locale::Ar => format!("{number} لسنة {year}"),
        Locale::Fr | Locale::En => format!("{year}-{number}"),
    }
}

pub(super) fn covered(pieces: &[Piece], faults: &mut Vec<String>) {
    for (topic, law, ids) in TOPICS {
        for (id, locale) in ids.iter().flat_map(|id| Locale::ALL.map(|locale| (*id, locale))) {
            let found =
                pieces.iter().find(|piece| piece.is_of_section() && piece.id == id && piece.locale == locale);
            let Some(piece) = found else {
                faults.push(format!("{topic}: {id} is missing in {locale}"));
                continue;
            };
            if let Some(law) = law.map(|law| named(locale, law))
                && !rules::whole(piece).contains(&law)
            {
                faults.push(format!("{topic}: {} does not name the law {law}", piece.path));
            }
        }
    }
}
