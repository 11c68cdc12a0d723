//! Walks through lists: in pages, after changes, after what went away.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use chrono::Duration;
use domain::{
    Services,
    library::{self, Dates, Withdrawal},
};
use entity::library::item;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use server::{config::Config, handlers::files::SiteFiles, http::AppState, routes};

use super::{
    KEY, Told, ask, attribute, error, headers, id, insert, oai, portals, row, second, shelves, since, token,
};
use crate::support::TestBrowser;

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn a_walk_in_pages_loses_nothing_and_ends_while_items_change_and_the_server_starts_again() {
    for (app, librarian) in portals().await {
        let services = &app.bed.services;
        let start = services.now_ms() - 10 * DAY;
        let ids: Vec<String> = (0..250).map(|n| format!("item{n:04}")).collect();
        // Seven at a time have the same datestamp.
        let rows = ids.iter().zip(0_i64..).map(|(id, n)| row(id, start + n / 7 * 1_000)).collect();
        insert(&app, rows, &ids).await;
        let mut harvester = app.browser();

        let mut told: Vec<Told> = Vec::new();
        let mut all = ask(&mut harvester, "verb=ListRecords&metadataPrefix=oai_dc").await;
        let mut pages = 1;
        loop {
            let page = headers(&all);
            assert!(page.len() <= 100);
            let end = token(&all).expect("a token, empty at the end");
            assert_eq!(attribute(end, "cursor"), told.len().to_string());
            let size: usize = attribute(end, "completeListSize").parse().unwrap();
            told.extend(page);
            assert!(size >= told.len());
            let next = end.text.trim().to_owned();
            if next.is_empty() {
                break;
            }
            assert!(pages < 10, "a walk without an end");
            if pages == 1 {
                assert_eq!(size, 250);
                app.bed.clock.advance(Duration::minutes(1));
                // One that was given, one that was not yet, and one that goes away.
                for changed in ["item0003", "item0150"] {
                    item::Entity::update_many()
                        .col_expr(item::Column::Datestamp, services.now_ms().into())
                        .filter(item::Column::Id.eq(changed))
                        .exec(services.db.writer())
                        .await
                        .unwrap();
                }
                library::unpublish(services, &librarian, &id("item0200")).await.unwrap();
            }
            // The same portal, started anew.
            let again = Services::new(
                services.db.clone(),
                services.blobs.clone(),
                std::sync::Arc::new(app.bed.clock.clone()),
            );
            let state = AppState::new(again.with_key(KEY), Config::default(), SiteFiles::none());
            let mut later = TestBrowser::new(routes::router_with(state.clone(), Router::new()), state);
            all = ask(&mut later, &format!("verb=ListRecords&resumptionToken={next}")).await;
            pages += 1;
        }
        assert_eq!(pages, 3);
        let once: BTreeSet<(&str, &str)> =
            told.iter().map(|one| (one.id.as_str(), one.datestamp.as_str())).collect();
        assert_eq!(once.len(), told.len(), "nothing is given twice as it was");
        let newest: BTreeMap<&str, &Told> = told.iter().map(|one| (one.id.as_str(), one)).collect();
        assert_eq!(newest.len(), 250, "nothing is lost");
        let now = second(services.now_ms());
        for changed in ["item0003", "item0150", "item0200"] {
            let last = newest[oai(changed).as_str()];
            assert_eq!((last.datestamp.as_str(), last.deleted), (now.as_str(), changed == "item0200"));
        }
        let stamps: Vec<&str> = told.iter().map(|one| one.datestamp.as_str()).collect();
        assert!(stamps.is_sorted());
        // A list that fits one page has no token.
        let all = ask(&mut harvester, &format!("verb=ListRecords&metadataPrefix=oai_dc&from={now}")).await;
        assert_eq!((headers(&all).len(), token(&all)), (3, None));
    }
}

