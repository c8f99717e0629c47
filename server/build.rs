//! The migrations are compiled in: a new file in their folders must build the server again.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
