//! What a client says it accepts, with weights.

use contract::Locale;
use http::{HeaderMap, header};

/// A coding that bodies can be sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
}

impl Coding {
    /// As in `Content-Encoding`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// The items of a weighted list (`fr;q=0.8, ar`), each with its weight in thousandths.
fn weighted(list: &str) -> impl Iterator<Item = (&str, u16)> {
    list.split(',').take(32).filter_map(|item| {
        let mut parts = item.split(';');
        let name = parts.next()?.trim();
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(Some(1.0), |text| text.trim().parse::<f32>().ok())
            .filter(|weight| (0.0..=1.0).contains(weight))?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        let thousandths = (weight * 1000.0) as u16;
        (!name.is_empty()).then_some((name, thousandths))
    })
}

/// The best coding of those on offer, or nothing: the body goes out as it is.
pub fn coding(headers: &HeaderMap, offered: &[Coding]) -> Option<Coding> {
    let lists: Vec<&str> =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).collect();
    let weight_of = |wanted: &str| {
        let mut any = None;
        for (name, weight) in lists.iter().flat_map(|list| weighted(list)) {
            if name.eq_ignore_ascii_case(wanted) {
                return Some(weight);
            }
            if name == "*" {
                any = Some(weight);
            }
        }
        any
    };
    let plain = weight_of("identity").unwrap_or(1);
    let mut best: Option<(Coding, u16)> = None;
    for coding in offered {
        let weight = weight_of(coding.as_str()).unwrap_or(0);
        if weight > 0 && weight >= plain && best.is_none_or(|(_, other)| weight > other) {
            best = Some((*coding, weight));
        }
    }
    best.map(|(coding, _)| coding)
}

/// The language that `Accept-Language` asks for, among ours.
pub fn language(headers: &HeaderMap) -> Option<Locale> {
    let mut best: Option<(Locale, u16)> = None;
    for value in headers.get_all(header::ACCEPT_LANGUAGE) {
        for (name, weight) in value.to_str().into_iter().flat_map(weighted) {
            let primary = name.split('-').next().unwrap_or_default().to_ascii_lowercase();
            let Ok(locale) = primary.parse::<Locale>() else { continue };
            if weight > 0 && best.is_none_or(|(_, other)| weight > other) {
                best = Some((locale, weight));
            }
        }
    }
    best.map(|(locale, _)| locale)
}

/// Whether a client asks for JSON rather than for a page. What asks for anything gets a page.
pub fn json(headers: &HeaderMap) -> bool {
    let weight = |wanted: &str| {
        headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(weighted)
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, weight)| weight)
            .max()
            .unwrap_or_default()
    };
    weight("application/json") > weight("text/html")
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The language of somebody whose address names none: her cookie, then what her browser asks for, then Arabic.
pub fn chosen_language(headers: &HeaderMap) -> Locale {
    cookie(headers, LANGUAGE_COOKIE)
        .and_then(|value| value.parse().ok())
        .or_else(|| language(headers))
        .unwrap_or_default()
}

/// Whether whoever asks brings no cookie but that of the language: any other may mean that she is in the middle of
/// something, reads simply, or sits at a computer that everybody uses.
pub fn brings_nothing(headers: &HeaderMap) -> bool {
    headers.get_all(header::COOKIE).iter().all(|line| {
        line.to_str().is_ok_and(|line| {
            line.split(';')
                .map(str::trim)
                .filter(|pair| !pair.is_empty())
                .all(|pair| pair.split_once('=').is_some_and(|(name, _)| name == LANGUAGE_COOKIE))
        })
    })
}

/// Name of the cookie that keeps a chosen language until the browser is closed.
pub const LANGUAGE_COOKIE: &str = "lang";

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn weighs_codings() {
        let both = [Coding::Brotli, Coding::Gzip];
        for (list, expected) in [
            ("gzip, deflate, br, zstd", Some(Coding::Brotli)),
            ("gzip", Some(Coding::Gzip)),
            ("br;q=0.5, gzip;q=0.9", Some(Coding::Gzip)),
            ("br;q=0, gzip;q=0", None),
            ("*", Some(Coding::Brotli)),
            ("br;q=0, *;q=0.5", Some(Coding::Gzip)),
            ("identity, br;q=0.2", None),
            ("", None),
            ("br;q=2", None),
            ("BR", Some(Coding::Brotli)),
        ] {
            assert_eq!(coding(&headers(header::ACCEPT_ENCODING, list), &both), expected, "{list}");
        }
        assert_eq!(coding(&HeaderMap::new(), &both), None);
        assert_eq!(
            coding(&headers(header::ACCEPT_ENCODING, "br, gzip"), &[Coding::Gzip]),
            Some(Coding::Gzip)
        );
    }

    #[test]
    fn weighs_languages() {
        for (list, expected) in [
            ("fr-TN,fr;q=0.9,ar;q=0.8", Some(Locale::Fr)),
            ("de, en;q=0.3, ar;q=0.7", Some(Locale::Ar)),
            ("ar-TN", Some(Locale::Ar)),
            ("fr;q=0, en;q=0.1", Some(Locale::En)),
            ("de", None),
            (";;;q=,,", None),
        ] {
            assert_eq!(language(&headers(header::ACCEPT_LANGUAGE, list)), expected, "{list}");
        }
    }

    #[test]
    fn the_cookie_wins_and_nonsense_is_passed_over() {
        let mut both = headers(header::ACCEPT_LANGUAGE, "fr");
        both.insert(header::COOKIE, HeaderValue::from_static("x=1; lang=en"));
        assert_eq!(chosen_language(&both), Locale::En);
        both.insert(header::COOKIE, HeaderValue::from_static("lang=xx"));
        assert_eq!(chosen_language(&both), Locale::Fr);
        assert_eq!(chosen_language(&HeaderMap::new()), Locale::Ar);
    }
}
