//! The files to install with, dashboard and alarms.

use super::*;

fn deploy() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/deploy"))
}

fn file(name: &str) -> String {
    fs::read_to_string(deploy().join(name)).unwrap()
}

#[test]
fn the_files_to_install_with_agree_with_the_program_and_with_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let given = deploy().join("jusoor.toml");
    let printed =
        jusoor(folder.path()).arg("--config").arg(&given).args(["config", "print"]).output().unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let printed: toml::Table = String::from_utf8(printed.stdout).unwrap().parse().unwrap();
    let listen = printed["server"]["listen"].as_str().unwrap();
    let figures_at = printed["metrics"]["listen"].as_str().unwrap();
    let proxies = printed["server"]["trusted_proxies"].as_array().unwrap();
    assert!(proxies.iter().any(|one| one.as_str() == Some("127.0.0.1")));

    for proxy in ["Caddyfile", "nginx.conf"] {
        let text = file(proxy);
        assert!(text.contains(listen) && text.contains("trusted_proxies"), "{proxy}");
        let mut deep = 0;
        for sign in text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::chars) {
            deep += i32::from(sign == '{') - i32::from(sign == '}');
            assert!(deep >= 0, "{proxy}");
        }
        assert_eq!(deep, 0, "{proxy}");
        assert!(!text.contains(figures_at), "{proxy} must not lead to the figures");
    }
    // Every place that leads to the portal says whom it saw, after what others say; nothing that a client wrote alone.
    let nginx = file("nginx.conf");
    let passes = nginx.matches("proxy_pass ").count();
    assert_eq!(nginx.matches("X-Forwarded-For $proxy_add_x_forwarded_for;").count(), passes);
    assert_eq!(nginx.matches("proxy_set_header   Host $host;").count(), passes);
    assert!(nginx.contains("access_log off;") && !file("Caddyfile").contains("header_up X-Forwarded"));

    // A node that is told to stop says so for longer than a balancer needs to notice.
    let lead = Duration::from_millis(Config::default().server.lead_ms);
    assert!(lead < Duration::from_secs(Config::default().server.drain_seconds));
    for (proxy, before) in [("Caddyfile", "health_interval "), ("nginx.conf", "fail_timeout=")] {
        let text = file(proxy);
        let rest = text.split(before).nth(1).unwrap();
        let seconds: u64 = rest.split('s').next().unwrap().parse().unwrap();
        assert!(Duration::from_secs(seconds) < lead, "{proxy}: {seconds} s");
    }

    let prometheus = file("prometheus.yml");
    assert!(prometheus.contains(figures_at));
    let container = file("Containerfile");
    let user = container.find("USER 10001").unwrap();
    assert!(user < container.find("ENTRYPOINT").unwrap(), "nothing runs as root");
    assert!(container.contains("STOPSIGNAL SIGTERM") && container.contains("--read-only"));

    let unit = file("jusoor.service");
    for line in [
        "User=jusoor",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "StateDirectoryMode=0700",
        "CapabilityBoundingSet=",
        "MemoryDenyWriteExecute=yes",
        "LimitCORE=0",
    ] {
        assert!(unit.lines().any(|one| one == line), "{line}");
    }
    // Where systemd is, it reads them itself. The program that it misses is not installed on this machine.
    let units = ["jusoor.service", "jusoor-backup.service", "jusoor-backup.timer"];
    for unit in units {
        let Ok(output) = Command::new("systemd-analyze").arg("verify").arg(deploy().join(unit)).output()
        else {
            continue;
        };
        let said = String::from_utf8_lossy(&output.stderr);
        let ours = |line: &&str| line.contains("jusoor") && !line.contains("is not executable");
        assert_eq!(said.lines().find(ours), None, "{unit}");
    }
}

#[tokio::test]
async fn dashboard_and_alarms_ask_for_figures_that_there_are() {
    let config = Config { data: DataConfig { folder: std::env::temp_dir() }, ..Config::default() };
    let app = TestApp::over(TestBed::sqlite().await, config, Router::new());
    let settings = Settings { privacy: Rules { unlink_after_months: 12 }, links: None, voices: None };
    Worker::new(app.state.services.clone(), settings, app.state.metrics.clone()).turn().await;
    let text = metrics::report(&app.state).await;
    let mut known: BTreeSet<String> =
        text.lines().filter_map(|line| line.split(['{', ' ']).next()).map(str::to_owned).collect();
    // Only with a second database, and after a backup.
    known.extend(["jusoor_replica_fresh", "jusoor_backup_timestamp_seconds"].map(str::to_owned));
    let dashboard: Value = serde_json::from_str(&file("grafana.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<i64> = panels.iter().map(|panel| panel["id"].as_i64().unwrap()).collect();
    assert_eq!(ids.len(), panels.len());
    let mut asked: Vec<String> = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().unwrap())
        .map(|target| target["expr"].as_str().unwrap().to_owned())
        .collect();
    assert!(asked.len() > 20);
    let rules = file("jusoor.rules.yml");
    let is_expression =
        |line: &&str| !["#", "- alert:", "annotations:"].iter().any(|start| line.starts_with(start));
    asked.extend(rules.lines().map(str::trim).filter(is_expression).map(str::to_owned));
    let mut seen = BTreeSet::new();
    for name in asked.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')) {
        if name.starts_with("jusoor_") || name.starts_with("process_") {
            assert!(known.contains(name), "nothing is called {name}");
            seen.insert(name.to_owned());
        }
    }
    assert!(seen.len() > 12, "{seen:?}");
    // Labels that they name are ours.
    let words = labels(&figures(&text));
    for text in &asked {
        for part in text.split('"').skip(1).step_by(2).flat_map(|part| part.split('|')) {
            let ours = part == "jusoor" || part == "mail" || words.contains(part);
            assert!(ours, "{part} in {text}");
        }
    }
}
