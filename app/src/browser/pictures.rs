//! Pictures: made anew before anything is kept, so that nothing of what a camera writes beside them (place, time,
//! device) is in them, and drawn where they are looked at. They are drawn and not named by an address, so no page has
//! to let pictures in from anywhere but here.

use leptos::ev::Event;

/// Why a file is no picture to keep.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "the browser alone opens files"))]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unfit {
    /// It has no bytes.
    Empty,
    /// It has too many for a phone to open.
    TooLarge,
    /// The browser cannot show it.
    NotAPicture,
}

/// A file that somebody has picked, or just taken with the camera.
pub(crate) struct Picked(#[cfg(target_arch = "wasm32")] web_sys::File);

/// The file that a field for files tells of. The field is empty after, so that the same one can be picked again.
pub(crate) fn picked(event: &Event) -> Option<Picked> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let input: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
        let file = input.files()?.get(0)?;
        input.set_value("");
        Some(Picked(file))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = event;
        None
    }
}

impl Picked {
    /// The picture as a JPEG that is small enough to keep.
    ///
    /// # Errors
    /// Why it cannot be.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(clippy::unused_async, reason = "the same shape as in the browser")
    )]
    pub(crate) async fn into_jpeg(self) -> Result<Vec<u8>, Unfit> {
        #[cfg(target_arch = "wasm32")]
        {
            drawn::jpeg_of(&self.0).await
        }
        #[cfg(not(target_arch = "wasm32"))]
        Err(Unfit::NotAPicture)
    }
}

/// Draws a picture on the canvas of this id, as large as it is; whether it could be shown.
pub(crate) async fn draw_picture(id: &str, bytes: &[u8]) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        drawn::draw_on(id, bytes).await.is_some()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (id, bytes);
        false
    }
}

#[cfg(target_arch = "wasm32")]
mod drawn {
    use js_sys::{Array, Promise, Uint8Array};
    use leptos::prelude::{document, window};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

    use super::Unfit;

    const JPEG: &str = "image/jpeg";

    /// A picture of a page of paper can be read with so many points on its longest side, or fewer.
    const SIDES: [f64; 3] = [1600.0, 1200.0, 900.0];

    /// How faithfully, from the best on.
    const QUALITIES: [f64; 4] = [0.8, 0.65, 0.5, 0.4];

    /// So much comes through in half a minute where the network is slow.
    const BYTES_WANTED: usize = 300 * 1024;

    /// A phone's own camera makes no file so large.
    const FILE_MAX: f64 = 25.0 * 1024.0 * 1024.0;

    pub(super) async fn jpeg_of(file: &File) -> Result<Vec<u8>, Unfit> {
        let size = file.size();
        if size <= 0.0 {
            return Err(Unfit::Empty);
        }
        if size > FILE_MAX {
            return Err(Unfit::TooLarge);
        }
        let picture = opened(file).await.ok_or(Unfit::NotAPicture)?;
        for side in SIDES {
            let canvas = scaled(&picture, side).ok_or(Unfit::NotAPicture)?;
            for quality in QUALITIES {
                let bytes = encoded(&canvas, quality).await.ok_or(Unfit::NotAPicture)?;
                if bytes.len() <= BYTES_WANTED {
                    return Ok(bytes);
                }
            }
        }
        Err(Unfit::TooLarge)
    }

    pub(super) async fn draw_on(id: &str, bytes: &[u8]) -> Option<()> {
        let kind = BlobPropertyBag::new();
        kind.set_type(JPEG);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
        let picture = opened(&blob).await?;
        let canvas: HtmlCanvasElement = document().get_element_by_id(id)?.dyn_into().ok()?;
        draw(&canvas, &picture, picture.width(), picture.height())
    }

    /// The picture, turned as it was held.
    async fn opened(file: &Blob) -> Option<ImageBitmap> {
        let promise = window().create_image_bitmap_with_blob(file).ok()?;
        JsFuture::from(promise).await.ok()?.dyn_into().ok()
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the longest side")]
    fn scaled(picture: &ImageBitmap, longest: f64) -> Option<HtmlCanvasElement> {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let scale = (longest / width.max(height).max(1.0)).min(1.0);
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let points = |size: f64| (size * scale).round().max(1.0) as u32;
        draw(&canvas, picture, points(width), points(height))?;
        Some(canvas)
    }

    fn draw(canvas: &HtmlCanvasElement, picture: &ImageBitmap, width: u32, height: u32) -> Option<()> {
        canvas.set_width(width);
        canvas.set_height(height);
        let on: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let (width, height) = (f64::from(width), f64::from(height));
        // What is see-through would be black in a JPEG.
        on.set_fill_style_str("#fff");
        on.fill_rect(0.0, 0.0, width, height);
        on.draw_image_with_image_bitmap_and_dw_and_dh(picture, 0.0, 0.0, width, height).ok()
    }

    async fn encoded(canvas: &HtmlCanvasElement, quality: f64) -> Option<Vec<u8>> {
        let promise = Promise::new(&mut |done, failed| {
            let quality = JsValue::from_f64(quality);
            if canvas.to_blob_with_type_and_encoder_options(&done, JPEG, &quality).is_err() {
                let _ = failed.call0(&JsValue::NULL);
            }
        });
        let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&bytes).to_vec())
    }
}
