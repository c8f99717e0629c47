//! The words after `parmen`: one command per file.

mod audit;
mod backup;
mod check;
mod coordinator;
mod demo;
mod erase;
mod export;
mod feedback;
mod group;
mod import;
mod keys;
mod period;
mod redact;
mod reviewer;
mod serve;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use domain::BinderId;
use server::AppState;
use server::config::Config;

/// What `parmen help` says.
pub(crate) const HELP: &str = "\
parmen serve                    serves until it is told to stop
parmen backup FILE              copies the store while it is running; never the keys
parmen restore FILE             puts a copy in the place of an empty store
parmen restored                 says that pg_restore or the like has done so, before anybody serves it
parmen keys rotate              wraps every pärm's key with a new server key while servers run; again if it broke off
parmen keys retire              ends that when every process has the new key: the old one then opens nothing
parmen check                    folds every log and compares the lists that follow from it
parmen redact                   empties what was removed 90 days ago; a running server does it by itself, if it may
parmen keys backup DIR          copies the key store to a file of today and removes its own older than 30 days
parmen erase BINDER --reason WHY [--by WHO]
                                takes a pärm away in 30 days, as the law demands; its owner reads who and why
parmen erase --cancel BINDER    lets it stay after all; also where its owner asked for it and has lost her phone
parmen erase --list             which are to be taken away, when, and who asked for it
parmen erase --due              takes away those whose day has come; `serve` does so every hour
parmen export BINDER            one pärm as JSON: its log, and every tab as it stands
parmen import FILE --for USERNAME
                                such a file from another server: all of it or nothing; lets its owner's phone in
parmen pair BINDER              a new way in for the owner's phone, when nobody else can make one
parmen audit --organization O --from DAY --to DAY [--authority region|municipality] [--csv]
                                what a unit's staff have read and written: who, when and in which pärm
parmen audit … --spot-check N --by WHO
                                picks N of it at random to look through, and writes down that it was done
parmen audit --organization O --checks
                                the checks that were made
parmen audit --organization O --from DAY --to DAY --accounts [--csv]
                                sign-ins of a unit's staff, failed ones too, and changes of how they sign in
parmen reviewer add --username U | --identity I --organization O [--authority …] [--by WHO]
                                names somebody to check a unit's log; `remove` ends it
parmen reviewer list --organization O
                                who does
parmen feedback --from DAY --to DAY [--csv]
                                which pages were said to be hard to use, and how often
parmen group add --username U | --identity I [--by WHO]
                                names a member of the group that reads what staff have lifted to it; `remove` ends it
parmen group list               who is in it
parmen group log --from DAY --to DAY
                                who took up, lifted, decided and read what, by day
parmen coordinator add --username U --name N --organization O [--authority region|municipality]
                                an account; the password comes from standard input
parmen coordinator reset-second-factor --username U [--by WHO]
                                for somebody who has lost phone and recovery codes: passkeys go, too, and her
                                sessions end
parmen coordinator reset-password --username U [--by WHO]
                                for somebody who has forgotten hers; a new one comes from standard input
parmen coordinator close --username U [--by WHO]
                                nobody signs in to the account any more, at the provider neither
parmen coordinator add --identity I --name N --organization O [--authority …]
                                an account without a password, for whom the provider calls I; --username too: both
parmen coordinator link --username U --identity I
                                lets the holder of an account in through the provider, too
parmen coordinator unlink --identity I
                                lets nobody in by it any more, and ends her sessions
parmen demo [--json]            fills the store with fictional pärmar and tells how to get in

Settings come from the environment: PARMEN_ADDR, DATABASE_URL, PARMEN_KEYS_URL, PARMEN_SERVER_KEY,
PARMEN_NEW_SERVER_KEY, PARMEN_ORIGIN, PARMEN_SITE, PARMEN_TRUST_PROXY, PARMEN_LOCAL_ACCOUNTS,
PARMEN_LOCAL_SECOND_FACTOR, PARMEN_STAFF_LOCK, PARMEN_OIDC_…, RUST_LOG.";

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    Serve,
    Backup(PathBuf),
    Restore(PathBuf),
    Restored,
    RotateKeys,
    RetireKey,
    BackUpKeys(PathBuf),
    Check,
    Redact,
    Export(BinderId),
    Import(PathBuf, Arguments),
    Pair(BinderId),
    Erase { binder: Option<BinderId>, given: Arguments },
    Audit(Arguments),
    Feedback(Arguments),
    JoinGroup(Arguments),
    LeaveGroup(Arguments),
    Group,
    GroupLog(Arguments),
    AddReviewer(Arguments),
    RemoveReviewer(Arguments),
    Reviewers(Arguments),
    AddCoordinator(Arguments),
    LinkCoordinator(Arguments),
    UnlinkCoordinator(Arguments),
    ResetSecondFactor(Arguments),
    ResetPassword(Arguments),
    CloseAccount(Arguments),
    Demo { json: bool },
}

