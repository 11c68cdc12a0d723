//! The room `statistics`: figures with their source, their meaning and their limits.
//!
//! `catalogue` says what figures mean, `read` reads the source file, `import` keeps it as immutable
//! versions, `dataset` and `headline` answer pages, `table`, `chart`, `map` and `export` lay out the same rows;
//! `shapes` reads the outlines that an operator brings for maps.
//! Small counts are withheld by `suppress`: `guard` keeps what that is of each version, and every reading path asks it.

mod ages;
pub mod catalogue;
pub mod chart;
pub mod choice;
pub mod cited;
mod closing;
pub mod dataset;
pub mod desk;
#[cfg(test)]
mod explained;
pub mod export;
pub mod formats;
mod guard;
pub mod headline;
pub mod import;
mod load;
mod long;
pub mod machines;
pub mod map;
mod outside;
pub mod period;
pub mod picture;
mod populate;
pub mod raw;
pub mod read;
mod seed;
pub mod shapes;
mod shares;
pub mod stream;
pub mod suppress;
pub mod table;

use contract::Locale;
pub use entity::statistics::parts::{Dimension, Localised};

pub use choice::{Choice, Sort};
pub use dataset::{Cell, Dataset, Row};
pub use headline::{
    DatasetCard, HeadlineFigure, Theme, datasets_of_section, figure_of_the_day, headline_figures, index,
};
pub use import::{ImportError, ImportReport, import};
pub use load::{chosen, dataset, whole};
pub use outside::title;
pub(crate) use outside::{newest, public};
pub use period::Period;
pub use populate::{Measuring, populate};
pub use seed::seed;

/// The text in a language.
pub fn text(words: &Localised, locale: Locale) -> &str {
    match locale {
        Locale::Ar => &words.ar,
        Locale::Fr => &words.fr,
        Locale::En => &words.en,
    }
}
