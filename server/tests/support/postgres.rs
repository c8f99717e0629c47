//! A PostgreSQL cluster of the tests' own: made with `initdb`, listening on a socket in its own folder,
//! stopped when the last test that uses it ends.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use sqlx::{Connection as _, Executor as _, PgConnection};

/// A running cluster.
pub(crate) struct Cluster {
    folder: PathBuf,
    server: Mutex<Child>,
    made: AtomicU32,
}

static RUNNING: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());

impl Cluster {
    /// The cluster that runs, or a new one.
    pub(crate) async fn get() -> Arc<Self> {
        let cluster = {
            let mut running = RUNNING.lock().unwrap();
            running.upgrade().unwrap_or_else(|| {
                let cluster = Arc::new(Self::start());
                *running = Arc::downgrade(&cluster);
                cluster
            })
        };
        cluster.wait().await;
        cluster
    }

    /// A new empty database; gives its address.
    pub(crate) async fn database(&self) -> String {
        let name = format!("t{}", self.made.fetch_add(1, Ordering::SeqCst));
        let mut connection = PgConnection::connect(&self.url("postgres")).await.unwrap();
        connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        connection.close().await.unwrap();
        self.url(&name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    fn start() -> Self {
        let bin = binaries();
        let template = template(&bin);
        let folder = std::env::temp_dir().join(format!("parmen-pg-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        run(as_postgres("cp").arg("-a").arg(&template).arg(&folder));
        let server = as_postgres(bin.join("postgres"))
            .arg("-D")
            .arg(&folder)
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"])
            .arg("-c")
            .arg(format!("unix_socket_directories={}", folder.display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("postgres did not start");
        Self { folder, server: Mutex::new(server), made: AtomicU32::new(0) }
    }

    async fn wait(&self) {
        for _ in 0..400 {
            if let Ok(connection) = PgConnection::connect(&self.url("postgres")).await {
                connection.close().await.unwrap();
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("PostgreSQL did not answer within ten seconds");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The postmaster's own number: `runuser` stands between it and us.
        if let Ok(file) = fs::read_to_string(self.folder.join("postmaster.pid"))
            && let Some(pid) = file.lines().next()
        {
            let _ = Command::new("kill").args(["-QUIT", pid]).status();
        }
        let _ = self.server.lock().unwrap().wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    found.retain(|bin| bin.join("initdb").exists());
    found.sort();
    found
        .pop()
        .expect("PostgreSQL is missing: install Debian's package `postgresql`, these tests need its `initdb`")
}

/// An empty cluster, made once on this machine and copied for each run.
fn template(bin: &Path) -> PathBuf {
    let version = bin.parent().and_then(Path::file_name).unwrap().to_string_lossy().into_owned();
    let user = if is_root() { "postgres".to_owned() } else { std::env::var("USER").unwrap_or_default() };
    let ready = std::env::temp_dir().join(format!("parmen-pg-template-{version}-{user}"));
    if ready.exists() {
        return ready;
    }
    let making = std::env::temp_dir().join(format!("parmen-pg-making-{}", std::process::id()));
    fs::create_dir_all(&making).unwrap();
    fs::set_permissions(&making, fs::Permissions::from_mode(0o700)).unwrap();
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(&making));
    }
    run(as_postgres(bin.join("initdb")).arg("-D").arg(&making).args([
        "--no-sync",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]));
    // Another test may have been first; either will do.
    let _ = fs::rename(&making, &ready);
    ready
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

/// PostgreSQL refuses to run as root.
fn as_postgres(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
