//! What an operator decides: one struct, read once from the environment.
//!
//! | Variable | Without it | What it is |
//! |---|---|---|
//! | `PARMEN_ADDR` | `127.0.0.1:8080` | where to listen |
//! | `DATABASE_URL` | `sqlite://data/parmen.db` | the store; `postgres://…` for several servers |
//! | `PARMEN_KEYS_URL` | `keys.db` beside a SQLite store | the key store, never in the same backup; must be named with PostgreSQL |
//! | `PARMEN_SERVER_KEY` | `server.key` beside the key store, made at first start | 32 bytes in base64 that wrap every binder's key |
//! | `PARMEN_NEW_SERVER_KEY` | | the next server key, for `parmen keys rotate` where the key comes from `PARMEN_SERVER_KEY` |
//! | `PARMEN_ORIGIN` | `http://localhost:<port>` | how people reach the server; stands in pairing links |
//! | `PARMEN_SITE` | `target/site` | the built phone half |
//! | `PARMEN_TRUST_PROXY` | no | `1`: the caller's address is the last one in `X-Forwarded-For`, how it came the last one in `X-Forwarded-Proto` |
//! | `PARMEN_LOCAL_ACCOUNTS` | on | `off`: staff sign in at the provider and nowhere else |
//! | `PARMEN_LOCAL_SECOND_FACTOR` | `optional` | `required`: a local account signs in with a one-time code, too |
//! | `PARMEN_STAFF_LOCK` | `optional` | `required`: staff choose a code for their copy on a device before anything is fetched to it |
//! | `PARMEN_PUSH_LOOPBACK` | no | `1`, for tests: reminders may go to a push service on this machine |
//! | `PARMEN_OIDC_…` | no provider | the organisation's own: see [`ProviderConfig`] |

mod provider;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::api::{ProviderCard, WaysIn};

pub use provider::{NewAccounts, ProviderConfig};

/// The settings of one server process.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
#[derive(Clone)]
pub struct Config {
    /// Where to listen.
    pub addr: SocketAddr,
    /// The store.
    pub database_url: String,
    /// The key store.
    pub keys_url: String,
    /// What wraps every binder's key.
    pub server_key: ServerKeySource,
    /// What `parmen keys rotate` is to wrap them with, where the server key does not come from a file.
    pub new_server_key: Option<[u8; 32]>,
    /// How people reach the server, without a slash at the end.
    pub origin: String,
    /// The built phone half.
    pub site: PathBuf,
    /// A proxy in front tells the caller's address, and whether it came over https.
    pub trust_proxy: bool,
    /// The organisation's identity provider.
    pub provider: Option<ProviderConfig>,
    /// Local accounts can sign in.
    pub local_accounts: bool,
    /// They need a second step to do so.
    pub second_factor_required: bool,
    /// Staff's copies on their devices are locked by a code.
    pub staff_lock_required: bool,
    /// Reminders may go to a push service on this machine: for tests.
    pub push_loopback: bool,
}

/// Where the server key comes from.
#[derive(Clone)]
pub enum ServerKeySource {
    /// From the environment.
    Given([u8; 32]),
    /// From a file that is made at the first start, readable by its owner only.
    File(PathBuf),
}

/// Which setting is wrong, and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A setting that cannot be read.
    #[error("{variable} is not {expected}")]
    Invalid {
        /// The variable.
        variable: &'static str,
        /// What it should hold.
        expected: &'static str,
    },
    /// PostgreSQL without a key store of its own.
    #[error("PARMEN_KEYS_URL must name a database of its own when DATABASE_URL is PostgreSQL")]
    KeysNotNamed,
    /// Nobody could sign in.
    #[error("PARMEN_LOCAL_ACCOUNTS=off needs PARMEN_OIDC_ISSUER: without either nobody can sign in")]
    NoWayIn,
}

