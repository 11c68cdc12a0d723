//! What keeps the program from starting is told in one clear line.

use super::*;

#[test]
fn a_taken_port_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(folder.path(), &["serve", "--listen", &address, "--data", "data"]);
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains(&address) && error.contains("taken") && error.contains("--listen"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(!folder.path().join("data").exists(), "nothing was created");
}

/// Runs the program without the right to read and write everything, which root has: `closed` tells who we are.
fn as_everybody(folder: &Path, arguments: &[&str]) -> std::process::Output {
    if fs::read_dir(folder.join("closed")).is_err() {
        return run(folder, arguments);
    }
    let mut plain = jusoor(folder);
    plain.args(arguments);
    let mut command = Command::new("setpriv");
    command
        .args(["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"])
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(folder);
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.output().unwrap()
}

#[test]
fn a_data_folder_that_cannot_be_used_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "not a folder").unwrap();
    let mut cases = vec![("file", "file"), ("file/data", "file/data"), ("/proc/data", "/proc/data")];
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    cases.push(("closed", "closed"));
    let fixed = folder.path().join("fixed");
    fs::create_dir(&fixed).unwrap();
    fs::set_permissions(&fixed, fs::Permissions::from_mode(0o500)).unwrap();
    cases.push(("fixed", "fixed"));
    for (data, named) in cases {
        for command in ["serve", "seed"] {
            let mut arguments = vec![command, "--data", data];
            if command == "serve" {
                arguments.extend(["--listen", "127.0.0.1:0"]);
            }
            let output = as_everybody(folder.path(), &arguments);
            let error = text(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{error}");
            assert!(error.contains(named) && error.contains("data folder"), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
    }
}

#[test]
fn a_damaged_database_or_secret_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/jusoor.sqlite"), "this is no database".repeat(300)).unwrap();
    let output = run(folder.path(), &["seed", "--data", "data"]);
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains("jusoor.sqlite") && !error.contains("panicked"), "{error}");

    fs::create_dir(folder.path().join("other")).unwrap();
    fs::write(folder.path().join("other/secrets.toml"), "key = \"short\"").unwrap();
    let output = run(folder.path(), &["seed", "--data", "other"]);
    let error = text(&output.stderr);
    assert!(!output.status.success() && error.contains("secrets.toml") && error.contains("64"), "{error}");
}

#[test]
fn an_absent_database_server_is_named_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let output = jusoor(folder.path())
        .args(["migrate", "status"])
        .env("JUSOOR__DATABASE__URL", "postgres://jusoor:geheim@127.0.0.1:1/jusoor")
        .output()
        .unwrap();
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains("jusoor:***@127.0.0.1:1") && !error.contains("geheim"), "{error}");
}
