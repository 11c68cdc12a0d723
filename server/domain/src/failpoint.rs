//! Places at which tests let the portal break. A build that serves has none.

/// Whether this build has them.
pub const ENABLED: bool = cfg!(feature = "testing");

#[cfg(feature = "testing")]
tokio::task_local! {
    static BROKEN: (&'static str, std::cell::Cell<usize>);
}

/// Panics, if a test said so of this place.
#[inline]
pub fn hit(place: &str) {
    assert!(!fails(place), "failpoint {place}");
}

/// Whether a test said of this place that it breaks: for what fails without a panic.
#[inline]
pub fn fails(place: &str) -> bool {
    #[cfg(feature = "testing")]
    {
        let breaks = BROKEN.try_with(|(broken, times)| {
            let here = *broken == place;
            times.set(times.get() + usize::from(here));
            here
        });
        matches!(breaks, Ok(true))
    }
    #[cfg(not(feature = "testing"))]
    {
        let _ = place;
        false
    }
}

/// Does something while one place is broken; answers how often it was met.
#[cfg(feature = "testing")]
pub async fn breaking<F: Future>(place: &'static str, work: F) -> (F::Output, usize) {
    let counted = async {
        let output = work.await;
        (output, BROKEN.with(|(_, times)| times.get()))
    };
    BROKEN.scope((place, std::cell::Cell::new(0)), counted).await
}
