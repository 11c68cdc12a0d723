//! The starter content is compiled in; cargo sees changes in that folder only when told to look.

fn main() {
    println!("cargo::rerun-if-changed=content");
}
