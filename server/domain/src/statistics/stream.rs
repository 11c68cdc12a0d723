//! A dataset of any length as CSV, piece by piece: what a file costs does not grow with how long it is.

use std::{collections::VecDeque, io};

use bytes::Bytes;
use contract::{ErrorCode, Locale, ids::DatasetId};
use futures::{Stream, stream::try_unfold};

use super::{
    choice::{Choice, Sort},
    dataset::{Dataset, Row},
    export::{ExportWords, Flavour, csv_head, csv_lines},
    load::{self, Head},
    long::behind,
};
use crate::{DomainError, DomainResult, Services};

/// Figures of a piece.
const PIECE: u64 = 5_000;

/// A file that is read while it is sent. Its version is the one that was shown when it was asked for.
pub struct Pieces {
    services: Services,
    head: Head,
    /// What is said of the figures; its rows are those of the piece.
    set: Dataset,
    choice: Choice,
    /// Indicators that are still to come; the first is being read.
    waiting: VecDeque<String>,
    last: Option<Row>,
    begun: bool,
    size: u64,
    form: (Locale, Flavour),
    words: Box<dyn ExportWords + Send>,
}

impl std::fmt::Debug for Pieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pieces").field("dataset", &self.set.id).field("waiting", &self.waiting).finish()
    }
}

/// Begins such a file. Small counts are withheld as everywhere.
///
/// # Errors
/// Not found; `Unavailable` when another version was shown in that moment; the database refuses.
pub async fn pieces(
    services: &Services,
    id: &DatasetId,
    choice: &Choice,
    form: (Locale, Flavour),
    words: Box<dyn ExportWords + Send>,
) -> DomainResult<Pieces> {
    let choice = Choice { sort: Sort::default(), page: 0, ..choice.clone() };
    let head = load::head(services, id).await?;
    let set = load::chosen(services, id, &choice).await?;
    if set.version != head.set.version {
        return Err(DomainError::new(ErrorCode::Unavailable));
    }
    let waiting = match &choice.indicator {
        Some(one) => VecDeque::from([one.clone()]),
        None => set.indicators.iter().map(|one| one.code.clone()).collect(),
    };
    let services = services.clone();
    Ok(Pieces { services, head, set, choice, waiting, last: None, begun: false, size: PIECE, form, words })
}

impl Pieces {
    /// With other pieces than the usual ones.
    #[must_use]
    pub fn sized(mut self, figures: u64) -> Self {
        self.size = figures;
        self
    }

    /// The next piece; nothing after the last one.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn piece(&mut self) -> DomainResult<Option<Vec<u8>>> {
        let (locale, flavour) = self.form;
        if !self.begun {
            self.begun = true;
            return csv_head(locale, flavour).map(Some);
        }
        while let Some(indicator) = self.waiting.front() {
            let choice = Choice { indicator: Some(indicator.clone()), ..self.choice.clone() };
            let rows = behind(&self.services, &self.head, &choice, self.last.as_ref(), self.size).await?;
            self.last = rows.last().cloned();
            if (rows.len() as u64) < self.size {
                self.waiting.pop_front();
                self.last = None;
            }
            if !rows.is_empty() {
                self.set.rows = rows;
                return csv_lines(&self.set, locale, flavour, self.words.as_ref()).map(Some);
            }
        }
        Ok(None)
    }

    /// All of them, for whoever sends them.
    pub fn stream(self) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        try_unfold(self, |mut pieces| async move {
            match pieces.piece().await {
                Ok(piece) => Ok(piece.map(|piece| (Bytes::from(piece), pieces))),
                Err(error) => {
                    tracing::error!(code = ?error.code, at = %error.at, "a file of figures broke off");
                    Err(io::Error::other("the file broke off"))
                }
            }
        })
    }
}
