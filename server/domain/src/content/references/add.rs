//! Adding something of this portal to the sources of a text.

use contract::{ErrorCode, FieldCode, Locale, ids::ArticleId};

use super::targets::{RefKind, Target, Targets};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    content::editorial::{self, DraftForm, SOURCES, SourceForm, Workbench},
    permission::require,
    statistics,
};

/// What is to be cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citing {
    /// `item`, `dataset`, `article`.
    pub kind: String,
    /// Its identifier.
    pub target: String,
    /// Where in it.
    pub locator: String,
}

/// What she would go on writing: her own unsaved words, or the newest revision. With the lock under which they go on.
pub fn draft_of(work: &Workbench) -> (DraftForm, String) {
    match (&work.copy, &work.head) {
        (Some(copy), _) => (copy.form.clone(), copy.version.clone()),
        (None, Some(head)) => (head.form.clone(), work.version.clone()),
        (None, None) => (DraftForm::default(), work.version.clone()),
    }
}

/// Adds a source to what she writes and did not save yet, and answers its number: in the text, `[^3]` refers to it.
/// Nothing that others see changes. A dataset is cited in the version that is shown now.
///
/// # Errors
/// Like [`editorial::open`]; the refused fields `kind` and `target` for what readers do not see, and for the text itself;
/// [`ErrorCode::InvalidForm`] of `target` when there is no room for another source.
pub async fn add(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    citing: &Citing,
) -> DomainResult<usize> {
    require(actor, Permission::ContentEdit, None)?;
    let kind = RefKind::parse(&citing.kind).filter(|kind| *kind != RefKind::Address);
    let kind = kind.ok_or_else(|| DomainError::field("kind", FieldCode::UnknownChoice))?;
    let unknown = || DomainError::field("target", FieldCode::UnknownChoice);
    let targets = Targets::load(services, locale, &[(kind, citing.target.as_str())]).await?;
    let target = targets.target(kind, &citing.target).ok_or_else(unknown)?;
    if kind == RefKind::Article && citing.target == id.as_str() {
        return Err(unknown());
    }
    let work = editorial::open(services, actor, id, locale).await?;
    let (mut form, version) = draft_of(&work);
    // Blank rows at the end would make numbers that nothing bears when it is saved.
    while form.sources.last().is_some_and(SourceForm::is_blank) {
        form.sources.pop();
    }
    if form.sources.len() >= SOURCES {
        return Err(DomainError::field("target", FieldCode::TooMany(SOURCES)));
    }
    let (name, cited) = match &target {
        Target::Item { title, .. } | Target::Article { title, .. } => (title.clone(), citing.target.clone()),
        Target::Dataset { title, version, .. } => {
            (statistics::text(title, locale).to_owned(), format!("{}@{version}", citing.target))
        }
        Target::Address(_) => return Err(DomainError::new(ErrorCode::Internal)),
    };
    form.sources.push(SourceForm {
        kind: kind.as_str().to_owned(),
        target: cited,
        locator: citing.locator.clone(),
        title: name,
        checked_on: services.today(),
        ..SourceForm::default()
    });
    let before = work.copy.as_ref().map(|copy| copy.saved_at.to_string()).unwrap_or_default();
    editorial::keep(services, actor, id, locale, (&version, &before), &form).await?;
    Ok(form.sources.len())
}
