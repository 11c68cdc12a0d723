//! Pages of computers that everybody uses: the start screen, where the code is typed, what stands in place of another
//! site, what is not done there, what is kept for times without a line; and the desk's page of such computers.

mod away;
mod desk;
mod enrol;
mod kept;
mod start;

pub use away::{away, not_here};
pub use desk::{code, desk};
pub use enrol::enrol;
pub use kept::{Kept, cut_off, kept, kept_page};
pub use start::start;

pub(crate) use desk::form_of;
