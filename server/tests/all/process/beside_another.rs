//! The program on PostgreSQL, and an older one beside a newer one.

use super::*;

/// A database of its own on the server of the tests; nothing where there is none.
fn postgres_database(of: &str) -> Option<String> {
    let base = std::env::var("TEST_DATABASE_URL").ok()?;
    let name = format!("p_{}_{of}", std::process::id());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        use sea_orm::{ConnectionTrait, Database};
        let admin = Database::connect(&base).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        admin.close().await.unwrap();
    });
    let (server, _) = base.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}

#[test]
fn the_program_works_on_postgresql_from_migration_to_a_page() {
    let Some(url) = postgres_database("page") else { return };
    let folder = tempfile::tempdir().unwrap();
    let command = |arguments: &[&str]| {
        let output = jusoor(folder.path())
            .args(arguments)
            .args(["--data", "data"])
            .env("JUSOOR__DATABASE__URL", &url)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    };
    assert!(command(&["migrate", "up"]).lines().all(|line| line.starts_with("applied")));
    command(&["seed"]);
    assert_eq!(command(&["seed"]), "0 rows new or changed\n");
    assert!(command(&["doctor"]).contains("ok     database"));
    assert!(!folder.path().join("data/jusoor.sqlite").exists(), "nothing is kept in a file");
    let mut portal = Portal::start_in(folder, &[("JUSOOR__DATABASE__URL", &url)]);
    assert!(portal.get("/ar").contains("200 OK"));
    assert!(portal.get("/ar/forum").contains("200 OK"));
    portal.signal("TERM");
    assert!(portal.wait(Duration::from_secs(10)).0, "{}", portal.log());
}

/// Writes into a database beside the program.
fn write_into(url: &str, sql: &str) {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        use sea_orm::{ConnectionTrait, Database};
        let db = Database::connect(url).await.unwrap();
        db.execute_unprepared(sql).await.unwrap();
        db.close().await.unwrap();
    });
}

#[test]
fn an_older_program_serves_beside_a_newer_one_unless_that_took_something_away() {
    let applied = |name: &str| {
        format!("INSERT INTO seaql_migrations (version, applied_at) VALUES ('{name}', 1700000000)")
    };
    for postgres in [None].into_iter().chain(postgres_database("beside").map(Some)) {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite://{}?mode=rwc", folder.path().join("data/jusoor.sqlite").display());
        let environment: Vec<(&str, &str)> =
            postgres.iter().map(|url| ("JUSOOR__DATABASE__URL", url.as_str())).collect();
        let url = postgres.as_deref().unwrap_or(&file);
        let command = |folder: &Path, arguments: &[&str]| {
            let mut command = jusoor(folder);
            command.args(arguments).args(["--data", "data"]).envs(environment.iter().copied());
            command.output().unwrap()
        };
        let made = command(folder.path(), &["seed"]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        // What the release after this one leaves there, and what only it knows of the content.
        write_into(url, "CREATE TABLE of_the_newer (id TEXT PRIMARY KEY)");
        write_into(
            url,
            "UPDATE category_text SET name = 'Nom du nouveau' WHERE category = 'unions' AND locale = 'fr'",
        );
        write_into(url, &applied("m99991230_000001_expands"));

        let mut portal = Portal::start_in(folder, &environment);
        assert!(portal.get("/ar").contains("200 OK"), "{url}");
        assert!(portal.get("/fr/forum/c/unions").contains("Nom du nouveau"), "{url}");
        assert!(portal.log().contains("m99991230_000001_expands"), "{}", portal.log());
        portal.signal("TERM");
        assert!(portal.wait(Duration::from_secs(10)).0, "{}", portal.log());
        let folder = std::mem::replace(&mut portal.folder, tempfile::tempdir().unwrap());
        let status = command(folder.path(), &["migrate", "status"]);
        let lines = text(&status.stdout);
        assert!(status.status.success() && !lines.contains("pending"), "{lines}{}", text(&status.stderr));
        assert!(lines.contains("newer  m99991230_000001_expands"), "{lines}");
        let doctor = text(&command(folder.path(), &["doctor"]).stdout);
        assert!(doctor.contains("a newer program has added 1 migrations"), "{doctor}");

        for (name, says) in [
            ("m99991230_000002_contracts_names", "cannot live with"),
            ("m00000000_000000_elsewhere", "not simply newer"),
        ] {
            write_into(url, &applied(name));
            let refused = command(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
            let error = text(&refused.stderr);
            assert_eq!(refused.status.code(), Some(1), "{url} {name}: {error}");
            assert!(error.contains(name) && error.contains(says), "{url}: {error}");
        }
    }
}
