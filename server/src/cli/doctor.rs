//! `jusoor doctor`: one line for each thing it looked at; exit code 1 when something is wrong.

mod certificate;
mod front;
mod machine;
mod rows;

use std::{path::Path, process::ExitCode, time::Duration};

use domain::library::{programs::Program, upload::Clamd};
use migrations::{Migrator, Standing};
use object_store::{ObjectStoreExt, PutPayload};
use sea_orm_migration::{MigrationStatus, MigratorTrait};

use super::say;
use crate::{
    boot,
    config::{Config, MailTransport, StoreKind},
    handlers::files::SiteFiles,
    mail, shapes, store,
};

/// What is missing without a program of other people.
fn loss(program: Program) -> &'static str {
    match program {
        Program::PdfText => "words inside PDF files are not found",
        Program::PdfToPpm => "PDF files have no picture of their first page",
        Program::PdfInfo => "how many pages PDF files have and of whom they tell is not known",
        Program::PdfToHtml => "PDF files have no contents beside their pages",
        Program::FfProbe => "how long recordings are and of whom they tell is not known",
        Program::FfMpeg => "films have no picture, recordings none of their sound, and nothing is converted",
        Program::Espeak => "no article is read aloud by a machine",
        Program::Tesseract => "pages that are pictures are read by nobody but people",
    }
}

struct Report {
    failed: bool,
}

impl Report {
    fn line(&mut self, name: &str, outcome: Result<String, String>) {
        match outcome {
            Ok(text) => say(&format!("ok     {name}: {text}")),
            Err(text) => {
                self.failed = true;
                say(&format!("WRONG  {name}: {text}"));
            }
        }
    }

    fn note(name: &str, text: &str) {
        say(&format!("note   {name}: {text}"));
    }
}

