//! What is not a page: built files, health, the exit, the way in, server functions, files of the library.

pub mod exit;
pub mod files;
pub mod functions;
pub mod health;
pub mod media;
pub mod way_in;
