//! Putting a revision before readers, now or at a time, and taking it away again.

use contract::{FieldCode, FieldError};
use entity::content::{article_revision, article_text};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::turn::Turn;
use crate::{DomainError, DomainResult, markup, services::TUNISIA_MS};

/// An instant as a form sends it (`2026-11-28T13:05`, the time of Tunisia), in UTC milliseconds.
pub(super) fn instant_of(text: &str) -> Option<i64> {
    let text = text.trim().replace(' ', "T");
    let read = chrono::NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M").ok()?;
    // One form alone: years of five digits are none.
    (text.len() == 16 && read.format("%Y-%m-%dT%H:%M").to_string() == text)
        .then(|| read.and_utc().timestamp_millis() - TUNISIA_MS)
}

/// From when to when it is seen, as a form sends it. Without `at`: from now on.
///
/// # Errors
/// The refused fields `at` and `expires`.
pub(super) fn times(at: Option<&str>, expires: &str, now: i64) -> DomainResult<(i64, Option<i64>)> {
    let mut errors = Vec::new();
    let mut read = |field: &str, text: &str, least: i64| {
        let read = instant_of(text);
        match read {
            None => errors.push(FieldError::new(field, FieldCode::NotATime)),
            Some(read) if read <= least => errors.push(FieldError::new(field, FieldCode::InThePast)),
            Some(_) => {}
        }
        read
    };
    let from = match at {
        Some(at) => read("at", at, now).unwrap_or(now),
        None => now,
    };
    let to = if expires.trim().is_empty() { None } else { read("expires", expires, from) };
    if errors.is_empty() { Ok((from, to)) } else { Err(DomainError::fields(errors)) }
}

impl Turn<'_> {
    /// Puts a revision before readers from `from` to `to`. What they get now ends there.
    pub async fn release(
        &self,
        revision: article_revision::Model,
        from: i64,
        to: Option<i64>,
    ) -> DomainResult<()> {
        for row in self.releases.iter().filter(|row| row.visible_to.is_none_or(|to| to > from)) {
            self.end(row, from, row.expires_at).await?;
        }
        // A text that comes back after its time begins a new one.
        let key = (self.id.clone(), self.locale.code().to_owned(), revision.id.clone());
        article_text::Entity::delete_by_id(key).exec(&self.tx).await?;
        let html = markup::article(&revision.source).into_string();
        article_text::ActiveModel {
            article_id: Set(self.id.clone()),
            locale: Set(self.locale.code().to_owned()),
            revision_id: Set(revision.id),
            visible_from: Set(from),
            visible_to: Set(to),
            expires_at: Set(to),
            slug: Set(revision.slug),
            title: Set(revision.title),
            summary: Set(revision.summary),
            source: Set(revision.source),
            html: Set(html),
            renderer_version: Set(markup::RENDERER_VERSION),
            procedure: Set(revision.procedure),
            sources: Set(revision.sources),
            checked_on: Set(revision.checked_on),
            content_hash: Set(String::new()),
        }
        .insert(&self.tx)
        .await?;
        Ok(())
    }

    /// Ends a release; `expires` is the end to which it comes back when the next one is called off.
    pub async fn end(&self, row: &article_text::Model, at: i64, expires: Option<i64>) -> DomainResult<()> {
        let mut change = row.clone().into_active_model();
        change.visible_to = Set(Some(at));
        change.expires_at = Set(expires);
        change.update(&self.tx).await?;
        Ok(())
    }

    /// Takes back the release that waits for its time, and gives the one before its own end again.
    pub async fn call_back(&self) -> DomainResult<()> {
        let Some(waiting) = self
            .releases
            .iter()
            .find(|row| row.revision_id == self.work.head_id && row.visible_from > self.now)
        else {
            return Ok(());
        };
        let key = (self.id.clone(), self.locale.code().to_owned(), waiting.revision_id.clone());
        article_text::Entity::delete_by_id(key).exec(&self.tx).await?;
        for row in self.releases.iter().filter(|row| row.visible_to == Some(waiting.visible_from)) {
            let mut change = row.clone().into_active_model();
            change.visible_to = Set(row.expires_at);
            change.update(&self.tx).await?;
        }
        Ok(())
    }

    /// Takes away what readers get now. Tells whether there was something.
    pub async fn take_away(&self) -> DomainResult<bool> {
        let Some(live) = self.live() else { return Ok(false) };
        self.end(live, self.now, Some(self.now)).await?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_tunisia() {
        assert_eq!(instant_of("2026-11-28T00:00"), Some(1_795_820_400_000));
        assert_eq!(instant_of("2026-11-28 00:00"), Some(1_795_820_400_000));
        for no in ["", "2026-11-28", "soon", "2026-02-30T10:00", "2026-1-1T1:1", "+12026-01-01T00:00"] {
            assert_eq!(instant_of(no), None, "{no}");
        }
        let now = 1_795_820_400_000;
        let fields = |at, expires| -> Vec<String> {
            times(at, expires, now)
                .err()
                .map(|e| e.fields.into_iter().map(|f| f.field).collect())
                .unwrap_or_default()
        };
        assert_eq!(times(None, "", now).ok(), Some((now, None)));
        assert_eq!(times(Some("2026-11-28T01:00"), "", now).ok(), Some((now + 3_600_000, None)));
        assert_eq!(fields(Some(""), "x"), ["at", "expires"]);
        assert_eq!(fields(Some("2026-11-28T00:00"), ""), ["at"]);
        assert_eq!(fields(Some("2026-11-28T02:00"), "2026-11-28T02:00"), ["expires"]);
    }
}
