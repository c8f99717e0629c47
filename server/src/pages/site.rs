//! The site folder that the build made: wasm, scripts, styles, fonts, icons, and `assets.json`, which maps
//! each logical name to its address. Listed once at start; the files stay on the disk.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderName, HeaderValue};

use super::stored::{FOR_EVER, Stored};
use super::{PagesError, WORKER, csp};

/// Files by address, and addresses by logical name.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// What is served.
    pub(crate) files: BTreeMap<String, Stored>,
    names: BTreeMap<String, String>,
}

/// What keeps its own address because pages and styles name it so; the rest goes by its hash.
const ALSO_BY_NAME: [&str; 2] = ["icons.svg", "licenses/"];

impl Site {
    /// Reads the folder. One that was never built is an empty site: the API works without it.
    pub(crate) fn read(folder: &Path) -> Result<Self, PagesError> {
        let map = match std::fs::read(folder.join("assets.json")) {
            Ok(map) => map,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                tracing::warn!("no built site: pages come without style and script");
                return Ok(Self::default());
            }
            Err(error) => return Err(PagesError::Site(error)),
        };
        let mut site = Self { files: BTreeMap::new(), names: serde_json::from_slice(&map)? };
        for file in files_under(folder)? {
            let Ok(relative) = file.strip_prefix(folder) else {
                continue;
            };
            let address = format!("/{}", relative.to_string_lossy());
            if let Some(stored) = read_file(&file, &address)? {
                site.files.insert(address, stored);
            }
        }
        site.add_names();
        Ok(site)
    }

    fn add_names(&mut self) {
        for (name, address) in &self.names {
            let named = ALSO_BY_NAME.iter().any(|prefix| name.starts_with(prefix));
            if let Some(stored) = self.files.get(address).filter(|_| named) {
                let by_name = stored.clone().header(CACHE_CONTROL, super::stored::ASK_FIRST);
                self.files.insert(format!("/{name}"), by_name);
            }
        }
    }

    /// The address of a logical name; the name itself under the assets folder if there is no site.
    pub(crate) fn address(&self, name: &str) -> String {
        self.names.get(name).cloned().unwrap_or_else(|| format!("/assets/{name}"))
    }

    /// What the worker keeps for a phone without a network: what the shells load, and no more.
    pub(crate) fn precached(&self) -> Vec<&str> {
        let left_out = |name: &str| {
            // What the system fetches when the app is installed, what only some names need, what other pages load.
            [".png", ".ico", "-ext.woff2", "related.css", "crisis.css", "sw.js", "robots.txt", "icons.svg"]
                .iter()
                .any(|end| name.ends_with(end))
                || ["licenses/", ".well-known/"].iter().any(|start| name.starts_with(start))
        };
        let named = self.names.iter().filter(|(name, _)| !left_out(name)).map(|(_, address)| address.as_str());
        let by_name = self.files.keys().map(String::as_str);
        let extra = by_name.filter(|address| *address == "/icons.svg");
        named.chain(extra).collect()
    }
}

fn read_file(file: &Path, address: &str) -> Result<Option<Stored>, PagesError> {
    let extension = file.extension().and_then(OsStr::to_str).unwrap_or_default();
    let hidden = file.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with('.'));
    if hidden || matches!(extension, "br" | "gz") || address == "/assets.json" {
        return Ok(None);
    }
    let kind = content_type(extension);
    let mut stored = if address == WORKER {
        Stored::new(kind, std::fs::read(file).map_err(PagesError::Site)?)
    } else {
        Stored::on_disk(kind, file).map_err(PagesError::Site)?
    };
    if address.starts_with("/assets/") {
        stored = stored.header(CACHE_CONTROL, FOR_EVER);
    }
    if address == WORKER {
        stored = stored
            .header(CONTENT_SECURITY_POLICY, HeaderValue::from_static(csp::WORKER))
            .header(HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static("/"));
    }
    Ok(Some(stored))
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>, PagesError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).map_err(PagesError::Site)? {
            let path = entry.map_err(PagesError::Site)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    Ok(files)
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