/// Looks at everything. `file` is the configuration file, when there is one.
pub async fn run(config: Result<Config, String>, file: Option<&Path>) -> ExitCode {
    let mut report = Report { failed: false };
    match config {
        Ok(config) => {
            report.line("configuration", Ok(format!("public address {}", config.public_url())));
            examine(&config, file, &mut report).await;
        }
        Err(wrong) => {
            for line in wrong.lines() {
                report.line("configuration", Err(line.to_owned()));
            }
        }
    }
    if report.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

async fn examine(config: &Config, file: Option<&Path>, report: &mut Report) {
    let data = &config.data.folder;
    let folder = boot::prepare_folder(data);
    let usable = folder.is_ok();
    report.line(
        "data folder",
        folder.map(|()| format!("{} can be written", data.display())).map_err(|e| format!("{e:#}")),
    );
    if usable {
        report.line("secrets", secrets(data));
        report.line("blobs", blobs(config).await);
        report.line("database", database(config).await);
        rows::examine(config, report).await;
        launch(config).await;
    }
    if config.server.role.answers() {
        front::examine(config, report).await;
    }
    told(config);
    match config.mail.transport {
        MailTransport::None => Report::note("mail", "none: nothing about e-mail is offered on any page"),
        MailTransport::File => report.line("mail", mail_folder(config)),
        MailTransport::Smtp => report.line("mail", mail_server(config).await),
    }
    match Clamd::parse(&config.uploads.clamd) {
        None => Report::note("clamd", "none is configured: files of the library are marked as not searched"),
        Some(clamd) => {
            let patience = Duration::from_secs(config.uploads.clamd_seconds.into());
            let answer = clamd.ping(patience).await;
            let place = &config.uploads.clamd;
            let text = |error: std::io::Error| format!("{place}: {error}");
            report.line("clamd", answer.map(|()| format!("{place} answers")).map_err(text));
        }
    }
    machine::examine(config, file, report).await;
    match SiteFiles::load(&config.site.folder) {
        Ok(files) if files.assets.islands => report.line("site", Ok("built, with islands".into())),
        Ok(_) => Report::note("site", "built, without islands"),
        Err(missing) => Report::note("site", &format!("not built ({missing}); cargo xtask build makes it")),
    }
    match shapes::read(&config.statistics) {
        Ok(Some(shapes)) => {
            let text = format!("{} outlines of governorates, {}", shapes.outlines().len(), shapes.licence());
            report.line("map", Ok(text));
        }
        Ok(None) => {
            Report::note("map", "no outlines (statistics.shapes): maps of the governorates are not offered")
        }
        Err(text) => report.line("map", Err(text)),
    }
    for (program, package, loss) in Program::ALL.map(|one| (one.name(), one.package(), loss(one))) {
        match find(program) {
            Some(path) => report.line(program, Ok(path)),
            None => {
                Report::note(program, &format!("is not installed (Debian's {package} brings it): {loss}"));
            }
        }
    }
    if config.database_url().starts_with("postgres") && find("pg_dump").is_none() {
        let text = "is not installed (Debian's postgresql-client brings it): no backup of the database can be made here";
        Report::note("pg_dump", text);
    }
    for language in domain::library::pages::unknown_languages().await {
        let text = format!("does not know {language} (Debian's tesseract-ocr-{language} brings it)");
        Report::note("tesseract", &text);
    }
}

/// Where the portal says how it is.
fn told(config: &Config) {
    match config.metrics.address() {
        None => Report::note("metrics", "none: nobody is told when something goes wrong (metrics.listen)"),
        Some(address) if address.ip().is_unspecified() => {
            let text = format!("on {address}, every address of this machine: keep that port from the world");
            Report::note("metrics", &text);
        }
        Some(address) => Report::note("metrics", &format!("at http://{address}/metrics")),
    }
    if ["debug", "trace"].iter().any(|word| config.log.level.to_ascii_lowercase().contains(word)) {
        Report::note("log", "says more than is needed; \"info\" is enough");
    }
}

fn secrets(data: &Path) -> Result<String, String> {
    let path = boot::secrets_path(data);
    // Looked at before it is read: reading corrects it.
    let before = boot::mode(&path);
    boot::secrets(data).map_err(|error| format!("{error:#}"))?;
    match before {
        Some(mode) if mode & 0o077 != 0 => {
            Err(format!("mode {mode:o}: others could read it (corrected to 600)"))
        }
        _ => Ok("present, mode 600".into()),
    }
}

async fn blobs(config: &Config) -> Result<String, String> {
    let place = match config.store.kind {
        StoreKind::Local => "the data folder".to_owned(),
        StoreKind::S3 => config.store.place(),
    };
    let attempt = async {
        let store = store::open(config)?;
        let name = object_store::path::Path::from(format!("doctor/{}", domain::services::new_id()));
        let text = b"written by jusoor doctor";
        store.put(&name, PutPayload::from_static(text)).await?;
        let read = store.get(&name).await?.bytes().await?;
        store.delete(&name).await?;
        anyhow::ensure!(read.as_ref() == text, "what was read is not what was written");
        anyhow::Ok(())
    };
    attempt
        .await
        .map(|()| format!("written, read, deleted in {place}"))
        .map_err(|error| format!("{place}: {error:#}"))
}

async fn database(config: &Config) -> Result<String, String> {
    let attempt = async {
        let db = boot::connect(config).await?;
        db.read().ping().await?;
        db.examine().await?;
        let kind = if db.is_sqlite() { "SQLite" } else { "PostgreSQL" };
        if let Standing::Ahead(names) = migrations::standing(db.writer()).await? {
            db.close().await;
            let newer = names.len();
            return anyhow::Ok(format!("{kind} answers; a newer program has added {newer} migrations"));
        }
        let all = Migrator::get_migration_with_status(db.writer()).await?;
        let pending = all.iter().filter(|migration| migration.status() == MigrationStatus::Pending).count();
        db.close().await;
        if pending > 0 {
            anyhow::bail!("{kind} answers; {pending} migrations are not applied (jusoor migrate up)");
        }
        anyhow::Ok(format!("{kind} answers, every migration is applied"))
    };
    attempt.await.map_err(|error| format!("{error:#}"))
}

/// What people must still confirm before the portal opens; nothing while the database cannot say.
async fn launch(config: &Config) {
    let attempt = async {
        let db = boot::connect(config).await?;
        let standing = domain::launch::standing(&db).await;
        db.close().await;
        anyhow::Ok(standing?)
    };
    let Ok(standing) = attempt.await else { return };
    let (open, all) = (standing.open.len(), standing.all);
    let dial = if standing.dial.is_empty() {
        "no number is left to dial".to_owned()
    } else {
        format!("numbers to dial: {}", standing.dial.join(" "))
    };
    Report::note("launch", &format!("{open} of {all} points are open (/desk/launch); {dial}"));
}

fn mail_folder(config: &Config) -> Result<String, String> {
    let folder = mail::folder(config);
    let attempt = || {
        mail::mailer(config)?;
        let probe = folder.join(format!(".doctor-{}", domain::services::new_id()));
        std::fs::write(&probe, b"")?;
        std::fs::remove_file(&probe)?;
        anyhow::Ok(())
    };
    attempt()
        .map(|()| format!("into files of {}", folder.display()))
        .map_err(|error| format!("{}: {error:#}", folder.display()))
}

async fn mail_server(config: &Config) -> Result<String, String> {
    let mailer = mail::smtp_mailer(config).map_err(|error| format!("{error:#}"))?;
    let host = &config.mail.host;
    mailer.probe().await.map(|()| format!("{host} answers")).map_err(|error| format!("{host}: {error}"))
}

fn find(program: &str) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| boot::mode(file).is_some_and(|mode| mode & 0o111 != 0) && file.is_file())
        .map(|file| file.display().to_string())
}
