//! The whole library taken along from the desk, through the real router, from both stores.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{collections::BTreeMap, fs, io::Read, time::Duration};

use contract::ids::ItemId;
use domain::{
    Role,
    library::{self, Withdrawal, bag, blobs::sha256_hex},
};
use entity::{
    library::{file, item},
    staff::audit_log,
};
use flate2::read::DeflateDecoder;
use object_store::{ObjectStoreExt, PutPayload};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::support::TestApp;

const HERE: &str = "/fr/desk/library/export";

/// The files of an archive, as its directory names them, each read where it says.
fn unpack(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, length: usize| -> usize {
        bytes[at..at + length].iter().rev().fold(0, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let end = bytes.len() - 22;
    assert!(bytes[end..].starts_with(b"PK\x05\x06"), "no end");
    let (count, length, mut at) = (number(end + 10, 2), number(end + 12, 4), number(end + 16, 4));
    assert_eq!(at + length, end);
    let mut files = BTreeMap::new();
    for _ in 0..count {
        assert!(bytes[at..].starts_with(b"PK\x01\x02"));
        let (method, crc) = (number(at + 10, 2), number(at + 16, 4));
        let (packed, size, named) = (number(at + 20, 4), number(at + 24, 4), number(at + 28, 2));
        let name = String::from_utf8(bytes[at + 46..at + 46 + named].to_vec()).unwrap();
        let head = number(at + 42, 4);
        // What stands before the file says the same as the directory.
        assert!(bytes[head..].starts_with(b"PK\x03\x04"), "{name}");
        assert_eq!(bytes[head + 6..head + 28], bytes[at + 8..at + 30], "{name}");
        let from = head + 30 + named + number(head + 28, 2);
        let content = &bytes[from..from + packed];
        let content = if method == 8 {
            let mut text = Vec::new();
            DeflateDecoder::new(content).read_to_end(&mut text).unwrap();
            text
        } else {
            content.to_vec()
        };
        let mut sum = flate2::Crc::new();
        sum.update(&content);
        assert_eq!((content.len(), sum.sum() as usize), (size, crc), "{name}");
        assert!(files.insert(name, content).is_none());
        at += 46 + named + number(at + 30, 2);
    }
    files
}

#[tokio::test]
async fn the_whole_library_is_taken_along() {
    for app in TestApp::each_store().await {
        let s = &app.bed.services;
        library::seed(s).await.unwrap();
        let librarian = app.bed.member("Rayonnage", Role::Librarian).await;
        let mut hers = app.browser();
        hers.sign_in_as(&librarian).await;
        let mut editor = app.browser();
        editor.sign_in_as(&app.bed.member("Plume", Role::Editor).await).await;
        let mut guest = app.browser();

        let away = Withdrawal { reason: "may_harm".to_owned(), sure: true, ..Withdrawal::default() };
        let gone: ItemId = "udhren".parse().unwrap();
        library::withdraw(s, &librarian, &gone, &away).await.unwrap();
        item::Entity::update_many()
            .col_expr(item::Column::Testimony, Expr::value(true))
            .col_expr(item::Column::Reach, Expr::value("members"))
            .filter(item::Column::Id.eq("safetyaudio"))
            .exec(s.db.writer())
            .await
            .unwrap();

        // What it will hold is said, and nothing of it is kept on the way.
        hers.get("/fr/desk/library").await.assert_text(HERE);
        for (lang, word) in [
            ("ar", "شهادة واحدة لم توافق صاحبتها"),
            ("fr", "témoignage : la personne qui y parle"),
            ("en", "testimony: whoever speaks in it"),
        ] {
            let page = hers.get(&format!("/{lang}/desk/library/export")).await;
            page.assert_status(200).assert_text(word).assert_text("jusoor library export DIR");
            assert_eq!(page.header("cache-control"), "no-store");
        }
        let outlook = bag::outlook(s, &librarian).await.unwrap();
        assert_eq!((outlook.withdrawn, outlook.kept_back, outlook.damaged), (1, 1, 0));
        guest.get(HERE).await.assert_status(303);
        guest.post(HERE, &[]).await.assert_status(401);
        editor.get(HERE).await.assert_status(403);
        editor.post(HERE, &[]).await.assert_status(403);
        hers.post(HERE, &[("all", "yes")]).await.assert_status(400);
        let rows = || async {
            let rows = audit_log::Entity::find().filter(audit_log::Column::Action.eq("library_export"));
            rows.all(s.db.read()).await.unwrap().len()
        };
        assert_eq!(rows().await, 0);

        let answer = hers.post(HERE, &[]).await;
        answer.assert_status(200);
        assert_eq!(rows().await, 1, "{}", app.bed.backend);
        let root = format!("library-{}", s.today());
        assert_eq!(answer.header("content-type"), "application/zip");
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{root}.zip\""));
        assert_eq!((answer.header("cache-control"), answer.header("x-accel-buffering")), ("no-store", "no"));
        let files = unpack(&answer.body);

        // Written out, it is a bag to whoever reads it.
        let out = tempfile::tempdir().unwrap();
        for (name, content) in &files {
            let to = out.path().join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, content).unwrap();
        }
        let folder = out.path().join(&root);
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1, "everything lies in one folder");
        assert_eq!(bag::verify(&folder).await.unwrap(), Vec::<String>::new(), "{}", app.bed.backend);
        let read = |name: &str| String::from_utf8(files[&format!("{root}/{name}")].clone()).unwrap();
        assert_eq!(read("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        for line in read("manifest-sha256.txt").lines() {
            let (hash, name) = line.split_once("  ").unwrap();
            assert_eq!(sha256_hex(&files[&format!("{root}/{name}")]), hash, "{name}");
        }
        let kept =
            file::Entity::find().filter(file::Column::ItemId.eq("udhrar")).all(s.db.read()).await.unwrap();
        assert!(!kept.is_empty());
        for one in &kept {
            let there = files.iter().any(|(name, content)| {
                name.starts_with(&format!("{root}/data/udhrar/")) && sha256_hex(content) == one.sha256
            });
            assert!(there, "{}", one.file_name);
        }
        assert!(read("data/udhrar/dc.xml").contains("<dc:title xml:lang=\"ar\">"));
        let table = read("metadata.csv");
        let mut lines = csv::Reader::from_reader(table.as_bytes());
        let at = lines.headers().unwrap().iter().position(|name| name == "id").unwrap();
        let ids: Vec<String> = lines.records().map(|line| line.unwrap()[at].to_owned()).collect();
        assert!(ids.iter().any(|id| id == "udhrar"));
        assert_eq!(ids.len() as u64, outlook.items);
        // What the page said is what there is: each item has a description beside its files.
        let payload = files.keys().filter(|name| name.starts_with(&format!("{root}/data/"))).count();
        assert_eq!(payload as u64, outlook.files + outlook.items);
        for hidden in ["udhren", "safetyaudio"] {
            assert!(!ids.iter().any(|id| id == hidden));
            assert!(!files.keys().any(|name| name.contains(&format!("/{hidden}/"))), "{hidden}");
        }

        // Damaged bytes are left out, and it is a bag all the same.
        let turned = file::Entity::find_by_id("udhrfrepub").one(s.db.read()).await.unwrap().unwrap();
        let place = format!("sha256/{}/{}/{}", &turned.sha256[..2], &turned.sha256[2..4], turned.sha256);
        s.blobs.put(&place.into(), PutPayload::from_static(b"turned")).await.unwrap();
        let fewer = unpack(&hers.post(HERE, &[]).await.body);
        assert_eq!(fewer.len() + 1, files.len(), "{}", app.bed.backend);
        let at = format!("{root}/data/udhrfr/{}", turned.file_name);
        assert!(files.contains_key(&at) && !fewer.contains_key(&at));
        let listed = String::from_utf8(fewer[&format!("{root}/manifest-sha256.txt")].clone()).unwrap();
        assert!(!listed.contains(&turned.sha256));

        // One at a time; whoever goes away makes room for the next.
        let held = bag::pack(s, &librarian).await.unwrap();
        hers.post(HERE, &[]).await.assert_status(429).assert_text("Quelqu’un emporte une copie");
        assert!(bag::outlook(s, &librarian).await.unwrap().going);
        drop(held);
        for _ in 0..200 {
            if !bag::outlook(s, &librarian).await.unwrap().going {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        hers.post(HERE, &[]).await.assert_status(200);
        assert_eq!(rows().await, 4);
    }
}
