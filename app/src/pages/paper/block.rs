//! What stands on a sheet, one piece after the other: each tab tells its own, and they all look alike.

use domain::Entry;
use leptos::prelude::*;

use crate::components::{field_name, in_words};

/// One piece of a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Block {
    /// The title of what follows.
    Title(String),
    /// The title of a part of it.
    Part(String),
    /// Words that stand by themselves.
    Words(String),
    /// One thing; it is not cut in two by the edge of the paper.
    Item {
        /// What it is called.
        name: String,
        /// What is said of it.
        lines: Vec<Line>,
    },
    /// Rows of cells.
    Table {
        /// What the cells are.
        head: Vec<&'static str>,
        /// The rows.
        rows: Vec<Row>,
    },
}

/// What is said of one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    /// What the words are; empty if they say it themselves.
    pub(crate) label: &'static str,
    /// Without words nothing is said, the label neither.
    pub(crate) words: Vec<String>,
}

/// One row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Row {
    /// The first cell says what the row is about.
    pub(crate) cells: Vec<String>,
    /// Words across the row.
    pub(crate) note: Option<String>,
}

impl Line {
    /// Words that need no label; empty ones are left out.
    pub(crate) fn plain(words: Vec<String>) -> Self {
        Self { label: "", words: words.into_iter().filter(|words| !words.is_empty()).collect() }
    }

    fn into_view(self) -> AnyView {
        let Self { label, words } = self;
        match (label, words.is_empty()) {
            (_, true) => ().into_any(),
            ("", _) => words
                .into_iter()
                .map(|words| view! { <p class="paper__words">{words}</p> })
                .collect_view()
                .into_any(),
            _ => view! {
                <p class="paper__label">{label}</p>
                <ul class="paper__list">
                    {words.into_iter().map(|words| view! { <li class="paper__words">{words}</li> }).collect_view()}
                </ul>
            }
            .into_any(),
        }
    }
}

impl Block {
    /// One thing.
    pub(crate) fn item(name: String, lines: Vec<Line>) -> Self {
        Self::Item { name, lines: lines.into_iter().filter(|line| !line.words.is_empty()).collect() }
    }

    /// As it stands on the sheet.
    pub(crate) fn into_view(self) -> AnyView {
        match self {
            Self::Title(words) => view! { <h3 class="paper__title">{words}</h3> }.into_any(),
            Self::Part(words) => view! { <h4 class="paper__part">{words}</h4> }.into_any(),
            Self::Words(words) => view! { <p class="paper__words">{words}</p> }.into_any(),
            Self::Item { name, lines } => view! {
                <div class="paper__item">
                    {(!name.is_empty()).then(|| view! { <p class="paper__name">{name}</p> })}
                    {lines.into_iter().map(Line::into_view).collect_view()}
                </div>
            }
            .into_any(),
            Self::Table { head, rows } => table(head, rows),
        }
    }
}

fn table(head: Vec<&'static str>, rows: Vec<Row>) -> AnyView {
    let across = head.len().to_string();
    let rows = rows.into_iter().map(|Row { cells, note }| {
        let mut cells = cells.into_iter();
        let first = cells.next().map(|words| view! { <th scope="row">{words}</th> });
        let cells = cells.map(|words| view! { <td>{words}</td> }).collect_view();
        let note = note.map(|words| {
            view! {
                <tr><td class="paper__words" colspan=across.clone()>{words}</td></tr>
            }
        });
        view! { <tbody><tr>{first}{cells}</tr>{note}</tbody> }
    });
    let rows = rows.collect_view();
    let head = head.into_iter().map(|words| view! { <th scope="col">{words}</th> }).collect_view();
    view! {
        <div class="table-scroll">
            <table class="table paper__table"><thead><tr>{head}</tr></thead>{rows}</table>
        </div>
    }
    .into_any()
}

/// What else is written of an entry: versions that nobody has replaced, and that it was removed elsewhere.
/// Paper must not choose for her.
pub(crate) fn doubts(entry: &Entry) -> Vec<String> {
    let contested = entry.is_contested().then(|| say!(common.contested).to_owned());
    let others = entry.split_fields().into_iter().flat_map(|field| {
        let register = entry.fields.get(&field);
        let shown = register.and_then(|register| register.shown()).map(|version| &version.value);
        let current = register.map(|register| register.current.as_slice()).unwrap_or_default();
        let name = field_name(entry.kind, field).trim_end_matches(['?', ' ', '…']);
        let other = current.iter().filter(move |version| Some(&version.value) != shown);
        other.map(move |version| {
            let words = in_words(field, &version.value, None);
            say!(settings.other_version, field = name, words = words)
        })
    });
    contested.into_iter().chain(others).collect()
}
