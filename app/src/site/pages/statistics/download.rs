//! A dataset as a file, and its charts as pictures.

use axum::body::Bytes;
use contract::{Locale, ids::split_slugged};
use domain::{
    DomainError,
    statistics::{
        self, Choice, Dataset, Localised,
        export::{self, ExportWords, Flavour},
        machines::{self, Address},
        picture,
        stream::{Pieces, pieces},
    },
};
use i18n::L10nLanguage;

use super::{figure, words};
use crate::site::{request::RequestCtx, routes};

/// What answers a request for a file.
pub enum Download {
    /// The file.
    File {
        /// Its name, in ASCII.
        name: String,
        /// Its media type.
        media_type: &'static str,
        /// Its contents.
        bytes: Bytes,
        /// Shown where it is asked for, instead of kept.
        shown: bool,
    },
    /// A file that is read while it is sent.
    Pieces {
        /// Its name, in ASCII.
        name: String,
        /// Its media type.
        media_type: &'static str,
        /// What it holds.
        pieces: Box<Pieces>,
    },
    /// It lives at another address.
    Moved(String),
    /// There is more than fits into one file: choose a part of it there.
    Choose(String),
}

/// Forms in which a dataset can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV.
    Csv,
    /// Workbook.
    Xlsx,
    /// JSON.
    Json,
    /// JSON-LD with the words of schema.org.
    JsonLd,
    /// Data Package.
    Package,
    /// CSVW.
    Csvw,
}

impl Format {
    /// All of them; longer endings first.
    const ALL: [Self; 6] = [Self::JsonLd, Self::Csv, Self::Xlsx, Self::Json, Self::Package, Self::Csvw];

    /// What stands behind the page's address.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Xlsx => ".xlsx",
            Self::Json => ".json",
            Self::JsonLd => ".jsonld",
            Self::Package => "/datapackage.json",
            Self::Csvw => "/metadata.json",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json | Self::Package => "application/json; charset=utf-8",
            Self::JsonLd => "application/ld+json; charset=utf-8",
            Self::Csvw => "application/csvm+json; charset=utf-8",
        }
    }

    /// The segment of an address without the ending, and what the ending says; nothing for a page.
    pub fn of_segment(segment: &str) -> Option<(&str, Self)> {
        Self::ALL.into_iter().find_map(|format| Some((segment.strip_suffix(format.ending())?, format)))
    }

    /// What stands below a page under this name.
    pub fn below(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending().strip_prefix('/') == Some(name))
    }
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

    fn column(&self, name: &str) -> Localised {
        let [ar, fr, en] = Locale::ALL.map(|locale| words::column(i18n::catalogue(locale), name));
        Localised { ar, fr, en }
    }
}

/// The dataset that `segment` (without an ending) names, as the address narrows it; or where that address stands today.
async fn asked(
    ctx: &RequestCtx,
    segment: &str,
    ending: &str,
) -> Result<Result<(Dataset, bool), String>, DomainError> {
    let (id, slug) = split_slugged(segment);
    let id = id.parse().map_err(|_| DomainError::not_found())?;
    let choice = Choice::read(|name| ctx.query.get(name));
    let (set, complete) = statistics::whole(&ctx.services, &id, &choice).await?;
    let right = set.slug_in(ctx.locale);
    if slug == right {
        return Ok(Ok((set, complete)));
    }
    let path = routes::dataset_file(ctx.locale, &set.id, right, ending, &choice);
    let excel = ctx.query.get("excel") == "1";
    Ok(Err(match (excel, path.contains('?')) {
        (false, _) => path,
        (true, false) => format!("{path}?excel=1"),
        (true, true) => format!("{path}&excel=1"),
    }))
}

/// A file of the dataset that `segment` names (without its ending); `?excel=1` makes a CSV file one for Excel.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn download(ctx: &RequestCtx, segment: &str, format: Format) -> Result<Download, DomainError> {
    let (set, complete) = match asked(ctx, segment, format.ending()).await? {
        Ok(found) => found,
        Err(path) => return Ok(Download::Moved(path)),
    };
    let slug = set.slug_in(ctx.locale);
    // What only describes the figures needs none of them.
    let describes = matches!(format, Format::JsonLd | Format::Package | Format::Csvw);
    let excel = ctx.query.get("excel") == "1";
    let flavour = if excel { Flavour::Excel } else { Flavour::Plain };
    let name = file_name(ctx, slug, format);
    if !complete && format == Format::Csv {
        let words = Box::new(Words(ctx.l()));
        let pieces = pieces(&ctx.services, &set.id, &set.choice, (ctx.locale, flavour), words).await?;
        return Ok(Download::Pieces { name, media_type: format.media_type(), pieces: Box::new(pieces) });
    }
    if !complete && !describes {
        let path = routes::dataset_of(ctx.locale, &set.id, slug, &set.choice);
        return Ok(Download::Choose(format!("{path}#choose")));
    }
    let words = Words(ctx.l());
    let at = address(ctx, &set);
    let bytes = match format {
        Format::Csv => export::csv(&set, ctx.locale, flavour, &words)?,
        Format::Xlsx => export::xlsx(set.clone(), ctx.locale, Box::new(Words(ctx.l()))).await?,
        Format::Json => machines::json(&set, &at, &words),
        Format::JsonLd => machines::json_ld(&set, &at, &words),
        Format::Package => machines::data_package(&set, &at, &words),
        Format::Csvw => machines::csvw(&set, &at, &words),
    };
    Ok(Download::File { name, media_type: format.media_type(), bytes: bytes.into(), shown: describes })
}

fn file_name(ctx: &RequestCtx, slug: &str, format: Format) -> String {
    let ending = format.ending().trim_start_matches('/');
    let joint = if ending.starts_with('.') { "" } else { "-" };
    format!("jusoor-{}-{}{joint}{ending}", ascii(slug), ctx.locale)
}

fn ascii(slug: &str) -> String {
    slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

fn address(ctx: &RequestCtx, set: &Dataset) -> Address {
    let path = routes::dataset(ctx.locale, &set.id, set.slug_in(ctx.locale));
    Address {
        page: format!("{}{path}", ctx.site.public_url),
        query: routes::dataset_query(&set.choice),
        locale: ctx.locale,
    }
}

/// The picture `{chart}.png` of a dataset.
///
/// # Errors
/// Not found, also for a chart without a figure to draw; or the database does not answer.
pub async fn shared(ctx: &RequestCtx, segment: &str, name: &str) -> Result<Download, DomainError> {
    let id = name.strip_suffix(".png").ok_or_else(DomainError::not_found)?;
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(DomainError::not_found());
    }
    let set = match asked(ctx, segment, &format!("/{name}")).await? {
        Ok((set, _)) => set,
        Err(path) => return Ok(Download::Moved(path)),
    };
    let chart = set.charts.iter().find(|chart| chart.id == id).ok_or_else(DomainError::not_found)?;
    let svg = figure::for_sharing(ctx.locale, &set, chart).ok_or_else(DomainError::not_found)?;
    let bytes = picture::png(svg).await?;
    Ok(Download::File {
        name: format!("jusoor-{}.png", ascii(id)),
        media_type: "image/png",
        bytes,
        shown: true,
    })
}
