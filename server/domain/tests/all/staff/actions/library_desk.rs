//! Items of the library: read, taken back, published, dated, withdrawn, erased.

use bytes::Bytes;
use contract::ids::ItemId;
use domain::{
    library::{
        self, Attachment, CollectionForm, ConsentForm, Dates, FileDates, SaidText, SegmentForm, SegmentText,
        Sheet, SubjectForm, Withdrawal, bag,
        pages::{self, PageText},
        upload,
    },
    testing::{TestFile, pdf},
};
use entity::library::{collection, file};
use futures::{StreamExt, stream};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    library::seed(s).await.unwrap();
    desk.no_row("seeded", ()).await;
    let ar = contract::Locale::Ar;
    let item = "udhrar".parse().unwrap();
    desk.row(Action::LibraryRead, library::desk_list(s, admin, ar, None, None).await).await;
    desk.row(Action::LibraryRead, library::desk_item(s, admin, ar, &item).await).await;
    desk.row(Action::LibraryUnpublish, library::unpublish(s, admin, &item).await).await;
    desk.row(Action::LibraryPublish, library::publish(s, admin, &item).await).await;
    let again = library::publish(s, admin, &item).await;
    desk.no_row("published already", again.unwrap_err()).await;
    let dates = Dates { from: String::new(), to: "2027-01-01".to_owned() };
    desk.row(Action::LibraryEmbargo, library::embargo(s, admin, &item, &dates).await).await;
    desk.words.push("zafarantitle".to_owned());
    let text = SegmentText { title: "zafarantitle".to_owned(), ..SegmentText::default() };
    let form = SegmentForm { id: String::new(), start: "1:05".to_owned(), texts: [(ar, text)].into() };
    desk.row(Action::LibrarySegment, library::write_segment(s, admin, &item, &form).await).await;
    let again = library::write_segment(s, admin, &item, &form).await;
    desk.no_row("a second one at the same moment", again.unwrap_err()).await;
    let read = library::desk_segments(s, admin, ar, &item).await;
    let (_, parts) = desk.row(Action::LibraryRead, read).await;
    let gone = library::remove_segment(s, admin, &item, &parts[0].id).await;
    desk.row(Action::LibrarySegment, gone).await;
    desk.words.push("samovarnote".to_owned());
    let withdrawal = Withdrawal {
        reason: "may_harm".to_owned(),
        notes: [(ar, "samovarnote".to_owned())].into(),
        sure: true,
    };
    desk.row(Action::LibraryWithdraw, library::withdraw(s, admin, &item, &withdrawal).await).await;
    desk.row(Action::LibraryErase, library::erase(s, admin, &item, true).await).await;
    desk.no_row("looked what a copy would hold", bag::outlook(s, admin).await.unwrap()).await;
    let mut pieces = desk.row(Action::LibraryExport, bag::pack(s, admin).await).await;
    let second = bag::pack(s, admin).await.err().unwrap();
    desk.no_row("somebody fetches one", second).await;
    while let Some(piece) = pieces.next().await {
        piece.unwrap();
    }
    desk.no_row("it came to its end", ()).await;
    making(desk).await;
    gathering(desk).await;
    naming(desk).await;
}

/// A subject, and its other names.
async fn naming(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    desk.words.extend(["Girofle".to_owned(), "Cannelle".to_owned()]);
    let fr = contract::Locale::Fr;
    let form = SubjectForm { labels: [(fr, "Girofle".to_owned())].into(), ..SubjectForm::default() };
    let id = desk.row(Action::LibrarySubject, library::write_subject(s, admin, "", &form).await).await;
    desk.row(Action::LibraryRead, library::subjects_desk(s, admin).await).await;
    let others = [(fr, "Cannelle".to_owned())].into();
    let form = SubjectForm { id, version: "1".to_owned(), others, ..form };
    desk.row(Action::LibrarySubject, library::write_subject(s, admin, "", &form).await).await;
    let late = library::write_subject(s, admin, "", &form).await;
    desk.no_row("somebody was faster", late.unwrap_err()).await;
    let gone = library::delete_subject(s, admin, &form.id, "2", true).await;
    desk.row(Action::LibrarySubject, gone).await;
}

