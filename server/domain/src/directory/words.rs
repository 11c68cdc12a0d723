//! Kinds of organisations, and where they work.

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrganisationKind {
    /// An association.
    Association,
    /// A public office.
    Public,
    /// A union.
    Union,
    /// Health.
    Health,
    /// Legal help.
    Legal,
    /// Something else.
    Other,
}

impl OrganisationKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Association, Self::Public, Self::Union, Self::Health, Self::Legal, Self::Other];

    /// As stored, typed and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Association => "association",
            Self::Public => "public",
            Self::Union => "union",
            Self::Health => "health",
            Self::Legal => "legal",
            Self::Other => "other",
        }
    }

    /// Reads that.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// What schema.org calls it.
    pub(super) fn schema(self) -> &'static str {
        match self {
            Self::Association => "NGO",
            Self::Public => "GovernmentOrganization",
            Self::Union => "WorkersUnion",
            Self::Health => "MedicalOrganization",
            Self::Legal => "LegalService",
            Self::Other => "Organization",
        }
    }
}

/// Where an organisation works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// In the governorate of El Kef.
    Kef,
    /// In the whole country.
    Country,
}

impl Area {
    /// All of them, the nearest first.
    pub const ALL: [Self; 2] = [Self::Kef, Self::Country];

    /// As stored and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kef => "kef",
            Self::Country => "country",
        }
    }

    /// Reads that.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for kind in OrganisationKind::ALL {
            assert_eq!(OrganisationKind::parse(kind.as_str()), Some(kind));
        }
        for area in Area::ALL {
            assert_eq!(Area::parse(area.as_str()), Some(area));
        }
        assert_eq!(OrganisationKind::parse(""), None);
    }
}
