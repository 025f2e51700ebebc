//! Files to send, and what hides in them.

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, RgbaImage};

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n";
pub(crate) const PLACE: &[u8] = b"GPS 48.137N 11.575E";

pub(crate) fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

pub(crate) fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let shades =
        |x: u32, y: u32| Rgb([u8::try_from(x * 10).unwrap(), u8::try_from(y * 10).unwrap(), 90]);
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(24, 16, shades));
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// With a place in it, on its side, and what is no picture behind it.
pub(crate) fn photograph() -> Vec<u8> {
    // TIFF 6.0: one entry, the orientation.
    let turned = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let exif = [turned.as_slice(), PLACE].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut bytes = picture(ImageFormat::Jpeg);
    bytes.splice(2..2, [b"\xff\xe1".as_slice(), &length, &exif].concat());
    [bytes, b"<script>alert(1)</script>".to_vec()].concat()
}

/// A PNG of which only the head says how large it is: 41 million pixels.
pub(crate) fn bomb() -> Vec<u8> {
    let mut bytes = picture(ImageFormat::Png);
    bytes.splice(16..24, [6_404_u32.to_be_bytes(), 6_404_u32.to_be_bytes()].concat());
    let sum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&bytes[12..29]);
    bytes.splice(29..33, sum.to_be_bytes());
    bytes
}

pub(crate) fn moving(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for _ in 0..frames {
        encoder.encode_frame(Frame::new(RgbaImage::new(2, 2))).unwrap();
    }
    drop(encoder);
    bytes
}
