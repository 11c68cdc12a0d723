//! How cases of danger go with an account.

use contract::ids::MemberId;
use entity::safety::safety_case;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{CLOSED, Ending, Logged, OPEN, Step, change, log};
use crate::DomainResult;

/// Takes her out of her cases: what she said about reaching her goes, and who she is. The log of codes stays.
pub(crate) async fn erase<C: ConnectionTrait>(tx: &C, whose: &MemberId, now: i64) -> DomainResult<()> {
    let rows =
        safety_case::Entity::find().filter(safety_case::Column::MemberId.eq(whose.as_str())).all(tx).await?;
    for row in rows {
        let open = row.state == OPEN;
        if open {
            log(tx, &row.id, None, Logged::with(Step::Closed, Ending::Left.as_str()), now).await?;
        }
        change(tx, row, |change| {
            change.member_id = Set(None);
            change.contact = Set(None);
            if open {
                change.state = Set(CLOSED.to_owned());
                change.outcome = Set(Some(Ending::Left.as_str().to_owned()));
                change.closed_at = Set(Some(now));
            }
        })
        .await?;
    }
    Ok(())
}
