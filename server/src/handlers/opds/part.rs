//! Parts of the catalogue: what an address names, what stands there, and where it leads on.

use app::site::{
    pages::library::{self, absolute, page_number},
    request::RequestCtx,
    routes as paths,
};
use contract::Tongue;
use domain::{
    DomainError, DomainResult,
    library::{
        Kind, best,
        shelf_feed::{self, Door, Doors, Holding, Shelf, ShelfPage, Wanted},
    },
};

use super::{atom, json};

/// How the catalogue is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    /// OPDS 1.2.
    Atom,
    /// OPDS 2.0.
    Json,
}

/// Lists of ways into the shelves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hall {
    Collections,
    Subjects,
    Languages,
}

/// A part of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    Hall(Hall),
    Shelf(Shelf),
}

impl Part {
    /// The part with this address; `typed` is what a search looks for.
    fn read(shelf: &str, name: &str, typed: &str) -> Option<Self> {
        Some(match (shelf, name) {
            ("", "") => Self::Start,
            ("new", "") => Self::Shelf(Shelf::Newest),
            ("search", "") => Self::Shelf(Shelf::Search(typed.to_owned())),
            ("collections", "") => Self::Hall(Hall::Collections),
            ("subjects", "") => Self::Hall(Hall::Subjects),
            ("languages", "") => Self::Hall(Hall::Languages),
            ("collections", slug) => Self::Shelf(Shelf::Collection(slug.to_owned())),
            ("subjects", id) => Self::Shelf(Shelf::Subject(id.to_owned())),
            ("languages", code) => Self::Shelf(Shelf::Language(code.parse().ok()?)),
            _ => return None,
        })
    }

    /// Behind the catalogue's address.
    fn path(&self) -> String {
        match self {
            Self::Start => String::new(),
            Self::Hall(Hall::Collections) => "collections".to_owned(),
            Self::Hall(Hall::Subjects) => "subjects".to_owned(),
            Self::Hall(Hall::Languages) => "languages".to_owned(),
            Self::Shelf(Shelf::Newest) => "new".to_owned(),
            Self::Shelf(Shelf::Search(_)) => "search".to_owned(),
            Self::Shelf(Shelf::Collection(slug) | Shelf::CollectionNewest(slug)) => {
                format!("collections/{slug}")
            }
            Self::Shelf(Shelf::Subject(id)) => format!("subjects/{id}"),
            Self::Shelf(Shelf::Language(l)) => format!("languages/{l}"),
        }
    }

    /// The part above it.
    pub(super) fn up(&self) -> Option<Self> {
        match self {
            Self::Start => None,
            Self::Hall(_) | Self::Shelf(Shelf::Newest | Shelf::Search(_)) => Some(Self::Start),
            Self::Shelf(Shelf::Collection(_) | Shelf::CollectionNewest(_)) => {
                Some(Self::Hall(Hall::Collections))
            }
            Self::Shelf(Shelf::Subject(_)) => Some(Self::Hall(Hall::Subjects)),
            Self::Shelf(Shelf::Language(_)) => Some(Self::Hall(Hall::Languages)),
        }
    }

    /// Whether items stand there.
    pub(super) fn is_shelf(&self) -> bool {
        matches!(self, Self::Shelf(_))
    }
}

/// A way to another part.
pub(super) struct Way {
    pub part: Part,
    pub title: String,
    pub text: String,
    pub count: Option<u64>,
}

/// What stands at a part.
pub(super) enum Content {
    Ways(Vec<Way>),
    Shelf(Box<ShelfPage>),
}

/// A part, read.
pub(super) struct Loaded {
    pub title: String,
    pub content: Content,
    pub more: bool,
    pub updated: i64,
}

/// A way to narrow a shelf down.
pub(super) struct Facet {
    pub title: String,
    pub href: String,
    pub active: bool,
    pub count: Option<u64>,
}

/// What was asked for.
pub(super) struct Asked<'a> {
    pub ctx: &'a RequestCtx,
    pub edition: Edition,
    pub part: Part,
    pub kind: Option<Kind>,
    pub language: Option<Tongue>,
    pub page: u32,
}

impl<'a> Asked<'a> {
    /// Reads an address.
    pub fn read(ctx: &'a RequestCtx, edition: Edition, shelf: &str, name: &str) -> DomainResult<Self> {
        let typed = match edition {
            Edition::Atom => ctx.query.get("q"),
            Edition::Json => ctx.query.get("query"),
        };
        let part = Part::read(shelf, name, typed).ok_or_else(DomainError::not_found)?;
        let kind = match ctx.query.get("kind") {
            "" => None,
            word => Some(Kind::parse(word).ok_or_else(DomainError::not_found)?),
        };
        let language = match ctx.query.get("language") {
            "" => None,
            code => Some(code.parse::<Tongue>().map_err(|_| DomainError::not_found())?),
        };
        Ok(Self { ctx, edition, part, kind, language, page: page_number(ctx)? })
    }

