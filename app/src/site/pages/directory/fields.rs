//! Fields of these forms: what was typed comes back, whatever was wrong with it; and what somebody else wrote meanwhile.

use std::{collections::BTreeMap, ops::Deref};

use contract::{ErrorCode, Locale};
use leptos::prelude::*;

use super::labels::LABELS;
pub(super) use crate::site::components::filled::Pairs;
use crate::site::{
    components::{ErrorSummary, FormKeyField, NoticeKind, filled::Filled, notice},
    form::Form,
    request::RequestCtx,
};

/// Texts by language, of fields that end in it.
pub(super) fn by_language(form: &Form, name: &str) -> BTreeMap<Locale, String> {
    Locale::ALL.into_iter().map(|l| (l, form.get(&format!("{name}_{l}")).to_owned())).collect()
}

/// The fields of a form of this room, and what stood in it before.
pub(super) struct Fields<'a> {
    filled: Filled<'a>,
    stored: Pairs,
}

impl<'a> Deref for Fields<'a> {
    type Target = Filled<'a>;

    fn deref(&self) -> &Self::Target {
        &self.filled
    }
}

impl<'a> Fields<'a> {
    /// For this request; `stored` is what is known. Of the forms of a page this is the one that saves.
    pub fn of(ctx: &'a RequestCtx, stored: Pairs) -> Self {
        let refused = ctx.refused.as_deref().filter(|refused| refused.form.get("action") == "save");
        Self { filled: Filled::new(ctx, LABELS, stored.clone(), refused), stored }
    }

    /// The version of what she has before her. Until she has seen what somebody else wrote, her form is about what she
    /// had before her.
    pub fn version(&self, now: i32) -> String {
        match self.refused.map(|refused| (refused.code, refused)) {
            None | Some((ErrorCode::Conflict, _)) => now.to_string(),
            Some((_, refused)) => refused.form.get("version").to_owned(),
        }
    }

    /// The form of something new.
    pub fn new_form(&self, action: String, fields: AnyView) -> AnyView {
        view! {
            {self.summary(|_, value| value.to_owned())}
            <form class="form" method="post" action=action>
                {view! { <FormKeyField/> }.into_any()}
                {fields}
                <p class="actions">
                    <button class="button" r#type="submit" name="action" value="save">{self.ctx.l().msg_directory_save()}</button>
                </p>
            </form>
        }
        .into_any()
    }

    /// What was refused; after somebody else changed it, both texts: hers stand in the form, the other's here.
    pub fn summary(&self, in_words: impl Fn(&str, &str) -> String) -> AnyView {
        match self.refused.map(|refused| refused.code) {
            Some(ErrorCode::Conflict) => self.overtaken(in_words),
            _ => view! { <ErrorSummary labels=LABELS/> }.into_any(),
        }
    }

    fn overtaken(&self, in_words: impl Fn(&str, &str) -> String) -> AnyView {
        let l = self.ctx.l();
        let values = |pairs: &Pairs, name: &str| -> Vec<String> {
            let own = pairs.iter().filter(|(key, value)| key == name && !value.is_empty());
            own.map(|(_, value)| value.clone()).collect()
        };
        let rows: Vec<AnyView> = LABELS
            .iter()
            .filter_map(|(name, label)| {
                let (now, hers) = (values(&self.stored, name), values(&self.pairs, name));
                if now == hers {
                    return None;
                }
                let now: Vec<String> = now.iter().map(|value| in_words(name, value)).collect();
                let now = if now.is_empty() { l.msg_record_conflict_empty() } else { now.join(" · ") };
                Some(view! { <div><dt>{label(l)}</dt><dd><bdi>{now}</bdi></dd></div> }.into_any())
            })
            .collect();
        let body = view! { <p>{l.msg_directory_conflict()}</p><dl class="meta">{rows}</dl> };
        notice(NoticeKind::Danger, Some(l.msg_directory_conflict_title()), body)
    }
}
