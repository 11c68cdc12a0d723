//! The history of the database, frozen: it depends on no entity, so that a changed model cannot rewrite it.
//! Starter content lives beside it in `content/` and is embedded into the binary.

use include_dir::{Dir, include_dir};
use sea_orm_migration::prelude::*;

mod append_only;
mod cache_keys;
pub mod cache_tags;
mod m20261101_000001_identity;
mod m20261101_000002_content;
mod m20261101_000003_forum;
mod m20261101_000004_statistics;
mod m20261101_000005_library;
mod m20261101_000006_search;
mod m20261123_000007_session_proof;
mod m20261123_000008_provider;
mod m20261123_000009_mail;
mod m20261123_000010_privacy;
mod m20261123_000011_staff;
mod m20261123_000012_skeleton;
mod m20261124_000013_forum;
mod m20261124_000015_alias;
mod m20261124_000016_notify;
mod m20261124_000017_reading;
mod m20261124_000018_feed;
mod m20261127_000019_review;
mod m20261127_000020_revision;
mod m20261127_000021_quote_draft;
mod m20261127_000022_gate;
mod m20261127_000023_report;
mod m20261127_000024_sanction;
mod m20261127_000025_append_only;
mod m20261127_000026_category_help;
mod m20261127_000027_desk;
mod m20261128_000028_case_scope;
mod m20261128_000029_buddy;
mod m20261128_000030_topic_split;
mod m20261128_000031_bulk;
mod m20261128_000032_reads;
mod m20261128_000033_permission_rule;
mod m20261128_000034_private_offer;
mod m20261128_000035_duty_day;
mod m20261128_000036_complaint;
mod m20261128_000037_log_emptied;
mod m20261128_000038_note_category;
mod m20261128_000041_report_language;
mod m20261128_000042_complaint_state;
mod m20261128_000050_library_record;
mod m20261128_000060_library_upload;
mod m20261128_000070_library_desk;
mod m20261128_000080_library_media;
mod m20261128_000090_library_fixity;
mod m20261128_000100_library_covers;
mod m20261128_000110_library_pages;
mod m20261128_000120_library_consent;
mod m20261128_000130_library_indexes;
mod m20261128_000140_library_batches;
mod m20261128_000150_reading_lists;
mod m20261128_000160_editorial;
mod m20261128_000170_places;
mod m20261128_000180_directory;
mod m20261128_000190_statistics_desk;
mod m20261128_000200_statistics_pages;
mod m20261128_000210_references;
mod m20261128_000220_article_media;
mod m20261128_000230_library_rest;
mod m20261128_000240_desk_indexes;
mod m20261128_000300_statistics_order;
mod m20261129_000250_search_spots;
mod m20261129_000400_kiosk;
mod m20261129_000410_ask;
mod m20261129_000430_commitment;
mod m20261129_000440_cache;
mod m20261129_000460_job_slot;
mod m20261130_000470_statistics_codes;
mod m20261130_000480_disposable_mail;
mod standing;

pub use standing::{CONTRACTS, Standing, standing};
mod m20261201_000510_ask_nagged;
mod m20261201_000520_ask_recusal;
mod m20261201_000530_ask_sealed;
mod m20261201_000540_messages_wait;
mod m20261201_000550_report_gravest;
mod m20261201_000560_desk_exposure;
mod m20261201_000570_sanction_change;
mod m20261201_000580_case_recusal;
mod m20261201_000590_front_pin;
mod m20261201_000600_contracts_consent_screens;
mod m20261201_000610_library_lists;
mod m20261201_000620_part_of;
mod m20261201_000630_version_accessed;
mod m20261202_000700_text_flow;
mod m20261202_000710_desk_watch;
mod m20261202_000710_library_details;
mod m20261203_000800_report_flow;
mod m20261203_000810_file_embargo;
mod m20261203_000820_item_genre;
mod m20261204_000910_blob_traces;

/// The starter content: Markdown with TOML front matter, data files, one folder a language.
pub static CONTENT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Runs the migrations in order.
pub struct Migrator;

/// A migration that happens as a whole or not at all, on SQLite too: left to itself, SQLite keeps the half of one that was
/// cut off, which is noted nowhere, and no program gets past it any more.
struct Whole(Box<dyn MigrationTrait>);

