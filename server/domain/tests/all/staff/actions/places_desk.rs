//! Where things stand: redirects, menu, home page, announcements, channels, articles that are taken away.

use domain::{
    content::{self, retire},
    places::{
        announce,
        blocks::{self, Change},
        channels::{self, NewChannel},
        menu::{self, NewEntry},
        redirects,
    },
};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    content::seed(s).await.unwrap();
    desk.words.extend(["oleander".to_owned(), "jacaranda".to_owned()]);
    let made = redirects::add(s, admin, "/fr/oleander", "/fr/library").await;
    desk.row(Action::RedirectChange, made).await;
    redirects::add(s, admin, "/fr/oleander", "/fr/library").await.unwrap();
    desk.no_row("the same again", ()).await;
    let dry = redirects::bring(s, admin, "from,to\n/fr/jacaranda,/fr/oleander", true).await.unwrap();
    desk.no_row("looked at", dry).await;
    let refused = redirects::remove(s, author, "/fr/oleander").await;
    desk.no_row("refused", refused.unwrap_err()).await;
    desk.row(Action::RedirectChange, redirects::remove(s, admin, "/fr/oleander").await).await;
    let entry = NewEntry { what: "page:forum".into(), label: "jacaranda".into(), ..NewEntry::default() };
    desk.row(Action::MenuChange, menu::add(s, admin, Locale::Fr, &entry).await).await;
    desk.row(Action::HomeChange, blocks::change(s, admin, "forum", Change::Hide).await).await;
    let form = announce::Form {
        texts: vec![(Locale::Fr, "jacaranda".into())],
        to: "2035-01-01".into(),
        ..announce::Form::default()
    };
    desk.row(Action::AnnouncementChange, announce::write(s, admin, &form).await).await;
    let all = announce::desk(s, admin).await.unwrap();
    desk.row(Action::AnnouncementChange, announce::end(s, admin, &all[0].id).await).await;
    announce::end(s, admin, &all[0].id).await.unwrap();
    desk.no_row("over already", ()).await;
    let channel = NewChannel {
        kind: "website".into(),
        url: "https://oleander.example/".into(),
        ..NewChannel::default()
    };
    desk.row(Action::ChannelChange, channels::add(s, admin, &channel).await).await;
    let home = content::home(s, Locale::Fr).await.unwrap();
    let article = home.most_needed[0].id.clone();
    let version = async || retire::retiring(s, admin, Locale::Fr, &article).await.unwrap().version;
    let (there, late) = (version().await, retire::delete(s, admin, (&article, "another"), true).await);
    desk.no_row("not what she saw", late.unwrap_err()).await;
    desk.row(Action::ArticleRetire, retire::delete(s, admin, (&article, &there), true).await).await;
    let again = retire::delete(s, admin, (&article, &there), true).await;
    desk.no_row("gone already", again.unwrap_err()).await;
    let back = retire::bring_back(s, admin, (&article, &there)).await;
    desk.no_row("it was not gone then", back.unwrap_err()).await;
    let gone = version().await;
    desk.row(Action::ArticleReturn, retire::bring_back(s, admin, (&article, &gone)).await).await;
}
