//! Names of the sections.

use contract::Section;

use crate::L10nLanguage;

/// The section's name.
pub fn name(l: &L10nLanguage, section: Section) -> String {
    match section {
        Section::Poverty => l.msg_section_poverty(),
        Section::CivilSociety => l.msg_section_civil_society(),
        Section::Unions => l.msg_section_unions(),
        Section::EconomicSituation => l.msg_section_economic_situation(),
        Section::ProtectionOfWomen => l.msg_section_protection_of_women(),
        Section::WomensJob => l.msg_section_womens_job(),
        Section::WomensParticipation => l.msg_section_womens_participation(),
        Section::StatisticalData => l.msg_section_statistical_data(),
    }
}

/// The name of the section with this slug; an unknown slug stays as it is.
pub fn name_of_slug(l: &L10nLanguage, slug: &str) -> String {
    slug.parse().map_or_else(|_| slug.to_owned(), |section| name(l, section))
}
