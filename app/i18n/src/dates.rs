//! Days in words: Western digits in every language, Tunisian month names in Arabic.

use contract::Locale;

const MONTHS_AR: [&str; 12] = [
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An ISO day (`2026-11-23`) in words (`23 نوفمبر 2026`). What is no ISO day comes back unchanged.
pub fn day(locale: Locale, iso: &str) -> String {
    let mut parts = iso.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return iso.to_owned();
    };
    let (Some(name), Ok(day)) = (month_name(locale, month), day.parse::<u8>()) else { return iso.to_owned() };
    match (locale, day) {
        (Locale::Fr, 1) => format!("1er {name} {year}"),
        _ => format!("{day} {name} {year}"),
    }
}

/// A month (`2026-11`) in words (`novembre 2026`). What is no month comes back unchanged.
pub fn month(locale: Locale, iso: &str) -> String {
    iso.split_once('-')
        .and_then(|(year, month)| Some(format!("{} {year}", month_name(locale, month)?)))
        .unwrap_or_else(|| iso.to_owned())
}

/// The name of a month counted from 1; empty for a number that is none.
pub fn name_of_month(locale: Locale, number: u8) -> &'static str {
    month_name(locale, &number.to_string()).unwrap_or_default()
}

fn month_name(locale: Locale, number: &str) -> Option<&'static str> {
    let names = match locale {
        Locale::Ar => &MONTHS_AR,
        Locale::Fr => &MONTHS_FR,
        Locale::En => &MONTHS_EN,
    };
    number.parse::<usize>().ok()?.checked_sub(1).and_then(|index| names.get(index)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_days_as_people_here_do() {
        assert_eq!(day(Locale::Ar, "2026-11-23"), "23 نوفمبر 2026");
        assert_eq!(day(Locale::Ar, "2026-07-01"), "1 جويلية 2026");
        assert_eq!(day(Locale::Fr, "2026-08-01"), "1er août 2026");
        assert_eq!(day(Locale::En, "2026-02-09"), "9 February 2026");
        assert_eq!(day(Locale::En, "soon"), "soon");
        assert_eq!(day(Locale::En, "2026-13-09"), "2026-13-09");
    }

    #[test]
    fn writes_months() {
        assert_eq!(month(Locale::Ar, "2026-11"), "نوفمبر 2026");
        assert_eq!(month(Locale::Fr, "2026-08"), "août 2026");
        assert_eq!(month(Locale::En, "2026-00"), "2026-00");
        assert_eq!(month(Locale::En, ""), "");
    }
}
