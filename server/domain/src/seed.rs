//! Puts the starter content into an empty or older database, once per version of each file.

use crate::{
    DomainResult, Services, commitment, content, directory, forum, launch, library, safety, search,
    statistics, words,
};

/// Seeds every room, idempotently. Returns how many rows were new or changed.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let mut count = 0;
    count += content::seed(services).await?;
    count += forum::seed::seed(services).await?;
    count += forum::guidance::seed(services).await?;
    count += words::seed::seed(services).await?;
    count += library::seed(services).await?;
    // Their bytes lie in the library.
    count += content::audio::seed(services).await?;
    count += statistics::seed(services).await?;
    count += directory::seed(services).await?;
    count += safety::lines::seed(services).await?;
    count += launch::seed(services).await?;
    count += commitment::seed(services).await?;
    // Last: it indexes what the other rooms hold.
    count += search::seed(services).await?;
    Ok(count)
}
