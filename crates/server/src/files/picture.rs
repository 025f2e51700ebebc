//! Pictures are decoded and coded anew: what is kept is pixels, and nothing that stood beside, behind or between
//! them. EXIF with its places, colour profiles, comments, and whatever else the file was, all stay behind.

use std::io::Cursor;

use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{AnimationDecoder as _, DynamicImage, ImageDecoder, ImageError, Limits};
use store::Pixels;

use super::kind::Kind;
use super::refused::Refused;

const PIXELS_MAX: u64 = 40_000_000;
const FRAMES_MAX: u64 = 200;
/// Over all frames of a GIF: what it costs to code them anew.
const PIXELS_OF_FRAMES_MAX: u64 = 100_000_000;
/// The largest picture with 16 bits in each of four channels, and a little.
const MEMORY_MAX: u64 = 384 * 1024 * 1024;
/// Of 100: hardly to be told from the original.
const JPEG_QUALITY: u8 = 90;

/// A picture that was coded by us.
#[derive(Debug)]
pub(super) struct Remade {
    pub(super) bytes: Vec<u8>,
    pub(super) kind: Kind,
    pub(super) pixels: Pixels,
}

/// `None` if the kind is no picture's.
pub(super) fn remake(kind: Kind, bytes: &[u8]) -> Option<Result<Remade, Refused>> {
    match kind {
        Kind::Jpeg => Some(jpeg(bytes)),
        Kind::Png => Some(png(bytes)),
        Kind::Gif => Some(gif(bytes)),
        Kind::WebP => Some(webp(bytes)),
        Kind::Pdf
        | Kind::Text
        | Kind::Csv
        | Kind::Docx
        | Kind::Xlsx
        | Kind::Mp3
        | Kind::M4a
        | Kind::Wav
        | Kind::Mp4 => None,
    }
}

fn jpeg(bytes: &[u8]) -> Result<Remade, Refused> {
    begins(bytes, b"\xff\xd8\xff")?;
    as_jpeg(&still(JpegDecoder::new(Cursor::new(bytes)).map_err(refused)?)?)
}

fn png(bytes: &[u8]) -> Result<Remade, Refused> {
    begins(bytes, b"\x89PNG\r\n\x1a\n")?;
    as_png(&still(PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(refused)?)?)
}

/// What was coded with losses becomes a JPEG, and what was not, or lets something shine through, a PNG: our own coder of `WebP`
/// knows no losses, and a photograph would be ten times as large.
fn webp(bytes: &[u8]) -> Result<Remade, Refused> {
    begins(bytes, b"RIFF")?;
    let chunk = bytes.get(8..16).ok_or(Refused::Mismatch)?;
    begins(chunk, b"WEBPVP8")?;
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(refused)?;
    if decoder.has_animation() {
        return Err(Refused::Animated);
    }
    let picture = still(decoder)?;
    if chunk.ends_with(b"L") || picture.color().has_alpha() {
        as_png(&picture)
    } else {
        as_jpeg(&picture)
    }
}

/// Frame by frame, so that few of them are in memory.
fn gif(bytes: &[u8]) -> Result<Remade, Refused> {
    if !bytes.starts_with(b"GIF87a") && !bytes.starts_with(b"GIF89a") {
        return Err(Refused::Mismatch);
    }
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(refused)?;
    let pixels = few_enough(decoder.dimensions())?;
    decoder.set_limits(limits()).map_err(refused)?;
    let mut out = Vec::new();
    let mut encoder = GifEncoder::new(&mut out);
    encoder.set_repeat(Repeat::Infinite).map_err(refused)?;
    let (mut frames, each) = (0, area(pixels));
    for frame in decoder.into_frames() {
        let frame = frame.map_err(refused)?;
        frames += 1;
        if frames > FRAMES_MAX {
            return Err(Refused::TooManyFrames);
        }
        if frames * each > PIXELS_OF_FRAMES_MAX {
            return Err(Refused::TooManyPixels);
        }
        encoder.encode_frame(frame).map_err(refused)?;
    }
    drop(encoder);
    if frames == 0 {
        Err(Refused::Unreadable)
    } else {
        Ok(Remade { bytes: out, kind: Kind::Gif, pixels })
    }
}

/// One picture, upright.
fn still(mut decoder: impl ImageDecoder) -> Result<DynamicImage, Refused> {
    few_enough(decoder.dimensions())?;
    decoder.set_limits(limits()).map_err(refused)?;
    // Where it says nothing of use, it is upright.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn as_jpeg(picture: &DynamicImage) -> Result<Remade, Refused> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    let coded = if picture.color().has_color() {
        picture.to_rgb8().write_with_encoder(encoder)
    } else {
        picture.to_luma8().write_with_encoder(encoder)
    };
    coded.map_err(refused)?;
    Ok(Remade { bytes, kind: Kind::Jpeg, pixels: size(picture) })
}

fn as_png(picture: &DynamicImage) -> Result<Remade, Refused> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut bytes)).map_err(refused)?;
    Ok(Remade { bytes, kind: Kind::Png, pixels: size(picture) })
}

fn size(picture: &DynamicImage) -> Pixels {
    Pixels { width: picture.width(), height: picture.height() }
}

/// From the head of the file: nothing is decoded before.
fn few_enough((width, height): (u32, u32)) -> Result<Pixels, Refused> {
    let pixels = Pixels { width, height };
    if area(pixels) > PIXELS_MAX { Err(Refused::TooManyPixels) } else { Ok(pixels) }
}

