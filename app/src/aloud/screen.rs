//! The words that stand on the screen, in the order they are read: what the page says and what she has
//! written, not its icons and not its buttons.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node};

/// What is never read: what is pressed, what helps to write or to choose who reads, and what only eyes need. The
/// ends of a rating's line are hidden from screen readers, who hear them with the mark.
const SILENT: &str = "button, .button, nav, svg, [aria-hidden=true]:not(.rating-line__ends), details:not([open]), \
     dialog, .field__hint, .field__status, .own-room";

/// What is not read as it stands: a choice only when it is chosen, a field by what is written in it.
const FIELDS: &str = "input, textarea, select";

/// Every line of the page, from its title on.
pub(super) fn words() -> Vec<String> {
    let mut lines = Vec::new();
    let page = document().get_element_by_id("innehall");
    // On home the greeting stands above the page's content.
    let greeting = document().query_selector(".topbar__greeting").ok().flatten();
    for part in [greeting, page].into_iter().flatten() {
        gather(&part, &mut lines);
    }
    lines
}

fn gather(element: &Element, lines: &mut Vec<String>) {
    let place = element.get_bounding_client_rect();
    let is_shown = place.width() > 0.0 || place.height() > 0.0;
    if !is_shown || element.matches(SILENT).unwrap_or(false) {
        return;
    }
    if let Some(written) = written(element) {
        lines.push(written);
        return;
    }
    let holds = |what: &str| element.query_selector(what).ok().flatten();
    let chosen = |choice: &HtmlInputElement| !matches!(&*choice.type_(), "radio" | "checkbox") || choice.checked();
    let is_choice = element.tag_name() == "LABEL";
    if is_choice && holds("input").is_some_and(|input| input.dyn_ref().is_some_and(|input| !chosen(input))) {
        return;
    }
    if holds(SILENT).is_none() && holds(FIELDS).is_none() {
        // The browser knows which parts stand on lines of their own.
        let text = element.dyn_ref::<HtmlElement>().map(HtmlElement::inner_text).unwrap_or_default();
        lines.extend(text.lines().map(str::to_owned));
        return;
    }
    let children = element.child_nodes();
    for child in (0..children.length()).filter_map(|index| children.item(index)) {
        match child.dyn_ref::<Element>() {
            Some(child) => gather(child, lines),
            None if child.node_type() == Node::TEXT_NODE => lines.extend(child.text_content()),
            None => {}
        }
    }
}

/// What is written in a field, or chosen in a list; nothing for what is no field.
fn written(element: &Element) -> Option<String> {
    if let Some(field) = element.dyn_ref::<HtmlTextAreaElement>() {
        return Some(field.value());
    }
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        return Some(if matches!(&*field.type_(), "text" | "tel") { field.value() } else { String::new() });
    }
    (element.tag_name() == "SELECT").then(|| {
        let chosen = element.query_selector("option:checked").ok().flatten();
        chosen.and_then(|chosen| chosen.text_content()).unwrap_or_default()
    })
}
