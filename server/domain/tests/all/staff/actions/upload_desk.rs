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
    // The same at the desk.
    let mut bringing = batch::Bringing::begin(s, admin, "").await.unwrap();
    let rows = || stream::iter([Ok(Bytes::from_static(b"title[fr],kind,languages\nZafaran,book,fr\n"))]);
    bringing.table("Lampe.csv", rows()).await.unwrap();
    let id = desk.row(Action::LibraryUpload, bringing.finish().await).await;
    batch::check(s, admin, &id).await.unwrap();
    let tried = batch::trial(s, admin, &id).await.unwrap();
    let refused = batch::confirm(s, admin, &id, "another").await;
    desk.no_row("not what she saw", refused.unwrap_err()).await;
    desk.row(Action::LibraryImport, batch::confirm(s, admin, &id, &tried.seal).await).await;
    batch::confirm(s, admin, &id, &tried.seal).await.unwrap();
    desk.no_row("imported already", ()).await;
    let imported = batch::trial(s, admin, &id).await.unwrap().batch.expect("a batch");
    let ar = contract::Locale::Ar;
    desk.row(Action::LibraryRead, batch::batch(s, admin, ar, &imported).await).await;
    desk.row(Action::LibraryUndo, batch::undo_at_desk(s, admin, &imported, true).await).await;
    desk.row(Action::LibraryClear, batch::discard(s, admin, &id).await).await;
    let mut bringing = batch::Bringing::begin(s, admin, "").await.unwrap();
    bringing.table("Lampe.csv", stream::iter([Ok(Bytes::from_static(b"kind\n"))])).await.unwrap();
    let id = desk.row(Action::LibraryUpload, bringing.finish().await).await;
    batch::check(s, admin, &id).await.unwrap();
    desk.row(Action::LibraryRetry, batch::check_again(s, admin, &id).await).await;
}
