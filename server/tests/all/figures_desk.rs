//! Figures at the desk: brought, wrong, corrected, confirmed, shown, taken back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use domain::{Role, statistics};
use http::{Request, header};

use crate::support::{Answer, TestApp, TestBrowser};

const HERE: &str = "/fr/desk/statistics/import";
const PUBLIC: &str = "/fr/statistics/workpart-participation-au-travail";

/// The form as a browser sends it.
async fn bring(browser: &mut TestBrowser, key: &str, name: &str, content: &str) -> Answer {
    bring_bytes(browser, key, name, content.as_bytes()).await
}

async fn bring_bytes(browser: &mut TestBrowser, key: &str, name: &str, content: &[u8]) -> Answer {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{key}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--x--\r\n"].concat();
    let request = Request::post(HERE)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::CONTENT_LENGTH, body.len())
        .header("sec-fetch-site", "same-origin");
    browser.send_with(request, body).await
}

const MAP: [(&str, &str); 13] = [
    ("action", "map"),
    ("dataset", "workpart"),
    ("decimal", ","),
    ("col_indicator", "0"),
    ("col_geo", "1"),
    ("col_period", "2"),
    ("col_sex", "3"),
    ("col_value", "4"),
    ("note", "Enquête de 2026"),
    ("source_ar", "المعهد"),
    ("source_fr", "Institut"),
    ("source_en", "Institute"),
    ("url", "https://example.org/enquete"),
];

