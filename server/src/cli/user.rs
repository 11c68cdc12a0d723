//! `jusoor user`: accounts, from the machine's own console.

use std::io::{self, BufRead};

use anyhow::Context;
use clap::{
    Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use contract::{ErrorCode, FieldCode, FieldError, limits};
use domain::{
    DomainError, Role, Services,
    identity::{self, Passphrase},
};

use super::say;

/// Most bytes that are read as a passphrase.
const LONGEST: u64 = 4 * 1024;

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Make an account. The passphrase is the first line of the standard input.
    Create {
        /// Public name: 3 to 40 letters, Arabic or Latin.
        #[arg(long)]
        pseudonym: String,
        /// What she may do.
        #[arg(long, value_parser = role_parser(), default_value = "member")]
        role: Role,
        /// Read the passphrase from the standard input (the only way: an argument would stay in the shell's
        /// history).
        #[arg(long, required = true)]
        password_stdin: bool,
        /// Set the second step up with this secret (base 32), for accounts that programs use. Without it she
        /// sets it up herself at her first sign-in.
        #[arg(long, value_name = "BASE32")]
        totp_secret: Option<String>,
    },
    /// List accounts: pseudonym, role, state, month of joining.
    List,
    /// Shut an account and end its sessions.
    Disable {
        /// Public name.
        pseudonym: String,
    },
    /// Open a shut account again.
    Enable {
        /// Public name.
        pseudonym: String,
    },
}

/// Roles as they are typed.
fn role_parser() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str))
        .map(|text| Role::parse(&text).unwrap_or(Role::Member))
}

/// Does it.
pub async fn run(services: &Services, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Create { pseudonym, role, password_stdin: _, totp_secret } => {
            let passphrase = read_passphrase(io::stdin().lock())?;
            let secret = totp_secret.as_deref();
            match identity::create_with_two_step(services, &pseudonym, role, &passphrase, secret).await {
                Ok(member) => say(&format!("{} now has the role {}.", member.pseudonym, role.as_str())),
                Err(error) => return Err(plain(error)),
            }
        }
        Command::List => {
            for account in identity::list(services).await? {
                let identity::Account { pseudonym, role, state, joined_month } = account;
                say(&format!("{pseudonym}\t{role}\t{state}\t{joined_month}"));
            }
        }
        Command::Disable { pseudonym } => {
            identity::disable(services, &pseudonym).await.map_err(|error| {
                if error.code == ErrorCode::Conflict {
                    anyhow::anyhow!("{pseudonym} is the last administrator; make another one first")
                } else {
                    unknown(error, &pseudonym)
                }
            })?;
            say(&format!("{pseudonym} is disabled; her sessions ended."));
        }
        Command::Enable { pseudonym } => {
            identity::enable(services, &pseudonym).await.map_err(|error| unknown(error, &pseudonym))?;
            say(&format!("{pseudonym} may sign in again."));
        }
    }
    Ok(())
}

fn read_passphrase(input: impl BufRead) -> anyhow::Result<Passphrase> {
    let mut line = String::new();
    input
        .take(LONGEST)
        .read_line(&mut line)
        .context("the passphrase on the standard input is not UTF-8 text")?;
    Ok(Passphrase::read(&line))
}

fn unknown(error: DomainError, pseudonym: &str) -> anyhow::Error {
    if error.code == ErrorCode::NotFound {
        anyhow::anyhow!("there is no account named {pseudonym}")
    } else {
        error.into()
    }
}

/// Refused fields in words, one a line.
fn plain(error: DomainError) -> anyhow::Error {
    if error.code != ErrorCode::InvalidForm {
        return error.into();
    }
    anyhow::anyhow!(error.fields.iter().map(sentence).collect::<Vec<_>>().join("\n"))
}

fn sentence(error: &FieldError) -> String {
    let field = &error.field;
    match error.code {
        FieldCode::Required => format!("{field}: nothing was given"),
        FieldCode::TooShort(limit) => format!("{field}: at least {limit} characters"),
        FieldCode::TooLong(limit) => format!("{field}: at most {limit} characters"),
        FieldCode::BadCharacters if field == "pseudonym" => {
            format!(
                "{field}: letters of one script (Arabic or Latin), spaces, hyphens and at most four digits"
            )
        }
        FieldCode::BadCharacters if field == "totp_secret" => {
            format!("{field}: base 32 (A to Z, 2 to 7) of at least 16 bytes")
        }
        FieldCode::Taken => format!("{field}: taken, or too close to a name that exists"),
        FieldCode::Reserved => format!("{field}: kept for the team (give a role of the team)"),
        FieldCode::TooEasy => format!(
            "{field}: too easy to guess; take several words that do not belong together ({} to {} characters)",
            limits::PASSPHRASE_MIN,
            limits::PASSPHRASE_MAX
        ),
        other => format!("{field}: refused ({other:?})"),
    }
}

#[cfg(test)]
mod tests {
    use domain::testing::TestBed;

    use super::*;

    #[test]
    fn reads_the_first_line_alone() {
        let read = |bytes: &[u8]| read_passphrase(bytes);
        assert_eq!(
            read(b"lampe safran train\r\nmore\n").expect("text"),
            Passphrase::read("lampe safran train")
        );
        assert!(read(b"").expect("nothing").is_empty());
        assert!(read(b"\xff\xfe\n").is_err());
    }

    #[tokio::test]
    async fn shuts_opens_and_lists() {
        let bed = TestBed::sqlite().await;
        let secret = Passphrase::read("colline lampe safran");
        identity::create_for_team(&bed.services, "Lune Dorée", Role::Moderator, &secret)
            .await
            .expect("created");
        for command in [
            Command::List,
            Command::Disable { pseudonym: "lune doree".into() },
            Command::Enable { pseudonym: "Lune Dorée".into() },
        ] {
            run(&bed.services, command).await.expect("done");
        }
        let error = run(&bed.services, Command::Disable { pseudonym: "Personne".into() }).await;
        assert_eq!(error.expect_err("unknown").to_string(), "there is no account named Personne");
        let error =
            identity::create_for_team(&bed.services, "Team", Role::Member, &Passphrase::read("court")).await;
        let text = plain(error.expect_err("refused")).to_string();
        assert_eq!(
            text,
            "pseudonym: kept for the team (give a role of the team)\npassphrase: at least 12 characters"
        );
    }
}
