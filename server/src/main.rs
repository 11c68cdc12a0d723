//! The portal's one binary: serves, migrates, seeds, keeps accounts, examines itself.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    // Two crypto providers could be compiled in one day; the first TLS call must not have to guess.
    let _ = rustls::crypto::ring::default_provider().install_default();
    server::cli::main()
}