impl Config {
    /// Reads the settings from the environment.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting at fault.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// Reads the settings from anything that has names and values.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting at fault.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let addr: SocketAddr = match get("PARMEN_ADDR") {
            Some(text) => text.parse().map_err(|_| ConfigError::Invalid {
                variable: "PARMEN_ADDR",
                expected: "an address and a port, such as 127.0.0.1:8080",
            })?,
            None => SocketAddr::from(([127, 0, 0, 1], 8080)),
        };
        let database_url = get("DATABASE_URL").unwrap_or_else(|| "sqlite://data/parmen.db".to_owned());
        let beside = sqlite_folder(&database_url);
        let keys_url = match (get("PARMEN_KEYS_URL"), &beside) {
            (Some(url), _) => url,
            (None, Some(folder)) => format!("sqlite://{}", folder.join("keys.db").display()),
            (None, None) => return Err(ConfigError::KeysNotNamed),
        };
        let key = |variable| match get(variable).map(|text| parse_key(&text)) {
            Some(None) => Err(ConfigError::Invalid {
                variable,
                expected: "32 bytes in base64, such as `openssl rand -base64 32` prints",
            }),
            read => Ok(read.flatten()),
        };
        let server_key = if let Some(key) = key("PARMEN_SERVER_KEY")? {
            ServerKeySource::Given(key)
        } else {
            let folder = sqlite_folder(&keys_url).or(beside);
            ServerKeySource::File(folder.unwrap_or_else(|| PathBuf::from("data")).join("server.key"))
        };
        let origin = get("PARMEN_ORIGIN").unwrap_or_else(|| format!("http://localhost:{}", addr.port()));
        let origin = origin.trim_end_matches('/').to_owned();
        if !(origin.starts_with("https://") || origin.starts_with("http://")) {
            return Err(ConfigError::Invalid { variable: "PARMEN_ORIGIN", expected: "an http or https address" });
        }
        let provider = ProviderConfig::read(&get)?;
        let local_accounts = get("PARMEN_LOCAL_ACCOUNTS").as_deref() != Some("off");
        if provider.is_none() && !local_accounts {
            return Err(ConfigError::NoWayIn);
        }
        let is_required = |variable| match get(variable).as_deref() {
            None | Some("optional") => Ok(false),
            Some("required") => Ok(true),
            // A wish for more safety that is misspelt must not be taken for none.
            Some(_) => Err(ConfigError::Invalid { variable, expected: "optional or required" }),
        };
        Ok(Self {
            addr,
            database_url,
            keys_url,
            server_key,
            new_server_key: key("PARMEN_NEW_SERVER_KEY")?,
            origin,
            site: get("PARMEN_SITE").map_or_else(|| PathBuf::from("target/site"), PathBuf::from),
            trust_proxy: get("PARMEN_TRUST_PROXY").as_deref() == Some("1"),
            provider,
            local_accounts,
            second_factor_required: is_required("PARMEN_LOCAL_SECOND_FACTOR")?,
            staff_lock_required: is_required("PARMEN_STAFF_LOCK")?,
            push_loopback: get("PARMEN_PUSH_LOOPBACK").as_deref() == Some("1"),
        })
    }

    /// The ways in for staff, as the pages tell them.
    #[must_use]
    pub fn ways_in(&self) -> WaysIn {
        let card = |provider: &ProviderConfig| ProviderCard {
            name: provider.name.clone(),
            contact: provider.contact.clone(),
        };
        WaysIn { provider: self.provider.as_ref().map(card), local: self.local_accounts }
    }
}

/// Reads 32 bytes in base64.
pub(crate) fn parse_key(text: &str) -> Option<[u8; 32]> {
    STANDARD.decode(text.trim()).ok()?.try_into().ok()
}

/// The folder of a SQLite file; `None` for any other store.
pub(crate) fn sqlite_folder(url: &str) -> Option<PathBuf> {
    let path = sqlite_path(url)?;
    Some(Path::new(path).parent().unwrap_or(Path::new("")).to_path_buf())
}

