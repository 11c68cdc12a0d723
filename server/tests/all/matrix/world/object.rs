//! What an address is about.

use super::*;

impl World {
    /// What the address is about. A new kind of thing is a new line here.
    pub(super) async fn object(&self, kind: &str, owner: &Actor, actor: &Actor) -> Names {
        let content = |name: &str| self.content.get(name).cloned().unwrap_or_default();
        match kind {
            "-" => Names::new(),
            "absent" => [
                "id", "slug", "segment", "file", "name", "provider", "token", "item", "shelf", "number",
                "code", "lang", "article", "locale",
            ]
            .map(|name| (name, "zzzzzzzzzzzz".to_owned()))
            .into(),
            "section" => [("slug", contract::Section::ALL[0].slug().to_owned())].into(),
            "article" => [("segment", content("article"))].into(),
            "article-to-write" => {
                let id = content("article");
                let version = self.heard(&id).await;
                [("id", id), ("lang", "ar".to_owned()), ("version", version)].into()
            }
            "article-read-aloud" => {
                let id = content("article");
                self.read_aloud(&id).await;
                let name = format!("{id}-ar.mp3");
                let version = self.heard(&id).await;
                let text = [("id", id.clone()), ("article", id), ("name", name), ("version", version)];
                text.into_iter().chain(["lang", "locale"].map(|field| (field, "ar".to_owned()))).collect()
            }
            "dataset" => [("segment", content("dataset"))].into(),
            "dataset-file" => {
                [("segment", content("dataset")), ("name", "datapackage.json".to_owned())].into()
            }
            "dataset-raw" => [("id", content("dataset"))].into(),
            "item" => [("segment", content("item"))].into(),
            "recording" => [("segment", "safetyaudio".to_owned())].into(),
            "file" => [("id", content("file")), ("name", content("file_name"))].into(),
            "cover" => [("name", "udhrar.jpg".to_owned())].into(),
            "collection" => [("slug", "rights-and-safety".to_owned())].into(),
            "sitemap" => [("name", "pages-1.xml".to_owned())].into(),
            "share-picture" => [("name", "neutral.png".to_owned())].into(),
            "opds-part" => [("shelf", "new".to_owned())].into(),
            "opds-shelf" => {
                [("shelf", "collections".to_owned()), ("name", "rights-and-safety".to_owned())].into()
            }
            "care-text" => self.care_text().await,
            "library-item" => [("id", self.library_item("published").await)].into(),
            "retirable" => {
                let id = self.new_article().await;
                let editor = self.person(Role::Editor).await;
                let article = contract::ids::ArticleId::trusted(id.clone());
                let services = &self.app.bed.services;
                let seen = domain::content::retire::retiring(services, &editor, Locale::Ar, &article).await;
                [("id", id), ("version", seen.expect("an article").version)].into()
            }
            "unread-page" => {
                let item = self.library_item("published").await;
                [("id", self.unread_page(item).await), ("number", "1".to_owned())].into()
            }
            "organisation" => [("segment", "observatory".to_owned())].into(),
            "desk-organisation" => [("id", self.organisation().await)].into(),
            "helpline" => [("id", self.helpline().await)].into(),
            "kiosk-code" => [("code", self.kiosk_code().await)].into(),
            // Its browser carries the marks of a device and of a visit.
            "kiosk" => {
                let services = &self.app.bed.services;
                let mark = domain::kiosk::enrol(services, &self.kiosk_code().await).await.expect("a kiosk");
                let here = domain::kiosk::present(services, Some(&mark), None).expect("a mark");
                let visit = domain::kiosk::begin(services);
                let visit = domain::kiosk::seal_visit(services, &here.device, &visit);
                [("kiosk", mark), ("kiosk-visit", visit)].into()
            }
            "launch-point" => {
                let editor = self.person(Role::Editor).await;
                let line = domain::launch::launch_line(&self.app.bed.services, &editor, "exit-address");
                let version = line.await.expect("a point").version.to_string();
                [("code", "exit-address".to_owned()), ("version", version)].into()
            }
            "commitment-point" => {
                let admin = self.person(Role::Admin).await;
                let one = domain::commitment::desk_line(&self.app.bed.services, &admin, "forum").await;
                let version = one.expect("a point").line.version.to_string();
                [("code", "forum".to_owned()), ("version", version)].into()
            }
            "library-draft" => [("id", self.library_item("draft").await)].into(),
            "library-collection" => {
                let item = self.library_item("published").await;
                let librarian = self.person(Role::Librarian).await;
                let form = domain::library::CollectionForm {
                    titles: [(Locale::Ar, "مجموعة".to_owned())].into(),
                    ..domain::library::CollectionForm::default()
                };
                let services = &self.app.bed.services;
                let made = domain::library::create_collection(services, &librarian, "", &form).await;
                let id = made.expect("a collection");
                domain::library::place_item(services, &librarian, &id, &item).await.expect("in its place");
                [("id", id), ("item", item)].into()
            }
            "library-empty-collection" => {
                let librarian = self.person(Role::Librarian).await;
                let form = domain::library::CollectionForm {
                    titles: [(Locale::Ar, "فارغة".to_owned())].into(),
                    ..domain::library::CollectionForm::default()
                };
                let services = &self.app.bed.services;
                let made = domain::library::create_collection(services, &librarian, "", &form).await;
                [("id", made.expect("a collection"))].into()
            }
            "library-recording" => {
                let id = self.library_item("draft").await;
                item::Entity::update_many()
                    .col_expr(item::Column::Kind, Expr::value("audio"))
                    .filter(item::Column::Id.eq(id.as_str()))
                    .exec(self.app.bed.services.db.writer())
                    .await
                    .expect("a recording");
                [("id", id)].into()
            }
            "library-subject" => {
                let librarian = self.person(Role::Librarian).await;
                let label = domain::services::new_id();
                let form = domain::library::SubjectForm {
                    labels: [(Locale::Ar, label.clone())].into(),
                    ..domain::library::SubjectForm::default()
                };
                let services = &self.app.bed.services;
                let made = domain::library::write_subject(services, &librarian, "", &form).await;
                [("id", made.expect("a subject")), ("label", label)].into()
            }
            "library-testimony" => [("id", self.testimony().await.to_string())].into(),
            "article-draft" => self.text_at_desk(0).await,
            "article-in-review" => self.text_at_desk(1).await,
            "article-approved" => self.text_at_desk(2).await,
            "article-scheduled" => self.text_at_desk(3).await,
            "article-live" => self.text_at_desk(4).await,
            "article-archived" => self.text_at_desk(5).await,
            "library-receipt" => {
                let id = self.testimony().await;
                let librarian = self.person(Role::Librarian).await;
                let services = &self.app.bed.services;
                domain::library::revoke_consent(services, &librarian, &id, "by_contact", true)
                    .await
                    .expect("revoked");
                [("id", id.to_string())].into()
            }
            "category" => [("slug", "unions".to_owned())].into(),
            "account" => {
                let somebody = self.person(Role::Member).await;
                [("name", somebody.member().expect("a member").pseudonym.clone())].into()
            }
            "account-with-codes" => {
                let somebody = self.person(Role::Member).await;
                let member = somebody.member().expect("a member");
                let proved = self.app.bed.proved(member);
                let codes = identity::reissue_codes(&self.app.bed.services, &proved).await;
                let code = codes.expect("codes").remove(0);
                [("name", member.pseudonym.clone()), ("code", code.printed())].into()
            }
            "own-code" => {
                let codes = identity::reissue_codes(&self.app.bed.services, owner).await;
                [("code", codes.expect("codes").remove(0).printed())].into()
            }
            "verify-link" => self.mailed(Kind::Verify).await,
            "reset-link" => self.mailed(Kind::Reset).await,
            "off-link" => {
                let mut names = self.mailed(Kind::Verify).await;
                let off = names.remove("off").expect("an off link");
                [("token", off)].into()
            }
            "digest-off-link" => self.digest_off().await,
            "notification" => {
                let services = &self.app.bed.services;
                self.news(owner.member().expect("a member")).await;
                let list = domain::notify::notifications(services, owner, None, Locale::Ar).await;
                [("line", list.expect("her list").lines.remove(0).id)].into()
            }
            "session" => {
                // Another browser of hers.
                let id = self.app.session_of(owner).await;
                let lines = identity::sessions(&self.app.bed.services, owner.member().expect("a member"));
                let line = lines
                    .await
                    .expect("sessions")
                    .into_iter()
                    .find(|line| hash_of(&id).starts_with(&line.key));
                [("session", line.expect("the new one").key)].into()
            }
            "provider" => [("provider", "house".to_owned())].into(),
            "provider-link" => {
                let owner = match owner.member_id() {
                    Some(id) => id.clone(),
                    None => self.person(Role::Member).await.member_id().expect("a member").clone(),
                };
                identity::provider::link(&self.app.bed.services, &owner, &self.identity())
                    .await
                    .expect("linked");
                [("provider", "house".to_owned())].into()
            }
            "first-sign-in" => {
                let services = &self.app.bed.services;
                let way = identity::provider::await_first(services, &self.identity(), None).await;
                [("way", way.expect("one that waits"))].into()
            }
            "two-step-offer" => {
                let services = &self.app.bed.services;
                let offer = two_step::offer(services, owner, "").expect("an offer");
                let code = offer.secret.code_at(two_step::totp::step_at(services.now_ms()));
                [("offer", offer.sealed), ("code", code)].into()
            }
            "invitation" => {
                let services = &self.app.bed.services;
                let admin = self.person(Role::Admin).await;
                let made = staff::invite(services, &admin, "editor", "").await.expect("made").expect("new");
                let newest = staff::invitations(services, &admin).await.expect("read");
                let id = staff_invitation::Entity::find()
                    .filter(
                        staff_invitation::Column::CreatedBy.eq(admin.member_id().expect("a member").as_str()),
                    )
                    .one(services.db.read())
                    .await
                    .expect("read")
                    .expect("the new one")
                    .id;
                assert!(newest.iter().any(|line| line.id == id));
                [("token", made.token), ("invitation", id)].into()
            }
            "trial" => {
                // Not everybody may bring one: it becomes hers afterwards.
                let librarian = self.person(Role::Librarian).await;
                let (id, token) = self.trial(&librarian).await;
                if let Some(owner) = owner.member_id() {
                    trial::Entity::update_many()
                        .col_expr(trial::Column::MemberId, Expr::value(owner.as_str()))
                        .filter(trial::Column::Id.eq(id.as_str()))
                        .exec(self.app.bed.services.db.writer())
                        .await
                        .expect("written");
                }
                [("id", id), ("token", token)].into()
            }
            "batch" => {
                let services = &self.app.bed.services;
                let librarian = self.person(Role::Librarian).await;
                let (id, token) = self.trial(&librarian).await;
                batch::confirm(services, &librarian, &id, &token).await.expect("imported");
                let done = batch::trial(services, &librarian, &id).await.expect("a table");
                [("id", done.batch.expect("a batch"))].into()
            }
            "figures-trial" | "figures-faulty" => {
                // Not everybody may bring one: it becomes hers afterwards.
                let statistician = self.person(Role::Statistician).await;
                // Never the figure of the case before: what would change nothing is not imported.
                let new = format!("27.{}", PEOPLE.fetch_add(1, Ordering::Relaxed));
                let value = if kind == "figures-faulty" { "many" } else { new.as_str() };
                let (id, token) = self.figures_trial(&statistician, value).await;
                if let Some(owner) = owner.member_id() {
                    figures::Entity::update_many()
                        .col_expr(figures::Column::MemberId, Expr::value(owner.as_str()))
                        .filter(figures::Column::Id.eq(id.as_str()))
                        .exec(self.app.bed.services.db.writer())
                        .await
                        .expect("written");
                }
                [("id", id), ("token", token)].into()
            }
            "figures-set" => self.figures_set().await,
            "upload" => {
                // Not everybody may begin one: it becomes hers afterwards.
                let services = &self.app.bed.services;
                let librarian = self.person(Role::Librarian).await;
                let id =
                    domain::library::upload::begin(services, &librarian, 6, "a.vtt").await.expect("begun");
                if let Some(owner) = owner.member_id() {
                    upload::Entity::update_many()
                        .col_expr(upload::Column::MemberId, Expr::value(owner.as_str()))
                        .filter(upload::Column::Id.eq(id.as_str()))
                        .exec(services.db.writer())
                        .await
                        .expect("written");
                }
                [("id", id)].into()
            }
            "member" => [("id", owner.member_id().expect("a member").to_string())].into(),
            "staff-session" => {
                let somebody = self.person(Role::Editor).await;
                let id = self.app.session_of(&somebody).await;
                [("session", hash_of(&id).chars().take(16).collect())].into()
            }
            "export" => {
                // Asked for, and ready.
                let services = &self.app.bed.services;
                domain::privacy::ask_for_export(services, owner).await.expect("asked");
                match domain::privacy::my_data(services, owner).await.expect("her data").export {
                    domain::privacy::ExportState::Ready { id, .. } => [("export", id)].into(),
                    other => panic!("{other:?}"),
                }
            }
            "vanished" => {
                // Somebody who disappeared, and the code with which she comes back.
                let somebody = self.person(Role::Member).await;
                let form = domain::privacy::Leaving { choice: "vanish".into(), ..Default::default() };
                let left =
                    domain::privacy::leave(&self.app.bed.services, &somebody, &form).await.expect("gone");
                let name = somebody.member().expect("a member").pseudonym.clone();
                [("name", name), ("code", left.code.expect("a code").printed())].into()
            }
            "waiting-topic" => self.topic(owner).await,
            "review-item" | "decided-item" => {
                let mut names = self.topic(owner).await;
                if kind == "decided-item" {
                    self.publish(&names).await;
                }
                let row = review_item::Entity::find()
                    .filter(review_item::Column::PostId.eq(names["post"].as_str()))
                    .one(self.app.bed.services.db.read())
                    .await
                    .expect("read")
                    .expect("an item");
                names.insert("item", row.id);
                names
            }
            "waiting-post" | "published-post" => {
                let mut names = self.topic(owner).await;
                if kind == "published-post" {
                    self.publish(&names).await;
                }
                names.insert("id", names["post"].clone());
                names
            }
            // A text of hers that the team would like to answer in private.
            "offered-post" => {
                let mut names = self.topic(owner).await;
                let team = self.person(Role::Admin).await;
                let decision = domain::moderation::Decision {
                    post: names["post"].clone(),
                    version: names["version"].clone(),
                    action: "private".to_owned(),
                    note: "نحن هنا".to_owned(),
                    ..domain::moderation::Decision::default()
                };
                domain::moderation::decide(&self.app.bed.services, &team, &decision).await.expect("offered");
                names.insert("id", names["post"].clone());
                names
            }
            // A published text with a change of it that waits; the change before that one is number 2.
            "edited-post" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let services = &self.app.bed.services;
                let id: contract::ids::PostId = names["post"].parse().expect("an id");
                let author = self.author_of(&names["post"]).await;
                for more in ["وبعد هذا كلام", "ثمّ كلام آخر"] {
                    let now = forum::to_edit(services, &author, &id).await.expect("her text");
                    let change = forum::Edit {
                        title: now.title.unwrap_or_default(),
                        body: format!("{} {more}", now.source),
                        base: now.base.to_string(),
                        ..forum::Edit::default()
                    };
                    forum::edit_post(services, &author, &id, &change).await.expect("changed");
                }
                let now = forum::to_edit(services, &author, &id).await.expect("her text");
                names.insert("n", now.base.to_string());
                names.insert("id", names["post"].clone());
                let version = post::Entity::find_by_id(names["post"].as_str())
                    .one(services.db.read())
                    .await
                    .expect("read")
                    .expect("a post")
                    .version;
                names.insert("version", version.to_string());
                names
            }
            "bookmark" => {
                let names = self.topic(&Actor::Guest).await;
                self.publish(&names).await;
                let whose = match owner.member() {
                    Some(_) => owner.clone(),
                    None => self.person(Role::Member).await,
                };
                let post = names["post"].parse().expect("an id");
                forum::mark(&self.app.bed.services, &whose, &post, "bookmark").await.expect("kept");
                names
            }
            "alias-post" => self.hidden_topic(owner).await,
            // What she sends to the team instead of publishing it is of a category; what she asks it is of none.
            "case" | "case-in-unions" => {
                let form = domain::messages::NewCase {
                    kind: "question".to_owned(),
                    body: "سؤال إلى الفريق".to_owned(),
                    category: if kind == "case" { String::new() } else { "unions".to_owned() },
                    ..Default::default()
                };
                let id = domain::messages::begin(&self.app.bed.services, owner, &form).await.expect("a case");
                [("id", id.to_string())].into()
            }
            "question" | "question-in-danger" => self.question(kind == "question-in-danger").await,
            "question-offered" => self.offered_question().await,
            "article-request" => {
                let services = &self.app.bed.services;
                let names = self.offered_question().await;
                let offer = names["offer"].parse().expect("an id");
                domain::ask::answer_offer(services, &names["receipt"], &offer, true).await.expect("agreed");
                let admin = self.person(Role::Admin).await;
                let all = domain::ask::article_requests(services, &admin).await.expect("a list");
                [("request", all[0].id.to_string())].into()
            }
            "decision" => {
                let (_, id) = self.sanctioned(owner).await;
                [("decision", format!("sanction-{id}"))].into()
            }
            "sanction" => {
                let (mut names, id) = self.sanctioned(owner).await;
                names.insert("id", id);
                names
            }
            "proposal" => {
                // Against one of the team: it waits for a second person.
                let (admin, moderator) = (self.person(Role::Admin).await, self.person(Role::Moderator).await);
                let (_, id) = self.sanction(&admin, &moderator, "silence").await;
                [("id", id)].into()
            }
            "running" => {
                // One that holds, and a day before its last one.
                let lead = self.person(Role::LeadModerator).await;
                let (mut names, id) = self.sanction(&lead, owner, "silence").await;
                let day = domain::services::day_of(self.app.bed.services.now_ms() + 86_400_000);
                names.extend([("id", id), ("day", day)]);
                names
            }
            "lifting" => {
                // Against one of the team, and asked to end: it waits for a second person.
                let (admin, moderator) = (self.person(Role::Admin).await, self.person(Role::Moderator).await);
                let (_, id) = self.sanction(&admin, &moderator, "silence").await;
                let services = &self.app.bed.services;
                let sanction = contract::ids::SanctionId::trusted(id.clone());
                let second = self.person(Role::LeadModerator).await;
                domain::moderation::sanction::confirm(services, &second, &sanction).await.expect("confirmed");
                let form = domain::moderation::sanction::Milder {
                    reason: "سبب داخليّ".to_owned(),
                    message: "راجعنا القرار".to_owned(),
                    ends: String::new(),
                };
                domain::moderation::sanction::lift(services, &admin, &sanction, &form).await.expect("asked");
                [("id", id)].into()
            }
            "appeal" | "appeal-asked" => {
                let services = &self.app.bed.services;
                let (_, id) = self.sanctioned(owner).await;
                let form = domain::moderation::appeal::NewAppeal {
                    decision: format!("sanction-{id}"),
                    body: "لم أقصد ذلك".to_owned(),
                    ..Default::default()
                };
                let id = domain::moderation::appeal::appeal(services, owner, &form).await.expect("appealed");
                if kind == "appeal-asked" {
                    let another = self.person(Role::LeadModerator).await;
                    let asked = domain::moderation::appeal::ask(services, &another, &id, "ماذا قصدتِ؟").await;
                    asked.expect("asked");
                }
                [("id", id.to_string())].into()
            }
            "identity-request" => {
                let lead = self.person(Role::LeadModerator).await;
                let names = self.hidden_topic(owner).await;
                let question = domain::moderation::identity::Question {
                    post: names["post"].clone(),
                    reason: "she_is_in_danger".to_owned(),
                    form_key: String::new(),
                };
                let services = &self.app.bed.services;
                let id = domain::moderation::identity::ask(services, &lead, &question).await.expect("asked");
                [("id", id.to_string())].into()
            }
            "report" => {
                // Something that she reported, whatever her role is.
                let names = self.topic(&Actor::Guest).await;
                self.publish(&names).await;
                let whose = match owner.member() {
                    Some(member) => Actor::Member(domain::Member { role: Role::Member, ..member.clone() }),
                    None => self.person(Role::Member).await,
                };
                self.report(&whose, &names["post"], "hate").await;
                let mine = domain::moderation::report::my_reports(&self.app.bed.services, &whose).await;
                [("report", mine.expect("her list").remove(0).id)].into()
            }
            "report-case" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let reporter = self.person(Role::Member).await;
                self.report(&reporter, &names["post"], "hate").await;
                let case = report_case::Entity::find()
                    .filter(report_case::Column::PostId.eq(names["post"].as_str()))
                    .one(self.app.bed.services.db.read())
                    .await
                    .expect("read")
                    .expect("a case");
                names.insert("id", case.id);
                names.insert("version", case.version.to_string());
                names
            }
            "safety-case" | "held-post" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let team = self.person(Role::Moderator).await;
                let post = names["post"].parse().expect("an id");
                domain::safety::danger::raise(&self.app.bed.services, &team, &post).await.expect("raised");
                let case = safety_case::Entity::find()
                    .filter(safety_case::Column::PostId.eq(names["post"].as_str()))
                    .one(self.app.bed.services.db.read())
                    .await
                    .expect("read")
                    .expect("a case");
                let id = if kind == "held-post" { names["post"].clone() } else { case.id };
                names.insert("id", id);
                names.insert("version", case.version.to_string());
                names
            }
            "shift" => {
                let services = &self.app.bed.services;
                let lead = self.person(Role::LeadModerator).await;
                let member = lead.member_id().expect("a member").to_string();
                let form = domain::duty::NewShift {
                    member: member.clone(),
                    weekday: "1".to_owned(),
                    from: "09:00".to_owned(),
                    to: "10:00".to_owned(),
                    ..Default::default()
                };
                domain::duty::add(services, &lead, &form).await.expect("added");
                let plan = domain::duty::plan(services, &lead).await.expect("the plan");
                [("shift", plan.entries[0].id.clone()), ("member", member)].into()
            }
            // A topic without a poll, with an answer, and another topic.
            "answered-topic" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let (services, id) = (&self.app.bed.services, names["id"].clone());
                poll_option::Entity::delete_many()
                    .filter(poll_option::Column::TopicId.eq(id.as_str()))
                    .exec(services.db.writer())
                    .await
                    .expect("written");
                poll::Entity::delete_by_id(id.as_str()).exec(services.db.writer()).await.expect("written");
                let team = self.person(Role::Admin).await;
                let form = NewReply {
                    body: "بالحافلة من أمام السوق".to_owned(), ..NewReply::default()
                };
                let topic = contract::ids::TopicId::trusted(id);
                let said = forum::reply(services, &team, &topic, &form, Locale::Ar).await.expect("an answer");
                names.insert("answer", said.post.to_string());
                let other = self.topic(&self.person(Role::Member).await).await;
                self.publish(&other).await;
                names.insert("other", other["id"].clone());
                names
            }
            "published-topic" => {
                let names = self.topic(owner).await;
                self.publish(&names).await;
                names
            }
            _ => panic!("world.rs knows no {kind} (asked for {:?})", actor.member_id()),
        }
    }
}
