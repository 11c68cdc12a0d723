//! A portal as a process of its own, which a test may kill, and who is signed in there.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
};

use contract::ids::MemberId;
use domain::{Member, Role, services::new_id, testing};
use entity::identity::member;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use server::http::AppState;

use super::{session_cookie, session_of};

/// A running portal.
pub struct Running {
    /// The process.
    pub child: Child,
    /// Where it answers.
    pub address: SocketAddr,
}

impl Running {
    /// Over the folder `data` in this one, or this database where one is named. What it logs comes behind what is in the
    /// file `log` already.
    pub fn start(folder: &Path, database: &str) -> Self {
        let log = fs::File::options().create(true).append(true).open(folder.join("log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_jusoor"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data", "data"])
            .current_dir(folder)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        if !database.is_empty() {
            command.env("JUSOOR__DATABASE__URL", database);
        }
        let mut child = command.spawn().unwrap();
        let mut address = None;
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
            if let Some((_, url)) = line.split_once("answers at http://") {
                address = url.parse().ok();
            }
            if line.contains("user create") {
                break;
            }
        }
        let address = address.unwrap_or_else(|| panic!("it does not start: {}", logged(folder)));
        Self { child, address }
    }

    /// As `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What portals over this folder logged.
pub fn logged(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// All of an answer, to the end of the connection.
pub fn answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// A new account that is signed in: its identifier, and its cookie.
pub async fn account(state: &AppState, name: &str, role: Role) -> (String, String) {
    let id = new_id();
    member::ActiveModel {
        id: Set(id.clone()),
        pseudonym: Set(name.to_owned()),
        skeleton: Set(format!("{name}-{id}")),
        passphrase_hash: Set("!".to_owned()),
        role: Set(role.as_str().to_owned()),
        state: Set("active".to_owned()),
        locale: Set("ar".to_owned()),
        joined_month: Set("2026-11".to_owned()),
        terms_version: Set("2026-11-23".to_owned()),
    }
    .insert(state.services.db.writer())
    .await
    .unwrap();
    let member = Member::new(MemberId::trusted(id.clone()), name.to_owned(), role);
    let session = session_of(state, &testing::signed_in(member, state.services.now_ms())).await;
    (id, format!("{}={session}", session_cookie(state)))
}
