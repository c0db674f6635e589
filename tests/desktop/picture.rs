//! What can be seen of a window.

use std::collections::HashSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// The pixels of a window, or of a part of one.
#[derive(PartialEq, Eq)]
pub(crate) struct Picture {
    pub(super) width: u32,
    pub(super) pixels: Vec<[u8; 3]>,
}

/// A part of a window, in pixels from its corner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) x: i16,
    pub(crate) y: i16,
    pub(crate) width: u16,
    pub(crate) height: u16,
}

impl Picture {
    /// Writes it as PNG.
    pub(crate) fn write(&self, file: &Path) {
        let height = self.pixels.len() as u32 / self.width;
        let mut encoder = png::Encoder::new(BufWriter::new(File::create(file).unwrap()), self.width, height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(self.pixels.as_flattened()).unwrap();
        writer.finish().unwrap();
    }

    /// How many pixels have this colour.
    pub(crate) fn count(&self, colour: [u8; 3]) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }

    /// How many different colours there are.
    pub(crate) fn colours(&self) -> usize {
        self.pixels.iter().collect::<HashSet<_>>().len()
    }

    pub(crate) fn summary(&self) -> String {
        format!("{} pixels of {} colours", self.pixels.len(), self.colours())
    }

    /// How many pixels are dark: of letters, whatever shades smooth them.
    pub(crate) fn darks(&self) -> usize {
        const DARK: u32 = 128 * 3;
        self.pixels.iter().filter(|pixel| pixel.iter().copied().map(u32::from).sum::<u32>() < DARK).count()
    }
}
