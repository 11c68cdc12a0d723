//! The team: second step, roles, invitations, sessions, and the log of it all.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod actions;
mod people;
mod roles;
mod second_step;
mod the_log;

use chrono::Duration;
use contract::{ErrorCode, Locale, ids::MemberId};
use domain::{
    Actor, DomainResult, Member, Role,
    forum::{self, NewTopic},
    identity::{
        self, Passphrase,
        two_step::{self, TotpSecret, totp::step_at},
    },
    moderation::{self, Decision, Filters},
    staff::{self, Acceptance, Action, AuditFilters, InvitationState, RoleChange},
    testing::{TestBed, signed_in},
};
use entity::{
    identity::{member, role_scope, session, two_step as two_step_row},
    staff::{audit_log, staff_invitation},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder,
};

const SECRET: &str = "colline lampe safran train";

fn id(actor: &Actor) -> MemberId {
    actor.member_id().unwrap().clone()
}

fn code<T>(result: DomainResult<T>) -> Option<ErrorCode> {
    result.err().map(|error| error.code)
}

/// The same person as she stands at this moment, with a fresh proof.
fn now(bed: &TestBed, actor: &Actor) -> Actor {
    signed_in(actor.member().unwrap().clone(), bed.services.now_ms())
}

async fn log(bed: &TestBed) -> Vec<audit_log::Model> {
    audit_log::Entity::find()
        .order_by_asc(audit_log::Column::At)
        .order_by_asc(audit_log::Column::Id)
        .all(bed.services.db.read())
        .await
        .unwrap()
}

/// The actions that were logged since there were so many rows.
async fn since(bed: &TestBed, before: usize) -> Vec<String> {
    let rows = log(bed).await;
    assert!(rows.len() >= before);
    let mut actions: Vec<String> = rows.into_iter().map(|row| row.action).collect();
    actions.sort();
    actions
}

async fn session_of(bed: &TestBed, actor: &Actor, hash: &str) {
    session::ActiveModel {
        id_hash: Set(hash.to_owned()),
        member_id: Set(Some(id(actor).into_string())),
        data: Set("{}".to_owned()),
        created_at: Set(bed.services.now_ms()),
        expires_at: Set(bed.services.now_ms() + 3_600_000),
        confirmed_at: Set(bed.services.now_ms()),
        second_factor_at: Set(None),
        device: Set("phone".to_owned()),
        seen_day: Set(bed.services.today()),
    }
    .insert(bed.services.db.writer())
    .await
    .unwrap();
}

/// Folds a name as registration does: the test bed does not.
async fn fold(bed: &TestBed, actor: &Actor) {
    let member = actor.member().unwrap();
    let skeleton = identity::skeleton::skeleton(&member.pseudonym);
    member::ActiveModel { id: Set(id(actor).into_string()), skeleton: Set(skeleton), ..Default::default() }
        .update(bed.services.db.writer())
        .await
        .unwrap();
}

async fn sessions_of(bed: &TestBed, actor: &Actor) -> u64 {
    session::Entity::find()
        .filter(session::Column::MemberId.eq(id(actor).as_str()))
        .count(bed.services.db.read())
        .await
        .unwrap()
}

fn code_now(bed: &TestBed, secret: &TotpSecret) -> String {
    secret.code_at(step_at(bed.services.now_ms()))
}

async fn with_two_step(bed: &TestBed, actor: &Actor) -> TotpSecret {
    let actor = now(bed, actor);
    let offer = two_step::offer(&bed.services, &actor, "").unwrap();
    let typed = code_now(bed, &offer.secret);
    two_step::set_up(&bed.services, &actor, &offer.sealed, &typed).await.unwrap();
    offer.secret
}

fn to(role: Role, reason: &str) -> RoleChange {
    RoleChange { role: role.as_str().to_owned(), categories: Vec::new(), reason: reason.to_owned() }
}

fn acceptance(name: &str) -> Acceptance {
    Acceptance {
        pseudonym: name.to_owned(),
        passphrase: Passphrase::read(SECRET),
        rules: true,
        locale: Locale::Fr,
    }
}
