//! Mail through the real router, the real adapters and the real binary.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod letters;
mod pages;
mod program;
mod quiet;
mod smtp;

use std::sync::Arc;

use crate::support::{TestApp, TestBrowser};
use axum::Router;
use domain::{
    Services,
    mail::{Kind, Message, deliver_due, memory::MemoryMailer},
    testing::TestBed,
};
use server::config::Config;

pub const SECRET: &str = "colline lampe safran train";
pub const OTHER: &str = "pont rouge semoule orage";
pub const NAME: &str = "Olive Tranquille";
pub const ADDRESS: &str = "fatma.canari@example.tn";

/// A portal with mail that stays in memory.
pub struct Post {
    pub app: TestApp,
    pub mailer: MemoryMailer,
    /// The same portal, configured without mail.
    pub plain: Services,
}

impl Post {
    pub async fn each() -> Vec<Self> {
        TestBed::each().await.into_iter().map(Self::over).collect()
    }

    pub fn over(mut bed: TestBed) -> Self {
        let mailer = MemoryMailer::default();
        let plain = bed.services.clone();
        bed.services = bed.services.clone().with_mailer(Arc::new(mailer.clone()));
        Self { app: TestApp::over(bed, Config::default(), Router::new()), mailer, plain }
    }

    /// Sends what waits; the last message.
    pub async fn deliver(&self, kind: Kind) -> Message {
        assert_eq!(deliver_due(&self.app.bed.services).await.unwrap().sent, 1, "{}", self.app.bed.backend);
        let message = self.mailer.last().unwrap();
        assert_eq!(message.kind, kind);
        message
    }

    /// A browser in which she has just opened an account.
    pub async fn joined(&self, pseudonym: &str) -> TestBrowser {
        let mut browser = self.app.browser();
        let form = [("pseudonym", pseudonym), ("passphrase", SECRET), ("rules", "yes")];
        browser.post("/fr/join", &form).await.assert_status(200);
        browser
    }

    /// The same with a proven address.
    pub async fn with_address(&self, pseudonym: &str, address: &str) -> TestBrowser {
        let mut browser = self.joined(pseudonym).await;
        let form = [("email", address), ("mail_is_safe", "yes")];
        browser.post("/fr/account/email", &form).await.assert_status(303);
        let token = self.deliver(Kind::Verify).await.token;
        let link = format!("/fr/email/verify/{}", token.as_str());
        browser.post(&link, &[]).await.assert_status(303);
        browser
    }
}

pub async fn sign_in(browser: &mut TestBrowser, name: &str, passphrase: &str) -> u16 {
    let form = [("pseudonym", name), ("passphrase", passphrase)];
    browser.post("/fr/sign-in", &form).await.status.as_u16()
}
