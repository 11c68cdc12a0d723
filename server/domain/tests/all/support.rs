//! What many tests begin with.

use domain::{forum, testing::TestBed};

/// A forum with its categories on each database.
pub async fn forums() -> Vec<TestBed> {
    let beds = TestBed::each().await;
    for bed in &beds {
        forum::seed::seed(&bed.services).await.unwrap();
    }
    beds
}
