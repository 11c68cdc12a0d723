//! Texts read aloud.

use bytes::Bytes;
use contract::{Locale, ids::ArticleId};
use domain::content::{self, audio};
use futures::stream;

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    content::seed(s).await.unwrap();
    desk.no_row("seeded", ()).await;
    desk.words.push("Zohra".to_owned());
    let about = ArticleId::trusted("about");
    let text = (&about, Locale::Ar);
    let sound = || stream::iter([Ok(Bytes::from_static(b"ID3\x04\0\0\0\0\0\0"))]);
    let version = async || audio::desk(s, admin, &about, Locale::Ar).await.unwrap().version;
    let none = version().await;
    let refused = audio::bring(s, author, text, ("Zohra", &none), sound()).await;
    desk.no_row("refused", refused.unwrap_err()).await;
    desk.row(Action::ArticleAudio, audio::bring(s, admin, text, ("Zohra", &none), sound()).await).await;
    let late = audio::bring(s, admin, text, ("Zohra", &none), sound()).await;
    desk.no_row("somebody was first", late.unwrap_err()).await;
    let late = audio::remove(s, admin, text, &none).await;
    desk.no_row("another recording", late.unwrap_err()).await;
    let there = version().await;
    desk.row(Action::ArticleAudioRemove, audio::remove(s, admin, text, &there).await).await;
    let gone = audio::remove(s, admin, text, &there).await;
    desk.no_row("gone already", gone.unwrap_err()).await;
}
