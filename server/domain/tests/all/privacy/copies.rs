//! Her copy of everything.

use super::*;

#[tokio::test]
async fn an_export_holds_everything_of_hers_and_nothing_of_others() {
    for town in Town::each().await {
        let mine = town.published(&town.her, "عنواني", "نصّي المنشور").await;
        let foreign = town.published(&town.other, "عنوان غيري", "نصّ غيري السرّي").await;
        town.replied(&town.her, &foreign.topic, "جوابي المنشور").await;
        let refused = town.ask(&town.her, "المرفوض", "نصّي المرفوض").await;
        town.decide(&refused, "reject").await;
        town.ask(&town.her, "المنتظر", "نصّي المنتظر").await;
        town.replied(&town.other, &mine.topic, "جواب غيري عندي").await;
        privacy::agree(town.services(), &town.now(&town.her), AR).await.unwrap();

        let seen = export(&town, &town.her).await;
        assert_eq!(seen.profile.pseudonym, "زيتونة هادئة");
        let texts: Vec<(&str, &str)> =
            seen.texts.iter().map(|one| (one.text.as_str(), one.state.as_str())).collect();
        assert_eq!(
            texts,
            [
                ("نصّي المنشور", "published"),
                ("جوابي المنشور", "published"),
                ("نصّي المرفوض", "rejected"),
                ("نصّي المنتظر", "pending"),
            ]
        );
        assert_eq!(seen.texts[0].title.as_deref(), Some("عنواني"));
        assert_eq!(seen.texts[1].title, None, "the title of somebody else's topic");
        assert_eq!(seen.texts[2].reason.as_deref(), Some("insult"));
        assert_eq!(seen.texts[2].note.as_deref(), Some("كلمة لكِ من الفريق"));
        assert_eq!(seen.texts[2].decided_by, Some("staff"));
        assert_eq!(seen.consents.len(), 2);
        assert_eq!(seen.requests.len(), 1);
        let json = String::from_utf8(seen.to_json().unwrap()).unwrap();
        let team = town.team.member().unwrap();
        for absent in ["عنوان غيري", "السرّي", "جواب غيري", "Figue", "Sanad", team.id.as_str(), "passphrase"]
        {
            assert!(!json.contains(absent), "{}: {absent} in {json}", town.bed.backend);
        }
        // What somebody else hides or removes later does not change that her texts are hers.
        assert!(json.contains("نصّي المرفوض"));
    }
}

#[tokio::test]
async fn an_export_is_for_her_alone_once_for_48_hours_and_once_a_day() {
    for town in Town::each().await {
        let services = town.services();
        let pack = |export: &Export| export.to_json();
        let stale = Actor::Member(domain::Member::new(
            town.her.member_id().unwrap().clone(),
            "زيتونة هادئة",
            Role::Member,
        ));
        assert_eq!(code_of(privacy::ask_for_export(services, &Actor::Guest).await), ErrorCode::SignInNeeded);
        assert_eq!(code_of(privacy::ask_for_export(services, &stale).await), ErrorCode::ConfirmNeeded);
        assert_eq!(code_of(privacy::my_data(services, &stale).await), ErrorCode::ConfirmNeeded);
        assert_eq!(
            privacy::my_data(services, &town.now(&town.her)).await.unwrap().export,
            ExportState::MayAsk
        );
        for _ in 0..2 {
            privacy::ask_for_export(services, &town.now(&town.her)).await.unwrap();
        }
        assert_eq!(data_export::Entity::find().count(services.db.read()).await.unwrap(), 1);
        let ExportState::Ready { id, .. } =
            privacy::my_data(services, &town.now(&town.her)).await.unwrap().export
        else {
            panic!("not ready")
        };
        let get = async |who: &Actor, id: &str, device| {
            privacy::download(services, who, id, AR, device, pack).await
        };
        assert_eq!(code_of(get(&town.now(&town.other), &id, Device::Own).await), ErrorCode::NotFound);
        assert_eq!(code_of(get(&town.now(&town.team), &id, Device::Own).await), ErrorCode::NotFound);
        assert_eq!(code_of(get(&stale, &id, Device::Own).await), ErrorCode::ConfirmNeeded);
        assert_eq!(code_of(get(&town.now(&town.her), "x\0", Device::Own).await), ErrorCode::NotFound);
        let kiosk = Device::Kiosk { taken_along: false };
        assert_eq!(code_of(get(&town.now(&town.her), &id, kiosk).await), ErrorCode::Forbidden);
        // A file that cannot be made is not spent.
        let broken = |_: &Export| Err(DomainError::new(ErrorCode::Internal));
        let failed = privacy::download(services, &town.now(&town.her), &id, AR, Device::Own, broken).await;
        assert_eq!(code_of(failed), ErrorCode::Internal);
        // Two at the same moment: one of them gets it.
        let her = town.now(&town.her);
        let (one, two) = tokio::join!(get(&her, &id, Device::Own), get(&her, &id, Device::Own));
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{}", town.bed.backend);
        assert_eq!(code_of(get(&her, &id, Device::Own).await), ErrorCode::NotFound);
        assert_eq!(code_of(privacy::ask_for_export(services, &her).await), ErrorCode::TooManyRequests);
        let later = privacy::my_data(services, &her).await.unwrap().export;
        assert!(matches!(later, ExportState::Later { .. }), "{later:?}");

        town.bed.clock.advance(Duration::hours(25));
        privacy::ask_for_export(services, &town.now(&town.her)).await.unwrap();
        let ExportState::Ready { id, .. } =
            privacy::my_data(services, &town.now(&town.her)).await.unwrap().export
        else {
            panic!("not ready")
        };
        town.bed.clock.advance(Duration::hours(48));
        assert_eq!(code_of(get(&town.now(&town.her), &id, Device::Own).await), ErrorCode::NotFound);
        privacy::sweep(services, NEVER).await.unwrap();
        assert_eq!(data_export::Entity::find().count(services.db.read()).await.unwrap(), 0);
    }
}
