//! The whole library as a bag, read again as somebody else would read it, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use std::{collections::BTreeMap, fs, path::Path};

use contract::{ErrorCode, ids::ItemId};
use domain::{
    Role,
    library::{self, Withdrawal, bag, batch, blobs::sha256_hex},
    testing::TestBed,
};
use entity::library::{file, item, item_text};
use object_store::{ObjectStoreExt, PutPayload};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr};

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

/// Hashes every file that a manifest names.
fn assert_manifest(folder: &Path, manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(manifest)).unwrap();
    let names: Vec<String> = text
        .lines()
        .map(|line| {
            let (hash, name) = line.split_once("  ").unwrap();
            assert_eq!(sha256_hex(&fs::read(folder.join(name)).unwrap()), hash, "{name}");
            name.to_owned()
        })
        .collect();
    assert!(!names.is_empty());
    names
}

fn table(folder: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join("metadata.csv")).unwrap();
    let head = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|line| {
            let line = line.unwrap();
            let cells = head.iter().zip(&line).map(|(name, cell)| (name.to_owned(), cell.to_owned()));
            let cells: BTreeMap<String, String> = cells.collect();
            (cells["id"].clone(), cells)
        })
        .collect()
}

#[tokio::test]
async fn what_a_spreadsheet_would_calculate_comes_back_as_text() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join("in.csv");
        // Typed here, as a form would have cleaned it: bidi signs, a decomposed letter, a control character.
        let text = "id,title[fr],title[en],abstract[en],kind,languages,author[en],\
                    alternative[it],created,coverage,period,pages,genre,accessibility_summary[fr]\n\
                    formula1,\"'=HYPERLINK(1)\",E\u{202e}te\u{301}\u{7},\"-one\n\u{200f}+two\",book,fr||ber,@amel||'Ali,\
                    Donne||Lavoro,1987~,Le Kef||Tajerouine,1956/1987,96,testimony,Se lit à voix haute.\n";
        fs::write(&path, text).unwrap();
        let done = batch::import(s, &path, None, true).await.unwrap();
        assert!(done.faults.is_empty(), "{done:?}");
        let first = bag::export(s, &out.path().join("one"), false).await.unwrap();
        assert!(first.faults.is_empty(), "{first:?}");
        let one = table(&out.path().join("one"));
        let cells = &one["formula1"];
        assert_eq!(cells["title[fr]"], "'=HYPERLINK(1)");
        assert_eq!(cells["title[en]"], "Eté");
        assert_eq!(cells["abstract[en]"], "'-one\n+two");
        assert_eq!(cells["author[en]"], "'@amel||'Ali");
        for (column, value) in [
            ("languages", "fr||ber"),
            ("alternative[it]", "Donne||Lavoro"),
            ("created", "1987~"),
            ("coverage", "Le Kef||Tajerouine"),
            ("period", "1956/1987"),
            ("pages", "96"),
            ("genre", "testimony"),
            ("accessibility_summary[fr]", "Se lit à voix haute."),
            ("accessibility_summary[ar]", ""),
        ] {
            assert_eq!(cells[column], value, "{column}");
        }
        let core = fs::read_to_string(out.path().join("one/data/formula1/dc.xml")).unwrap();
        for line in [
            "<dcterms:alternative xml:lang=\"it\">Donne</dcterms:alternative>",
            "<dc:language>ber</dc:language>",
            "<dcterms:created>1987~</dcterms:created>",
            "<dcterms:spatial>Tajerouine</dcterms:spatial>",
            "<dcterms:temporal>1956/1987</dcterms:temporal>",
            "<dcterms:extent>96 p.</dcterms:extent>",
            "<dc:type>Text</dc:type>\n  <dc:type>testimony</dc:type>",
        ] {
            assert!(core.contains(line), "{core}");
        }
        assert!(one.values().all(|cells| !cells.values().any(|cell| cell.starts_with(['=', '+', '-', '@']))));
        let texts = item_text::Entity::find()
            .filter(item_text::Column::ItemId.eq("formula1"))
            .filter(item_text::Column::Locale.eq("fr"));
        let stored = texts.one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(stored.title, "=HYPERLINK(1)");

        // Once more round: nothing is added.
        batch::undo(s, &done.batch.unwrap()).await.unwrap();
        let again = batch::import(s, &out.path().join("one/metadata.csv"), None, true).await.unwrap();
        assert!(again.faults.is_empty(), "{again:?}");
        bag::export(s, &out.path().join("two"), false).await.unwrap();
        assert_eq!(table(&out.path().join("two")), one);
    }
}