#[tokio::test]
async fn a_file_is_wrong_then_corrected_shown_and_taken_back() {
    for app in TestApp::each().await {
        let services = &app.bed.services;
        statistics::seed(services).await.unwrap();
        let mut hers = app.browser();
        hers.sign_in_as(&app.bed.member("Compteuse", Role::Statistician).await).await;
        let mut other = app.browser();
        other.sign_in_as(&app.bed.member("Autre", Role::Statistician).await).await;

        hers.get("/fr/desk/statistics").await.assert_status(200).assert_text("Bureau des chiffres");
        hers.get("/fr/desk/statistics").await.assert_text("/fr/desk/statistics/workpart/raw");
        hers.get("/fr/desk").await.assert_status(200).assert_text("Bureau des chiffres");
        hers.get("/ar/desk/statistics").await.assert_status(200).assert_text("مكتب الأرقام");
        bring(&mut hers, "", "", "").await.assert_status(422);
        // What cannot be read says why.
        let odd = bring(&mut hers, "", "a.json", "{}").await;
        hers.get(odd.location()).await.assert_status(200).assert_text("Ce JSON");

        let wrong = "indicator;geo;period;sex;value\nSL.TLF.CACT;TN;2024;F;beaucoup\nSL.TLF.CACT;TN;;F;1,5\n";
        let faulty = bring(&mut hers, "one-form-key", "a.csv", wrong).await.location().to_owned();
        assert_eq!(bring(&mut hers, "one-form-key", "a.csv", wrong).await.location(), faulty);
        let page = hers.get(&faulty).await;
        page.assert_status(200).assert_text("Tableau CSV").assert_text("UTF-8").assert_text("SL.TLF.CACT");
        other.get(&faulty).await.assert_status(404);
        hers.post(&faulty, &MAP).await.assert_status(303);
        let page = hers.get(&faulty).await;
        page.assert_status(200).assert_text("beaucoup").assert_text("un nombre, ou rien");
        assert!(page.hidden("token").is_none(), "nothing to confirm");
        let all = hers.get(&format!("{faulty}/faults")).await;
        all.assert_status(200);
        assert!(all.text().contains("beaucoup") && all.text().contains("2024-Q3"));

        // Several tables in one file: another one is read, and stays the one that is checked.
        let mut both = domain::zip::Archive::default();
        both.deflate("a.csv", b"remarque,date\nrien,2024\n").unwrap();
        both.deflate("b.csv", b"indicator,geo,period,sex,value\nSL.TLF.CACT,TN,2024,F,61.5\n").unwrap();
        let both = both.finish().unwrap();
        let several = bring_bytes(&mut hers, "", "deux.zip", &both).await.location().to_owned();
        let page = hers.get(&several).await;
        page.assert_status(200).assert_text("plusieurs tableaux").assert_text("2. b.csv");
        other.post(&several, &[("action", "part"), ("part", "1")]).await.assert_status(404);
        hers.post(&several, &[("action", "part"), ("part", "1")]).await.assert_status(303);
        let page = hers.get(&several).await;
        page.assert_status(200).assert_text("SL.TLF.CACT");
        assert_eq!(page.hidden("part").as_deref(), Some("1"));
        let map: Vec<(&str, &str)> =
            MAP.into_iter().filter(|(name, _)| *name != "decimal").chain([("part", "1")]).collect();
        hers.post(&several, &map).await.assert_status(303);
        hers.get(&several).await.assert_status(200).assert_text("61.5");
        hers.post(&several, &[("action", "discard")]).await.assert_status(303);

        let right = "indicator;geo;period;sex;value\nSL.TLF.CACT;TN;2024;F;77,7\n";
        let fine = bring(&mut hers, "", "b.csv", right).await.location().to_owned();
        // Who publishes them is proposed; a field that she empties stays empty, and that is wrong.
        let mut emptied = MAP;
        for field in &mut emptied[9..12] {
            field.1 = "";
        }
        hers.post(&fine, &emptied).await.assert_status(303);
        let page = hers.get(&fine).await;
        page.assert_status(200).assert_text("le nom de la source");
        assert!(page.hidden("token").is_none(), "nothing to confirm");
        hers.post(&fine, &MAP).await.assert_status(303);
        let page = hers.get(&fine).await;
        page.assert_status(200).assert_text("77.7");
        let token = page.hidden("token").expect("what she confirms");
        assert!(!hers.get(PUBLIC).await.text().contains("77,7"), "tried only");
        hers.post(&fine, &[("action", "import"), ("token", "another")]).await.assert_status(409);
        let import = [("action", "import"), ("token", token.as_str())];
        other.post(&fine, &import).await.assert_status(404);
        for _ in 0..2 {
            hers.post(&fine, &import).await.assert_status(303);
        }
        hers.get(&fine).await.assert_status(200).assert_text("Importé");
        hers.get(PUBLIC).await.assert_status(200).assert_text("77,7");

        let versions = "/fr/desk/statistics/workpart/versions";
        let page = other.get(versions).await;
        page.assert_status(200).assert_text("Compteuse").assert_text("Enquête de 2026");
        let back = [("from", "2"), ("to", "1")];
        other.post(versions, &back).await.assert_status(422);
        other.post(versions, &[back[0], back[1], ("sure", "yes")]).await.assert_status(303);
        assert!(!hers.get(PUBLIC).await.text().contains("77,7"));
        other.post(versions, &[back[0], back[1], ("sure", "yes")]).await.assert_status(409);

        // A chart is drawn at the desk, of the version that she says; a late form is told, with what she typed.
        let charts = "/fr/desk/statistics/workpart/charts";
        let page = hers.get(charts).await;
        page.assert_status(200).assert_text("Barres empilées").assert_text("Siliana");
        let edit = page.hidden("edit").expect("a lock");
        let chart = [
            ("action", "save"),
            ("edit", edit.as_str()),
            ("kind", "bars"),
            ("version", "1"),
            ("series", "sex"),
            ("categories", "period"),
            ("indicators", "SL.TLF.CACT"),
            ("sexes", "F"),
            ("sexes", "M"),
            ("periods", "2014 2020"),
            ("position", "3"),
            ("title_ar", "رسم آخر"),
            ("title_fr", "Un autre dessin"),
            ("title_en", "Another drawing"),
        ];
        hers.post(charts, &chart).await.assert_status(303);
        hers.get(PUBLIC).await.assert_status(200).assert_text("Un autre dessin");
        hers.post(charts, &chart).await.assert_status(409).assert_text("Un autre dessin");
        let edit = hers.get(charts).await.hidden("edit").expect("a lock");
        let mut wrong = chart;
        wrong[1].1 = edit.as_str();
        wrong[9].1 = "1901";
        hers.post(charts, &wrong).await.assert_status(422).assert_text("href=\"#empty\"");

        hers.post(&faulty, &[("action", "discard")]).await.assert_status(303);
        hers.get(&faulty).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_list_of_codes_is_kept_at_the_desk() {
    let list = "/fr/desk/statistics/codes";
    for app in TestApp::each().await {
        let services = &app.bed.services;
        statistics::seed(services).await.unwrap();
        let mut hers = app.browser();
        hers.sign_in_as(&app.bed.member("Compteuse", Role::Statistician).await).await;
        hers.get("/fr/desk/statistics").await.assert_text("Listes de codes");
        hers.get(&format!("{list}?kind=sex")).await.assert_status(404);
        hers.get(&format!("{list}?kind=age")).await.assert_status(200).assert_text("15-24");
        let page = hers.get(&format!("{list}?kind=geo&code=TN-33")).await;
        page.assert_status(200).assert_text("Changer ce code");
        let edit = page.hidden("edit").expect("a lock");
        let kef = [
            ("kind", "geo"),
            ("was", "TN-33"),
            ("edit", edit.as_str()),
            ("label_ar", "ولاية الكاف"),
            ("label_fr", "Gouvernorat du Kef"),
            ("label_en", "Kef Governorate"),
            ("parent", "TN-NW"),
            ("position", "12"),
            ("aliases", "Kef (gouv.)\n  Kef (gov.)  "),
        ];
        let done = hers.post(list, &kef).await;
        done.assert_status(303);
        hers.get(done.location()).await.assert_status(200).assert_text("Gouvernorat du Kef");
        // Who comes second is told, and nothing is written over.
        let mut late = kef;
        late[4].1 = "Trop tard";
        hers.post(list, &late).await.assert_status(409).assert_text("Trop tard");
        hers.get(&format!("{list}?kind=geo")).await.assert_text("Gouvernorat du Kef");
        // The shipped files leave alone what the desk has in its hands.
        let shipped = migrations::CONTENT.get_file("statistics/stats.csv").unwrap().contents();
        statistics::import(services, shipped, &statistics::catalogue::Catalogue::shipped().unwrap())
            .await
            .unwrap();
        hers.get(&format!("{list}?kind=geo")).await.assert_text("Gouvernorat du Kef");

        let new = [
            ("kind", "geo"),
            ("was", ""),
            ("edit", "0"),
            ("code", "TN-33-01"),
            ("label_ar", "معتمديّة"),
            ("label_fr", "Délégation"),
            ("label_en", "Delegation"),
            ("parent", "TN-33"),
            ("position", "200"),
            ("aliases", "KEF (GOUV.)"),
        ];
        hers.post(list, &new).await.assert_status(422).assert_text("href=\"#aliases\"");
        let mut sound = new;
        sound[9].1 = "";
        hers.post(list, &sound).await.assert_status(303);
        hers.post(list, &sound).await.assert_status(422).assert_text("href=\"#code\"");
        // No place lies in itself, by whatever way.
        let edit = hers.get(&format!("{list}?kind=geo&code=TN-33")).await.hidden("edit").expect("a lock");
        let mut round = kef;
        round[2].1 = edit.as_str();
        round[6].1 = "TN-33-01";
        hers.post(list, &round).await.assert_status(422).assert_text("href=\"#parent\"");

        // A file that writes a place as its source does is understood.
        let file = "indicator;geo;period;sex;value\nSL.TLF.CACT;Kef (gouv.);2024;F;77,7\n";
        let brought = bring(&mut hers, "", "a.csv", file).await;
        hers.get(brought.location()).await.assert_status(200).assert_text("Kef (gouv.) = TN-33");
    }
}