fn area(Pixels { width, height }: Pixels) -> u64 {
    u64::from(width) * u64::from(height)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    limits
}

fn begins(bytes: &[u8], with: &[u8]) -> Result<(), Refused> {
    if bytes.starts_with(with) { Ok(()) } else { Err(Refused::Mismatch) }
}

#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
fn refused(error: ImageError) -> Refused {
    match error {
        ImageError::Limits(_) => Refused::TooManyPixels,
        _ => Refused::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use image::{Frame, ImageFormat, Rgb, RgbImage, RgbaImage};

    use super::*;

    /// Left half red, right half blue.
    fn two_halves() -> DynamicImage {
        let halves = |x: u32, _| if x < 8 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) };
        DynamicImage::ImageRgb8(RgbImage::from_fn(16, 8, halves))
    }

    fn coded(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        two_halves().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn made(kind: Kind, bytes: &[u8]) -> Remade {
        remake(kind, bytes).unwrap().unwrap()
    }

    fn why_not(kind: Kind, bytes: &[u8]) -> Refused {
        remake(kind, bytes).unwrap().unwrap_err()
    }

    fn holds(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|window| window == what)
    }

    /// A JPEG whose EXIF says that it lies on its side, and where it was taken.
    fn photograph() -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS 48.137N 11.575E");
        let mut bytes = coded(ImageFormat::Jpeg);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let segment = [b"\xff\xe1".as_slice(), &length, &exif].concat();
        bytes.splice(2..2, segment);
        bytes
    }

    #[test]
    fn dk13_a_photograph_loses_its_place_and_stands_upright() {
        let photograph = photograph();
        assert!(holds(&photograph, b"GPS 48.137N"));
        let Remade { bytes, kind, pixels } = made(Kind::Jpeg, &photograph);
        assert_eq!((kind, pixels), (Kind::Jpeg, Pixels { width: 8, height: 16 }));
        assert!(!holds(&bytes, b"GPS") && !holds(&bytes, b"Exif"));
        let upright = image::load_from_memory(&bytes).unwrap().to_rgb8();
        assert!(upright.get_pixel(4, 2)[0] > 150, "red is above");
        assert!(upright.get_pixel(4, 13)[2] > 150);
    }

    #[test]
    fn dk13_what_stands_behind_a_picture_stays_behind() {
        for (kind, format) in [
            (Kind::Png, ImageFormat::Png),
            (Kind::Jpeg, ImageFormat::Jpeg),
            (Kind::Gif, ImageFormat::Gif),
        ] {
            let polyglot = [coded(format), b"*/=1;alert(document.cookie)//".to_vec()].concat();
            let remade = made(kind, &polyglot);
            assert_eq!((remade.kind, remade.pixels.width), (kind, 16));
            assert!(!holds(&remade.bytes, b"alert"), "{kind:?}");
        }
    }

    #[test]
    fn dk13_a_webp_becomes_what_every_browser_shows() {
        let remade = made(Kind::WebP, &coded(ImageFormat::WebP));
        assert_eq!(remade.kind, Kind::Png, "ours are without losses");
        let same = image::load_from_memory(&remade.bytes).unwrap();
        assert_eq!(same.to_rgb8(), two_halves().to_rgb8());
    }

    #[test]
    fn dk13_a_bomb_is_seen_by_its_head() {
        let mut bytes = coded(ImageFormat::Png);
        bytes.splice(16..24, [0, 0, 0x19, 0x05, 0, 0, 0x19, 0x05]);
        let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&bytes[12..29]);
        bytes.splice(29..33, crc.to_be_bytes());
        assert_eq!(why_not(Kind::Png, &bytes), Refused::TooManyPixels, "6405 × 6405");
        let mut bytes = coded(ImageFormat::Gif);
        bytes.splice(6..10, [0xff, 0xff, 0xff, 0xff]);
        assert_eq!(why_not(Kind::Gif, &bytes), Refused::TooManyPixels);
    }

    #[test]
    fn dk13_a_gif_has_two_hundred_frames_at_most() {
        let moving = |frames: usize| {
            let mut bytes = Vec::new();
            let mut encoder = GifEncoder::new(&mut bytes);
            for _ in 0..frames {
                encoder.encode_frame(Frame::new(RgbaImage::new(1, 1))).unwrap();
            }
            drop(encoder);
            bytes
        };
        let decoded = GifDecoder::new(Cursor::new(made(Kind::Gif, &moving(200)).bytes)).unwrap();
        assert_eq!(decoded.into_frames().count(), 200);
        assert_eq!(why_not(Kind::Gif, &moving(201)), Refused::TooManyFrames);
    }

    #[test]
    fn op07_what_is_no_picture_is_refused_in_a_word() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        for kind in [Kind::Jpeg, Kind::Png, Kind::Gif, Kind::WebP] {
            assert_eq!(why_not(kind, svg), Refused::Mismatch);
            assert_eq!(why_not(kind, b""), Refused::Mismatch);
        }
        for (kind, format) in [
            (Kind::Png, ImageFormat::Png),
            (Kind::Gif, ImageFormat::Gif),
            (Kind::WebP, ImageFormat::WebP),
        ] {
            let mut cut = coded(format);
            cut.truncate(cut.len() / 2);
            assert_eq!(why_not(kind, &cut), Refused::Unreadable, "{kind:?}");
        }
        assert_eq!(why_not(Kind::Png, &coded(ImageFormat::Jpeg)), Refused::Mismatch);
    }
}