impl MigrationName for Whole {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Whole {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.down(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let whole = |one| -> Box<dyn MigrationTrait> { Box::new(Whole(one)) };
        Self::all().into_iter().map(whole).collect()
    }
}

impl Migrator {
    fn all() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_000001_identity::Migration),
            Box::new(m20261101_000002_content::Migration),
            Box::new(m20261101_000003_forum::Migration),
            Box::new(m20261101_000004_statistics::Migration),
            Box::new(m20261101_000005_library::Migration),
            Box::new(m20261101_000006_search::Migration),
            Box::new(m20261123_000007_session_proof::Migration),
            Box::new(m20261123_000008_provider::Migration),
            Box::new(m20261123_000009_mail::Migration),
            Box::new(m20261123_000010_privacy::Migration),
            Box::new(m20261123_000011_staff::Migration),
            Box::new(m20261123_000012_skeleton::Migration),
            Box::new(m20261124_000013_forum::Migration),
            Box::new(m20261124_000015_alias::Migration),
            Box::new(m20261124_000016_notify::Migration),
            Box::new(m20261124_000017_reading::Migration),
            Box::new(m20261124_000018_feed::Migration),
            Box::new(m20261127_000019_review::Migration),
            Box::new(m20261127_000020_revision::Migration),
            Box::new(m20261127_000021_quote_draft::Migration),
            Box::new(m20261127_000022_gate::Migration),
            Box::new(m20261127_000023_report::Migration),
            Box::new(m20261127_000024_sanction::Migration),
            Box::new(m20261127_000025_append_only::Migration),
            Box::new(m20261127_000026_category_help::Migration),
            Box::new(m20261127_000027_desk::Migration),
            Box::new(m20261128_000028_case_scope::Migration),
            Box::new(m20261128_000029_buddy::Migration),
            Box::new(m20261128_000030_topic_split::Migration),
            Box::new(m20261128_000031_bulk::Migration),
            Box::new(m20261128_000032_reads::Migration),
            Box::new(m20261128_000033_permission_rule::Migration),
            Box::new(m20261128_000034_private_offer::Migration),
            Box::new(m20261128_000035_duty_day::Migration),
            Box::new(m20261128_000036_complaint::Migration),
            Box::new(m20261128_000037_log_emptied::Migration),
            Box::new(m20261128_000038_note_category::Migration),
            Box::new(m20261128_000041_report_language::Migration),
            Box::new(m20261128_000042_complaint_state::Migration),
            Box::new(m20261128_000050_library_record::Migration),
            Box::new(m20261128_000060_library_upload::Migration),
            Box::new(m20261128_000070_library_desk::Migration),
            Box::new(m20261128_000080_library_media::Migration),
            Box::new(m20261128_000090_library_fixity::Migration),
            Box::new(m20261128_000100_library_covers::Migration),
            Box::new(m20261128_000110_library_pages::Migration),
            Box::new(m20261128_000120_library_consent::Migration),
            Box::new(m20261128_000130_library_indexes::Migration),
            Box::new(m20261128_000140_library_batches::Migration),
            Box::new(m20261128_000150_reading_lists::Migration),
            Box::new(m20261128_000160_editorial::Migration),
            Box::new(m20261128_000170_places::Migration),
            Box::new(m20261128_000180_directory::Migration),
            Box::new(m20261128_000190_statistics_desk::Migration),
            Box::new(m20261128_000200_statistics_pages::Migration),
            Box::new(m20261128_000210_references::Migration),
            Box::new(m20261128_000220_article_media::Migration),
            Box::new(m20261128_000230_library_rest::Migration),
            Box::new(m20261128_000240_desk_indexes::Migration),
            Box::new(m20261128_000300_statistics_order::Migration),
            Box::new(m20261129_000250_search_spots::Migration),
            Box::new(m20261129_000400_kiosk::Migration),
            Box::new(m20261129_000410_ask::Migration),
            Box::new(m20261129_000430_commitment::Migration),
            Box::new(m20261129_000440_cache::Migration),
            Box::new(m20261129_000460_job_slot::Migration),
            Box::new(m20261130_000470_statistics_codes::Migration),
            Box::new(m20261130_000480_disposable_mail::Migration),
            Box::new(m20261201_000510_ask_nagged::Migration),
            Box::new(m20261201_000520_ask_recusal::Migration),
            Box::new(m20261201_000530_ask_sealed::Migration),
            Box::new(m20261201_000540_messages_wait::Migration),
            Box::new(m20261201_000550_report_gravest::Migration),
            Box::new(m20261201_000560_desk_exposure::Migration),
            Box::new(m20261201_000570_sanction_change::Migration),
            Box::new(m20261201_000580_case_recusal::Migration),
            Box::new(m20261201_000590_front_pin::Migration),
            Box::new(m20261201_000600_contracts_consent_screens::Migration),
            Box::new(m20261201_000610_library_lists::Migration),
            Box::new(m20261201_000620_part_of::Migration),
            Box::new(m20261201_000630_version_accessed::Migration),
            Box::new(m20261202_000700_text_flow::Migration),
            Box::new(m20261202_000710_desk_watch::Migration),
            Box::new(m20261202_000710_library_details::Migration),
            Box::new(m20261203_000800_report_flow::Migration),
            Box::new(m20261203_000810_file_embargo::Migration),
            Box::new(m20261203_000820_item_genre::Migration),
            Box::new(m20261204_000910_blob_traces::Migration),
        ]
    }
}
