use super::*;

fn row(alias: Option<i32>) -> sanction::Model {
    sanction::Model {
        id: "s".into(),
        member_id: "her".into(),
        kind: Kind::Silence.as_str().into(),
        rule: Rule::Insult.as_str().into(),
        reason_internal: String::new(),
        message: String::new(),
        post_id: "p".into(),
        topic_id: "t".into(),
        alias,
        category: "unions".into(),
        decided_by: Some("lead".into()),
        given_at: 0,
        days: Some(1),
        starts: Some(0),
        ends: Some(100),
        confirmed_by: None,
        confirmed_at: None,
        ended_at: None,
        ended_why: None,
        superseded_by: None,
    }
}

#[test]
fn nothing_leads_from_an_alias_to_a_name() {
    let ended = |row: sanction::Model, why: Ended| sanction::Model {
        ended_at: Some(50),
        ended_why: Some(why.as_str().into()),
        superseded_by: Some("n".into()),
        ..row
    };
    let waits = |row| sanction::Model { starts: None, ends: None, ..row };
    let (named, alias) = (row(None), row(Some(1)));
    let other = sanction::Model { topic_id: "u".into(), ..row(Some(1)) };
    let replaced = |row: &sanction::Model| ended(row.clone(), Ended::Replaced);
    // the row, what came after it, at, told to a lead, told to an administrator; none of them is asked to end
    let table = [
        (named.clone(), None, 10, State::InForce, State::InForce),
        (named.clone(), None, 100, State::Over, State::Over),
        (waits(named.clone()), None, 10, State::Waiting, State::Waiting),
        (ended(named.clone(), Ended::Refused), None, 10, State::Refused, State::Refused),
        (ended(named.clone(), Ended::Appeal), None, 60, State::Reversed, State::Reversed),
        (replaced(&named), Some(&named), 60, State::Replaced, State::Replaced),
        (replaced(&named), Some(&alias), 60, State::InForce, State::InForce),
        (alias.clone(), None, 10, State::Given, State::InForce),
        (waits(alias.clone()), None, 10, State::Given, State::Waiting),
        (replaced(&alias), Some(&named), 60, State::Given, State::InForce),
        (replaced(&alias), Some(&other), 60, State::Given, State::InForce),
        (replaced(&alias), Some(&alias), 60, State::Given, State::Replaced),
        (ended(alias.clone(), Ended::Appeal), None, 60, State::Reversed, State::Reversed),
    ];
    for (at, (row, next, now, lead, admin)) in table.into_iter().enumerate() {
        assert_eq!(state_of(&row, (next, false), false, now), lead, "{at}, a lead");
        assert_eq!(state_of(&row, (next, false), true, now), admin, "{at}, an administrator");
    }
    // Whether its end is done or waits for a second person is told of a name, and of an alias to administrators.
    let lifted = |row: &sanction::Model| ended(row.clone(), Ended::Lifted);
    for (row, lead, admin) in [
        (lifted(&named), State::Lifted, State::Lifted),
        (lifted(&alias), State::Lifted, State::Lifted),
        (named.clone(), State::InForce, State::InForce),
        (alias.clone(), State::Lifted, State::InForce),
    ] {
        assert_eq!(state_of(&row, (None, true), false, 60), lead);
        assert_eq!(state_of(&row, (None, true), true, 60), admin);
    }
}
