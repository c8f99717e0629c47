//! Where a finger, a pen or the mouse is on something that is drawn on.

use leptos::ev::PointerEvent;

/// Where it is, as shares of the width and the height of what listens. From a press on, it is followed beyond the
/// edge, too. Nothing for a second finger or another button.
pub(crate) fn place_of(event: &PointerEvent) -> Option<(f64, f64)> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        if !event.is_primary() || event.button() > 0 {
            return None;
        }
        let field = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
        if event.type_() == "pointerdown" {
            let _ = field.set_pointer_capture(event.pointer_id());
        }
        let place = field.get_bounding_client_rect();
        let share = |at: i32, from: f64, size: f64| (f64::from(at) - from) / size.max(1.0);
        Some((
            share(event.client_x(), place.left(), place.width()),
            share(event.client_y(), place.top(), place.height()),
        ))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = event;
        None
    }
}
