//! The parts of a page that wake up in the browser. They are leaves: their words and data are props,
//! and every page does its work without them.
