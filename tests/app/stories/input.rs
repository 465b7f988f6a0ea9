//! Bad input: each gets a clear sentence, and changes nothing.

use crate::story;
use crate::support::world::*;

story! {
    async fn sg3_r25_a_form_over_the_limit_is_refused(world) {
        let anna = world.sign_in(ANNA).await;
        let novel = "x".repeat(20_000);

        anna.post("/locations/ours/team", &[("name", &novel)]).await.is(413).says("This is too much at once");

        assert_eq!(world.number("SELECT count(*) FROM members WHERE name LIKE 'xxx%'"), 0);
    }
}

story! {
    async fn sg2_nothing_that_a_browser_can_send_breaks_anything(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let mark = anna.fetch_mark().await;
        let bodies: [(&str, Vec<u8>); 8] = [
            ("bytes that are not text", b"name=\xff\xfe".to_vec()),
            ("an escaped NUL", b"name=a%00b".to_vec()),
            ("half an escape", b"name=%E0%A4".to_vec()),
            ("a number too large", b"name=a&version=99999999999999999999".to_vec()),
            ("a negative number", b"name=a&version=-1".to_vec()),
            ("infinity", b"name=a&version=9e999".to_vec()),
            ("no fields", b"".to_vec()),
            ("a field twice", b"name=a&name=b&version=1".to_vec()),
        ];
        for (what, mut body) in bodies {
            body.extend(format!("&mark={mark}").as_bytes());
            let request = anna
                .request(reqwest::Method::POST, &format!("/locations/ours/team/{card}"))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body);
            let seen = anna.send(request).await;
            assert!([400, 409, 422].contains(&seen.status), "{what}: {} {}", seen.status, seen.words());
        }
        anna.get(&format!("/locations/ours/team/{card}")).await.says("Boris");
    }
}

story! {
    async fn se11_unknown_fields_and_other_kinds_of_bodies_are_refused(world) {
        let anna = world.sign_in(ANNA).await;

        anna.post("/locations/ours/team", &[("name", "Boris"), ("is_owner", "1")]).await.is(400).says("unknown field");
        let mark = anna.fetch_mark().await;
        for kind in ["application/json", "text/plain", ""] {
            let request = anna
                .request(reqwest::Method::POST, "/locations/ours/team")
                .header("content-type", kind)
                .body(format!("mark={mark}&name=Boris"));
            anna.send(request).await.is(400).says("Parlour reads forms only");
        }

        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Boris'"), 0);
    }
}

story! {
    async fn si3_no_door_is_for_debugging(world) {
        let doors = parlour::app::routes();
        let debugging = ["debug", "mailbox", "sample", "demo", "schema", "console", "trace", "pprof"];
        let open: Vec<String> = doors.iter().map(|door| door.path.to_string()).filter(|path| debugging.iter().any(|word| path.contains(word))).collect();
        assert!(open.is_empty(), "{open:?}");

        let anna = world.sign_in(ANNA).await;
        for path in ["/mailbox", "/debug", "/debug/pprof", "/actuator", "/console", "/openapi.json", "/graphql", "/.git/config", "/Cargo.toml", "/server-status"] {
            anna.get(path).await.is(404);
        }
    }
}

story! {
    async fn a_part_of_a_form_that_has_no_name_is_refused_and_breaks_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        let mark = anna.fetch_mark().await;
        let body = format!(
            "--here\r\nContent-Disposition: form-data; name=\"mark\"\r\n\r\n{mark}\r\n--here\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nBoris\r\n--here--\r\n"
        );
        let request = anna.request(reqwest::Method::POST, "/locations/ours/team").header("content-type", "multipart/form-data; boundary=here");

        anna.send(request.body(body)).await.is(400);
    }
}

story! {
    async fn days_that_no_database_keeps_are_refused_beside_their_field(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        for day in ["-4800-01-01", "+262142-12-31", "0000-01-01"] {
            anna.post(&format!("/locations/ours/team/{card}/dismissal"), &[("on", day)]).await.is(422);
        }
    }
}

story! {
    async fn sg4_addresses_that_lead_nowhere_say_so(world) {
        let anna = world.sign_in(ANNA).await;
        for path in [
            "/nowhere", "/locations/ours/nowhere", "/locations/ours/team/999999", "/locations/ours/team/abc",
            "/locations/ours/team/-1", "/locations/ours/team/99999999999999999999", "/locations/x/team", "/locations/999999/team",
            "/static/app.css", "/static/../Cargo.toml", "/.env", "/mailbox",
        ] {
            let seen = anna.get(path).await;
            assert_eq!(seen.status, 404, "{path}");
            if !path.starts_with("/static") {
                seen.says("There is nothing at this address");
            }
        }
    }
}

story! {
    async fn sd5_a_wrong_method_is_told_from_a_wrong_address(world) {
        let anna = world.sign_in(ANNA).await;
        for (method, path) in [
            (reqwest::Method::GET, "/sign-out"), (reqwest::Method::DELETE, "/locations/ours/team"), (reqwest::Method::TRACE, "/locations/ours/team"),
        ] {
            let seen = anna.send(anna.request(method, path)).await;
            seen.is(405).says("This page cannot be used that way");
        }
    }
}

story! {
    async fn sg2_a_query_of_nonsense_shows_the_page_all_the_same(world) {
        let anna = world.sign_in(ANNA).await;
        for query in ["?page=-5&rows=1000000", "?position=drop&employment=%00&access=x", "?page=abc", "?search=%25%27%22%3Cscript%3E"] {
            let seen = anna.get(&format!("/locations/ours/team{query}")).await;
            seen.is(200).says_nothing_of("<script>");
            anna.get(&format!("/locations/ours/invitations{query}")).await.is(200);
            anna.get(&format!("/locations/ours/activity{query}")).await.is(200);
        }
    }
}

story! {
    async fn c6_sa18_sd6_links_and_logs_do_not_believe_the_headers_of_strangers(world) {
        let anna = world.sign_in(ANNA).await;
        let mark = anna.fetch_mark().await;
        let role = world.role("view-only");
        let fields = [("mark", mark.as_str()), ("name", "Boris"), ("contact", "boris@new.test"), ("role", role.as_str())];
        let lies = [("x-forwarded-host", "evil.test"), ("forwarded", "host=evil.test"), ("x-forwarded-for", "6.6.6.6")];

        anna.post_bare("/locations/ours/invitations", &fields, &lies).await.is(303);

        let letter = world.letter_to("boris@new.test").await;
        assert!(letter.text.contains(&world.url) && !letter.raw.contains("evil.test"));
        anna.get("/locations/ours/activity").await.says("from 127.0.0.1").says_nothing_of("6.6.6.6");
    }
}
