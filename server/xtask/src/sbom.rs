//! What a release is made of, as CycloneDX (1.6, JSON): every crate of the server and of the browser part with its licence
//! and the hash that `Cargo.lock` holds it to, and what is in the site besides. No tests, no tools of the house.
//!
//! Written here because cargo knows all of it already, and because a tool that writes it would be one more that must be
//! kept; the same sources give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{proc, stamp, toolchain};

/// Programs of the portal, and for whom cargo resolves them.
const ROOTS: [(&str, Option<&str>); 2] = [("server", None), ("app-hydrate", Some(toolchain::TARGET))];

/// One part of the release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    purl: String,
    name: String,
    version: String,
    license: Option<String>,
    /// Algorithm and hexadecimal digits.
    hash: Option<(&'static str, String)>,
    depends: BTreeSet<String>,
}

/// Reads everything and writes the list. `time` is that of the commit.
pub fn write(root: &Path, time: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let sums = checksums(&lock);
    let host = host()?;
    let mut parts = BTreeMap::new();
    for (name, target) in ROOTS {
        let target = target.unwrap_or(&host);
        let built = built(root, name, target)?;
        add_crates(&metadata(root, target)?, name, &built, &sums, &mut parts)?;
    }
    let version = parts
        .values()
        .find(|part| part.name == "server")
        .map(|part| part.version.clone())
        .context("the server is not among its own parts")?;
    for part in site(root)? {
        parts.insert(part.purl.clone(), part);
    }
    let text = serde_json::to_string_pretty(&document(&parts, &version, time))?;
    Ok(text + "\n")
}

/// The system that we build on.
fn host() -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = proc::run_quietly(proc::clean(rustc).arg("-vV"))?;
    let line = said.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).context("rustc does not say for which system it builds")
}

fn metadata(root: &Path, target: &str) -> Result<Value> {
    let mut command = proc::cargo(root);
    command.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", target]);
    serde_json::from_str(&proc::run_quietly(&mut command)?).context("cargo metadata is not JSON")
}

/// Name and version of a crate.
type Crate = (String, String);

/// What is compiled for a program. `cargo metadata` alone would count what only the features of tests bring.
fn built(root: &Path, program: &str, target: &str) -> Result<BTreeSet<Crate>> {
    let mut command = proc::cargo(root);
    command.args(["tree", "--locked", "--edges", "no-dev", "--prefix", "none", "--format", "{p}"]).args([
        "--package",
        program,
        "--target",
        target,
    ]);
    let said = proc::run_quietly(&mut command)?;
    let of_line = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
    };
    Ok(said.lines().filter_map(of_line).collect())
}

/// The hashes of `Cargo.lock`, by name and version.
fn checksums(lock: &str) -> BTreeMap<Crate, String> {
    let mut sums = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            line.and_then(|rest| rest.strip_suffix('"')).map(str::to_owned)
        };
        if let (Some(name), Some(version), Some(sum)) = (value("name"), value("version"), value("checksum")) {
            sums.insert((name, version), sum);
        }
    }
    sums
}

/// Every crate that a program needs, or that is needed to build it: what runs then decides over what is built.
fn add_crates(
    metadata: &Value,
    program: &str,
    built: &BTreeSet<Crate>,
    sums: &BTreeMap<Crate, String>,
    parts: &mut BTreeMap<String, Component>,
) -> Result<()> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package, "id"), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node, "id"), node)).collect();
    let first = packages.values().find(|package| package["name"] == program);
    let first = first.with_context(|| format!("there is no package {program}"))?;
    let mut open = vec![text(first, "id")];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let package = packages.get(&id).with_context(|| format!("{id} is resolved and described nowhere"))?;
        let (name, version) = (text(package, "name"), text(package, "version"));
        let sum = sums.get(&(name.clone(), version.clone()));
        if package["source"].is_string() && sum.is_none() {
            bail!("{name} {version} is not in Cargo.lock");
        }
        let mut depends = BTreeSet::new();
        for needed in list(&nodes.get(&id).with_context(|| format!("{id} is not resolved"))?["deps"]) {
            // A dependency that only tests have is no part.
            if list(&needed["dep_kinds"]).iter().all(|kind| kind["kind"] == "dev") {
                continue;
            }
            let id = text(&needed, "pkg");
            let package = packages.get(&id).with_context(|| format!("{id} is described nowhere"))?;
            let (name, version) = (text(package, "name"), text(package, "version"));
            let needed = purl(&name, &version);
            if built.contains(&(name, version)) {
                depends.insert(needed);
                open.push(id);
            }
        }
        let purl = purl(&name, &version);
        let part = parts.entry(purl.clone()).or_insert_with(|| Component {
            purl,
            name,
            version,
            license: package["license"].as_str().map(expression),
            hash: sum.map(|sum| ("SHA-256", sum.clone())),
            depends: BTreeSet::new(),
        });
        part.depends.extend(depends);
    }
    Ok(())
}

