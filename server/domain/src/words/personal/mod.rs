//! Personal data in a text: what would tell the people of a small town who somebody is.
//!
//! Pure functions over a text. Nothing here refuses anything: what is found is shown to the author, who decides.

mod address;
mod names;
mod net;
mod numbers;
mod places;
mod tokens;

use std::ops::Range;

use contract::Locale;

use crate::folding::{Carriers, Form};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// An account in a social network, or its address.
    Handle,
    /// The number of an identity card.
    Identity,
    /// The plate of a car.
    Plate,
    /// A street with a number.
    Address,
    /// A person's name.
    Name,
    /// A place, school or employer in the small world of the governorate.
    Place,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Telephone,
        Self::Email,
        Self::Handle,
        Self::Identity,
        Self::Plate,
        Self::Address,
        Self::Name,
        Self::Place,
    ];

    /// Its code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::Email => "email",
            Self::Handle => "handle",
            Self::Identity => "identity",
            Self::Plate => "plate",
            Self::Address => "address",
            Self::Name => "name",
            Self::Place => "place",
        }
    }

    /// What stands in its place in the proposed text.
    pub fn mask(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::Telephone, Locale::Ar) => "[رقم هاتف]",
            (Self::Telephone, Locale::Fr) => "[numéro de téléphone]",
            (Self::Telephone, Locale::En) => "[telephone number]",
            (Self::Email, Locale::Ar) => "[بريد إلكتروني]",
            (Self::Email, Locale::Fr) => "[adresse e-mail]",
            (Self::Email, Locale::En) => "[e-mail address]",
            (Self::Handle, Locale::Ar) => "[حساب]",
            (Self::Handle, Locale::Fr) => "[compte]",
            (Self::Handle, Locale::En) => "[account]",
            (Self::Identity, Locale::Ar) => "[رقم بطاقة]",
            (Self::Identity, Locale::Fr) => "[numéro de carte]",
            (Self::Identity, Locale::En) => "[card number]",
            (Self::Plate, Locale::Ar) => "[لوحة]",
            (Self::Plate, Locale::Fr) => "[plaque]",
            (Self::Plate, Locale::En) => "[number plate]",
            (Self::Address, Locale::Ar) => "[عنوان]",
            (Self::Address, Locale::Fr) => "[adresse]",
            (Self::Address, Locale::En) => "[address]",
            (Self::Name, Locale::Ar) => "[اسم]",
            (Self::Name, Locale::Fr) => "[nom]",
            (Self::Name, Locale::En) => "[name]",
            (Self::Place, Locale::Ar) => "[مكان]",
            (Self::Place, Locale::Fr) => "[lieu]",
            (Self::Place, Locale::En) => "[place]",
        }
    }
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Bytes of the text.
    pub span: Range<usize>,
}

/// Everything personal that a text holds, in its order; nothing overlaps.
pub fn find(text: &str) -> Vec<Found> {
    let form = Form::of(text, Carriers::Keep);
    let tokens = tokens::Tokens::of(text);
    let mut found = net::find(&form);
    found.extend(numbers::find(&form));
    found.extend(address::find(&tokens));
    found.extend(names::find(&tokens));
    found.extend(places::find(&tokens));
    // What stands first wins; of two at one place the longer one.
    found.sort_by_key(|one| (one.span.start, usize::MAX - one.span.end));
    let mut last = 0;
    found.retain(|one| {
        let fine = one.span.start >= last && one.span.end > one.span.start;
        if fine {
            last = one.span.end;
        }
        fine
    });
    found
}

/// The text with what was found replaced. `spans` are sorted and do not overlap.
pub fn mask<'a>(text: &str, spans: impl IntoIterator<Item = (Range<usize>, &'a str)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (span, with) in spans {
        out.push_str(text.get(from..span.start).unwrap_or_default());
        out.push_str(with);
        from = span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}
