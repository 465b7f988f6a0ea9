//! Photos on cards: checked by what they are, drawn anew, seen by whoever sees the card.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use reqwest::Method;

use super::walk::Walk;
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Red above, blue below.
fn jpeg() -> Vec<u8> {
    let halves = RgbImage::from_fn(600, 600, |_, y| if y < 300 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) });
    let mut file = Cursor::new(Vec::new());
    halves.write_to(&mut file, ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

/// The same, as a phone held sideways takes it, with where that was.
fn rotated() -> Vec<u8> {
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    tiff.extend(b"GPS 38.7223 N 9.1393 W");
    let plain = jpeg();
    let mut file = plain[..2].to_vec();
    file.extend([0xff, 0xe1]);
    file.extend((tiff.len() as u16 + 2).to_be_bytes());
    file.extend(&tiff);
    file.extend(&plain[2..]);
    file
}

/// A small file that says it is a very large picture.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([16, 6, 0, 0, 0]);
    for (kind, data) in
        [(b"IHDR", header), (b"IDAT", b"\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01".to_vec()), (b"IEND", Vec::new())]
    {
        file.extend((data.len() as u32).to_be_bytes());
        let whole = [kind.as_slice(), &data].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&whole);
        file.extend(&whole);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}

fn parts(mark: &str, name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = format!("--here\r\ncontent-disposition: form-data; name=\"mark\"\r\n\r\n{mark}\r\n--here\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"me.jpg\"\r\ncontent-type: image/jpeg\r\n\r\n").into_bytes();
    body.extend(file);
    body.extend(b"\r\n--here--\r\n");
    body
}

async fn send(by: &Visitor, card: &str, body: Vec<u8>) -> Seen {
    let request = by.request(Method::POST, &format!("{card}/photo"));
    by.send(request.header("content-type", "multipart/form-data; boundary=here").body(body)).await
}

async fn upload(by: &Visitor, card: &str, file: &[u8]) -> Seen {
    let mark = by.fetch_mark().await;
    send(by, card, parts(&mark, "photo", file)).await
}

