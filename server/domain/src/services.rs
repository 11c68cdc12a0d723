//! What use cases work with. Cheap to clone.

mod clock;

use std::sync::{Arc, PoisonError, RwLock};

use object_store::ObjectStore;
use sha2::{Digest, Sha256};

pub(crate) use self::clock::TUNISIA_MS;
pub use self::clock::{Clock, SystemClock, day_of, time_of};
use crate::{
    Actor, Db,
    duty::Roster,
    kiosk::{Fleet, Tally},
    library::{
        ErasedLog, FacetCache, Readers, fixity,
        upload::{Limits, Uploads},
    },
    mail::{Disposable, Mailer},
    permission::Rules,
    places::Places,
    safety::lines::Lines,
    search::Pace,
    statistics::shapes::Shapes,
    words::cache::Cache,
};

/// The database, the blob store, the clock, and the post.
#[derive(Clone, Debug)]
pub struct Services {
    /// Database.
    pub db: Db,
    /// Content-addressed blobs: a local folder or an S3-compatible store.
    pub blobs: Arc<dyn ObjectStore>,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Key of [`Services::keyed_hash`] and of what is sealed.
    key: Key,
    /// Who carries mail away, when mail is configured.
    mailer: Option<Arc<dyn Mailer>>,
    /// Providers of mailboxes that live for minutes.
    disposable: Arc<Disposable>,
    /// Unfinished files of the library.
    uploads: Arc<Uploads>,
    /// Where it is written down what of the library was erased.
    erased_log: Option<Arc<ErasedLog>>,
    /// How often kept bytes are hashed again.
    fixity: fixity::Rules,
    /// The watched words of this database, compiled.
    words: Arc<Cache>,
    /// What the library's facets counted a moment ago.
    facets: Arc<FacetCache>,
    /// Who is there when, as this process read it last.
    roster: Arc<RwLock<Arc<Roster>>>,
    /// What administrators say about roles in categories, as this process read it last.
    rules: Arc<RwLock<Arc<Rules>>>,
    /// Menu, home page, announcements and channels, as this process read them last.
    places: Arc<RwLock<Arc<Places>>>,
    /// The numbers that help, as this process read them last.
    helplines: Arc<RwLock<Arc<Lines>>>,
    /// Computers that everybody uses, as this process read them last.
    fleet: Arc<RwLock<Arc<Fleet>>>,
    /// How much they were used since that was written down.
    tally: Arc<Tally>,
    /// How often each member searched within the last minute.
    pace: Arc<Pace>,
    /// Outlines of the governorates, where somebody brought some.
    shapes: Option<Arc<Shapes>>,
    /// Who reads; only a page says so. See [`Services::as_read_by`].
    readers: Readers,
}

