//! Computers that everybody uses: enrolled with a code that works once, known by a sealed mark, taken back at once; and
//! numbers of nobody.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use chrono::Duration;
use contract::ErrorCode;
use domain::{
    Role,
    kiosk::{self, DeviceForm, Visit},
    testing::TestBed,
};
use entity::kiosk::{kiosk_count, kiosk_device};
use sea_orm::EntityTrait;

fn form(warn: &str, wipe: &str) -> DeviceForm {
    DeviceForm {
        name: "Olivier".into(),
        place: "Espace citoyen".into(),
        warn: warn.into(),
        wipe: wipe.into(),
        print: String::new(),
    }
}

#[tokio::test]
async fn a_device_is_enrolled_known_and_taken_back() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let admin = bed.member("zeina", Role::Admin).await;
        let editor = bed.member("houda", Role::Editor).await;
        let code_of = |error: domain::DomainError| error.code;
        let refused = kiosk::add(s, &editor, "", &form("", "")).await.map_err(code_of);
        assert_eq!(refused, Err(ErrorCode::Forbidden));
        for (warn, wipe, field) in
            [("5", "", "warn"), ("60", "65", "wipe"), ("x", "", "warn"), ("", "901", "wipe")]
        {
            let error = kiosk::add(s, &admin, "", &form(warn, wipe)).await.unwrap_err();
            assert_eq!(error.fields.first().map(|error| error.field.as_str()), Some(field), "{warn} {wipe}");
        }
        let key = "12345678-kiosk";
        let id = kiosk::add(s, &admin, key, &form("", "")).await.unwrap();
        assert_eq!(kiosk::add(s, &admin, key, &form("", "")).await.unwrap(), id, "sent twice");
        assert_eq!(kiosk::devices(s, &admin).await.unwrap().len(), 1);

        // A guess, a code that is too old, one that was replaced, one that was used.
        let wrong = async |typed: &str| kiosk::enrol(s, typed).await.map_err(code_of);
        assert_eq!(wrong("abcd-efgh-jkmn").await, Err(ErrorCode::WrongCredentials));
        assert_eq!(wrong("").await, Err(ErrorCode::WrongCredentials));
        let late = kiosk::new_code(s, &admin, &id).await.unwrap().code;
        bed.clock.advance(Duration::minutes(31));
        assert_eq!(wrong(&late).await, Err(ErrorCode::WrongCredentials));
        let old = kiosk::new_code(s, &admin, &id).await.unwrap().code;
        let code = kiosk::new_code(s, &admin, &id).await.unwrap().code;
        assert_eq!(wrong(&old).await, Err(ErrorCode::WrongCredentials));
        let stored = format!("{:?}", kiosk_device::Entity::find().all(s.db.read()).await.unwrap());
        assert!(!stored.contains(&code) && !stored.contains(&code.replace('-', "")), "only its hash is kept");
        let mark = kiosk::enrol(s, &code.to_uppercase().replace('-', " ")).await.unwrap();
        assert_eq!(wrong(&code).await, Err(ErrorCode::WrongCredentials));

        // The mark is known; a forged one, another device's and none are not.
        let device = kiosk::present(s, Some(&mark), None).unwrap().device;
        assert_eq!((device.id.as_str(), device.open), (id.as_str(), true));
        assert_eq!((device.warn_seconds, device.wipe_seconds, device.may_print), (60, 90, false));
        for forged in
            ["1", "", "device.abc.1", &mark[..mark.len() - 1], mark.replace(&id, "zzzzzzzzzzzz").as_str()]
        {
            assert_eq!(kiosk::present(s, Some(forged), None), None, "{forged}");
        }
        // A visit ends by itself: sooner where a script would have told that she is there.
        let visit = kiosk::begin(s);
        let sealed = kiosk::seal_visit(s, &device, &visit);
        let scripted = kiosk::seal_visit(s, &device, &Visit { scripted: true, ..visit.clone() });
        let there =
            |text: &str| kiosk::present(s, Some(&mark), Some(text)).unwrap().visit.map(|visit| visit.id);
        assert_eq!(there(&sealed), Some(visit.id.clone()));
        assert_eq!(there(&sealed[..sealed.len() - 1]), None);
        assert_eq!(there(&mark), None, "another thing that we sealed");
        bed.clock.advance(Duration::seconds(121));
        assert_eq!((there(&scripted), there(&sealed).is_some()), (None, true));
        bed.clock.advance(Duration::seconds(kiosk::UNSCRIPTED_SECONDS));
        assert_eq!(there(&sealed), None);

        let before = kiosk::devices(s, &admin).await.unwrap().remove(0);
        kiosk::change(s, &admin, &id, &before.version.to_string(), &form("30", "45")).await.unwrap();
        let late = kiosk::change(s, &admin, &id, &before.version.to_string(), &form("30", "45")).await;
        assert_eq!(late.map_err(code_of), Err(ErrorCode::Conflict));
        assert_eq!(kiosk::present(s, Some(&mark), None).unwrap().device.wipe_seconds, 45);

        // Enrolled anew elsewhere: the browser from before is shut, and no ordinary one.
        let code = kiosk::new_code(s, &admin, &id).await.unwrap().code;
        assert!(kiosk::present(s, Some(&mark), None).unwrap().device.open);
        let second = kiosk::enrol(s, &code).await.unwrap();
        assert!(!kiosk::present(s, Some(&mark), None).unwrap().device.open);
        assert!(kiosk::present(s, Some(&second), None).unwrap().device.open);
        kiosk::revoke(s, &admin, &id).await.unwrap();
        assert!(!kiosk::present(s, Some(&second), None).unwrap().device.open);
        assert_eq!(kiosk::revoke(s, &admin, &id).await.map_err(code_of), Err(ErrorCode::NotFound));
        // Another process, which reads what is stored.
        let other = s.with_db(s.db.clone());
        kiosk::load(&other).await.unwrap();
        assert!(!kiosk::present(&other, Some(&second), None).unwrap().device.open);
    }
}

