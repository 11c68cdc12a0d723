//! Every endpoint × every role × her own thing and somebody else's, against `matrix.txt`; and over the same
//! list: forms of other sites, unknown fields, unknown methods. Nothing that is refused changes a row.
//!
//! A new endpoint: add its line to `matrix.txt`. A new kind of thing in an address: teach `world.rs` to make
//! one. Roles stand in the head of the table.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod awaiting;
mod broken;
mod snapshot;
mod table;
pub mod world;

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Answer, TestApp, TestBrowser, encode};
use domain::Role;
use http::{Method, Request, header};
use server::routes;
use table::{FILE, Row};
use world::{Case, World};

/// Names that an attacker would try: owners, roles, states, identifiers, times.
const PLANTED: [&str; 30] = [
    "id",
    "role",
    "roles",
    "is_admin",
    "admin",
    "owner",
    "owner_id",
    "author",
    "author_id",
    "member",
    "member_id",
    "user",
    "user_id",
    "state",
    "status",
    "published",
    "approved",
    "permission",
    "permissions",
    "scope",
    "created_at",
    "updated_at",
    "submitted_at",
    "decided_at",
    "published_at",
    "position",
    "skeleton",
    "passphrase_hash",
    "session",
    "member[role]",
];

fn show(failures: &[String]) -> String {
    format!("{} wrong:\n{}", failures.len(), failures.join("\n"))
}

#[test]
fn every_endpoint_is_in_the_table_and_the_other_way_round() {
    let (roles, rows) = table::read();
    let known: Vec<&str> = ["guest"]
        .into_iter()
        .chain(Role::ALL.iter().map(|role| role.as_str()))
        .chain([table::ELSEWHERE])
        .collect();
    assert_eq!(
        roles, known,
        "{FILE}: the head names guest, every role in the order of Role::ALL, and the last one"
    );
    let mut failures = Vec::new();
    let endpoints = routes::endpoints();
    let served: BTreeSet<(String, String)> =
        endpoints.iter().map(|end| (end.method.to_string(), end.path.clone())).collect();
    assert_eq!(served.len(), endpoints.len(), "an endpoint is registered twice");
    let listed: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row.method.clone(), row.path.clone())).collect();
    for (method, path) in served.difference(&listed) {
        failures.push(format!(
            "{method} {path} is served and not in {FILE}. Add a line: {method} {path} - - and for each role what \
             it gets{}",
            if method == "POST" { " | - | the form" } else { "" }
        ));
    }
    for (method, path) in listed.difference(&served) {
        failures.push(format!("{method} {path} is in {FILE} and nothing serves it"));
    }
    for end in &endpoints {
        let of_this = || rows.iter().filter(|row| row.method == end.method.as_str() && row.path == end.path);
        if end.method == Method::GET {
            continue;
        }
        let Some(fields) = end.fields else {
            failures.push(format!(
                "{}: declare what this server function takes in ARGUMENTS of server/src/handlers/functions.rs",
                end.path
            ));
            continue;
        };
        for row in of_this() {
            for (name, _) in row.form.iter().filter(|(name, _)| !fields.contains(&name.as_str())) {
                failures
                    .push(format!("{}: {name} is not among the fields that the route declares", row.name()));
            }
        }
        if !of_this().any(|row| row.allowed_role().is_some()) {
            failures.push(format!(
                "{} {}: nobody in {FILE} may do it, so nothing is proved",
                end.method, end.path
            ));
        }
    }
    assert!(failures.is_empty(), "{}", show(&failures));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_holds() {
    let (roles, rows) = table::read();
    for world in worlds().await {
        let mut failures = Vec::new();
        let mut cells = 0;
        for row in &rows {
            for role in &roles {
                let Some(expected) = row.cells.get(role) else { continue };
                cells += 1;
                check_cell(&world, row, role, expected, &mut failures).await;
            }
        }
        println!(
            "{}: {} endpoints, {} lines, {cells} cells",
            world.app.bed.backend,
            routes::endpoints().len(),
            rows.len()
        );
        assert!(failures.is_empty(), "{}: {}", world.app.bed.backend, show(&failures));
    }
}

async fn check_cell(world: &World, row: &Row, role: &str, expected: &str, failures: &mut Vec<String>) {
    let mut case = world.case(row, role).await;
    let before = world.watch.mark().await;
    let answer = send(&mut case, row).await;
    let got = outcome(&answer);
    let nothing = expected == "nothing";
    if !if nothing { "done" } else { expected }.split('/').any(|fine| fine == got) {
        failures.push(format!(
            "{} as {role}: expected {expected}, got {got} {}",
            row.name(),
            answer.location()
        ));
    }
    // A GET changes nothing, whoever asks; a form changes nothing when it is refused.
    if row.method == "GET" || nothing || !Row::is_allowed(&got) {
        let changed = world.watch.changed_since(&before, &row.writes).await;
        if !changed.is_empty() {
            failures.push(format!(
                "{} as {role}: {got}, and yet it changed {}",
                row.name(),
                changed.join(", ")
            ));
        }
    }
}

