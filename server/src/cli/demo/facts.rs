//! What the demo tells: addresses, sign-ins and links, for people and as JSON for tests.

use std::io::{self, Write};

use fast_qr::QRBuilder;
use serde::Serialize;

/// Everything needed to try the demo.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    /// Where the server is reached.
    pub(super) address: String,
    /// Staff who can sign in.
    pub(super) coordinators: Vec<SignIn>,
    /// Pärmar with a way in for a phone.
    pub(super) binders: Vec<WayIn>,
    /// Links that related persons have.
    pub(super) shares: Vec<Link>,
}

/// A sign-in of the demo; the password is no secret.
#[derive(Debug, Serialize)]
pub(super) struct SignIn {
    pub(super) username: String,
    pub(super) password: String,
    pub(super) name: String,
}

/// A fresh way in for one owner's phone.
#[derive(Debug, Serialize)]
pub(super) struct WayIn {
    pub(super) id: String,
    pub(super) owner_name: String,
    pub(super) pairing_link: String,
    pub(super) pairing_code: String,
}

/// A related person's link.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    pub(super) link: String,
    pub(super) code: String,
}

impl Facts {
    /// Tells it as JSON.
    pub(super) fn json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        writeln!(out)
    }

    /// Tells it to a person at a terminal.
    pub(super) fn words(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "\nPärmen, demo with fictional people\n  {}\n", self.address)?;
        writeln!(out, "Coordinators (demo passwords, {}/logga-in)", self.address)?;
        for who in &self.coordinators {
            writeln!(out, "  {:<12} {:<14} {}", who.name, who.username, who.password)?;
        }
        writeln!(
            out,
            "\nOwners: open the link in a browser of its own, or write the code on {}/para",
            self.address
        )?;
        writeln!(out, "(ten minutes, once; `parmen demo` makes new ones)")?;
        for binder in &self.binders {
            writeln!(out, "  {:<15} {}  {}", binder.owner_name, binder.pairing_code, binder.pairing_link)?;
        }
        if let Some(code) =
            self.binders.first().and_then(|first| QRBuilder::new(first.pairing_link.as_str()).build().ok())
        {
            writeln!(out, "\n{}", code.to_str())?;
        }
        writeln!(out, "Related person")?;
        for share in &self.shares {
            writeln!(out, "  {}  code {}", share.link, share.code)?;
        }
        writeln!(out)
    }
}