#[tokio::test]
async fn numbers_are_of_nobody_and_small_ones_are_not_told() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let admin = bed.member("zeina", Role::Admin).await;
        kiosk::flush(s).await.unwrap();
        assert!(kiosk_count::Entity::find().all(s.db.read()).await.unwrap().is_empty());
        for (what, times) in [(kiosk::VISITS, 4), ("health", 7), ("forum", 2)] {
            for _ in 0..times {
                kiosk::note(s, what);
            }
        }
        kiosk::flush(s).await.unwrap();
        let visits = |figures: &kiosk::Figures| figures.days.iter().map(|day| day.visits).collect::<Vec<_>>();
        // Two looks on one day tell nothing of whoever sat there between them.
        let figures = kiosk::figures(s, &admin).await.unwrap();
        assert!(figures.days.is_empty() && figures.parts.is_empty(), "neither today nor this month is told");
        bed.clock.advance(Duration::days(1));
        let figures = kiosk::figures(s, &admin).await.unwrap();
        assert_eq!(visits(&figures), [None], "four are too few");
        assert!(figures.parts.is_empty(), "this month is not over");
        // More of the same day comes to what was there.
        for times in [2, 3] {
            for _ in 0..times {
                kiosk::note(s, kiosk::VISITS);
            }
            kiosk::flush(s).await.unwrap();
        }
        bed.clock.advance(Duration::days(1));
        let figures = kiosk::figures(s, &admin).await.unwrap();
        assert_eq!(visits(&figures), [Some(5), None], "the newest day first");
        // From the eighteenth of November into December.
        bed.clock.advance(Duration::days(20));
        kiosk::note(s, "forum");
        kiosk::flush(s).await.unwrap();
        let figures = kiosk::figures(s, &admin).await.unwrap();
        assert_eq!(figures.month, "2026-11");
        assert_eq!(figures.parts, [("forum".to_owned(), None), ("health".to_owned(), Some(7))]);
        assert_eq!(visits(&figures), [Some(5), None]);
        bed.clock.advance(Duration::days(31));
        let figures = kiosk::figures(s, &admin).await.unwrap();
        assert_eq!((figures.month.as_str(), figures.days.len()), ("2026-12", 0));
        assert_eq!(figures.parts, [("forum".to_owned(), None)], "no day is in two months");
        bed.clock.advance(Duration::days(401));
        kiosk::note(s, "forum");
        kiosk::flush(s).await.unwrap();
        assert_eq!(
            kiosk_count::Entity::find().all(s.db.read()).await.unwrap().len(),
            1,
            "the old ones are gone"
        );
        let member = bed.member("yasmin", Role::Member).await;
        assert!(kiosk::figures(s, &member).await.is_err() && kiosk::devices(s, &member).await.is_err());
    }
}
