//! Turns `locales/<language>/<namespace>.json` into typed keys (`leptos_i18n`): a sentence that is
//! missing, misspelt or lacks a placeholder is a compile error.

use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::options::CodegenOptions;
use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let mut config = Config::new("sv")?.add_locale("en")?;
    for namespace in namespaces()? {
        config = config.add_namespace(&namespace)?;
    }
    // Only text goes into sentences, never views: smaller, and enough.
    let config = config.parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    let quiet = "#![allow(missing_docs, unreachable_pub, clippy::pedantic, clippy::expect_used)]".parse()?;
    let options = CodegenOptions::new().gen_docs(false).top_level_attributes(Some(quiet));
    translations.generate_i18n_module_with_options(out, options)?;
    Ok(())
}

/// Every file in the default language's folder is a namespace.
fn namespaces() -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for file in std::fs::read_dir("locales/sv")? {
        let path = file?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a file name that is not text")?;
        names.push(name.to_owned());
    }
    names.sort();
    Ok(names)
}
