//! Names that harvesters show: in the three languages at once, because a set has one name.

use app::site::pages::library::language;
use contract::Locale;
use domain::library::{
    Kind,
    harvest::{NamedSet, Set},
};
use i18n::L10nLanguage;

/// A text of the catalogues in every language, each once.
fn everywhere(text: impl Fn(&'static L10nLanguage) -> String) -> String {
    let mut all: Vec<String> = Vec::new();
    for locale in Locale::ALL {
        let text = text(i18n::catalogue(locale));
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(" · ")
}

/// The portal's name.
pub fn portal() -> String {
    everywhere(|l| l.msg_site_name())
}

/// Name of a set.
pub fn set(named: &NamedSet) -> String {
    match &named.set {
        Set::Collection(id) if named.names.is_empty() => id.clone(),
        Set::Collection(_) => named.names.values().map(String::as_str).collect::<Vec<_>>().join(" · "),
        Set::Kind(kind) => everywhere(|l| match kind {
            Kind::Book => l.msg_library_kinds_book(),
            Kind::Document => l.msg_library_kinds_document(),
            Kind::Audio => l.msg_library_kinds_audio(),
            Kind::Video => l.msg_library_kinds_video(),
        }),
        Set::Language(tongue) => everywhere(|l| language(l, *tongue)),
    }
}
