//! Reads the fields of the form and keeps those that are refused.

use contract::{FieldCode, FieldError};

use crate::{
    folding::fold,
    library::{details::COVERED, record::InLanguages},
    text::{check_length, multi_line, single_line},
};

/// Refused fields, in the order of the form.
#[derive(Default)]
pub(super) struct Errors(pub(super) Vec<FieldError>);

impl Errors {
    pub(super) fn push(&mut self, field: impl Into<String>, code: FieldCode) {
        self.0.push(FieldError::new(field, code));
    }

    /// One word out of a list; nothing where nothing was chosen.
    pub(super) fn word<T>(
        &mut self,
        field: &str,
        typed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if typed.is_empty() {
            return None;
        }
        let read = parse(typed);
        if read.is_none() {
            self.push(field, FieldCode::UnknownChoice);
        }
        read
    }

    /// Several words, each once.
    pub(super) fn words<T: PartialEq>(
        &mut self,
        field: &str,
        typed: &[String],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut read = Vec::new();
        for one in typed {
            if let Some(one) = self.word(field, one, &parse)
                && !read.contains(&one)
            {
                read.push(one);
            }
        }
        read
    }

    /// A line of at most so many characters.
    pub(super) fn line(&mut self, field: &str, typed: &str, most: usize) -> String {
        let line = single_line(typed);
        check_length(&mut self.0, field, &line, 0, most);
        line
    }

    /// A line in the languages in which something was written.
    pub(super) fn lines(&mut self, field: &str, typed: &InLanguages, most: usize) -> InLanguages {
        let mut lines = InLanguages::new();
        for (locale, text) in typed {
            let line = self.line(&format!("{field}_{locale}"), text, most);
            if !line.is_empty() {
                lines.insert(*locale, line);
            }
        }
        lines
    }

    /// A date of the kind that `fits`; figures of any script.
    pub(super) fn date(&mut self, field: &str, typed: &str, fits: fn(&str) -> bool) -> Option<String> {
        let typed = fold(typed.trim());
        // The mark of an unknown figure is a capital, however it was typed.
        let typed = given(typed.to_uppercase())?;
        if !fits(&typed) {
            self.push(field, FieldCode::NotADate);
            return None;
        }
        Some(typed)
    }

    /// Values of which each has a line.
    pub(super) fn several(
        &mut self,
        field: &str,
        typed: &str,
        read: impl Fn(&mut Self, &str) -> Option<String>,
    ) -> Vec<String> {
        let lines: Vec<String> = multi_line(typed).lines().map(single_line).collect();
        let mut values: Vec<String> = Vec::new();
        for line in lines.iter().filter(|line| !line.is_empty()) {
            match read(&mut *self, line) {
                Some(value) if !values.contains(&value) => values.push(value),
                _ => {}
            }
        }
        if values.len() > COVERED {
            self.push(field, FieldCode::TooMany(COVERED));
        }
        values
    }
}

/// A text, where there is one.
pub(super) fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
