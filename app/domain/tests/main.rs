//! The domain's rules from outside: each file is named after what it holds to account.
#![cfg(test)]

mod adversarial;
mod checkpoint;
mod consent;
mod convergence;
mod copies;
mod decision;
mod erasure;
mod export;
mod fold;
mod garbage;
mod glossary;
mod heavy;
mod history;
mod lift;
mod meeting;
mod model;
mod proposal;
mod proposed_consent;
mod rating;
mod reading;
mod redaction;
mod removal;
mod reopening;
mod room;
mod room_moving;
mod rules;
mod rules_of_shape;
mod sheet;
mod signature;
mod succession;
mod support;
mod unread;
mod wallet_card;
mod wire;
