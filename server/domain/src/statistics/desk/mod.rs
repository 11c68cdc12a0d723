//! The desk of the statistics room: files of figures that are tried, imported as immutable versions and taken back, and
//! what is said of datasets.

mod bring;
mod charts;
mod check;
mod codes;
mod describe;
mod difference;
mod drawn;
mod edition;
mod expected;
mod guess;
mod indicators;
mod known;
mod list;
mod mapping;
mod run;
mod said;
mod see;
mod series;
mod state;
mod trial;
mod versions;
mod write;

pub use bring::{Bringing, MOST_FILE};
pub use charts::{ChartForm, ChartPage, DIMENSIONS, charts, remove_chart, write_chart};
pub use codes::{CodeForm, CodePage, KINDS, codes, write_code};
pub use describe::{DescriptionForm, create, describe, description, new_description};
pub use difference::{Change, ChangeKind, Difference};
pub use expected::{Expected, Fault};
pub use indicators::{DIRECTIONS, IndicatorForm, IndicatorPage, indicators, write_indicator};
pub use list::{DeskDataset, datasets, overdue};
pub use mapping::{CODED, Mapping, codes_of, codes_text};
pub use run::{Imported, Report, import_file};
pub use said::{Choices, Description, FREQUENCIES, LAYOUTS, LICENCES};
pub use see::{Trial, TrialLine, faults_csv, trial, trials};
pub use state::{Detected, State};
pub use trial::{check, choose, confirm, discard, map, recover, sweep};
pub use versions::{Version, Versions, pin_charts, show_version, versions};
