//! Old addresses below a language, and where they lead. They are asked only where nothing else answers.

mod map;
mod path;

use entity::places::redirect;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use contract::FieldCode;

pub use map::{Fault, MOST, Wrong};

use self::map::Map;
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::audit::{self, Action, Entry},
};

/// A redirect, for the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Old address.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// How often somebody came by it.
    pub hits: i64,
    /// ISO day on which somebody did last.
    pub last_hit: Option<String>,
}

/// What a table holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// How many are new.
    pub new: usize,
    /// All that is wrong with it; then nothing was taken over.
    pub faults: Vec<Fault>,
}

/// Where an address leads that nothing answers; counted, without a word of who came.
///
/// # Errors
/// When the database does not answer.
pub async fn follow(services: &Services, address: &str) -> DomainResult<Option<String>> {
    let Some(key) = path::key(address) else { return Ok(None) };
    let Some(found) = redirect::Entity::find_by_id(key.as_str()).one(services.db.read()).await? else {
        return Ok(None);
    };
    let counted = redirect::Entity::update_many()
        .col_expr(redirect::Column::Hits, Expr::col(redirect::Column::Hits).add(1))
        .col_expr(redirect::Column::LastHit, Expr::value(Some(services.today())))
        .filter(redirect::Column::FromPath.eq(key))
        .exec(services.db.writer())
        .await;
    // Whoever comes is led on, counted or not.
    if let Err(error) = counted {
        tracing::warn!(%error, "a redirect was not counted");
    }
    Ok(Some(found.to_path))
}

/// All of them, in the order of their addresses.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn list(services: &Services, actor: &Actor) -> DomainResult<Vec<Line>> {
    require(actor, Permission::ContentPublish, None)?;
    let rows = redirect::Entity::find()
        .order_by_asc(redirect::Column::FromPath)
        .limit(u64::try_from(MOST).unwrap_or(u64::MAX))
        .all(services.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Line { from: row.from_path, to: row.to_path, hits: row.hits, last_hit: row.last_hit })
        .collect())
}

async fn stored(tx: &DatabaseTransaction) -> DomainResult<Map> {
    let rows = redirect::Entity::find().all(tx).await?;
    Ok(Map::new(rows.into_iter().map(|row| (row.from_path, row.to_path))))
}

async fn keep(services: &Services, tx: &DatabaseTransaction, map: &Map) -> DomainResult<()> {
    for (from, to) in map.changes() {
        match redirect::Entity::find_by_id(from.as_str()).one(tx).await? {
            Some(row) => {
                let mut change = row.into_active_model();
                change.to_path = Set(to.clone());
                change.update(tx).await?;
            }
            None => {
                let row = redirect::ActiveModel {
                    from_path: Set(from.clone()),
                    to_path: Set(to.clone()),
                    hits: Set(0),
                    last_hit: Set(None),
                    made_at: Set(services.now_ms()),
                };
                redirect::Entity::insert(row).exec_without_returning(tx).await?;
            }
        }
    }
    Ok(())
}

/// Adds a redirect. What it leads to is followed to its end.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused fields `from` and `to`.
pub async fn add(services: &Services, actor: &Actor, from: &str, to: &str) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    let mut map = stored(&tx).await?;
    let new = map.put(from, to).map_err(|wrong| {
        let (field, typed, code) = match wrong {
            Wrong::Answers | Wrong::Known => ("from", from, FieldCode::Taken),
            Wrong::TooMany => ("from", from, FieldCode::TooMany(MOST)),
            Wrong::To => ("to", to, FieldCode::BadCharacters),
            Wrong::Loop => ("to", to, FieldCode::UnknownChoice),
            Wrong::From | Wrong::Head | Wrong::Empty | Wrong::Line => {
                ("from", from, FieldCode::BadCharacters)
            }
        };
        DomainError::field(field, if typed.trim().is_empty() { FieldCode::Required } else { code })
    })?;
    if new {
        keep(services, &tx, &map).await?;
        let entry = Entry::of(Action::RedirectChange).detail("add");
        audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Leads on from addresses at which nothing answers any more, in the transaction of whoever took away what stood there.
/// What leads somewhere already is left as it is, and so is everything when there are too many.
pub(crate) async fn lead_on(
    services: &Services,
    tx: &DatabaseTransaction,
    pairs: &[(String, String)],
) -> DomainResult<()> {
    let mut map = stored(tx).await?;
    for (from, to) in pairs {
        // Why one cannot be led on is nobody's concern here: it answers that nothing is there.
        let _ = map.put(from, to);
    }
    keep(services, tx, &map).await
}

/// Takes a redirect away. One that is gone already changes nothing.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn remove(services: &Services, actor: &Actor, from: &str) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    if redirect::Entity::delete_by_id(from).exec(&tx).await?.rows_affected > 0 {
        let entry = Entry::of(Action::RedirectChange).detail("remove");
        audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Looks at a table (CSV with the columns `from` and `to`), and takes it over unless it is a dry look or anything is
/// wrong with it.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]. What is wrong with the table is no error.
pub async fn bring(services: &Services, actor: &Actor, text: &str, dry: bool) -> DomainResult<Brought> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    let mut map = stored(&tx).await?;
    let (new, faults) = map::bring(&mut map, text);
    if !dry && faults.is_empty() && new > 0 {
        keep(services, &tx, &map).await?;
        let entry = Entry::of(Action::RedirectChange).detail(format!("import {new}"));
        audit::record(&tx, Some(member), entry, services.now_ms()).await?;
        tx.commit().await?;
    }
    Ok(Brought { new, faults })
}
