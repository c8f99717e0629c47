//! `parmen serve`: serves until it is told to stop, then lets what has begun be finished.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use server::AppState;
use server::pages::Pages;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Live streams never end by themselves: after this they are cut.
const PATIENCE: Duration = Duration::from_secs(2);

/// Serves.
pub(super) async fn run(state: &AppState) -> anyhow::Result<()> {
    let config = state.config();
    let pages = Pages::load(&config.site, &config.ways_in()).await.context("the pages could not be made")?;
    let listener =
        TcpListener::bind(config.addr).await.with_context(|| format!("cannot listen on {}", config.addr))?;
    let router = server::site(state.clone(), pages)?;
    writeln!(std::io::stdout(), "Pärmen serves {} at http://{}", config.origin, listener.local_addr()?)?;
    let reminding = tokio::spawn(server::reminders::run(state.clone()));
    let mut stop = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (tell, told) = tokio::sync::watch::channel(());
    let mut stopping = told.clone();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        tokio::select! { _ = stop.recv() => {}, _ = interrupt.recv() => {} }
        drop(tell);
    });
    tokio::select! {
        done = serving => done.context("serving ended")?,
        () = async { let _ = stopping.changed().await; tokio::time::sleep(PATIENCE).await } => {}
    }
    reminding.abort();
    state.close().await;
    Ok(())
}