/// What the answer means, in the words of the table.
fn outcome(answer: &Answer) -> String {
    let to = answer.location();
    match answer.status.as_u16() {
        201 if answer.headers.contains_key("tus-resumable") => "done".to_owned(),
        204 => "done".to_owned(),
        303 if to.starts_with("/ar/sign-in?next=") => "sign-in".to_owned(),
        303 if to.starts_with("/ar/account/confirm") => "confirm".to_owned(),
        303 if to.starts_with('/') => "done".to_owned(),
        303 => "away".to_owned(),
        308 => "moved".to_owned(),
        other => other.to_string(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_of_other_sites_change_nothing() {
    let evil = "https://evil.example";
    let ours = "http://127.0.0.1:3000";
    // Sec-Fetch-Site, Origin
    let origins = [
        (Some("cross-site"), Some(evil)),
        (Some("cross-site"), None),
        (Some("cross-site"), Some(ours)),
        (Some("same-site"), Some("http://forum.127.0.0.1:3000")),
        (None, Some(evil)),
        (None, Some("null")),
        (None, None),
    ];
    for world in worlds().await {
        let mut failures = Vec::new();
        for row in unsafe_rows() {
            let role = row.allowed_role().expect("somebody may");
            let mut case = world.case(&row, role).await;
            let before = world.watch.mark().await;
            for (site, origin) in origins {
                // RFC 8058: a mail program stops messages for its reader and says nothing of where it comes from.
                // OAI-PMH: a library that collects records neither.
                let for_programs = ["/{l}/email/digest-off/{token}", "/oai"].contains(&row.path.as_str());
                if for_programs && (site, origin) == (None, None) {
                    continue;
                }
                let mut request = Request::post(&case.path).header(header::CONTENT_TYPE, FORM);
                if let Some(site) = site {
                    request = request.header("sec-fetch-site", site);
                }
                if let Some(origin) = origin {
                    request = request.header(header::ORIGIN, origin);
                }
                let status = case.browser.send_with(request, body_of(&case.form)).await.status.as_u16();
                if status != 403 {
                    failures.push(format!("{} {site:?} {origin:?}: {status}", row.name()));
                }
            }
            // The only bodies that another site's form can send without asking; ours sends neither.
            if row.path != "/exit" {
                for kind in ["text/plain", "multipart/form-data; boundary=x", "application/json"] {
                    let request = Request::post(&case.path)
                        .header(header::CONTENT_TYPE, kind)
                        .header("sec-fetch-site", "same-origin");
                    let body = if case.form.is_empty() { "x".to_owned() } else { body_of(&case.form) };
                    let status = case.browser.send_with(request, body).await.status.as_u16();
                    if !(400..500).contains(&status) {
                        failures.push(format!("{} {kind}: {status}", row.name()));
                    }
                }
            }
            let changed = world.watch.changed_since(&before, &[]).await;
            if !changed.is_empty() {
                failures.push(format!(
                    "{}: a form of another site changed {}",
                    row.name(),
                    changed.join(", ")
                ));
            }
            // The same form of our own page is taken: what was refused above would have done something.
            let answer = send(&mut case, &row).await;
            if !Row::is_allowed(&outcome(&answer)) {
                failures.push(format!(
                    "{}: our own form was refused afterwards: {}",
                    row.name(),
                    answer.status
                ));
            }
        }
        assert!(failures.is_empty(), "{}: {}", world.app.bed.backend, show(&failures));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_fields_are_refused_and_keep_her_text() {
    for world in worlds().await {
        let mut failures = Vec::new();
        let has_form =
            |row: &Row| !["/exit", "/oai"].contains(&row.path.as_str()) && !row.path.starts_with("/uploads");
        for row in unsafe_rows().into_iter().filter(has_form) {
            let fields = routes::endpoints()
                .into_iter()
                .find(|end| end.path == row.path && end.method == Method::POST);
            let fields = fields.and_then(|end| end.fields).unwrap_or_default();
            let mut case = world.case(&row, row.allowed_role().expect("somebody may")).await;
            let before = world.watch.mark().await;
            for planted in PLANTED.into_iter().filter(|name| !fields.contains(name)) {
                let mut form = case.form.clone();
                form.push((planted.to_owned(), "admin".to_owned()));
                let answer = case.browser.post_raw(&case.path, body_of(&form)).await;
                if answer.status != 400 {
                    failures.push(format!("{} with {planted}: {}", row.name(), answer.status));
                }
                let kept = form.iter().find(|(name, _)| matches!(name.as_str(), "body" | "title" | "note"));
                if kept.is_some_and(|(_, text)| !answer.text().contains(text))
                    && !row.path.starts_with("/api/")
                {
                    failures.push(format!("{} with {planted}: her text is lost", row.name()));
                }
            }
            let changed = world.watch.changed_since(&before, &[]).await;
            if !changed.is_empty() {
                failures.push(format!("{}: planted fields changed {}", row.name(), changed.join(", ")));
            }
        }
        assert!(failures.is_empty(), "{}: {}", world.app.bed.backend, show(&failures));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_methods_are_refused_and_heads_change_nothing() {
    let (_, rows) = table::read();
    let mut served: BTreeMap<String, Vec<Method>> = BTreeMap::new();
    for end in routes::endpoints() {
        served.entry(end.path).or_default().push(end.method);
    }
    for world in worlds().await {
        let mut failures = Vec::new();
        for (path, methods) in &served {
            let of_this = || rows.iter().filter(|row| row.path == *path);
            let row = of_this().find(|row| row.allowed_role().is_some()).or_else(|| of_this().next());
            let row = row.unwrap_or_else(|| panic!("{FILE}: {path} is missing"));
            let mut case = world.case(row, row.allowed_role().unwrap_or("guest")).await;
            let before = world.watch.mark().await;
            for method in
                [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS]
            {
                if methods.contains(&method) {
                    continue;
                }
                let request = Request::builder()
                    .method(method.clone())
                    .uri(&case.path)
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, FORM);
                let status = case.browser.send_with(request, body_of(&case.form)).await.status.as_u16();
                if status != 405 {
                    failures.push(format!("{method} {path}: {status} instead of 405"));
                }
            }
            if methods.contains(&Method::GET) && path != "/exit" {
                let status = case.browser.send(tus(Request::head(&case.path))).await.status.as_u16();
                domain::forum::position::waiting::settled().await;
                // What is only sent to may have no page of its own at this address.
                let is_page = of_this().any(|row| row.method == "GET" && row.allowed_role().is_some());
                if status >= 400 && is_page {
                    failures.push(format!("HEAD {path}: {status}"));
                }
            }
            let changed = world.watch.changed_since(&before, &row.writes).await;
            if !changed.is_empty() {
                failures.push(format!(
                    "{path}: a method that it does not know, or HEAD, changed {}",
                    changed.join(", ")
                ));
            }
        }
        assert!(failures.is_empty(), "{}: {}", world.app.bed.backend, show(&failures));
    }
}

/// What matters is asked of a session again when its proof is older than ten minutes, and the desk is shut to one
/// without the second step: the same cells as in the table, under a session that has less to show.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_proofs_and_missing_second_steps_open_nothing() {
    let (_, rows) = table::read();
    let fresh = table::fresh();
    let listed = |row: &Row| fresh.contains(&(row.method.clone(), row.path.clone()));
    let mut failures = Vec::new();
    for (method, path) in &fresh {
        if !rows.iter().any(|row| row.method == *method && row.path == *path) {
            failures.push(format!("{FILE}: fresh {method} {path}: there is no such line"));
        }
    }
    for world in worlds().await {
        for row in &rows {
            // Somebody who is signed in and may.
            let role = row.cells.iter().find(|(role, code)| *role != "guest" && Row::is_allowed(code));
            let Some((role, _)) = role else { continue };
            let mut case = world.case(row, role).await;
            world.age(&case).await;
            let before = world.watch.mark().await;
            let answer = send(&mut case, row).await;
            let got = outcome(&answer);
            let asks = got == "confirm" || (got == "403" && answer.text().contains("/ar/account/confirm"));
            if asks != listed(row) {
                failures.push(format!(
                    "{} as {role} with an old proof: {got} {}; {}",
                    row.name(),
                    answer.location(),
                    if asks { "add a line `fresh`" } else { "the table says that it asks again" }
                ));
            }
            let changed = world.watch.changed_since(&before, &row.writes).await;
            if asks && !changed.is_empty() {
                failures.push(format!("{}: asked again, and yet changed {}", row.name(), changed.join(", ")));
            }
            // An old address that only leads on is everybody's.
            let is_guarded = row.cells.iter().any(|(role, code)| *role == "guest" && !Row::is_allowed(code));
            if row.path.starts_with("/{l}/desk") && is_guarded {
                let mut case = world.case(row, role).await;
                world.forget_second_step(&case).await;
                let before = world.watch.mark().await;
                let answer = send(&mut case, row).await;
                let changed = world.watch.changed_since(&before, &row.writes).await;
                let shut = answer.status == 403
                    || answer.location().starts_with("/ar/account/two-step")
                    || answer.location().starts_with("/ar/sign-in");
                if !shut || !changed.is_empty() {
                    failures.push(format!(
                        "{} as {role} without the second step: {} {}, changed {changed:?}",
                        row.name(),
                        answer.status,
                        answer.location()
                    ));
                }
            }
        }
        assert!(failures.is_empty(), "{}: {}", world.app.bed.backend, show(&failures));
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

/// A provider that is never asked anything: its addresses are known.
const HOUSE: &str = "key = \"house\"\nkind = \"oauth2\"\nclient_id = \"jusoor\"\n\
    authorization_endpoint = \"https://house.example/go\"\ntoken_endpoint = \"https://house.example/token\"\n\
    userinfo_endpoint = \"https://house.example/me\"\nname = { ar = \"البيت\", fr = \"La maison\", en = \"The house\" }\n";

async fn worlds() -> Vec<World> {
    let apps = TestApp::each_with(|config| {
        // Limits have tests of their own.
        config.limits.sign_in_burst = 1_000_000;
        config.limits.join_burst = 1_000_000;
        config.limits.post_burst = 1_000_000;
        config.providers = vec![toml::from_str(HOUSE).expect("a provider")];
    });
    let mut worlds = Vec::new();
    for app in apps.await {
        worlds.push(World::new(app).await);
    }
    worlds
}

/// One line for each endpoint that changes something, where somebody may do it.
fn unsafe_rows() -> Vec<Row> {
    let (_, rows) = table::read();
    let mut seen = BTreeSet::new();
    rows.into_iter()
        .filter(|row| row.method != "GET" && row.allowed_role().is_some())
        .filter(|row| seen.insert(row.path.clone()))
        .collect()
}

fn body_of(form: &[(String, String)]) -> String {
    let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    encode(&pairs)
}

/// What a program that uploads says; nobody else looks at it.
fn tus(request: http::request::Builder) -> http::request::Builder {
    request
        .header("tus-resumable", "1.0.0")
        .header("sec-fetch-site", "same-origin")
        .header("upload-length", "6")
        .header("upload-offset", "0")
        .header(header::CONTENT_TYPE, "application/offset+octet-stream")
}

async fn send(case: &mut Case, row: &Row) -> Answer {
    let Case { browser, path, form } = case;
    let answer = match row.method.as_str() {
        "POST" if row.path == "/{l}/desk/library/upload" => {
            let content = form.first().map(|(_, content)| content.as_str()).unwrap_or_default();
            let request = Request::post(path.as_str())
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
                .header("sec-fetch-site", "same-origin");
            let head = "Content-Disposition: form-data; name=\"file\"; filename=\"a.vtt\"";
            let body = format!("--xyz\r\n{head}\r\n\r\n{content}\r\n--xyz--\r\n");
            browser.send_with(request, body).await
        }
        "POST" if row.path.ends_with("/audio/upload") => {
            let content = form.first().map(|(_, content)| content.as_str()).unwrap_or_default();
            let request = Request::post(path.as_str())
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
                .header("sec-fetch-site", "same-origin");
            let seen = form.iter().find(|(name, _)| name == "version").map(|(_, seen)| seen.as_str());
            let seen = seen.unwrap_or_default();
            let lock = "Content-Disposition: form-data; name=\"version\"";
            let head = "Content-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"";
            let body =
                format!("--xyz\r\n{lock}\r\n\r\n{seen}\r\n--xyz\r\n{head}\r\n\r\n{content}\r\n--xyz--\r\n");
            browser.send_with(request, body).await
        }
        "POST" if row.path == "/{l}/desk/library/batch" => {
            let content = form.first().map(|(_, content)| content.as_str()).unwrap_or_default();
            let request = Request::post(path.as_str())
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
                .header("sec-fetch-site", "same-origin");
            let head = "Content-Disposition: form-data; name=\"table\"; filename=\"a.csv\"";
            let body = format!("--xyz\r\n{head}\r\n\r\n{content}\r\n--xyz--\r\n");
            browser.send_with(request, body).await
        }
        "POST" if row.path == "/{l}/desk/statistics/import" => {
            let content = form.first().map(|(_, content)| content.as_str()).unwrap_or_default();
            let request = Request::post(path.as_str())
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
                .header("sec-fetch-site", "same-origin");
            let head = "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"";
            let body = format!("--xyz\r\n{head}\r\n\r\n{content}\r\n--xyz--\r\n");
            browser.send_with(request, body).await
        }
        method if row.path.starts_with("/uploads") => {
            let request = tus(Request::builder().method(method).uri(path.as_str()));
            let body = if method == "PATCH" { "WE" } else { "" };
            browser.send_with(request, body).await
        }
        "GET" => TestBrowser::get(browser, path).await,
        "POST" => browser.post_raw(path, body_of(form)).await,
        other => panic!("{}: the test cannot send {other}", row.name()),
    };
    // What is written beside the request belongs to it.
    domain::forum::position::waiting::settled().await;
    answer
}
