//! Questions without an account.

use contract::{
    Locale,
    ids::{AskId, OfferId},
};
use domain::ask::{self, Doing, NewOffer, NewQuestion};

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, lead, admin) = (&desk.services(), &desk.lead(), &desk.admin());
    let words = ["سؤال في السرّ", "جواب لصاحبة السؤال", "سؤال كتبته أخرى", "ملخّص السؤال"];
    desk.words.extend(words.map(str::to_owned));
    let form = NewQuestion { body: "سؤال في السرّ".into(), ..NewQuestion::default() };
    let asked = ask::ask(s, &form, Locale::Ar).await;
    let asked = desk.no_row("what a woman asks", asked).await.unwrap();
    desk.words.push(asked.receipt.digits().to_owned());
    let form = NewQuestion { body: "سؤال كتبته أخرى".into(), ..NewQuestion::default() };
    desk.row(Action::AskHelp, ask::ask_for(s, lead, &form, Locale::Ar).await).await;
    let list = desk.row(Action::AskRead, ask::list(s, lead, false).await).await;
    // Of the two, hers.
    let hers = s.keyed_hash(&format!("ask receipt is {}", asked.receipt.digits()));
    let row = entity::ask::ask_question::Entity::find()
        .filter(entity::ask::ask_question::Column::Receipt.eq(hers))
        .one(s.db.read())
        .await
        .unwrap()
        .unwrap();
    let id: AskId = row.id.parse().unwrap();
    assert!(list.iter().any(|line| line.id == id));
    desk.row(Action::AskRead, ask::see(s, lead, &id, Locale::Ar).await.map(|_| ())).await;
    let doing = Doing {
        step: "answer".into(),
        version: "1".into(),
        body: "جواب لصاحبة السؤال".into(),
        ..Doing::default()
    };
    desk.row(Action::AskAct, ask::act(s, lead, &id, &doing).await).await;
    let offer = NewOffer {
        kind: "article".into(),
        title: "ملخّص السؤال".into(),
        body: "ملخّص السؤال".into(),
        version: "2".into(),
        ..NewOffer::default()
    };
    desk.row(Action::AskAct, ask::make_offer(s, lead, &id, &offer).await).await;
    let thread = ask::open(s, asked.receipt.digits(), Locale::Ar).await.ok().unwrap();
    let offer: OfferId = thread.offers[0].id.clone();
    ask::answer_offer(s, asked.receipt.digits(), &offer, true).await.unwrap();
    desk.no_row("what she agrees to", ()).await;
    let requests = desk.row(Action::ArticlesRead, ask::article_requests(s, admin).await).await;
    desk.row(Action::AskRequest, ask::settle_request(s, admin, &requests[0].id).await).await;
}
