//! What a page knows of the request it answers.

use std::sync::{Arc, OnceLock};

use contract::{ErrorCode, FieldError, Locale};
use domain::{Actor, Services};
use i18n::L10nLanguage;

use super::{assets::Assets, form::Form, visit::Visit};

/// A provider through which people may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its place in addresses.
    pub key: String,
    /// Its name in Arabic, French and English.
    pub names: [String; 3],
    /// Whether it can prove anew that it is her, before something that matters.
    pub proves_anew: bool,
}

impl Provider {
    /// Its name in a language.
    pub fn name(&self, locale: Locale) -> &str {
        let [ar, fr, en] = &self.names;
        match locale {
            Locale::Ar => ar,
            Locale::Fr => fr,
            Locale::En => en,
        }
    }
}

/// What is the same for every request of this server.
#[derive(Debug)]
pub struct Site {
    /// Built files.
    pub assets: Assets,
    /// Address under which the portal is reached from outside, without a slash at the end.
    pub public_url: String,
    /// Providers through which people may sign in, in the order of the configuration.
    pub providers: Vec<Provider>,
    /// When the team reads, in the time of Tunisia.
    pub hours: Vec<domain::moderation::hours::Hours>,
    /// The configuration in force, as text, secrets masked.
    pub configuration: String,
    /// Requests from authorities, by quarter (`2026-Q4`), as the association counts them.
    pub authority_requests: std::collections::BTreeMap<String, u32>,
}

impl Site {
    /// A provider by its key.
    pub fn provider(&self, key: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.key == key)
    }
}

/// A form that was refused: what was typed and why it did not pass. Pages fill it in again.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What was sent.
    pub form: Form,
    /// Why.
    pub code: ErrorCode,
    /// Refused fields.
    pub fields: Vec<FieldError>,
}

/// The request, as pages and forms see it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RequestCtx {
    /// Language of the interface, from the address.
    pub locale: Locale,
    /// Who asks.
    pub actor: Actor,
    /// Use cases work with these.
    pub services: Services,
    /// Server-wide facts.
    pub site: Arc<Site>,
    /// Path of the address, decoded nowhere.
    pub path: Arc<str>,
    /// Query parameters.
    pub query: Arc<Form>,
    /// How she goes through the portal during this visit.
    pub visit: Visit,
    /// The secret that binds a way through a provider to her browser, while she is on it.
    pub way: Option<Arc<str>>,
    /// The computer, where it is one that everybody uses.
    pub kiosk: Option<Arc<domain::kiosk::Present>>,
    /// It is drawn to be kept there for times without a line: public texts, the same for everybody, nothing that is sent.
    pub kept: bool,
    /// Addresses of the recordings that are kept with it.
    pub sounds: Arc<Vec<String>>,
    /// Set while a refused form is shown again.
    pub refused: Option<Arc<Refused>>,
    /// The same, seen by all clones of this request: a handler gives the page a refused clone, and the answer
    /// is drawn with the first one.
    pub shown: Arc<OnceLock<Arc<Refused>>>,
}

impl RequestCtx {
    /// The catalogue of this request's language.
    pub fn l(&self) -> &'static L10nLanguage {
        i18n::catalogue(self.locale)
    }

    /// The parts with which something is read in her name: what the library keeps for members is shown to a member, and on a
    /// screen of the house what may be shown there. Only
    /// for what no cache keeps for others.
    pub fn for_reader(&self) -> Services {
        match self.kiosk {
            Some(_) if self.kept => self.services.at_screen(),
            Some(_) => self.services.as_shown_here(),
            None => self.services.as_read_by(&self.actor),
        }
    }

    /// This request, showing a refused form again. The page gets the status of `error`.
    #[must_use]
    pub fn with_refusal(&self, form: Form, error: &domain::DomainError) -> Self {
        let refused = Refused { form, code: error.code, fields: error.fields.clone() };
        let refused = Arc::new(refused);
        // A second refusal of one request would be a defect; the first stays.
        let _ = self.shown.set(refused.clone());
        Self { refused: Some(refused), ..self.clone() }
    }

    /// This request as its page is drawn: with the refused form, if a handler showed one.
    #[must_use]
    pub fn as_shown(&self) -> Self {
        Self { refused: self.shown.get().cloned(), ..self.clone() }
    }

    /// What was typed into a field before it was refused, or nothing.
    pub fn typed(&self, field: &str) -> String {
        self.refused.as_ref().map(|refused| refused.form.get(field).to_owned()).unwrap_or_default()
    }
}