    /// The media type of a part.
    pub fn media_type_of(&self, part: &Part) -> &'static str {
        match (self.edition, part.is_shelf()) {
            (Edition::Atom, true) => atom::ACQUISITION,
            (Edition::Atom, false) => atom::NAVIGATION,
            (Edition::Json, _) => json::FEED,
        }
    }

    /// The media type of this part.
    pub fn media_type(&self) -> &'static str {
        self.media_type_of(&self.part)
    }

    /// Address of the first page of a part.
    pub fn to(&self, part: &Part) -> String {
        self.address(part, None, None, 0)
    }

    /// Address of another page of this part, as it was narrowed down.
    pub fn page(&self, page: u32) -> String {
        self.address(&self.part, self.kind, self.language, page)
    }

    /// Address of the whole catalogue in the other edition.
    pub fn in_json(&self) -> String {
        absolute(self.ctx, &paths::opds2("", &[("lang", self.ctx.locale.code().to_owned())]))
    }

    fn address(&self, part: &Part, kind: Option<Kind>, language: Option<Tongue>, page: u32) -> String {
        let typed = match part {
            Part::Shelf(Shelf::Search(typed)) => typed.clone(),
            _ => String::new(),
        };
        let number = if page > 0 { (u64::from(page) + 1).to_string() } else { String::new() };
        let query = if self.edition == Edition::Atom { "q" } else { "query" };
        let pairs = [
            ("lang", self.ctx.locale.code().to_owned()),
            (query, typed),
            ("kind", kind.map(Kind::as_str).unwrap_or_default().to_owned()),
            ("language", language.map(Tongue::code).unwrap_or_default().to_owned()),
            ("page", number),
        ];
        let path = match self.edition {
            Edition::Atom => paths::opds(&part.path(), &pairs),
            Edition::Json => paths::opds2(&part.path(), &pairs),
        };
        absolute(self.ctx, &path)
    }

    /// Reads what stands there.
    pub async fn load(&self) -> DomainResult<Loaded> {
        let services = &self.ctx.services;
        let l = self.ctx.l();
        match &self.part {
            Part::Start => {
                let Doors { updated, .. } = shelf_feed::start(services).await?;
                let title = l.msg_feeds_catalogue_title();
                Ok(Loaded { title, content: Content::Ways(self.first_ways()), more: false, updated })
            }
            Part::Hall(hall) => {
                let doors = match hall {
                    Hall::Collections => shelf_feed::collections(services, self.page).await?,
                    Hall::Subjects => shelf_feed::subjects(services, self.page).await?,
                    Hall::Languages => shelf_feed::languages(services, self.page).await?,
                };
                let Doors { doors, more, updated } = doors;
                let ways = doors.into_iter().filter_map(|door| self.way(*hall, door)).collect();
                let title = match hall {
                    Hall::Collections => l.msg_feeds_collections(),
                    Hall::Subjects => l.msg_feeds_subjects(),
                    Hall::Languages => l.msg_feeds_languages(),
                };
                Ok(Loaded { title, content: Content::Ways(ways), more, updated })
            }
            Part::Shelf(shelf) => {
                let wanted = Wanted {
                    shelf: shelf.clone(),
                    holding: Holding::Files,
                    kind: self.kind,
                    language: self.language,
                    page: self.page,
                };
                let page = shelf_feed::shelf(services, &wanted, self.ctx.locale).await?;
                let named = best(&page.names, self.ctx.locale).map(|name| name.text);
                let title = named.unwrap_or_else(|| match shelf {
                    Shelf::Language(language) => library::language(l, *language),
                    Shelf::Search(_) => l.msg_feeds_found(),
                    _ => l.msg_feeds_new(),
                });
                let (more, updated) = (page.more, page.updated);
                Ok(Loaded { title, content: Content::Shelf(Box::new(page)), more, updated })
            }
        }
    }

    fn first_ways(&self) -> Vec<Way> {
        let l = self.ctx.l();
        let way = |part, title, text| Way { part, title, text, count: None };
        vec![
            way(Part::Shelf(Shelf::Newest), l.msg_feeds_new(), l.msg_feeds_new_text()),
            way(Part::Hall(Hall::Collections), l.msg_feeds_collections(), l.msg_feeds_collections_text()),
            way(Part::Hall(Hall::Subjects), l.msg_feeds_subjects(), l.msg_feeds_subjects_text()),
            way(Part::Hall(Hall::Languages), l.msg_feeds_languages(), l.msg_feeds_languages_text()),
        ]
    }

    fn way(&self, hall: Hall, door: Door) -> Option<Way> {
        let locale = self.ctx.locale;
        let name = best(&door.names, locale).map(|name| name.text);
        let text = best(&door.summaries, locale).map(|text| text.text).unwrap_or_default();
        let (part, title) = match hall {
            Hall::Collections => (Shelf::Collection(door.name), name?),
            Hall::Subjects => (Shelf::Subject(door.name), name?),
            Hall::Languages => {
                let language: Tongue = door.name.parse().ok()?;
                (Shelf::Language(language), library::language(self.ctx.l(), language))
            }
        };
        Some(Way { part: Part::Shelf(part), title, text, count: door.count })
    }

    /// Groups of ways to narrow this shelf down; a group with one choice is none.
    pub fn facets(&self, page: &ShelfPage) -> Vec<(String, Vec<Facet>)> {
        let l = self.ctx.l();
        let to = |kind, language| self.address(&self.part, kind, language, 0);
        let mut kinds = vec![Facet {
            title: l.msg_library_filter_all(),
            href: to(None, self.language),
            active: self.kind.is_none(),
            count: None,
        }];
        kinds.extend(page.kinds.iter().map(|choice| Facet {
            title: library::kinds(l, choice.value),
            href: to(Some(choice.value), self.language),
            active: self.kind == Some(choice.value),
            count: Some(choice.count),
        }));
        let mut languages = vec![Facet {
            title: l.msg_library_filter_all(),
            href: to(self.kind, None),
            active: self.language.is_none(),
            count: None,
        }];
        languages.extend(page.languages.iter().map(|choice| Facet {
            title: library::language(l, choice.value),
            href: to(self.kind, Some(choice.value)),
            active: self.language == Some(choice.value),
            count: Some(choice.count),
        }));
        let groups = [(l.msg_library_filter_kind(), kinds), (l.msg_library_filter_language(), languages)];
        groups.into_iter().filter(|(_, facets)| facets.len() > 2).collect()
    }
}
