//! What the server says of itself while a test asks it things.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;

use super::stage::PERSONAL;

/// All that any part of the server logs in this process, at its most talkative.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Listens to everything; nextest gives each test its own process, and without it the first one listens.
pub(crate) fn listen() -> Log {
    static LOG: std::sync::OnceLock<Log> = std::sync::OnceLock::new();
    let log = LOG.get_or_init(|| {
        let log = Log::default();
        let filter = server::log::filter(Some("trace")).unwrap();
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(log.clone()).init();
        log
    });
    log.clone()
}

/// Nothing of what somebody wrote is in the log.
pub(crate) fn assert_silent(log: &Log) {
    let said = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(said.contains("request"), "nothing was heard at all");
    for word in PERSONAL.split(' ').filter(|word| word.len() > 4) {
        let line = said.lines().find(|line| line.contains(word));
        assert!(line.is_none(), "the log holds {word}: {}", line.unwrap_or_default());
    }
}
