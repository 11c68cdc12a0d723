//! The eight sections of the mission, in its order.

use std::str::FromStr;

/// A section of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Poverty.
    Poverty,
    /// Civil society.
    CivilSociety,
    /// Unions.
    Unions,
    /// Economic situation.
    EconomicSituation,
    /// Protection of women.
    ProtectionOfWomen,
    /// Women's job.
    WomensJob,
    /// Women's participation.
    WomensParticipation,
    /// Statistical data.
    StatisticalData,
}

/// The text names no section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSection;

impl Section {
    /// All sections, in the order of the mission.
    pub const ALL: [Self; 8] = [
        Self::Poverty,
        Self::CivilSociety,
        Self::Unions,
        Self::EconomicSituation,
        Self::ProtectionOfWomen,
        Self::WomensJob,
        Self::WomensParticipation,
        Self::StatisticalData,
    ];

    /// Stable name in addresses, data and style.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Poverty => "poverty",
            Self::CivilSociety => "civil-society",
            Self::Unions => "unions",
            Self::EconomicSituation => "economic-situation",
            Self::ProtectionOfWomen => "protection-of-women",
            Self::WomensJob => "womens-job",
            Self::WomensParticipation => "womens-participation",
            Self::StatisticalData => "statistical-data",
        }
    }

    /// Symbol of the section in the icon sprite.
    pub fn icon(self) -> String {
        format!("section-{}", self.slug())
    }
}

impl FromStr for Section {
    type Err = UnknownSection;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|section| section.slug() == text).ok_or(UnknownSection)
    }
}
