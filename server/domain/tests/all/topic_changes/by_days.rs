//! What days bring: taking back, opening again, the front page.

use super::*;

#[tokio::test]
async fn a_change_can_be_taken_back_for_a_day_and_once() {
    for place in Place::each().await {
        let s = &place.bed.services;
        let id = &place.topic.topic;
        let undo = async |who: &Actor, kind: &str| {
            place.bed.clock.advance(Duration::minutes(1));
            forum::undo_change(s, who, id, kind).await.map_err(|error| error.code)
        };
        assert_eq!(undo(&place.author, "retitle").await, Err(ErrorCode::Forbidden));
        assert_eq!(undo(&place.team, "retitle").await, Err(ErrorCode::InvalidForm));
        place.done(TopicChange { title: "عنوان أوّل".into(), ..to("retitle") }).await;
        place.done(TopicChange { title: "عنوان ثان".into(), ..to("retitle") }).await;
        assert_eq!(undo(&place.team, "retitle").await, Ok(TopicEvent::Retitle));
        assert_eq!(place.view(&Actor::Guest).await.unwrap().title, "عنوان أوّل");
        assert_eq!(undo(&place.team, "retitle").await, Err(ErrorCode::InvalidForm), "once");
        place.done(TopicChange { language: "fr".into(), ..to("language") }).await;
        place.done(TopicChange { seconds: "600".into(), ..to("slow") }).await;
        place.done(TopicChange { seconds: "3600".into(), ..to("slow") }).await;
        place.done(to("review")).await;
        assert_eq!(undo(&place.team, "slow").await, Ok(TopicEvent::Slow));
        assert_eq!(undo(&place.team, "review").await, Ok(TopicEvent::Trust));
        assert_eq!(undo(&place.team, "language").await, Ok(TopicEvent::Language));
        let view = place.view(&Actor::Guest).await.unwrap();
        assert_eq!((view.slow_seconds, view.replies_need_review), (Some(600), false));
        assert_eq!(view.language.code(), "ar");

        let arrange = async |form: forum::Arrangement| {
            place.bed.clock.advance(Duration::minutes(1));
            forum::operate(s, &place.team, id, &form).await.map_err(|error| error.code)
        };
        let of = |action: &str| forum::Arrangement {
            action: action.into(),
            reason: "off_topic".into(),
            days: "7".into(),
            ..forum::Arrangement::default()
        };
        arrange(of("pin")).await.unwrap();
        arrange(of("close")).await.unwrap();
        assert_eq!(undo(&place.team, "close").await, Ok(TopicEvent::Reopen));
        assert_eq!(undo(&place.team, "pin").await, Ok(TopicEvent::Unpin));
        let view = place.view(&Actor::Guest).await.unwrap();
        assert!(!view.closed && !view.pinned && view.undoable.is_empty());

        // Her own title since: it stays.
        place.done(TopicChange { title: "عنوان الفريق".into(), ..to("retitle") }).await;
        place.bed.clock.advance(Duration::minutes(1));
        let now = forum::to_edit(s, &place.author, &place.topic.post).await.unwrap();
        let form = forum::Edit {
            title: "عنواني أنا".into(),
            body: now.source,
            base: now.base.to_string(),
            ..forum::Edit::default()
        };
        forum::edit_post(s, &place.author, &place.topic.post, &form).await.unwrap();
        let row =
            post::Entity::find_by_id(place.topic.post.as_str()).one(s.db.read()).await.unwrap().unwrap();
        if let Some(n) = row.pending_revision {
            let form = moderation::EditDecision {
                post: row.id,
                version: n.to_string(),
                action: "approve".into(),
                ..moderation::EditDecision::default()
            };
            moderation::decide_edit(s, &place.team, &form).await.unwrap();
        }
        assert_eq!(place.view(&Actor::Guest).await.unwrap().title, "عنواني أنا");
        assert_eq!(undo(&place.team, "retitle").await, Err(ErrorCode::InvalidForm));

        // Too late: and what was before is forgotten.
        place.done(TopicChange { title: "عنوان ثالث".into(), ..to("retitle") }).await;
        place.bed.clock.advance(Duration::hours(25));
        assert_eq!(undo(&place.team, "retitle").await, Err(ErrorCode::InvalidForm));
        assert!(place.view(&Actor::Guest).await.unwrap().undoable.is_empty());
        assert!(forum::forget_undo(s).await.unwrap() > 0);
        assert_eq!(forum::forget_undo(s).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_topic_closed_for_days_opens_by_itself() {
    for place in Place::each().await {
        let s = &place.bed.services;
        let close = forum::Arrangement {
            action: "close".into(),
            reason: "off_topic".into(),
            reopen: "3".into(),
            ..forum::Arrangement::default()
        };
        let wrong = forum::Arrangement { reopen: "2".into(), ..close.clone() };
        let refused = forum::operate(s, &place.team, &place.topic.topic, &wrong).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "reopen");
        forum::operate(s, &place.team, &place.topic.topic, &close).await.unwrap();
        assert!(place.view(&Actor::Guest).await.unwrap().reopens.is_some());
        place.bed.clock.advance(Duration::days(2));
        assert_eq!(forum::reopen_due(s).await.unwrap(), 0);
        assert!(place.view(&Actor::Guest).await.unwrap().closed);
        place.bed.clock.advance(Duration::days(2));
        assert_eq!(forum::reopen_due(s).await.unwrap(), 1, "{}", place.bed.backend);
        assert_eq!(forum::reopen_due(s).await.unwrap(), 0);
        let view = place.view(&Actor::Guest).await.unwrap();
        assert!(!view.closed && view.reopens.is_none());
        assert_eq!(view.events.last().map(|(kind, _)| *kind), Some(TopicEvent::Reopen));
        let line =
            mod_log::Entity::find().filter(mod_log::Column::Action.eq("reopen")).one(s.db.read()).await;
        assert_eq!(line.unwrap().unwrap().actor_id, None, "nobody of the team did it");
    }
}

#[tokio::test]
async fn the_front_page_has_a_few_topics_first_until_their_day() {
    for place in Place::each().await {
        let s = &place.bed.services;
        let id = &place.topic.topic;
        let form = |action: &str, days: &str| forum::Arrangement {
            action: action.into(),
            days: days.into(),
            ..forum::Arrangement::default()
        };
        let act = async |who: &Actor, action: &str, days: &str| {
            place.bed.clock.advance(Duration::minutes(1));
            forum::operate(s, who, id, &form(action, days)).await.map_err(|error| error.code)
        };
        let titles = async |who: &Actor| {
            let rows = forum::front_topics(s, who).await.unwrap();
            rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
        };
        let here = |category: &str| {
            let scope = Scope::Categories(vec![category.into()]);
            Actor::Member(Member { scope, ..place.team.member().unwrap().clone() })
        };
        // That page is of all categories, and so is whoever arranges it.
        assert_eq!(act(&place.author, "pin_front", "7").await, Err(ErrorCode::Forbidden));
        assert_eq!(act(&here("unions"), "pin_front", "7").await, Err(ErrorCode::Forbidden));
        assert_eq!(act(&place.team, "pin_front", "8").await, Err(ErrorCode::InvalidForm));
        assert!(titles(&Actor::Guest).await.is_empty());
        act(&place.team, "pin_front", "7").await.unwrap();
        for who in [&Actor::Guest, &place.author, &place.team] {
            assert_eq!(titles(who).await, ["سؤال عن العقد"], "{}", place.bed.backend);
        }
        let view = place.view(&Actor::Guest).await.unwrap();
        assert!(view.front && !view.pinned, "in its category it stands where it stood");
        assert!(view.events.iter().any(|(event, _)| *event == TopicEvent::PinFront));
        assert_eq!(place.lines("pin_front").await, 1);

        // Taken back within a day, by whoever may put it there.
        place.bed.clock.advance(Duration::minutes(1));
        let undone = forum::undo_change(s, &here("unions"), id, "pin_front").await;
        assert_eq!(undone.unwrap_err().code, ErrorCode::Forbidden);
        assert!(place.view(&here("unions")).await.unwrap().undoable.is_empty());
        assert_eq!(
            forum::undo_change(s, &place.team, id, "pin_front").await.unwrap(),
            TopicEvent::UnpinFront
        );
        assert!(titles(&Actor::Guest).await.is_empty());

        // What stands in no list, and what she does not read, stands there neither; and it ends by itself.
        act(&place.team, "pin_front", "7").await.unwrap();
        place.done(to("unlist")).await;
        assert!(titles(&Actor::Guest).await.is_empty());
        place.done(to("list")).await;
        category::Entity::update_many()
            .col_expr(category::Column::Audience, Expr::value("members"))
            .filter(category::Column::Slug.eq("unions"))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert!(titles(&Actor::Guest).await.is_empty());
        assert_eq!(titles(&place.author).await.len(), 1);
        place.bed.clock.advance(Duration::days(7));
        assert!(titles(&place.author).await.is_empty(), "{}", place.bed.backend);
    }
}