/// 32 secret bytes.
#[derive(Clone, Copy)]
struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl Services {
    /// Puts the parts together, with a key that lives as long as this process.
    pub fn new(db: Db, blobs: Arc<dyn ObjectStore>, clock: Arc<dyn Clock>) -> Self {
        Self {
            db,
            blobs,
            clock,
            key: Key(rand::random()),
            mailer: None,
            disposable: Arc::default(),
            uploads: Arc::new(Uploads::new(
                std::env::temp_dir().join(format!("jusoor-uploads-{}", new_id())),
                Limits::default(),
            )),
            erased_log: None,
            fixity: fixity::Rules::default(),
            words: Arc::default(),
            facets: Arc::default(),
            roster: Arc::default(),
            rules: Arc::default(),
            places: Arc::default(),
            helplines: Arc::default(),
            fleet: Arc::default(),
            tally: Arc::default(),
            pace: Arc::default(),
            shapes: None,
            readers: Readers::Web,
        }
    }

    /// The same parts, as somebody reads with them: what the library keeps for members is shown to a member. Whoever does
    /// not ask for this (feeds, catalogues, harvests, jobs) reads as a guest. At a screen of the house nothing is added: see
    /// [`Services::as_shown_here`].
    #[must_use]
    pub fn as_read_by(&self, actor: &Actor) -> Self {
        let readers = match self.readers {
            Readers::Anywhere | Readers::Kiosk => Readers::Anywhere,
            Readers::Web | Readers::Member if actor.member().is_some() => Readers::Member,
            Readers::Web | Readers::Member => Readers::Web,
        };
        Self { readers, ..self.clone() }
    }

    /// The same parts at a screen of the house: nothing is read with them that may not be shown there.
    #[must_use]
    pub fn at_screen(&self) -> Self {
        Self { readers: Readers::Anywhere, ..self.clone() }
    }

    /// The same parts, as whoever stands before a screen of the house reads with them: what may be shown there alone is too.
    /// Only for what no cache keeps for others.
    #[must_use]
    pub fn as_shown_here(&self) -> Self {
        Self { readers: Readers::Kiosk, ..self.clone() }
    }

    /// How often each member searched.
    pub(crate) fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Who reads.
    pub(crate) fn readers(&self) -> Readers {
        self.readers
    }

    /// With the key that this portal keeps among its secrets, the same after a restart.
    #[must_use]
    pub fn with_key(self, key: [u8; 32]) -> Self {
        Self { key: Key(key), ..self }
    }

    /// With somebody who carries mail. Without, nothing about e-mail is offered on any page.
    #[must_use]
    pub fn with_mailer(self, mailer: Arc<dyn Mailer>) -> Self {
        Self { mailer: Some(mailer), ..self }
    }

    /// With providers of mailboxes that live for minutes, beside those that everybody knows.
    #[must_use]
    pub fn with_disposable(self, disposable: Disposable) -> Self {
        Self { disposable: Arc::new(disposable), ..self }
    }

    /// Providers of mailboxes that live for minutes.
    pub(crate) fn disposable(&self) -> &Disposable {
        &self.disposable
    }

    /// With a folder for unfinished files of the library, and with limits for them.
    #[must_use]
    pub fn with_uploads(self, uploads: Uploads) -> Self {
        Self { uploads: Arc::new(uploads), ..self }
    }

    /// The same parts around another blob store.
    #[must_use]
    pub fn with_blobs(&self, blobs: Arc<dyn ObjectStore>) -> Self {
        Self { blobs, ..self.clone() }
    }

    /// Unfinished files of the library.
    pub fn uploads(&self) -> &Arc<Uploads> {
        &self.uploads
    }

    /// With a file in which it is written down what of the library was erased.
    #[must_use]
    pub fn with_erased_log(self, log: ErasedLog) -> Self {
        Self { erased_log: Some(Arc::new(log)), ..self }
    }

    /// Where it is written down what of the library was erased.
    pub(crate) fn erased_log(&self) -> Option<&ErasedLog> {
        self.erased_log.as_deref()
    }

    /// With rules for hashing kept bytes again.
    #[must_use]
    pub fn with_fixity(self, fixity: fixity::Rules) -> Self {
        Self { fixity, ..self }
    }

    /// How often kept bytes are hashed again.
    pub fn fixity(&self) -> fixity::Rules {
        self.fixity
    }

    /// With outlines of the governorates. Without, no map is drawn and none is offered.
    #[must_use]
    pub fn with_shapes(self, shapes: Shapes) -> Self {
        Self { shapes: Some(Arc::new(shapes)), ..self }
    }

    /// Outlines of the governorates, where somebody brought some.
    pub fn shapes(&self) -> Option<&Arc<Shapes>> {
        self.shapes.as_ref()
    }

    /// Who carries mail away, when mail is configured.
    pub fn mailer(&self) -> Option<&Arc<dyn Mailer>> {
        self.mailer.as_ref()
    }

    /// Whether mail is configured.
    pub fn offers_mail(&self) -> bool {
        self.mailer.is_some()
    }

    /// The watched words of this database, compiled.
    pub(crate) fn words(&self) -> &Cache {
        &self.words
    }

    /// What the library's facets counted a moment ago.
    pub(crate) fn facets(&self) -> &FacetCache {
        &self.facets
    }

    /// HMAC-SHA-256 of a text, the first half in hexadecimal: finds the same text again, and tells nothing to
    /// somebody who has the database but not the key.
    pub fn keyed_hash(&self, text: &str) -> String {
        keyed_hash_under(&self.key.0, text)
    }

    /// A key of its own for one purpose.
    pub(crate) fn derived_key(&self, purpose: &str) -> [u8; 32] {
        self.mac(&format!("key for sealing: {purpose}"))
    }

    fn mac(&self, text: &str) -> [u8; 32] {
        mac(&self.key.0, text)
    }

    /// The same parts around another database.
    #[must_use]
    pub fn with_db(&self, db: Db) -> Self {
        Self {
            db,
            words: Arc::default(),
            facets: Arc::default(),
            roster: Arc::default(),
            rules: Arc::default(),
            places: Arc::default(),
            helplines: Arc::default(),
            fleet: Arc::default(),
            tally: Arc::default(),
            ..self.clone()
        }
    }

    /// The same parts for work that nobody waits for, see [`Db::for_work`].
    #[must_use]
    pub fn for_work(&self) -> Self {
        Self { db: self.db.for_work(), ..self.clone() }
    }

    /// The same parts for a guest who reads: her queries may go to a second database, see [`Db::for_everybody`].
    #[must_use]
    pub fn for_everybody(&self) -> Self {
        Self { db: self.db.for_everybody(), ..self.clone() }
    }

    /// Who is there when: kept in memory, so that no page asks for it. See [`crate::duty::load`].
    pub fn roster(&self) -> Arc<Roster> {
        self.roster.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers who is there when.
    pub(crate) fn set_roster(&self, roster: Roster) {
        *self.roster.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(roster);
        self.db.marks().remembered();
    }

    /// What administrators say about roles in categories: kept in memory, so that no page asks for it. See
    /// [`crate::permission::rules::load`].
    pub fn rules(&self) -> Arc<Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers what administrators say.
    pub(crate) fn set_rules(&self, rules: Rules) {
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
        self.db.marks().remembered();
    }

    /// Menu, home page, announcements and channels: kept in memory, so that no page asks for them. See
    /// [`crate::places::load`].
    pub fn places(&self) -> Arc<Places> {
        self.places.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers them.
    pub(crate) fn set_places(&self, places: Places) {
        *self.places.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(places);
        self.db.marks().remembered();
    }

    /// The numbers that help: kept in memory, so that no page asks for them and every page has them. See
    /// [`crate::safety::lines::load`].
    pub fn helplines(&self) -> Arc<Lines> {
        self.helplines.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers the numbers that help.
    pub(crate) fn set_helplines(&self, lines: Lines) {
        *self.helplines.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(lines);
        self.db.marks().remembered();
    }

    /// Computers that everybody uses: kept in memory, so that no page asks for them. See [`crate::kiosk::load`].
    pub fn fleet(&self) -> Arc<Fleet> {
        self.fleet.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers them.
    pub(crate) fn set_fleet(&self, fleet: Fleet) {
        *self.fleet.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fleet);
    }

    /// How much they were used since that was written down.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Now, as UTC milliseconds (the form in which instants are stored).
    pub fn now_ms(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// Today's ISO day in Tunisia (UTC+1 all the year).
    pub fn today(&self) -> String {
        day_of(self.now_ms())
    }
}

/// [`Services::keyed_hash`] under a key that is at hand.
pub fn keyed_hash_under(key: &[u8; 32], text: &str) -> String {
    mac(key, text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn mac(key: &[u8; 32], text: &str) -> [u8; 32] {
    let padded = |with: u8| {
        let mut block = [with; 64];
        for (byte, key) in block.iter_mut().zip(key) {
            *byte ^= key;
        }
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

/// A new random identifier: 12 characters, 60 bits.
pub fn new_id() -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    // A page that draws one is for one reader.
    crate::fresh::never();
    let bits: u64 = rand::random();
    (0..12).map(|i| char::from(ALPHABET[((bits >> (i * 5)) & 31) as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_store::memory::InMemory;

    #[tokio::test]
    async fn hashes_as_rfc_4231_says_and_hides_its_key() {
        let db = Db::connect("sqlite::memory:", 1).await.expect("a database");
        let services = Services::new(db, Arc::new(InMemory::new()), Arc::new(SystemClock));
        // Test case 2 of the RFC, its key padded with zeros as HMAC itself does.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let services = services.with_key(key);
        assert_eq!(services.keyed_hash("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c7");
        assert!(!format!("{services:?}").contains("74, 101, 102, 101"));
    }
}
