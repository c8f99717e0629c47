//! Where she signs: a field to draw in, and the keyboard for whoever cannot draw (WCAG 2.1.1, 2.5.7).

use domain::consent::{FIELD_HEIGHT, FIELD_WIDTH, thinned};
use leptos::ev::PointerEvent;
use leptos::prelude::*;

use super::{path_of, view_box};
use crate::browser;
use crate::components::Icon;
use crate::lean::{Show, attribute, handler, memo, part};

const NAME_FIELD: &str = "underskrift-namn";

type Stroke = Vec<(u16, u16)>;

/// What has been drawn or written so far.
#[derive(Clone, Copy)]
pub(crate) struct Drawing {
    done: RwSignal<Vec<Stroke>>,
    /// The stroke that is being drawn.
    going_on: RwSignal<Option<Stroke>>,
    name: RwSignal<String>,
    with_keys: RwSignal<bool>,
    said: RwSignal<Option<&'static str>>,
}

impl Drawing {
    /// An empty field.
    pub(crate) fn new() -> Self {
        Self {
            done: RwSignal::new(Vec::new()),
            going_on: RwSignal::new(None),
            name: RwSignal::new(String::new()),
            with_keys: RwSignal::new(false),
            said: RwSignal::new(None),
        }
    }

    /// The name that was written, or else the strokes; nothing if there is neither, and that is said.
    pub(crate) fn taken(self) -> Option<(String, Vec<Vec<u16>>)> {
        self.lift();
        let made = if self.with_keys.get_untracked() {
            (self.name.get_untracked().trim().to_owned(), Vec::new())
        } else {
            (String::new(), self.done.with_untracked(|done| thinned(done)))
        };
        if made.0.is_empty() && made.1.is_empty() {
            self.said.set(Some(say!(signature.missing)));
            if self.with_keys.get_untracked() {
                browser::focus(NAME_FIELD);
            }
            return None;
        }
        Some(made)
    }

    /// What stood above it has changed: nobody has signed what stands there now.
    pub(crate) fn void(self) {
        let was_empty = self.done.with_untracked(Vec::is_empty) && self.name.with_untracked(String::is_empty);
        if !was_empty {
            self.clear();
            self.said.set(Some(say!(signature.changed)));
        }
    }

    fn clear(self) {
        self.done.set(Vec::new());
        self.going_on.set(None);
        self.name.set(String::new());
        self.said.set(None);
    }

    fn press(self, event: &PointerEvent) {
        if let Some(point) = point_of(event) {
            self.said.set(None);
            self.going_on.set(Some(vec![point]));
        }
    }

    fn draw(self, event: &PointerEvent) {
        if self.going_on.with_untracked(Option::is_none) {
            return;
        }
        if let Some(point) = point_of(event) {
            self.going_on.update(|stroke| {
                if let Some(stroke) = stroke.as_mut().filter(|stroke| stroke.last() != Some(&point)) {
                    stroke.push(point);
                }
            });
        }
    }

    fn lift(self) {
        if let Some(stroke) = self.going_on.get_untracked() {
            self.going_on.set(None);
            self.done.update(|done| done.push(stroke));
        }
    }
}

/// Where in the field, also for a hand that has left it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept between 0 and the field's size")]
fn point_of(event: &PointerEvent) -> Option<(u16, u16)> {
    let (x, y) = browser::place_of(event)?;
    let within = |share: f64, size: u16| (share.clamp(0.0, 1.0) * f64::from(size)).round() as u16;
    Some((within(x, FIELD_WIDTH), within(y, FIELD_HEIGHT)))
}

fn path(strokes: &[Stroke]) -> String {
    let flat = |stroke: &Stroke| stroke.iter().flat_map(|(x, y)| [*x, *y]).collect::<Vec<u16>>();
    strokes.iter().map(|stroke| path_of(&flat(stroke))).collect()
}

/// The field with "Rita om", or a line for the name.
#[component]
pub(crate) fn SigningField(
    /// What has been drawn.
    drawing: Drawing,
    /// Who signs here.
    #[prop(into)]
    legend: Signal<String>,
) -> impl IntoView {
    let is_empty = memo(move |_| drawing.done.with(Vec::is_empty) && drawing.going_on.with(Option::is_none));
    let with_keys = drawing.with_keys;
    let other_way = move |_| {
        drawing.clear();
        with_keys.update(|with_keys| *with_keys = !*with_keys);
        if with_keys.get_untracked() {
            browser::focus_soon(NAME_FIELD);
        }
    };
    let spoken = move || if is_empty.get() { say!(signature.empty) } else { say!(signature.drawn) };
    view! {
        <fieldset class="signing" aria-describedby="underskrift-fel">
            <legend class="choice-group__legend">{part(move || legend.get())}</legend>
            <Show when=move || !with_keys.get()>
                <p class="signing__hint">{say!(signature.hint)}</p>
                <svg class="signing__field" viewBox=view_box() role="img" aria-label=attribute(spoken)
                    on:pointerdown=handler(move |event| drawing.press(&event))
                    on:pointermove=handler(move |event| drawing.draw(&event))
                    on:pointerup=handler(move |_| drawing.lift())
                    on:pointercancel=handler(move |_| drawing.lift())>
                    <line class="signing__line" x1="40" x2="560" y1="190" y2="190"></line>
                    <path class="signature__ink" d=attribute(move || drawing.done.with(|done| path(done)))></path>
                    <path class="signature__ink"
                        d=attribute(move || drawing.going_on.with(|stroke| path(stroke.as_slice())))></path>
                </svg>
            </Show>
            <Show when=move || with_keys.get()>
                <div class="field">
                    <label class="field__label" for=NAME_FIELD>{say!(signature.name)}</label>
                    <input class="field__input" id=NAME_FIELD type="text" autocomplete="off" maxlength="200"
                        aria-describedby="underskrift-fel" prop:value=drawing.name
                        on:input=handler(move |event| {
                            drawing.said.set(None);
                            drawing.name.set(event_target_value(&event));
                        })/>
                </div>
            </Show>
            <p class="field__error" id="underskrift-fel" role="status">{drawing.said}</p>
            <div class="signing__ways">
                <Show when=move || !with_keys.get()>
                    <button class="button button--quiet button--small" type="button" on:click=handler(move |_| drawing.clear())>
                        <Icon name="undo"/>{say!(signature.redo)}
                    </button>
                </Show>
                <button class="button button--text button--small" type="button" on:click=handler(other_way)>
                    {part(move || if with_keys.get() { say!(signature.by_hand) } else { say!(signature.with_keys) })}
                </button>
            </div>
        </fieldset>
    }
}