#[tokio::test]
async fn everything_is_in_it_and_is_what_it_was() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let librarian = bed.member("warda", Role::Librarian).await;
        library::seed(s).await.unwrap();
        file::Entity::update_many()
            .col_expr(file::Column::FileName, Expr::value("../dc.XML"))
            // Closed to readers for long: the copy is for those who keep it.
            .col_expr(file::Column::VisibleFrom, Expr::value(4_102_444_800_000_i64))
            .col_expr(file::Column::EmbargoReason, Expr::value("zafaran"))
            .filter(file::Column::ItemId.eq("udhrar"))
            .exec(s.db.writer())
            .await
            .unwrap();
        let withdrawal = Withdrawal { reason: "may_harm".to_owned(), sure: true, ..Withdrawal::default() };
        library::withdraw(s, &librarian, &id("udhren"), &withdrawal).await.unwrap();
        library::erase(s, &librarian, &id("safetyaudio"), true).await.unwrap();
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("bag");
        let done = bag::export(s, &folder, false).await.unwrap();
        assert!(done.damaged.is_empty() && done.faults.is_empty(), "{done:?}");
        let declared = fs::read_to_string(folder.join("bagit.txt")).unwrap();
        assert_eq!(declared, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        let payload = assert_manifest(&folder, "manifest-sha256.txt");
        assert_eq!(payload.len() as u64, done.files);
        let tags = assert_manifest(&folder, "tagmanifest-sha256.txt");
        assert_eq!(tags, ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "metadata.csv"]);
        let info = fs::read_to_string(folder.join("bag-info.txt")).unwrap();
        assert!(info.contains(&format!("Payload-Oxum: {}.{}\n", done.bytes, done.files)), "{info}");

        let rows = table(&folder);
        let known = item::Entity::find().count(s.db.read()).await.unwrap();
        assert_eq!((rows.len() as u64, done.items), (known - 2, known - 2));
        assert!(!rows.contains_key("udhren") && !rows.contains_key("safetyaudio"));
        assert!(!payload.iter().any(|name| name.contains("udhren/") || name.contains("safetyaudio/")));
        assert!(rows["udhrar"]["file_visible_from"].starts_with("4102444800000"), "{rows:?}");
        assert!(rows["udhrar"]["file_embargo_reasons"].starts_with("zafaran"), "{rows:?}");
        assert_eq!(rows["udhrfr"]["file_visible_from"], "");
        for (item, cells) in &rows {
            let record = library::record(s, &id(item)).await.unwrap();
            for (l, text) in &record.texts {
                assert_eq!(cells[&format!("title[{l}]")], text.title);
                assert_eq!(cells[&format!("abstract[{l}]")], text.summary);
            }
            let files = file::Entity::find()
                .filter(file::Column::ItemId.eq(&**item))
                .order_by_asc(file::Column::Position)
                .all(s.db.read())
                .await
                .unwrap();
            let places: Vec<&str> = cells["files"].split("||").filter(|place| !place.is_empty()).collect();
            assert_eq!(places.len(), files.len(), "{item}");
            for (place, file) in places.iter().zip(&files) {
                assert_eq!(sha256_hex(&fs::read(folder.join("data").join(place)).unwrap()), file.sha256);
            }
            let core = fs::read_to_string(folder.join("data").join(item).join("dc.xml")).unwrap();
            assert!(core.contains("<dc:title xml:lang="), "{core}");
        }

        // A bag that was touched says so; a folder that holds something is left alone.
        fs::write(folder.join(&payload[0]), "x").unwrap();
        fs::write(folder.join("data/stranger"), "x").unwrap();
        let faults = bag::verify(&folder).await.unwrap();
        assert_eq!(faults, [format!("{}: not what it was", payload[0]), "data/stranger: not named".into()]);
        let again = bag::export(s, &folder, false).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::Conflict);

        // With what was withdrawn; and with a file whose bytes were turned.
        let broken = file::Entity::find_by_id("udhrfrepub").one(s.db.read()).await.unwrap().unwrap();
        let place = format!("sha256/{}/{}/{}", &broken.sha256[..2], &broken.sha256[2..4], broken.sha256);
        s.blobs.put(&place.into(), PutPayload::from_static(b"turned")).await.unwrap();
        let folder = out.path().join("whole");
        let done = bag::export(s, &folder, true).await.unwrap();
        assert!(done.faults.is_empty(), "{done:?}");
        let damaged: Vec<(&str, &str)> =
            done.damaged.iter().map(|one| (one.item.as_str(), one.file.as_str())).collect();
        assert_eq!(damaged, [("udhrfr", "udhrfrepub")]);
        assert!(table(&folder).contains_key("udhren"));
    }
}
