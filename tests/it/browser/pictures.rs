//! The pictures of the README, taken while a test runs, so that they show what is.
//!
//! `PICTURES=assets/pictures cargo test --test it browser::` writes them; otherwise none is taken.

use std::path::PathBuf;

use super::page::Page;

/// What stands around that which is shown, in pixels: less than there is between two messages.
const MARGIN: f64 = 3.0;

/// A picture of one message.
pub(super) async fn of(page: &Page, what: &str, name: &str) {
    of_the_two(page, what, what, name).await;
}

/// A picture from the top of one message to the bottom of another one.
pub(super) async fn of_the_two(page: &Page, first: &str, last: &str, name: &str) {
    let Some(folder) = folder() else {
        return;
    };
    page.make_room().await;
    let (top, bottom, screen) = loop {
        let before = (page.place_of(first).await, page.place_of(last).await);
        let screen = page.screen().await;
        // Something new may have moved it all in between.
        if before == (page.place_of(first).await, page.place_of(last).await) {
            break (before.0, before.1, screen);
        }
    };
    let pixel = |it: f64| it.max(0.0) as usize;
    let cut = Cut {
        left: pixel(top.0 - MARGIN),
        top: pixel(top.1 - MARGIN),
        right: pixel(top.0 + top.2 + MARGIN),
        bottom: pixel(bottom.1 + bottom.3 + MARGIN),
    };
    std::fs::write(folder.join(format!("{name}.png")), cut.of(&screen)).unwrap();
}

/// Where whoever runs the tests wants them.
fn folder() -> Option<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "no setting of the bot: it says whether pictures are taken"
    )]
    std::env::var_os("PICTURES").map(PathBuf::from)
}

/// The part of a screen that is kept.
struct Cut {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Cut {
    /// That part, as a PNG of its own.
    fn of(&self, screen: &[u8]) -> Vec<u8> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(screen))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let (size, right) = (
            info.color_type.samples(),
            self.right.min(info.width as usize),
        );
        let bottom = self.bottom.min(info.height as usize);
        let rows = pixels.chunks(info.line_size).take(bottom).skip(self.top);
        let kept: Vec<u8> = rows
            .flat_map(|row| row[self.left * size..right * size].iter().copied())
            .collect();
        let mut written = Vec::new();
        let (width, height) = (right - self.left, bottom - self.top);
        let mut encoder = png::Encoder::new(&mut written, width as u32, height as u32);
        encoder.set_color(info.color_type);
        encoder.set_depth(info.bit_depth);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&kept).unwrap();
        writer.finish().unwrap();
        written
    }
}