/// The file of a SQLite address; `None` for any other store.
pub(crate) fn sqlite_path(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    rest.split('?').next()
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Addresses of databases carry passwords, and the key opens everything.
        f.debug_struct("Config")
            .field("addr", &self.addr)
            .field("sqlite", &sqlite_path(&self.database_url))
            .field("origin", &self.origin)
            .field("site", &self.site)
            .field("trust_proxy", &self.trust_proxy)
            .field("provider", &self.provider)
            .field("local_accounts", &self.local_accounts)
            .field("second_factor_required", &self.second_factor_required)
            .field("staff_lock_required", &self.staff_lock_required)
            .field("push_loopback", &self.push_loopback)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn nothing_set_is_one_folder_on_this_machine() {
        let config = read(&[]).unwrap();
        assert_eq!(config.keys_url, "sqlite://data/keys.db");
        assert!(matches!(config.server_key, ServerKeySource::File(path) if path == Path::new("data/server.key")));
        assert_eq!(config.origin, "http://localhost:8080");
    }

    #[test]
    fn postgresql_must_name_where_its_keys_are() {
        assert!(matches!(read(&[("DATABASE_URL", "postgres://db/parmen")]), Err(ConfigError::KeysNotNamed)));
    }

    #[test]
    fn a_provider_is_reached_over_https_and_must_have_a_name() {
        let whole = |issuer| {
            [
                ("PARMEN_OIDC_ISSUER", issuer),
                ("PARMEN_OIDC_CLIENT_ID", "parmen"),
                ("PARMEN_OIDC_NAME", "Region Öst"),
            ]
        };
        for refused in ["http://login.example.se", "ldap://login.example.se", "login.example.se"] {
            assert!(read(&whole(refused)).is_err(), "{refused}");
        }
        assert!(read(&whole("http://localhost:9000")).unwrap().provider.is_some());
        let config = read(&whole("https://login.example.se")).unwrap();
        assert_eq!(config.provider.as_ref().map(|provider| provider.claim.as_str()), Some("sub"));
        assert_eq!(config.ways_in().provider.map(|card| card.name).as_deref(), Some("Region Öst"));
        assert!(read(&whole("https://login.example.se")[..2]).is_err());
    }

    #[test]
    fn local_accounts_are_switched_off_only_where_there_is_another_way_in() {
        let off = ("PARMEN_LOCAL_ACCOUNTS", "off");
        assert!(matches!(read(&[off]), Err(ConfigError::NoWayIn)));
        let issuer = ("PARMEN_OIDC_ISSUER", "https://login.example.se");
        let set = [off, issuer, ("PARMEN_OIDC_CLIENT_ID", "parmen"), ("PARMEN_OIDC_NAME", "Region Öst")];
        assert!(!read(&set).unwrap().ways_in().local);
    }

    #[test]
    fn what_is_demanded_of_staff_is_demanded_by_one_word_and_no_other() {
        for (variable, both) in
            [("PARMEN_LOCAL_SECOND_FACTOR", (true, false)), ("PARMEN_STAFF_LOCK", (false, true))]
        {
            let set = |value| {
                read(&[(variable, value)])
                    .map(|config| (config.second_factor_required, config.staff_lock_required))
            };
            assert_eq!(set("required").unwrap(), both);
            assert_eq!(set("optional").unwrap(), (false, false));
            assert!(set("requird").is_err(), "{variable}");
        }
        let none = read(&[]).unwrap();
        assert!(!none.second_factor_required && !none.staff_lock_required);
    }

    #[test]
    fn debug_shows_neither_key_nor_password() {
        let key = STANDARD.encode([7; 32]);
        let set = [
            ("DATABASE_URL", "postgres://u:hemligt@db/parmen"),
            ("PARMEN_KEYS_URL", "postgres://u:hemligt@db/keys"),
            ("PARMEN_SERVER_KEY", key.as_str()),
            ("PARMEN_OIDC_ISSUER", "https://login.example.se"),
            ("PARMEN_OIDC_CLIENT_ID", "parmen"),
            ("PARMEN_OIDC_CLIENT_SECRET", "hemligt"),
            ("PARMEN_OIDC_NAME", "Region Öst"),
        ];
        let shown = format!("{:?}", read(&set).unwrap());
        assert!(!shown.contains("hemligt") && !shown.contains(&key), "{shown}");
    }
}
