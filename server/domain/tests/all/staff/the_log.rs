//! Reading the log, and that nobody changes it.

use super::*;

#[tokio::test]
async fn the_log_is_read_by_who_what_day_and_target() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let admin = bed.member("zeina", Role::Admin).await;
        let auditor = bed.member("salma", Role::Auditor).await;
        let moderator = bed.member("nour", Role::Moderator).await;
        let member = bed.member("yasmin", Role::Member).await;
        for actor in [&admin, &auditor, &moderator] {
            fold(&bed, actor).await;
        }
        assert_eq!(
            code(staff::audit_log(s, &moderator, &AuditFilters::default()).await),
            Some(ErrorCode::Forbidden)
        );
        for _ in 0..30 {
            staff::members(s, &admin, "", None).await.unwrap();
        }
        bed.clock.advance(Duration::days(2));
        let admin = now(&bed, &admin);
        staff::set_state(s, &admin, &id(&member), true, "left_team").await.unwrap();
        identity::create_for_team(s, "Lune Dorée", Role::Editor, &Passphrase::read(SECRET)).await.unwrap();
        let read = async |who: &str, action: &str, day: &str, target: &str| {
            let filters = AuditFilters::parse(who, action, day, target, "").unwrap();
            staff::audit_log(s, &auditor, &filters).await.unwrap()
        };
        let first = read("", "", "", "").await;
        assert_eq!(first.rows.len(), 25);
        let after = AuditFilters { after: first.next.clone(), ..AuditFilters::default() };
        let second = staff::audit_log(s, &auditor, &after).await.unwrap();
        assert_eq!((second.rows.len(), second.next), (7, None));
        assert!(second.rows.iter().all(|row| first.rows.iter().all(|other| other.id != row.id)));
        assert_eq!(read("Zeina", "member_disable", "", "").await.rows.len(), 1);
        assert_eq!(read("nour", "", "", "").await.rows.len(), 0);
        assert_eq!(read("system", "", "", "").await.rows.len(), 1);
        assert_eq!(read("salma", "audit_read", &s.today(), "").await.rows.len(), 5);
        let of_her = read("", "", "", id(&member).as_str()).await.rows;
        assert_eq!((of_her.len(), of_her[0].target_name.as_deref()), (1, Some("yasmin")));
        assert_eq!(read("zeina", "", "2020-01-01", "").await.rows.len(), 0);
        for (who, action, day, target, after) in [
            ("", "x", "", "", ""),
            ("", "", "yesterday", "", ""),
            ("", "", "", "..", ""),
            ("", "", "", "", "'"),
        ] {
            assert!(AuditFilters::parse(who, action, day, target, after).is_err());
        }
        // Somebody leaves: her rows stay, with identifiers only.
        let rows = log(&bed).await.len();
        member::Entity::delete_by_id(id(&member).as_str()).exec(s.db.writer()).await.unwrap();
        member::Entity::delete_by_id(id(&admin).as_str()).exec(s.db.writer()).await.unwrap();
        assert_eq!(log(&bed).await.len(), rows);
        let line = read("", "member_disable", "", "").await.rows.remove(0);
        assert_eq!((line.actor, line.target_name), (None, None));
        assert_eq!(line.target_id.as_deref(), Some(id(&member).as_str()));
    }
}

#[tokio::test]
async fn nobody_changes_the_logs_not_even_with_the_database_open() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let admin = bed.member("zeina", Role::Admin).await;
        let form = NewTopic {
            category: "unions".into(),
            title: "من الفريق".into(),
            body: "نصّ".into(),
            ..NewTopic::default()
        };
        forum::create_topic(s, &admin, &form, Locale::Ar).await.unwrap();
        let db = s.db.writer();
        let mut statements = Vec::new();
        for table in ["audit_log", "mod_log"] {
            statements.push(format!("UPDATE {table} SET actor_role = 'member'"));
            statements.push(format!("UPDATE {table} SET at = 0 WHERE action = 'post_publish'  OR 1 = 1"));
            statements.push(format!("DELETE FROM {table}"));
            let over = "ON CONFLICT (id) DO UPDATE SET actor_role = 'member'";
            statements.push(format!("INSERT INTO {table} SELECT * FROM {table} WHERE 1 = 1 {over}"));
            if bed.backend == "sqlite" {
                // Another row in the place of one that stands there: by its identifier, and by its number.
                for values in ["rowid, id", "rowid + 1000, id", "rowid, 'zzzzzzzzzzzz'"] {
                    statements.push(format!(
                        "INSERT OR REPLACE INTO {table} (rowid, id, at, actor_role, action{more}) \
                         SELECT {values}, 0, 'member', 'none'{old} FROM {table}",
                        more = if table == "mod_log" { ", target_type, target_id" } else { "" },
                        old = if table == "mod_log" { ", 'post', 'none'" } else { "" },
                    ));
                }
                statements.push(format!("REPLACE INTO {table} SELECT * FROM {table}"));
                statements.push(format!("UPDATE OR REPLACE {table} SET at = 0"));
            }
            if bed.backend == "postgres" {
                statements.push(format!("TRUNCATE {table}"));
            }
        }
        let before = log(&bed).await;
        assert_eq!(before.len(), 1);
        for statement in statements {
            let refused = db.execute_unprepared(&statement).await;
            assert!(refused.is_err_and(|error| error.to_string().contains("append-only")), "{statement}");
        }
        assert_eq!(log(&bed).await, before);
    }
}
