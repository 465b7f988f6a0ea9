//! Pictures: read within limits, turned upright, cut square and drawn anew, so that nothing of the file itself is kept.

use std::io::Cursor;
use std::sync::Mutex;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::error::{Error, Result};

/// The largest file that is taken, in bytes.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// The most pixels on one side, and the most memory that a picture may take while it is read.
const MOST_PIXELS: u32 = 12_000;
const MOST_MEMORY: u64 = 192 * 1024 * 1024;

/// The sides of what is kept, in pixels.
const LARGE: u32 = 480;
const SMALL: u32 = 96;

/// One picture is read after the other, so that many at once do not fill the memory.
static TURN: Mutex<()> = Mutex::new(());

/// A face in two sizes, as JPEG.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub small: Vec<u8>,
    pub large: Vec<u8>,
}

impl Picture {
    /// Reads what somebody sent. What it is decides its content, not its name.
    pub fn read(file: &[u8]) -> Result<Self> {
        if file.is_empty() {
            return Err(refused("Choose a picture first"));
        }
        if file.len() > LARGEST {
            return Err(too_large());
        }
        let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let square = upright(file)?;
        Ok(Picture { small: drawn(&square, SMALL)?, large: drawn(&square, LARGE.min(square.width()))? })
    }
}

/// The middle of the picture, as it is meant to be looked at.
fn upright(file: &[u8]) -> Result<DynamicImage> {
    const KINDS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| unreadable())?;
    if !reader.format().is_some_and(|kind| KINDS.contains(&kind)) {
        return Err(refused("Choose a picture that is a JPEG, PNG or WebP file"));
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|cause| match cause {
        image::ImageError::Limits(_) => too_many_pixels(),
        _ => unreadable(),
    })?;
    let (width, height) = decoder.dimensions();
    if width > MOST_PIXELS || height > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(too_many_pixels());
    }
    let orientation = decoder.orientation().map_err(|_| unreadable())?;
    let whole = DynamicImage::from_decoder(decoder).map_err(|_| unreadable())?;
    let side = width.min(height);
    let mut square = whole.crop_imm((width - side) / 2, (height - side) / 2, side, side);
    square.apply_orientation(orientation);
    Ok(square)
}

/// On white where the picture has holes: JPEG knows none.
fn drawn(square: &DynamicImage, side: u32) -> Result<Vec<u8>> {
    let side = side.max(1);
    let scaled = square.resize_exact(side, side, FilterType::Triangle).to_rgba8();
    let opaque = image::RgbImage::from_fn(side, side, |x, y| {
        let [red, green, blue, alpha] = scaled.get_pixel(x, y).0.map(u32::from);
        image::Rgb([red, green, blue].map(|part| ((part * alpha + 255 * (255 - alpha)) / 255) as u8))
    });
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 85)
        .encode_image(&opaque)
        .map_err(|cause| anyhow::anyhow!("a picture could not be written: {cause}"))?;
    Ok(file)
}

fn refused(why: &str) -> Error {
    Error::on("photo", why)
}

/// What is said of a file that is too large to be read at all.
pub fn too_large() -> Error {
    refused("Choose a picture of 5 MB at most")
}

fn too_many_pixels() -> Error {
    refused("Choose a picture with fewer pixels: 12,000 on a side at most, and 48 million in all")
}

fn unreadable() -> Error {
    refused("Choose another picture: this one could not be read")
}

#[cfg(test)]
mod tests {
    use image::GenericImageView;

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(width, height).write_to(&mut file, ImageFormat::Png).expect("a picture");
        file.into_inner()
    }

    fn size(file: &[u8]) -> (u32, u32) {
        image::load_from_memory_with_format(file, ImageFormat::Jpeg).expect("a JPEG").dimensions()
    }

    #[test]
    fn a_picture_is_cut_square_and_kept_in_two_sizes() {
        let picture = Picture::read(&png(1200, 700)).expect("a picture");

        assert_eq!((size(&picture.large), size(&picture.small)), ((480, 480), (96, 96)));
        assert_eq!(size(&Picture::read(&png(120, 90)).expect("a picture").large), (90, 90));
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let picture = Picture::read(&png(100, 100)).expect("a picture");

        let drawn = image::load_from_memory(&picture.small).expect("a JPEG");
        assert_eq!(drawn.get_pixel(50, 50).0, [255, 255, 255, 255]);
    }

    #[test]
    fn sg3_what_is_no_picture_is_refused() {
        for bad in [b"".as_slice(), b"GIF89a not taken", b"just words", &png(40, 40)[..60]] {
            assert!(Picture::read(bad).is_err(), "{bad:?}");
        }
        let Err(Error::Invalid(errors)) = Picture::read(&vec![0; LARGEST + 1]) else { panic!("it is too large") };
        assert_eq!(errors.at("photo"), "Choose a picture of 5 MB at most");
    }
}
