//! A dataset as a file.

use domain::{
    DomainError,
    statistics::export::{self, ExportWords, Flavour},
};
use i18n::L10nLanguage;

use super::{named, words};
use crate::site::{request::RequestCtx, routes};

/// What answers a request for a file.
pub enum Download {
    /// The file.
    File {
        /// Its name, in ASCII.
        name: String,
        /// Its contents.
        bytes: Vec<u8>,
    },
    /// It lives at another address.
    Moved(String),
}

struct Words(&'static L10nLanguage);

impl ExportWords for Words {
    fn sex(&self, code: &str) -> String {
        words::sex(self.0, code)
    }

    fn status(&self, code: &str) -> String {
        words::status(self.0, code).unwrap_or_default()
    }

    fn withheld(&self, min_cell: u16) -> String {
        // The marks that keep directions apart on a page are noise in a file.
        self.0.msg_statistics_withheld_below(min_cell).replace(['\u{2068}', '\u{2069}'], "")
    }

    fn licence(&self, code: &str) -> String {
        words::licence(self.0, code)
    }
}

/// The CSV file of the dataset that `segment` names (without `.csv`); `?excel=1` makes it one for Excel.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn download(ctx: &RequestCtx, segment: &str) -> Result<Download, DomainError> {
    let (set, slug) = named(&ctx.services, segment).await?;
    let right = set.slug_in(ctx.locale);
    let excel = ctx.query.get("excel") == "1";
    if slug != right {
        let path = routes::dataset_csv(ctx.locale, &set.id, right);
        return Ok(Download::Moved(if excel { format!("{path}?excel=1") } else { path }));
    }
    let flavour = if excel { Flavour::Excel } else { Flavour::Plain };
    let bytes = export::csv(&set, ctx.locale, flavour, &Words(ctx.l()))?;
    let ascii: String = right.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Ok(Download::File { name: format!("jusoor-{}-{}.csv", ascii, ctx.locale), bytes })
}