#[tokio::test]
async fn a_token_is_good_for_its_list_alone_and_only_as_it_was_given() {
    for (app, _) in portals().await {
        let ids: Vec<String> = (0..101).map(|n| format!("item{n:04}")).collect();
        insert(&app, ids.iter().map(|id| row(id, app.bed.services.now_ms())).collect(), &ids).await;
        let mut harvester = app.browser();
        let all = ask(&mut harvester, "verb=ListIdentifiers&metadataPrefix=oai_dc&set=language_ar").await;
        let given = token(&all).unwrap().text.trim().to_owned();
        assert!(given.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')));
        for _ in 0..2 {
            let query = format!("verb=ListIdentifiers&resumptionToken={given}");
            assert_eq!(headers(&ask(&mut harvester, &query).await).len(), 1, "as often as she likes");
        }
        let flipped = format!("{}{}", if given.starts_with('a') { 'b' } else { 'a' }, &given[1..]);
        let mut other = given.clone();
        let last = if other.pop() == Some('0') { '1' } else { '0' };
        other.push(last);
        for (verb, token) in [
            ("ListRecords", given.as_str()),
            ("ListIdentifiers", flipped.as_str()),
            ("ListIdentifiers", other.as_str()),
            ("ListIdentifiers", &given[..given.len() - 1]),
            ("ListIdentifiers", given.split('.').next().unwrap()),
        ] {
            let all = ask(&mut harvester, &format!("verb={verb}&resumptionToken={token}")).await;
            assert_eq!(error(&all), "badResumptionToken", "{verb} {token}");
        }
        let query = format!("verb=ListIdentifiers&metadataPrefix=oai_dc&resumptionToken={given}");
        assert_eq!(error(&ask(&mut harvester, &query).await), "badArgument");
    }
}

#[tokio::test]
async fn what_went_away_is_told_as_deleted_and_what_was_never_seen_is_not_told_at_all() {
    for (app, librarian) in shelves().await {
        let services = &app.bed.services;
        let now = services.now_ms();
        let mut never = row("draft001", now);
        never.state = Set("draft".to_owned());
        let mut later = row("later001", now);
        later.visible_from = Set(Some(now + 2 * DAY));
        let mut ending = row("ending01", now);
        ending.visible_to = Set(Some(now + 3 * DAY));
        let mut day = row("byday001", now);
        day.published_on = Set("2026-11-22".to_owned());
        let ids = ["draft001", "later001", "ending01", "byday001"].map(str::to_owned);
        insert(&app, vec![never, later, ending, day], &ids).await;
        let mut harvester = app.browser();
        let whole = since(&mut harvester, 0).await;
        assert_eq!(whole.len(), 34);
        for hidden in ["draft001", "later001", "byday001"] {
            let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai(hidden));
            assert_eq!(error(&ask(&mut harvester, &query).await), "idDoesNotExist", "{hidden}");
        }
        library::erase(services, &librarian, &id("draft001"), true).await.unwrap();
        assert_eq!(since(&mut harvester, 0).await, whole, "nobody ever saw it");

        // Each act, and nothing but it, since the harvest before.
        let form = Withdrawal { reason: "rights_claim".into(), sure: true, ..Withdrawal::default() };
        for (item, act) in
            [("udhrar", "withdraw"), ("udhrar", "erase"), ("udhrfr", "unpublish"), ("udhrfr", "publish")]
        {
            app.bed.clock.advance(Duration::hours(1));
            let of = id(item);
            match act {
                "withdraw" => library::withdraw(services, &librarian, &of, &form).await,
                "erase" => library::erase(services, &librarian, &of, true).await,
                "unpublish" => library::unpublish(services, &librarian, &of).await,
                _ => library::publish(services, &librarian, &of).await,
            }
            .unwrap();
            let told = since(&mut harvester, services.now_ms()).await;
            let [one] = &*told else { panic!("{act}: {told:?}") };
            assert_eq!((one.id.clone(), one.deleted), (oai(item), act != "publish"), "{act}");
            let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai(item));
            let all = ask(&mut harvester, &query).await;
            assert_eq!(all.iter().any(|part| part.path.ends_with("/metadata")), act == "publish", "{act}");
            assert_eq!(one.sets.is_empty(), act == "erase", "{act}");
        }

        // A date that comes is a change, without anybody's doing.
        let from = domain::services::day_of(now + DAY);
        let dates = Dates { from: from.clone(), to: String::new() };
        library::embargo(services, &librarian, &id("safetyaudio"), &dates).await.unwrap();
        let told = since(&mut harvester, services.now_ms()).await;
        assert!(told.iter().any(|one| one.id == oai("safetyaudio") && one.deleted), "{told:?}");
        let mut asked = services.now_ms();
        for (days, item, datestamp, deleted) in [
            (1, "safetyaudio", "2026-11-18T23:00:00Z".to_owned(), false),
            (2, "later001", second(now + 2 * DAY), false),
            (3, "ending01", second(now + 3 * DAY), true),
            (4, "byday001", "2026-11-21T23:00:00Z".to_owned(), false),
        ] {
            let until = now + i64::from(days) * DAY + 3_600_000 * 6;
            asked += 1_000;
            app.bed.clock.advance(Duration::milliseconds(until - services.now_ms()));
            let told = since(&mut harvester, asked).await;
            let [one] = &*told else { panic!("{item}: {told:?}") };
            assert_eq!((one.id.clone(), one.deleted), (oai(item), deleted));
            assert_eq!(one.datestamp, datestamp, "{item}");
            asked = services.now_ms();
        }
        // So is the day of one of its files.
        let from = domain::services::day_of(services.now_ms() + 2 * DAY);
        let dates = Dates { from: from.clone(), to: String::new() };
        let dates = library::FileDates { dates, reason: String::new() };
        let file = "safetyaudiofr".parse().unwrap();
        library::embargo_file(services, &librarian, &id("safetyaudio"), &file, &dates).await.unwrap();
        app.bed.clock.advance(Duration::hours(1));
        assert!(since(&mut harvester, services.now_ms()).await.is_empty());
        asked = services.now_ms();
        app.bed.clock.advance(Duration::days(2));
        let told = since(&mut harvester, asked).await;
        let [one] = &*told else { panic!("{told:?}") };
        assert_eq!((one.id.clone(), one.deleted), (oai("safetyaudio"), false));
        assert!(one.datestamp.ends_with("T23:00:00Z"), "{}", one.datestamp);

        // Nothing lies before the earliest, deleted ones included.
        let told = since(&mut harvester, 0).await;
        assert!(told.iter().all(|one| one.datestamp.as_str() >= "2026-01-01T00:00:00Z"), "{told:?}");
    }
}
