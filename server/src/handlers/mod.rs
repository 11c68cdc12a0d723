//! What is not a page: built files, health, the exit, the way in, server functions, files of the library,
//! figures as files, references to items, catalogues, chapters, what was promised, what other libraries collect, titles
//! while somebody types, what browsers keep, what search engines read.

pub mod article;
pub mod article_audio;
pub mod book;
pub mod chapters;
pub mod citation;
pub mod commitment;
pub mod cover;
pub mod exit;
pub mod feed;
pub mod files;
pub mod functions;
pub mod health;
pub mod indexes;
pub mod kiosk;
pub mod live;
pub mod media;
pub mod oai;
pub mod offline;
pub mod opds;
pub mod outside;
pub mod page;
pub mod statistics;
pub mod suggest;
pub mod transparency;
pub mod uploads;
pub mod way_in;