/// `--name value` pairs and single words.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    named: BTreeMap<String, String>,
    words: Vec<String>,
}

/// Names that stand alone.
const FLAGS: [&str; 8] = ["accounts", "json", "help", "csv", "checks", "cancel", "list", "due"];

impl Arguments {
    fn read(mut given: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut arguments = Self::default();
        while let Some(word) = given.next() {
            match word.strip_prefix("--") {
                Some(flag) if FLAGS.contains(&flag) => {
                    arguments.named.insert(flag.to_owned(), String::new());
                }
                Some(name) => {
                    let value = given.next().with_context(|| format!("--{name} needs a value"))?;
                    arguments.named.insert(name.to_owned(), value);
                }
                None => arguments.words.push(word),
            }
        }
        Ok(arguments)
    }

    fn optional(&self, name: &str) -> Option<&str> {
        self.named.get(name).map(String::as_str).filter(|value| !value.trim().is_empty())
    }

    fn has(&self, flag: &str) -> bool {
        self.named.contains_key(flag)
    }

    fn required(&self, name: &str) -> anyhow::Result<&str> {
        self.optional(name).with_context(|| format!("--{name} is missing"))
    }
}

impl Command {
    /// Reads the command; `None` when help is wanted.
    pub(crate) fn read(given: impl Iterator<Item = String>) -> anyhow::Result<Option<Self>> {
        let arguments = Arguments::read(given)?;
        let json = arguments.named.contains_key("json");
        let words: Vec<&str> = arguments.words.iter().map(String::as_str).collect();
        Ok(Some(match words.as_slice() {
            _ if arguments.named.contains_key("help") => return Ok(None),
            [] | ["help"] => return Ok(None),
            ["serve"] => Self::Serve,
            ["backup", file] => Self::Backup(PathBuf::from(file)),
            ["restore", file] => Self::Restore(PathBuf::from(file)),
            ["restored"] => Self::Restored,
            ["keys", "rotate"] => Self::RotateKeys,
            ["keys", "retire"] => Self::RetireKey,
            ["check"] => Self::Check,
            ["redact"] => Self::Redact,
            ["keys", "backup", folder] => Self::BackUpKeys(PathBuf::from(folder)),
            ["export", binder] => Self::Export(binder_of(binder)?),
            ["import", file] => Self::Import(PathBuf::from(file), arguments),
            ["pair", binder] => Self::Pair(binder_of(binder)?),
            ["erase"] => Self::Erase { binder: None, given: arguments },
            ["erase", binder] => Self::Erase { binder: Some(binder_of(binder)?), given: arguments },
            ["audit"] => Self::Audit(arguments),
            ["feedback"] => Self::Feedback(arguments),
            ["group", "add"] => Self::JoinGroup(arguments),
            ["group", "remove"] => Self::LeaveGroup(arguments),
            ["group", "list"] => Self::Group,
            ["group", "log"] => Self::GroupLog(arguments),
            ["reviewer", "add"] => Self::AddReviewer(arguments),
            ["reviewer", "remove"] => Self::RemoveReviewer(arguments),
            ["reviewer", "list"] => Self::Reviewers(arguments),
            ["coordinator", "add"] => Self::AddCoordinator(arguments),
            ["coordinator", "link"] => Self::LinkCoordinator(arguments),
            ["coordinator", "unlink"] => Self::UnlinkCoordinator(arguments),
            ["coordinator", "reset-second-factor"] => Self::ResetSecondFactor(arguments),
            ["coordinator", "reset-password"] => Self::ResetPassword(arguments),
            ["coordinator", "close"] => Self::CloseAccount(arguments),
            ["demo"] => Self::Demo { json },
            _ => bail!("there is no such command; `parmen help` lists them"),
        }))
    }