async fn bytes(by: &Visitor, path: &str) -> Vec<u8> {
    let answer = by.request(Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

fn card(world: &World) -> String {
    format!("/locations/ours/team/{}", world.member("Boris"))
}

pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor, card: &str) {
    let before = walk.events();
    let seen = upload(anna, card, &jpeg()).await;
    walk.finds(&format!("{card}/photo"), &seen, before);
    walk.does(anna, &format!("{card}/photo/removal"), &[]).await;
}

story! {
    async fn a_photo_stands_in_place_of_the_initials_and_goes_again(world) {
        let anna = world.sign_in(ANNA).await;
        let card = card(&world);
        let page = anna.get(&card).await;
        page.says("JPEG, PNG or WebP, 5 MB at most").does_not_offer("Remove photo");

        upload(&anna, &card, &jpeg()).await.leads_to(&card);

        let digest = world.word("SELECT digest FROM photos");
        let (large, small) = (format!("{card}/photo?v={digest}"), format!("{card}/photo/small?v={digest}"));
        let real = |path: &str| path.replace("/ours/", &format!("/{}/", world.ours));
        let page = anna.get(&card).await;
        page.says("The photo of Boris is saved.").offers("Remove photo");
        assert!(page.body.contains(&real(&large)));
        for list in ["/locations/ours/team", "/locations/ours/team/order"] {
            assert!(anna.get(list).await.body.contains(&real(&small)), "{list}");
        }
        for (path, side) in [(&large, 480), (&small, 96)] {
            let seen = anna.get(path).await;
            assert_eq!((&seen.headers["content-type"], &seen.headers["x-content-type-options"]), (&"image/jpeg".parse().unwrap(), &"nosniff".parse().unwrap()));
            assert_eq!(seen.headers["cache-control"], "private, max-age=31536000, immutable");
            let tag = seen.headers["etag"].to_str().unwrap();
            let known = anna.send(anna.request(Method::GET, path).header("if-none-match", tag)).await;
            assert_eq!((known.status, known.body.len()), (304, 0));
            assert_eq!(image::load_from_memory(&bytes(&anna, path).await).unwrap().dimensions(), (side, side));
        }
        assert_eq!(anna.get(&format!("{card}/photo?v=other")).await.headers["cache-control"], "private, no-cache");
        anna.get(&format!("{card}/history")).await.says("Photo: changed");

        anna.post(&format!("{card}/photo/removal"), &[]).await.leads_to(&card);
        anna.get(&large).await.is(404);
        anna.post(&format!("{card}/photo/removal"), &[]).await.is(409);
        anna.get(&format!("{card}/history")).await.says("Photo: removed");
    }
}

story! {
    async fn a_picture_is_turned_upright_and_nothing_else_of_its_file_is_kept(world) {
        let anna = world.sign_in(ANNA).await;
        let card = card(&world);
        assert!(rotated().windows(3).any(|part| part == b"GPS"));

        upload(&anna, &card, &rotated()).await.leads_to(&card);

        for (path, side) in [("photo", 480), ("photo/small", 96)] {
            let file = bytes(&anna, &format!("{card}/{path}")).await;
            let shown = image::load_from_memory(&file).unwrap();
            let [left, right] = [side / 4, side * 3 / 4].map(|x| shown.get_pixel(x, side / 2).0);
            assert!(left[2] > 150 && right[0] > 150, "what was above is on the right: {left:?} {right:?}");
            for word in [b"Exif".as_slice(), b"GPS", b"38.7223"] {
                assert!(!file.windows(word.len()).any(|part| part == word), "{path} still says {word:?}");
            }
        }
    }
}

story! {
    async fn png_and_webp_are_taken_as_well(world) {
        let anna = world.sign_in(ANNA).await;
        let card = card(&world);
        for kind in [ImageFormat::Png, ImageFormat::WebP] {
            let mut file = Cursor::new(Vec::new());
            DynamicImage::new_rgba8(300, 200).write_to(&mut file, kind).unwrap();

            upload(&anna, &card, file.get_ref()).await.leads_to(&card);

            let kept = bytes(&anna, &format!("{card}/photo")).await;
            assert_eq!(image::guess_format(&kept).unwrap(), ImageFormat::Jpeg);
            assert_eq!(image::load_from_memory(&kept).unwrap().dimensions(), (200, 200));
        }
        assert_eq!(world.number("SELECT count(*) FROM photos"), 1);
    }
}

story! {
    async fn sg3_r25_what_is_no_picture_is_too_large_or_is_a_bomb_is_refused_beside_its_field(world) {
        let anna = world.sign_in(ANNA).await;
        let card = card(&world);
        let mut large = jpeg();
        large.resize(6 * 1024 * 1024, 0);
        let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
        for (file, why) in [
            (b"just words in a file that is called me.jpg".to_vec(), "JPEG, PNG or WebP"),
            (gif, "JPEG, PNG or WebP"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "JPEG, PNG or WebP"),
            (large, "5 MB at most"),
            (bomb(30_000, 30_000), "fewer pixels"),
            (bomb(11_000, 11_000), "fewer pixels"),
            (jpeg()[..200].to_vec(), "could not be read"),
            (Vec::new(), "Choose a picture first"),
        ] {
            let size = file.len();
            let seen = upload(&anna, &card, &file).await;
            seen.is(422).complains("photo", why);
            assert_eq!(seen.value_of("name"), "Boris", "{why} {size}");
        }
        anna.post(&format!("{card}/photo"), &[]).await.is(422).complains("photo", "Choose a picture first");
        assert_eq!(world.number("SELECT count(*) FROM photos"), 0);
    }
}

story! {
    async fn sd1_a_photo_needs_the_mark_of_its_form_and_no_field_that_is_not_there(world) {
        let anna = world.sign_in(ANNA).await;
        let card = card(&world);
        let mark = anna.fetch_mark().await;

        send(&anna, &card, parts("other", "photo", &jpeg())).await.is(403);
        send(&anna, &card, parts(&mark, "portrait", &jpeg())).await.is(400);
        let mut twice = parts(&mark, "photo", b"x");
        twice.truncate(twice.len() - b"--here--\r\n".len());
        twice.extend(parts(&mark, "photo", &jpeg()));
        send(&anna, &card, twice).await.is(400);
        send(&anna, &card, b"--here".to_vec()).await.is(400);
        anna.post(&format!("{card}/photo"), &[("name", "x")]).await.is(400);

        assert_eq!(world.number("SELECT count(*) FROM photos"), 0);
    }
}

story! {
    async fn se6_only_who_sees_the_card_or_the_calendar_sees_the_photo(world) {
        let anna = world.sign_in(ANNA).await;
        let card = card(&world);
        upload(&anna, &card, &jpeg()).await.is(303);

        for path in [format!("{card}/photo"), format!("{card}/photo/small")] {
            world.sign_in(RITA).await.get(&path).await.is(200);
            world.sign_in(VERA).await.get(&path).await.is(404);
            world.guest().get(&path).await.leads_to("/sign-in");
            world.sign_in(GLEB).await.get(&path).await.is(404);
            world.sign_in(GLEB).await.get(&path.replace("/ours/", "/theirs/")).await.is(404);
        }
        world.sql(&format!("UPDATE members SET user_id = {} WHERE name = 'Boris'", world.user(VERA)));
        world.sign_in(VERA).await.get(&format!("{card}/photo")).await.is(200);
        let rita = world.sign_in(RITA).await;
        upload(&rita, &card, &jpeg()).await.is(403);
        rita.post(&format!("{card}/photo/removal"), &[]).await.is(403);
        world.sql("UPDATE members SET employment = 'deleted' WHERE name = 'Boris'");
        upload(&anna, &card, &jpeg()).await.is(409);
    }
}
