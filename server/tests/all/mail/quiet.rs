//! Nothing of hers in the log, whatever happens to her messages.

use std::{
    io,
    sync::{Arc, Mutex},
};

use domain::{
    mail::{Kind, MailError, deliver_due},
    testing::TestBed,
};

use super::{ADDRESS, NAME, OTHER, Post, sign_in};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

// One thread, so that the log of this test is read and no other one.
#[tokio::test(flavor = "current_thread")]
async fn no_log_and_no_page_holds_address_pseudonym_or_link() {
    for bed in TestBed::each().await {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            // What the level `trace` of the configuration amounts to.
            .with_env_filter("warn,server=trace,jusoor=trace,app=trace,domain=trace")
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let quiet = tracing::subscriber::set_default(subscriber);
        let post = Post::over(bed);
        let mut browser = post.with_address(NAME, ADDRESS).await;
        let mut secrets = vec![post.mailer.last().unwrap().token.as_str().to_owned()];
        secrets.push(post.mailer.last().unwrap().off);
        let mut pages = Vec::new();
        for path in ["account/email", "account/security", "reset", "reset?done=sent"] {
            pages.push(browser.get(&format!("/fr/{path}")).await.text());
        }
        post.mailer.fail([MailError::Later("smtp 451".into())]);
        browser.post("/fr/reset", &[("pseudonym", NAME)]).await.assert_status(303);
        assert_eq!(deliver_due(&post.app.bed.services).await.unwrap().later, 1);
        post.mailer.fail([MailError::Refused("smtp 550".into())]);
        browser.post("/fr/reset", &[("pseudonym", NAME)]).await.assert_status(303);
        assert_eq!(deliver_due(&post.app.bed.services).await.unwrap().given_up, 1);
        browser.post("/fr/reset", &[("pseudonym", NAME)]).await.assert_status(303);
        let token = post.deliver(Kind::Reset).await.token.as_str().to_owned();
        let link = format!("/fr/reset/{token}");
        pages.push(browser.get("/fr/recover").await.text());
        let mut elsewhere = post.app.browser();
        pages.push(elsewhere.post(&link, &[("passphrase", "court")]).await.text());
        elsewhere.post(&link, &[("passphrase", OTHER)]).await.assert_status(303);
        elsewhere.post(&link, &[("passphrase", OTHER)]).await.assert_status(410);
        assert_eq!(sign_in(&mut elsewhere, NAME, OTHER).await, 303);
        drop(quiet);
        secrets.push(token);

        let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(written.contains("a message was given up") && written.contains("smtp 550"), "{written}");
        assert!(written.contains("/fr/reset/{token}"), "the pattern of the route: {written}");
        for secret in ["canari", "example.tn", NAME, "Olive", OTHER] {
            assert!(!written.contains(secret), "{secret} in {written}");
        }
        for secret in &secrets {
            assert!(!written.contains(secret.as_str()), "a link in {written}");
        }
        for page in &pages {
            assert!(!page.contains("canari") && !page.contains("example.tn"), "{page}");
        }
    }
}