/// A collection, with something in it.
async fn gathering(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    desk.words.extend(["Curcuma".to_owned(), "Muscade".to_owned()]);
    let named = |version: &str, title: &str| CollectionForm {
        version: version.to_owned(),
        titles: [(contract::Locale::Fr, title.to_owned())].into(),
        ..CollectionForm::default()
    };
    let refused = library::create_collection(s, admin, "", &CollectionForm::default()).await;
    desk.no_row("a collection without a name", refused.unwrap_err()).await;
    let made = library::create_collection(s, admin, "", &named("", "Curcuma")).await;
    let id = desk.row(Action::LibraryCollection, made).await;
    desk.row(Action::LibraryRead, library::collections_desk(s, admin).await).await;
    let put = library::place_item(s, admin, &id, "/i/udhrfr").await;
    desk.row(Action::LibraryCollection, put).await;
    let again = library::place_item(s, admin, &id, "udhrfr").await;
    desk.no_row("it stands there", again.unwrap_err()).await;
    let fr = contract::Locale::Fr;
    let seen = library::collection_desk(s, admin, fr, &id, 0).await;
    let seen = desk.row(Action::LibraryRead, seen).await;
    let version = seen.version.to_string();
    let renamed = library::edit_collection(s, admin, &id, &named(&version, "Muscade")).await;
    desk.row(Action::LibraryCollection, renamed).await;
    let late = library::edit_collection(s, admin, &id, &named(&version, "Muscade")).await;
    desk.no_row("somebody was faster", late.unwrap_err()).await;
    let moved = library::shift_collection(s, admin, &id, true).await;
    desk.row(Action::LibraryCollection, moved).await;
    let version = version_of(s, &id).await;
    let full = library::delete_collection(s, admin, &id, &version, true).await;
    desk.no_row("something stands in it", full.unwrap_err()).await;
    let out = library::take_out(s, admin, &id, &"udhrfr".parse().unwrap()).await;
    desk.row(Action::LibraryCollection, out).await;
    let version = version_of(s, &id).await;
    let gone = library::delete_collection(s, admin, &id, &version, true).await;
    desk.row(Action::LibraryCollection, gone).await;
}

/// The version of a collection by now.
async fn version_of(s: &domain::Services, id: &str) -> String {
    let row = collection::Entity::find_by_id(id).one(s.db.read()).await.unwrap().unwrap();
    row.version.to_string()
}

/// An item from its first word to its last file.
async fn making(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    desk.words.extend(["Zafaran".to_owned(), "Cumin".to_owned(), "Coriandre".to_owned(), "Anis".to_owned()]);
    let sheet = Sheet {
        kind: "document".to_owned(),
        language: "fr".to_owned(),
        titles: [(contract::Locale::Fr, "Zafaran".to_owned())].into(),
        ..Sheet::default()
    };
    let refused = library::create(s, admin, "", &Sheet::default(), None).await;
    desk.no_row("an empty form", refused.unwrap_err()).await;
    let item = desk.row(Action::LibraryCreate, library::create(s, admin, "", &sheet, None).await).await;
    desk.row(Action::LibraryEdit, library::edit(s, admin, &item, "0", &sheet).await).await;
    desk.row(Action::LibraryRead, library::record_form(s, admin, &item).await).await;
    let picture = stream::iter([Ok(Bytes::from_static(
        b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x02\0\x03\0",
    ))]);
    let upload = upload::receive(s, admin, "", "Cumin.webp", picture).await;
    let upload = desk.row(Action::LibraryUpload, upload).await;
    upload::ingest(s, &upload).await.unwrap();
    desk.no_row("looked at", ()).await;
    let attachment = Attachment {
        upload,
        role: "picture".to_owned(),
        language: "fr".to_owned(),
        alt: "Coriandre".to_owned(),
    };
    desk.row(Action::LibraryAttach, library::attach(s, admin, &item, &attachment).await).await;
    let file = file::Entity::find()
        .filter(file::Column::ItemId.eq(item.as_str()))
        .one(s.db.read())
        .await
        .unwrap()
        .unwrap();
    let id = file.id.parse().unwrap();
    let described = library::describe(s, admin, &item, &id, "Coriandre").await;
    desk.row(Action::LibraryDescribe, described).await;
    desk.row(Action::LibraryRename, library::rename(s, admin, &item, &id, "Anis").await).await;
    desk.words.push("Badiane".to_owned());
    let typed = FileDates {
        dates: Dates { from: "2027-01-01".to_owned(), to: String::new() },
        reason: "Badiane".to_owned(),
    };
    let dated = library::embargo_file(s, admin, &item, &id, &typed).await;
    desk.row(Action::LibraryFileEmbargo, dated).await;
    desk.row(Action::LibraryDetach, library::detach(s, admin, &item, &id).await).await;
    desk.words.push("Fenouil".to_owned());
    let film = TestFile {
        id: "samovarfilm",
        item: item.as_str(),
        role: "video",
        language: "fr",
        media: "video/mp4",
        name: "Fenouil.mp4",
    };
    film.put(s, "no film at all").await;
    let film = film.id.parse().unwrap();
    let asked = library::convert::convert(s, admin, &item, &film, "sound").await;
    desk.row(Action::LibraryConvert, asked).await;
    let again = library::convert::convert(s, admin, &item, &film, "sound").await;
    desk.no_row("it is being made", again.unwrap_err()).await;
    typing(desk, &item).await;
    saying(desk).await;
    testimony(desk, &item).await;
}

