//! Small parts that pages share. Class names and structure follow `style/README.md`.

pub mod bits;
pub mod chart;
pub mod error_summary;
pub mod fields;
pub mod filled;
pub mod html;

pub use bits::{Crumb, Day, Icon, NoticeKind, Num, breadcrumbs, notice, page_header};
pub use error_summary::ErrorSummary;
pub use fields::{FormKeyField, SureBox, TextArea, TextField, in_textarea};
pub use html::Html;
