//! Pages of organisations that help; and the desk's pages of them, of the numbers that help and of the launch check-list.

mod desk;
mod fields;
mod labels;
mod launch;
mod lines;
mod list;
mod todo;
mod words;

pub use desk::{desk, form, new};
pub use launch::{launch, point};
pub use lines::{desk as helplines, form as helpline, new as new_helpline};
pub use list::{data, list, one};
pub(super) use todo::panel as todo_panel;

pub(crate) use desk::sheet_of;
pub(crate) use launch::form_of as launch_form_of;
pub(crate) use lines::form_of as helpline_form_of;
