//! Files on their way into the library.

use bytes::Bytes;
use domain::library::{batch, upload};
use entity::library::upload as row;
use futures::stream;
use sea_orm::sea_query::Expr;

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    desk.words.extend(["Safran".to_owned(), "Lampe".to_owned()]);
    let id = desk.row(Action::LibraryUpload, upload::begin(s, admin, 6, "Safran.vtt").await).await;
    let refused = upload::begin(s, author, 6, "Safran.vtt").await;
    desk.no_row("refused", refused.unwrap_err()).await;
    let whole = || stream::iter([Ok(Bytes::from_static(b"WEBVTT"))]);
    let piece = upload::open(s, admin, &id, 0, Some(6)).await.unwrap();
    let written = piece.write(whole(), None).await.unwrap();
    assert_eq!(written, (6, true));
    desk.no_row("a piece", ()).await;
    // Something of ours failed.
    row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value("needs_attention"))
        .filter(row::Column::Id.eq(id.as_str()))
        .exec(s.db.writer())
        .await
        .unwrap();
    desk.row(Action::LibraryRetry, upload::retry(s, admin, &id).await).await;
    upload::ingest(s, &id).await.unwrap();
    desk.no_row("looked at", ()).await;
    desk.row(Action::LibraryClear, upload::clear(s, admin, &id).await).await;
    let by_form = upload::receive(s, admin, "", "Lampe.vtt", whole()).await;
    desk.row(Action::LibraryUpload, by_form).await;
    desk.words.push("Zafaran".to_owned());
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("a.csv");
    std::fs::write(&table, "title[fr],kind,languages\nZafaran,book,fr\n").unwrap();
    let dry = batch::import(s, &table, None, false).await.unwrap();
    desk.no_row("tried", dry).await;
    let done = desk.row(Action::LibraryImport, batch::import(s, &table, None, true).await).await;
    let id = done.batch.expect("a batch");
    desk.row(Action::LibraryUndo, batch::undo(s, &id).await).await;
}
