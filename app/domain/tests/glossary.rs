//! GLOSSARY.md ties English identifiers to Swedish words: a noun enters it in the commit that brings it.

use std::path::Path;

#[test]
fn every_public_noun_of_the_crate_is_in_the_glossary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let glossary = std::fs::read_to_string(root.join("GLOSSARY.md")).unwrap();
    let words: Vec<&str> = glossary.split(|sign: char| !sign.is_alphanumeric()).collect();
    let mut missing = Vec::new();
    let mut paths = vec![root.join("src")];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(std::fs::read_dir(path).unwrap().map(|file| file.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for line in text.lines().map(str::trim) {
            let kinds = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
            let Some(rest) = kinds.iter().find_map(|kind| line.strip_prefix(kind)) else {
                continue;
            };
            let noun = rest.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
            // `$name` stands in the macro of the ids, which the table names one by one.
            if !noun.is_empty() && !words.contains(&noun) {
                missing.push(noun.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "not in GLOSSARY.md: {missing:?}");
}
