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
    let refused = audio::bring(s, author, text, "Zohra", sound()).await;
    desk.no_row("refused", refused.unwrap_err()).await;
    desk.row(Action::ArticleAudio, audio::bring(s, admin, text, "Zohra", sound()).await).await;
    desk.row(Action::ArticleAudioRemove, audio::remove(s, admin, &about, Locale::Ar).await).await;
    let gone = audio::remove(s, admin, &about, Locale::Ar).await;
    desk.no_row("gone already", gone.unwrap_err()).await;
}