    /// Does it.
    pub(crate) async fn run(self, config: Config) -> anyhow::Result<ExitCode> {
        match &self {
            Self::Backup(file) => {
                backup::backup(&config, file).await?;
                return Ok(ExitCode::SUCCESS);
            }
            Self::Restore(file) => {
                backup::restore(&config, file).await?;
                return Ok(ExitCode::SUCCESS);
            }
            Self::RotateKeys => {
                keys::rotate(&config).await?;
                return Ok(ExitCode::SUCCESS);
            }
            Self::RetireKey => {
                keys::retire(&config).await?;
                return Ok(ExitCode::SUCCESS);
            }
            Self::BackUpKeys(folder) => {
                keys::back_up(&config, folder).await?;
                return Ok(ExitCode::SUCCESS);
            }
            _ => {}
        }
        let state = AppState::open(config).await.context("the store did not open")?;
        let done = match self {
            Self::Serve => serve::run(&state).await,
            Self::Restored => backup::restored(&state).await,
            Self::Check => return check::run(&state).await,
            Self::Redact => redact::run(&state).await,
            Self::Export(binder) => export::run(&state, binder).await,
            Self::Import(file, arguments) => import::run(&state, &file, &arguments).await,
            Self::Pair(binder) => import::pair(&state, binder).await,
            Self::Erase { binder, given } => erase::run(&state, binder, &given).await,
            Self::Audit(arguments) => audit::run(&state, &arguments).await,
            Self::Feedback(arguments) => feedback::run(&state, &arguments).await,
            Self::JoinGroup(arguments) => group::add(&state, &arguments).await,
            Self::LeaveGroup(arguments) => group::remove(&state, &arguments).await,
            Self::Group => group::list(&state).await,
            Self::GroupLog(arguments) => group::log(&state, &arguments).await,
            Self::AddReviewer(arguments) => reviewer::add(&state, &arguments).await,
            Self::RemoveReviewer(arguments) => reviewer::remove(&state, &arguments).await,
            Self::Reviewers(arguments) => reviewer::list(&state, &arguments).await,
            Self::AddCoordinator(arguments) => coordinator::add(&state, &arguments).await,
            Self::LinkCoordinator(arguments) => coordinator::link(&state, &arguments).await,
            Self::UnlinkCoordinator(arguments) => coordinator::unlink(&state, &arguments).await,
            Self::ResetSecondFactor(arguments) => coordinator::reset::second_factor(&state, &arguments).await,
            Self::ResetPassword(arguments) => coordinator::reset::password(&state, &arguments).await,
            Self::CloseAccount(arguments) => coordinator::reset::close(&state, &arguments).await,
            Self::Demo { json } => demo::run(&state, json).await,
            Self::Backup(_) | Self::Restore(_) | Self::RotateKeys | Self::RetireKey | Self::BackUpKeys(_) => {
                Ok(())
            }
        };
        done.map(|()| ExitCode::SUCCESS)
    }
}

fn binder_of(word: &str) -> anyhow::Result<BinderId> {
    word.parse().context("BINDER is the id of a pärm")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> anyhow::Result<Option<Command>> {
        Command::read(line.split_ascii_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_command_is_read() {
        assert!(matches!(read("serve").unwrap(), Some(Command::Serve)));
        assert!(matches!(read("keys rotate").unwrap(), Some(Command::RotateKeys)));
        assert!(matches!(read("demo --json").unwrap(), Some(Command::Demo { json: true })));
        assert!(matches!(read("backup /a/b").unwrap(), Some(Command::Backup(file)) if file.as_os_str() == "/a/b"));
        let Some(Command::AddCoordinator(given)) = read("coordinator add --username anna --name A").unwrap()
        else {
            panic!("another command");
        };
        assert_eq!((given.optional("username"), given.optional("authority")), (Some("anna"), None));
    }

    #[test]
    fn what_is_not_understood_is_said_and_not_guessed() {
        assert!(
            read("srve").is_err() && read("backup").is_err() && read("keys").is_err() && read("export x").is_err()
        );
        assert!(read("coordinator add --username").is_err());
        assert!(read("").unwrap().is_none() && read("serve --help").unwrap().is_none());
    }
}
