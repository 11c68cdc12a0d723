//! Many items at once out of a table: everything that is wrong is told, nothing is written while anything is, and what
//! came together is taken back together; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use std::{collections::BTreeSet, fs, path::Path};

use contract::{ErrorCode, Locale, Tongue, ids::ItemId};
use domain::{
    Role, Services,
    library::{self, AgentRole, FileRole, IdentifierKind, Licence, WarningKind, batch, blobs},
    testing::TestBed,
    zip::Archive,
};
use entity::library::{agent, file, item, subject};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use tempfile::TempDir;

const CAPTIONS: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nنعم\n";

fn table(folder: &TempDir, text: &str) -> std::path::PathBuf {
    let path = folder.path().join("table.csv");
    fs::write(&path, text).unwrap();
    path
}

async fn count(services: &Services) -> u64 {
    item::Entity::find().count(services.db.read()).await.unwrap()
}

fn left(folder: &Path) -> usize {
    fs::read_dir(folder.join("uploads")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_nothing_is_written() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        library::seed(s).await.unwrap();
        let before = count(s).await;
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("page.vtt"), "<html><script>").unwrap();
        let text = "id,title[fr],kind,languages,licence,identifier,year,relation,files,colour,created,period,pages\n\
                    udhrfr,Livre,boook,xx,mine,isbn:1||doi:x,soon,near:udhrfr,gone.vtt||../x||page.vtt,red,\
                    mai,1987/1956,0\n\
                    ,,book,fr,,,,,,,,,\n\
                    ,Bien,book,fr,,,,part-of:udhrfr,,,1987,1956/..,9\n\
                    ,Trop,book,fr,,,,,,,,,,,more\n";
        let report = batch::import(s, &table(&folder, text), Some(folder.path()), true).await.unwrap();
        assert_eq!(report.batch, None);
        assert_eq!(count(s).await, before);
        let told: Vec<(u64, &str, &str)> = report
            .faults
            .iter()
            .map(|fault| (fault.row, fault.column.as_str(), fault.value.as_str()))
            .collect();
        let expected = [
            (1, "colour", ""),
            (2, "id", "udhrfr"),
            (2, "kind", "boook"),
            (2, "languages", "xx"),
            (2, "created", "mai"),
            (2, "period", "1987/1956"),
            (2, "pages", "0"),
            (2, "licence", "mine"),
            (2, "identifier", "isbn:1"),
            (2, "identifier", "doi:x"),
            (2, "year", "soon"),
            (2, "relation", "near:udhrfr"),
            (2, "files", "gone.vtt"),
            (2, "files", "../x"),
            (2, "files", "page.vtt"),
            (3, "title[ar]", ""),
        ];
        for one in expected {
            assert!(told.contains(&one), "{one:?} in {told:?}");
        }
        assert!(told.iter().any(|(row, ..)| *row == 5), "{told:?}");
        assert_eq!(told.len(), expected.len() + 1, "{told:?}");
        assert!(report.faults.iter().all(|fault| !fault.expected.to_string().is_empty()));
        let fine: Vec<(u64, &str)> =
            report.lines.iter().map(|line| (line.row, line.title.as_str())).collect();
        assert_eq!(fine, [(4, "Bien")]);
        // Days and years of another kind than ours, each by its name.
        let text = "title[fr],kind,languages,published_on,visible_from,year,genre\n\
                    A,book,fr,+12026-01-01,2026-1-1,+2026,gossip\n\
                    B,book,fr,0026-11-28,99999999999999999,2999,guide\n";
        let report = batch::import(s, &table(&folder, text), None, true).await.unwrap();
        let told: Vec<(u64, &str, &str)> = report
            .faults
            .iter()
            .map(|fault| (fault.row, fault.column.as_str(), fault.value.as_str()))
            .collect();
        let expected = [
            (2, "genre", "gossip"),
            (2, "year", "+2026"),
            (2, "published_on", "+12026-01-01"),
            (2, "visible_from", "2026-1-1"),
            (3, "year", "2999"),
            (3, "published_on", "0026-11-28"),
            (3, "visible_from", "99999999999999999"),
        ];
        assert_eq!(told, expected);
        for text in ["", "title[fr]\n", "\u{feff}kind;title[fr];languages\n"] {
            let report = batch::import(s, &table(&folder, text), None, true).await.unwrap();
            assert!(report.batch.is_none() && !report.faults.is_empty(), "{text:?}");
        }
        fs::write(folder.path().join("table.csv"), b"title[fr]\n\xe9t\xe9\n").unwrap();
        let report = batch::import(s, &folder.path().join("table.csv"), None, true).await.unwrap();
        assert_eq!(report.faults.len(), 1);
        let error = batch::import(s, Path::new("/nowhere.csv"), None, true).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Unavailable);
    }
}