/// A page that no program reads.
async fn typing(desk: &mut Desk, item: &ItemId) {
    let (s, admin) = (&desk.services(), &desk.admin());
    desk.words.push("Cardamome".to_owned());
    let bytes = stream::iter([Ok(Bytes::from(pdf(&["MS 12"])))]);
    let upload = upload::receive(s, admin, "", "Cardamome.pdf", bytes).await;
    let upload = desk.row(Action::LibraryUpload, upload).await;
    upload::ingest(s, &upload).await.unwrap();
    let attachment =
        Attachment { upload, role: "pdf".to_owned(), language: "fr".to_owned(), alt: String::new() };
    desk.row(Action::LibraryAttach, library::attach(s, admin, item, &attachment).await).await;
    assert!(pages::read_waiting(s).await.unwrap() > 0, "poppler-utils must be installed");
    desk.no_row("read by the machine", ()).await;
    let fr = contract::Locale::Fr;
    let queue = desk.row(Action::LibraryRead, pages::queue(s, admin, fr, None).await).await;
    let file = &queue.files.iter().find(|one| one.name == "Cardamome.pdf").unwrap().file;
    desk.row(Action::LibraryRead, pages::page_form(s, admin, fr, file, 1).await).await;
    let text = PageText { version: "0".to_owned(), text: "Cardamome".to_owned(), ..PageText::default() };
    desk.row(Action::LibraryPage, pages::type_page(s, admin, file, 1, &text).await).await;
    let late = pages::type_page(s, admin, file, 1, &text).await;
    desk.no_row("typed meanwhile", late.unwrap_err()).await;
    desk.row(Action::LibraryPage, pages::read_again(s, admin, file).await).await;
}

/// What is said in a recording.
async fn saying(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    desk.words.push("Nigelle".to_owned());
    let fr = contract::Locale::Fr;
    let item = "safetyaudio".parse().unwrap();
    let form = library::said_form(s, admin, fr, &item, Some(fr.into())).await;
    let version = desk.row(Action::LibraryRead, form).await.version;
    let text = SaidText { version, language: "fr".to_owned(), text: "Nigelle".to_owned() };
    desk.row(Action::LibrarySaid, library::type_said(s, admin, &item, &text).await).await;
    let late = library::type_said(s, admin, &item, &text).await;
    desk.no_row("typed meanwhile", late.unwrap_err()).await;
}

/// Who speaks in it agrees, and takes it back.
async fn testimony(desk: &mut Desk, item: &ItemId) {
    let (s, admin) = (&desk.services(), &desk.admin());
    let form = ConsentForm {
        who: "Nardjes".to_owned(),
        allows: vec!["members".to_owned()],
        gives: "whole".to_owned(),
        contact: "Cardamome".to_owned(),
        language: "fr".to_owned(),
        given_on: "2026-01-01".to_owned(),
        ..ConsentForm::default()
    };
    desk.words.extend(["Nardjes".to_owned(), "Cardamome".to_owned()]);
    let fr = contract::Locale::Fr;
    let given = library::give_consent(s, admin, item, "0", &form).await;
    desk.row(Action::LibraryConsent, given).await;
    let late = library::give_consent(s, admin, item, "0", &form).await;
    desk.no_row("somebody was faster", late.unwrap_err()).await;
    desk.row(Action::LibraryConsentRead, library::consent_desk(s, admin, fr, item).await).await;
    let revoked = library::revoke_consent(s, admin, item, "by_pseudonym", true).await;
    desk.row(Action::LibraryRevoke, revoked).await;
    desk.row(Action::LibraryConsentRead, library::receipt(s, admin, item).await).await;
}
