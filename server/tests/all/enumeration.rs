//! Whether somebody has an account is told by no answer: body, status and headers of signing in, recovering and
//! coming back, asking for a link are the same for a name that exists, one that is shut, and one that nobody has. That the
//! work is the same too is shown in `domain/tests/all/identity_floor.rs`; the time is measured by
//! `cargo xtask bench`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp};
use domain::{
    Role,
    identity::{Passphrase, create_for_team, disable},
    privacy::{Leaving, leave},
};

const SECRET: &str = "colline lampe safran train";
/// One that exists, one that is shut, one that disappeared, one that nobody has.
const NAMES: [&str; 4] = ["Olive Tranquille", "Figue Verteplus", "Rose Partieloin", "Personne Connue"];

/// Everything that is answered, but for the name itself and what is drawn anew for every page.
fn told(answer: &Answer, name: &str) -> String {
    let text = answer.text().replace(name, "…");
    let drawn = |text: &str, start: &str, end: &str| -> String {
        text.split(start)
            .enumerate()
            .map(|(at, part)| match part.split_once(end) {
                Some((_, rest)) if at > 0 => format!("{start}…{end}{rest}"),
                _ => part.to_owned(),
            })
            .collect()
    };
    // The form's key and the example of a passphrase.
    let text = drawn(&text, "name=\"form_key\" value=\"", "\"");
    let text = drawn(&text, "<bdi>", "</bdi>");
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "content-length"))
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    headers.sort();
    format!("{} {headers:?}\n{text}", answer.status)
}

#[tokio::test]
async fn no_answer_tells_whether_a_name_exists() {
    for app in TestApp::each_with(|config| config.limits.longest_wait_seconds = 0).await {
        let services = &app.bed.services;
        for name in &NAMES[..3] {
            let made =
                create_for_team(services, name, Role::Member, &Passphrase::read(SECRET)).await.unwrap();
            if *name == NAMES[2] {
                let form = Leaving { choice: "vanish".into(), ..Leaving::default() };
                leave(services, &app.bed.proved(&made), &form).await.unwrap();
            }
        }
        disable(services, NAMES[1]).await.unwrap();
        let forms: [(&str, &[(&str, &str)]); 4] = [
            ("/fr/sign-in", &[("passphrase", "pont rouge semoule orage")]),
            (
                "/fr/recover",
                &[("recovery_code", "0123-4567-89AB"), ("passphrase", "pont rouge semoule orage")],
            ),
            // With the right passphrase where there is one, but a code that is none.
            ("/fr/recover", &[("recovery_code", "0123-4567-89AC"), ("passphrase", SECRET)]),
            ("/fr/account/return", &[("recovery_code", "0123-4567-89AC")]),
        ];
        for (path, form) in forms {
            let mut answers = Vec::new();
            for name in NAMES {
                let mut pairs = vec![("pseudonym", name)];
                pairs.extend_from_slice(form);
                let answer = app.browser().post(path, &pairs).await;
                answer.assert_status(422);
                answers.push(told(&answer, name));
            }
            assert_eq!(answers[0], answers[3], "{path}: nobody");
            assert_eq!(answers[1], answers[3], "{path}: shut");
            assert_eq!(answers[2], answers[3], "{path}: disappeared");
        }
        // Once the tries of a name are used up, too.
        let mut last = Vec::new();
        for name in NAMES {
            let pairs = [("pseudonym", name), ("passphrase", "pont rouge semoule orage")];
            for _ in 0..12 {
                let answer = app.browser().post("/fr/sign-in", &pairs).await;
                last.push((answer.status.as_u16(), told(&answer, name)));
            }
        }
        let (own, others) = last.split_at(12);
        assert!(own.iter().any(|(status, _)| *status == 429));
        assert!(others.chunks(12).all(|other| other == own), "{}", app.bed.backend);
    }
}