#[tokio::test]
async fn what_is_fine_becomes_drafts_which_are_taken_back_together() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        library::seed(s).await.unwrap();
        let librarian = bed.member("warda", Role::Librarian).await;
        let before = count(s).await;
        let about = subject::Entity::find().order_by_asc(subject::Column::Id).one(s.db.read()).await.unwrap();
        let about = about.expect("a subject").id;
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("a.vtt"), CAPTIONS).unwrap();
        fs::write(folder.path().join("sub/b.vtt"), format!("{CAPTIONS}\n")).unwrap();
        let mut archive = Archive::default();
        archive.store("a.vtt", CAPTIONS.as_bytes()).unwrap();
        archive.deflate("sub/b.vtt", format!("{CAPTIONS}\n").as_bytes()).unwrap();
        let packed = folder.path().join("files.zip");
        fs::write(&packed, archive.finish().unwrap()).unwrap();
        let text = format!(
            "\u{feff}title[ar];title[fr];kind;languages;author[ar];author[fr];subject;identifier;warning;licence;\
             files;file_roles;file_languages;collection\r\n\
             كتاب;Livre;book;fr||ar;سلمى||;Selma||Amel;{about};isbn:978-0-306-40615-7;violence:60-90;cc-by-4.0;\
             a.vtt||sub/b.vtt;original||;||ber;\r\n\
             ;Deuxième;document;fr;;Amel;;;;;;;;\r\n"
        );
        let path = table(&folder, &text);
        let dry = batch::import(s, &path, Some(folder.path()), false).await.unwrap();
        assert!(dry.faults.is_empty() && dry.batch.is_none(), "{dry:?}");
        assert_eq!(dry.lines.iter().map(|line| (line.row, line.files)).collect::<Vec<_>>(), [(2, 2), (3, 0)]);
        assert_eq!(count(s).await, before);
        for files in [folder.path(), packed.as_path()] {
            let done = batch::import(s, &path, Some(files), true).await.unwrap();
            assert!(done.faults.is_empty(), "{done:?}");
            assert_eq!(left(bed.uploads.path()), 0, "what was unpacked is gone");
            let id = done.batch.expect("a batch");
            let items: Vec<ItemId> = done.lines.iter().map(|line| line.item.clone().unwrap()).collect();
            let [first, second] = &items[..] else { panic!("{items:?}") };
            let hidden = library::item(s, Locale::Fr, first).await.unwrap_err();
            assert_eq!(hidden.code, ErrorCode::NotFound, "it is a draft");
            library::publish(s, &librarian, first).await.unwrap();
            let record = library::record(s, first).await.unwrap();
            assert_eq!(record.languages, [Tongue::Fr, Tongue::Ar]);
            assert_eq!(record.texts[&Locale::Ar].title, "كتاب");
            assert_eq!(record.texts[&Locale::Fr].slug, "livre");
            assert_eq!(record.licence, Licence::CcBy);
            let names: Vec<Vec<&str>> = record
                .contributors
                .iter()
                .map(|one| {
                    assert_eq!(one.role, AgentRole::Author);
                    one.names.values().map(String::as_str).collect()
                })
                .collect();
            let names: BTreeSet<Vec<&str>> = names.into_iter().collect();
            assert_eq!(names, BTreeSet::from([vec!["سلمى", "Selma"], vec!["Amel"]]));
            assert_eq!(record.subjects.iter().map(|one| &*one.id).collect::<Vec<_>>(), [&*about]);
            assert_eq!(record.identifiers[0].kind, IdentifierKind::Isbn);
            let warning = record.warnings[0];
            assert_eq!((warning.kind, warning.range), (WarningKind::Violence, Some((60, 90))));
            let files = file::Entity::find()
                .filter(file::Column::ItemId.eq(first.as_str()))
                .order_by_asc(file::Column::Position)
                .all(s.db.read())
                .await
                .unwrap();
            let of: Vec<(&str, &str, &str)> = files
                .iter()
                .map(|one| (one.file_name.as_str(), one.role.as_str(), one.language.as_str()))
                .collect();
            let captions = FileRole::Captions.as_str();
            assert_eq!(of, [("a.vtt", "original", "fr"), ("b.vtt", captions, "ber")]);
            assert_eq!(blobs::read_text(s, &files[0].sha256, 1_000).await.unwrap(), CAPTIONS);

            let undone = batch::undo(s, &id).await.unwrap();
            assert_eq!((undone.removed, &undone.kept[..]), (1, std::slice::from_ref(first)));
            assert!(item::Entity::find_by_id(second.as_str()).one(s.db.read()).await.unwrap().is_none());
            assert!(library::item(s, Locale::Fr, first).await.is_ok(), "what was published stays");
            library::erase(s, &librarian, first, true).await.unwrap();
        }
        batch::import(s, &path, Some(folder.path()), true).await.unwrap();
        let people = agent::Entity::find().count(s.db.read()).await.unwrap();
        let again = batch::import(s, &path, Some(folder.path()), true).await.unwrap();
        assert_eq!(agent::Entity::find().count(s.db.read()).await.unwrap(), people, "they are known by name");
        let id = again.batch.unwrap();
        assert_eq!(batch::undo(s, &id).await.unwrap().removed, 2);
        assert_eq!(batch::undo(s, &id).await.unwrap_err().code, ErrorCode::NotFound);
    }
}
