//! Turns the catalogues into typed functions; a message missing in one language stops the build.

use std::{env, path::Path, process::ExitCode};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    let Ok(out) = env::var("OUT_DIR") else { return ExitCode::FAILURE };
    let out = Path::new(&out);
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder("locales")
            .with_default_language("en")
            .with_output_file_path(&out.join("l10n.rs").to_string_lossy())
            .with_ftl_output(FtlOutputOptions::single_file(&out.join("translations.ftl").to_string_lossy()))
            .with_lint_level(LintLevel::Strict),
    )
}
