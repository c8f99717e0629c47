//! The binary `parmen`: reads the settings, opens the store and does what the first word says.
#![expect(unreachable_pub, reason = "everything here is private to the binary")]

mod cli;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use server::config::Config;

/// How long threads that do nothing any more are waited for.
const GRACE: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    match start() {
        Ok(code) => code,
        Err(error) => {
            // A person at a terminal reads this; the causes name settings and files, never people.
            eprintln!("parmen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> anyhow::Result<ExitCode> {
    let Some(command) = cli::Command::read(std::env::args().skip(1))? else {
        println!("{}", cli::HELP);
        return Ok(ExitCode::SUCCESS);
    };
    log()?;
    let config = Config::from_env()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no threads")?;
    let outcome = runtime.block_on(command.run(config));
    // What was asked for is done. A thread of the store that is slow to end must not keep somebody at a terminal.
    runtime.shutdown_timeout(GRACE);
    outcome
}

/// Lines of JSON on standard error; `RUST_LOG` chooses which.
fn log() -> anyhow::Result<()> {
    let wish = std::env::var("RUST_LOG").ok();
    let filter = server::log::filter(wish.as_deref()).context("the log cannot be set up")?;
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    Ok(())
}