fn purl(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// SPDX has "or"; older crates wrote a stroke.
fn expression(license: &str) -> String {
    license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// What is in the site and no crate: PDF.js as npm locks it, and the fonts.
fn site(root: &Path) -> Result<Vec<Component>> {
    let mut parts = Vec::new();
    let lock = root.join("style/vendor/package-lock.json");
    let lock: Value = serde_json::from_slice(&std::fs::read(&lock).context("cannot read style/vendor")?)?;
    let packages = lock["packages"].as_object().context("package-lock.json has no packages")?;
    for (place, package) in packages {
        let Some(name) = place.strip_prefix("node_modules/") else { continue };
        // What is optional there (a canvas for servers) is never copied into the site.
        if package["optional"] == true || package["dev"] == true {
            continue;
        }
        let version = package["version"].as_str().unwrap_or_default();
        let sum = package["integrity"].as_str().and_then(|text| text.strip_prefix("sha512-"));
        let sum = sum.and_then(|text| data_encoding::BASE64.decode(text.as_bytes()).ok());
        parts.push(Component {
            purl: format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
            name: name.to_owned(),
            version: version.to_owned(),
            license: package["license"].as_str().map(expression),
            hash: sum.map(|sum| ("SHA-512", stamp::hex(&sum))),
            depends: BTreeSet::new(),
        });
    }
    for file in stamp::files_below(&root.join("style/public/fonts"))? {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.ends_with(".woff2") {
            continue;
        }
        let sum = stamp::hash(&std::fs::read(&file)?);
        parts.push(Component {
            purl: format!("pkg:generic/{name}@{}", sum.get(..12).unwrap_or(&sum)),
            version: sum.get(..12).unwrap_or(&sum).to_owned(),
            name,
            license: Some("OFL-1.1".to_owned()),
            hash: Some(("SHA-256", sum)),
            depends: BTreeSet::new(),
        });
    }
    ensure!(!parts.is_empty(), "neither PDF.js nor a font was found");
    Ok(parts)
}

fn document(parts: &BTreeMap<String, Component>, version: &str, time: &str) -> Value {
    let components: Vec<Value> = parts
        .values()
        .map(|part| {
            let mut one = json!({
                "type": "library",
                "bom-ref": part.purl,
                "name": part.name,
                "version": part.version,
                "purl": part.purl,
            });
            if let Some(license) = &part.license {
                one["licenses"] = json!([{ "expression": license }]);
            }
            if let Some((algorithm, sum)) = &part.hash {
                one["hashes"] = json!([{ "alg": algorithm, "content": sum }]);
            }
            one
        })
        .collect();
    let depends: Vec<Value> =
        parts.values().map(|part| json!({ "ref": part.purl, "dependsOn": part.depends })).collect();
    let whole = stamp::hash(json!([components, depends]).to_string().as_bytes());
    let digits = |from: usize, to: usize| whole.get(from..to).unwrap_or_default().to_owned();
    // Version 8 of RFC 9562: made from what is in it.
    let serial = format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        digits(0, 8),
        digits(8, 12),
        digits(12, 15),
        digits(15, 18),
        digits(18, 30)
    );
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": serial,
        "version": 1,
        "metadata": {
            "timestamp": time,
            "component": { "type": "application", "bom-ref": "jusoor", "name": "jusoor", "version": version },
        },
        "components": components,
        "dependencies": depends,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"leaf\"\nversion = \"1.0.0+x\"\n\
        source = \"registry\"\nchecksum = \"aa\"\n\n[[package]]\nname = \"maker\"\nversion = \"2.0.0\"\n\
        source = \"registry\"\nchecksum = \"bb\"\n\n[[package]]\nname = \"server\"\nversion = \"0.1.0\"\n";

    fn made_up() -> Value {
        let package = |name: &str, version: &str, source: Value| json!({ "id": name, "name": name, "version": version, "source": source, "license": "MIT/Apache-2.0" });
        let needs = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        json!({
            "packages": [
                package("server", "0.1.0", Value::Null),
                package("leaf", "1.0.0+x", json!("registry")),
                package("maker", "2.0.0", json!("registry")),
                package("tester", "3.0.0", json!("registry")),
            ],
            "resolve": { "nodes": [
                { "id": "server", "deps": [
                    needs("leaf", Value::Null), needs("maker", json!("build")), needs("tester", json!("dev")),
                ] },
                { "id": "leaf", "deps": [needs("server", json!("dev"))] },
                { "id": "maker", "deps": [needs("leaf", Value::Null)] },
                { "id": "tester", "deps": [] },
            ] },
        })
    }

    fn all_of(metadata: &Value) -> BTreeSet<Crate> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let packages = metadata["packages"].as_array().unwrap().iter();
        packages.map(|package| (text(&package["name"]), text(&package["version"]))).collect()
    }

    #[test]
    fn what_runs_and_what_builds_is_listed_with_its_hash_and_tests_are_not() {
        let sums = checksums(LOCK);
        let mut parts = BTreeMap::new();
        let metadata = made_up();
        let built = all_of(&metadata);
        add_crates(&metadata, "server", &built, &sums, &mut parts).unwrap();
        let purls: Vec<&str> = parts.keys().map(String::as_str).collect();
        assert_eq!(purls, ["pkg:cargo/leaf@1.0.0%2Bx", "pkg:cargo/maker@2.0.0", "pkg:cargo/server@0.1.0"]);
        assert_eq!(parts["pkg:cargo/maker@2.0.0"].hash, Some(("SHA-256", "bb".to_owned())));
        assert_eq!(parts["pkg:cargo/server@0.1.0"].depends.len(), 2);
        let text = document(&parts, "0.1.0", "2026-11-29T00:00:00Z").to_string();
        assert!(text.contains("\"expression\":\"MIT OR Apache-2.0\"") && !text.contains("tester"), "{text}");
        assert_eq!(text, document(&parts, "0.1.0", "2026-11-29T00:00:00Z").to_string());
        // A crate that Cargo.lock does not hold to a hash must not slip in.
        let mut none = BTreeMap::new();
        assert!(add_crates(&metadata, "server", &built, &BTreeMap::new(), &mut none).is_err());
        assert!(add_crates(&metadata, "nobody", &built, &sums, &mut none).is_err());
        // What is not compiled (a feature that only tests switch on) is no part.
        let mut fewer = built.clone();
        fewer.retain(|(name, _)| name != "maker");
        let mut parts = BTreeMap::new();
        add_crates(&metadata, "server", &fewer, &sums, &mut parts).unwrap();
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn the_list_of_this_very_checkout_holds_what_it_must() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        let text = write(root, "2026-11-29T00:00:00Z").unwrap();
        let all: Value = serde_json::from_str(&text).unwrap();
        let parts = all["components"].as_array().unwrap();
        let named = |name: &str| parts.iter().filter(|part| part["name"] == name).count();
        for there in
            ["server", "app-hydrate", "domain", "leptos", "sea-orm", "axum", "wasm-bindgen", "pdfjs-dist"]
        {
            assert_eq!(named(there), 1, "{there}");
        }
        // Tests' and the house's own.
        for absent in ["proptest", "rstest", "s3s", "xtask", "lightningcss", "hello", "render"] {
            assert_eq!(named(absent), 0, "{absent}");
        }
        let refs: BTreeSet<&str> = parts.iter().filter_map(|part| part["bom-ref"].as_str()).collect();
        assert_eq!(refs.len(), parts.len(), "each once");
        let sums = checksums(&std::fs::read_to_string(root.join("Cargo.lock")).unwrap());
        let mut hashed = 0;
        for part in parts {
            let (name, version) = (part["name"].as_str().unwrap(), part["version"].as_str().unwrap());
            if let Some(sum) = sums.get(&(name.to_owned(), version.to_owned())) {
                assert_eq!(part["hashes"][0]["content"], *sum, "{name}");
                hashed += 1;
            }
        }
        assert!(hashed > 200 && hashed <= sums.len(), "{hashed}");
        for depends in all["dependencies"].as_array().unwrap() {
            for one in depends["dependsOn"].as_array().unwrap() {
                assert!(refs.contains(one.as_str().unwrap()), "{one}");
            }
        }
    }
}
