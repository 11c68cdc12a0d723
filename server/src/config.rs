//! Configuration: defaults, then a TOML file, then `JUSOOR__…` environment.
