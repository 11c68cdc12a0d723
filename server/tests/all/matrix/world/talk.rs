//! Letters, sanctions and topics, made anew.

use super::*;

impl World {
    /// Somebody new at the provider.
    pub(super) fn identity(&self) -> identity::provider::Identity {
        let subject = PEOPLE.fetch_add(1, Ordering::Relaxed).to_string();
        identity::provider::Identity::new(&self.app.bed.services, "house", "https://house.example", &subject)
    }

    /// The links of a message to a new account: what it is for, and what stops it.
    pub(super) async fn mailed(&self, kind: Kind) -> Names {
        let services = &self.app.bed.services;
        let somebody = self.person(Role::Member).await;
        let member = somebody.member().expect("a member");
        let address = format!("{}@example.tn", member.id);
        let form = identity::email::Address {
            email: address.clone(),
            safe: true,
            locale: Locale::Ar,
            form_key: String::new(),
        };
        identity::email::add(services, &self.app.bed.proved(member), &form).await.expect("an address");
        let mut message = self.message(Kind::Verify, &address).await;
        if kind == Kind::Reset {
            identity::email::verify(services, message.token.as_str()).await.expect("proved");
            identity::reset::request(services, &member.pseudonym).await.expect("asked");
            message = self.message(kind, &address).await;
        }
        [("token", message.token.as_str().to_owned()), ("off", message.off)].into()
    }

    /// Something that she does not know yet.
    pub(super) async fn news(&self, member: &domain::Member) {
        let services = &self.app.bed.services;
        let (db, id) = (services.db.writer(), domain::services::new_id());
        domain::notify::event::message(db, member.id.as_str(), &id, &id, services.now_ms())
            .await
            .expect("written");
        while domain::notify::deliver_due(services).await.expect("told").events > 0 {}
    }

    /// The link of a digest that stops digests.
    pub(super) async fn digest_off(&self) -> Names {
        let services = &self.app.bed.services;
        let somebody = self.person(Role::Member).await;
        let member = somebody.member().expect("a member");
        let address = format!("{}@example.tn", member.id);
        let form = identity::email::Address {
            email: address.clone(),
            safe: true,
            locale: Locale::Ar,
            form_key: String::new(),
        };
        identity::email::add(services, &self.app.bed.proved(member), &form).await.expect("an address");
        let proof = self.message(Kind::Verify, &address).await;
        identity::email::verify(services, proof.token.as_str()).await.expect("proved");
        domain::notify::digest::choose(services, &somebody, "daily", "0").await.expect("chosen");
        self.news(member).await;
        digest::Entity::update_many()
            .col_expr(digest::Column::DueAt, Expr::value(0_i64))
            .filter(digest::Column::MemberId.eq(member.id.as_str()))
            .exec(services.db.writer())
            .await
            .expect("due");
        domain::notify::digest::enqueue_due(services).await.expect("written");
        [("token", self.message(Kind::Digest, &address).await.off)].into()
    }

    /// The message of a kind to an address, once what waits was sent.
    pub(super) async fn message(&self, kind: Kind, address: &str) -> Message {
        loop {
            let sent = self.mailer.sent();
            let found = sent.into_iter().rfind(|one| one.kind == kind && one.to.as_str() == address);
            if let Some(message) = found {
                return message;
            }
            let done = deliver_due(&self.app.bed.services).await.expect("delivered");
            assert!(done.sent + done.dropped > 0, "nothing waits for {kind:?}");
        }
    }

    /// A notice to whoever it is about, by a lead moderator; what it is about, and its identifier.
    pub(super) async fn sanctioned(&self, whom: &Actor) -> (Names, String) {
        // One of the team is told by an administrator alone.
        let of_team = whom.member().is_some_and(|member| member.role.is_staff());
        let by = self.person(if of_team { Role::Admin } else { Role::LeadModerator }).await;
        let (names, id) = self.sanction(&by, whom, "notice").await;
        if of_team {
            let second = self.person(Role::Admin).await;
            let id = contract::ids::SanctionId::trusted(id.clone());
            let services = &self.app.bed.services;
            domain::moderation::sanction::confirm(services, &second, &id).await.expect("confirmed");
        }
        (names, id)
    }

    pub(super) async fn sanction(&self, by: &Actor, whom: &Actor, kind: &str) -> (Names, String) {
        let services = &self.app.bed.services;
        let names = self.topic(whom).await;
        let form = domain::moderation::sanction::NewSanction {
            post: names["post"].clone(),
            kind: kind.to_owned(),
            rule: "insult".to_owned(),
            reason: "سبب داخليّ".to_owned(),
            message: "كلمة إليكِ".to_owned(),
            ends: domain::services::day_of(services.now_ms() + 3 * 86_400_000),
            ..Default::default()
        };
        let id = domain::moderation::sanction::give(services, by, &form).await.expect("given");
        (names, id.to_string())
    }

    /// A topic that waits, as everything a member writes does.
    pub(super) async fn topic(&self, owner: &Actor) -> Names {
        self.topic_under(owner, Mask::default()).await
    }

    /// The same without a name.
    pub(super) async fn hidden_topic(&self, owner: &Actor) -> Names {
        self.topic_under(owner, Mask { hide: true, switch: false }).await
    }

    pub(super) async fn topic_under(&self, owner: &Actor, mask: Mask) -> Names {
        let author = match owner.member() {
            Some(member) => Actor::Member(domain::Member { role: Role::Member, ..member.clone() }),
            None => self.person(Role::Member).await,
        };
        let form = NewTopic {
            category: "unions".to_owned(),
            title: "سؤال عن الطريق".to_owned(),
            body: "كيف أصل إلى المكتب؟".to_owned(),
            poll: NewPoll {
                choices: "بالحافلة\nعلى القدمين".to_owned(), ..NewPoll::default()
            },
            mask,
            ..NewTopic::default()
        };
        let services = &self.app.bed.services;
        let sent = forum::create_topic(services, &author, &form, Locale::Ar).await.expect("a topic");
        let post = post::Entity::find_by_id(sent.post.as_str()).one(services.db.read()).await;
        let version = post.expect("read").expect("a post").version;
        [("id", sent.topic.to_string()), ("post", sent.post.to_string()), ("version", version.to_string())]
            .into()
    }

    /// Who wrote a post.
    pub(super) async fn author_of(&self, id: &str) -> Actor {
        let services = &self.app.bed.services;
        let db = services.db.read();
        let row = post::Entity::find_by_id(id).one(db).await.expect("read").expect("a post");
        let author = member::Entity::find_by_id(row.author_id.expect("an author")).one(db).await;
        let author = author.expect("read").expect("an account");
        let id = contract::ids::MemberId::trusted(author.id);
        domain::testing::signed_in(domain::Member::new(id, author.pseudonym, Role::Member), services.now_ms())
    }

    pub(super) async fn report(&self, who: &Actor, post: &str, code: &str) {
        let form = domain::moderation::report::NewReport {
            post: post.to_owned(),
            code: code.to_owned(),
            ..Default::default()
        };
        domain::moderation::report::report(&self.app.bed.services, who, &form).await.expect("reported");
    }

    pub(super) async fn publish(&self, names: &Names) {
        // The author may be of any role, and on an administrator's text decide administrators.
        let team = self.person(Role::Admin).await;
        let decision = domain::moderation::Decision {
            post: names["post"].clone(),
            version: names["version"].clone(),
            action: "approve".to_owned(),
            ..domain::moderation::Decision::default()
        };
        domain::moderation::decide(&self.app.bed.services, &team, &decision).await.expect("decided");
    }
}
