//! The drawings that stand beside words: a 20 grid, one stroke, the current colour.

pub fn paths(name: &str) -> Option<&'static str> {
    Some(match name {
        "team" => r#"<path d="M3 16.5v-6a3.4 3.4 0 0 1 6.8 0v6ZM10.2 16.5V8.2a3.4 3.4 0 0 1 6.8 0v8.3ZM2 16.5h16"/>"#,
        "users" => r#"<circle cx="6.6" cy="12.8" r="3.6"/><path d="m9.2 10.2 7-7M13.3 6.1l2.3 2.3M16.2 3.2l1.4 1.4"/>"#,
        "settings" => {
            r#"<path d="M3 6h7.5M14.5 6H17M3 14h2.5M9.5 14H17"/><circle cx="12.5" cy="6" r="2"/><circle cx="7.5" cy="14" r="2"/>"#
        }
        "clients" => {
            r#"<circle cx="10" cy="6.4" r="3.3"/><path d="M3.6 16.8c.4-3.7 2.9-5.7 6.4-5.7s6 2 6.4 5.7M12.8 16.8H7.2"/>"#
        }
        "plus" => r#"<path d="M10 4.2v11.6M4.2 10h11.6"/>"#,
        "search" => r#"<circle cx="8.8" cy="8.8" r="5.3"/><path d="m12.8 12.8 4 4"/>"#,
        "check" => r#"<path d="m4 10.6 3.9 3.9L16 5.8"/>"#,
        "x" => r#"<path d="m5 5 10 10M15 5 5 15"/>"#,
        "down" => r#"<path d="m5.5 8 4.5 4.5L14.5 8"/>"#,
        "left" => r#"<path d="M12 5 7 10l5 5"/>"#,
        "right" => r#"<path d="m8 5 5 5-5 5"/>"#,
        "alert" => r#"<circle cx="10" cy="10" r="7.2"/><path d="M10 6.2v4.6M10 13.7v.1"/>"#,
        "info" => r#"<circle cx="10" cy="10" r="7.2"/><path d="M10 9.3v4.4M10 6.3v.1"/>"#,
        "mail" => r#"<rect x="2.8" y="4.5" width="14.4" height="11" rx="2"/><path d="m3.3 5.7 6.7 5.2 6.7-5.2"/>"#,
        "phone" => r#"<rect x="6" y="2.5" width="8" height="15" rx="1.9"/><path d="M9 14.8h2"/>"#,
        "clock" => r#"<circle cx="10" cy="10" r="7.2"/><path d="M10 6v4.3l2.8 1.7"/>"#,
        "assist" => r#"<path d="M3.2 16.4V9.8a3.8 3.8 0 0 1 7.6 0v6.6ZM15.2 7.2v6M12.2 10.2h6"/>"#,
        "out" => r#"<path d="M8 3.5H4.5v13H8M12 6.5l3.5 3.5-3.5 3.5M15 10H8"/>"#,
        "undo" => r#"<path d="M7 4 3.5 7.5 7 11M4 7.5h7.3a4.6 4.6 0 0 1 0 9.2H8"/>"#,
        "shield" => r#"<path d="M10 2.6 16 5v4.6c0 3.7-2.4 6.4-6 7.8-3.6-1.4-6-4.1-6-7.8V5Z"/>"#,
        "place" => r#"<path d="M4.5 17.2V9a5.5 5.5 0 0 1 11 0v8.2ZM2.5 17.2h15"/>"#,
        "chain" => {
            r#"<path d="M2 16.5v-5a2.4 2.4 0 0 1 4.8 0v5M7.6 16.5V8a2.4 2.4 0 0 1 4.8 0v8.5M13.2 16.5v-5a2.4 2.4 0 0 1 4.8 0v5M1.5 16.5h17"/>"#
        }
        "lock" => {
            r#"<rect x="4" y="8.8" width="12" height="8.4" rx="2"/><path d="M6.8 8.8V6.5a3.2 3.2 0 0 1 6.4 0v2.3"/>"#
        }
        "send" => r#"<path d="M17.2 2.8 2.8 8.3l5.7 3.2 3.2 5.7ZM17.2 2.8l-8.7 8.7"/>"#,
        "ban" => r#"<circle cx="10" cy="10" r="7.2"/><path d="m5 5 10 10"/>"#,
        "download" => r#"<path d="M10 3.5v9.2M6.2 9 10 12.8 13.8 9M4 16.5h12"/>"#,
        "copy" => {
            r#"<rect x="7" y="7" width="10" height="10" rx="2"/><path d="M13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6c0 1.1.9 2 2 2h2"/>"#
        }
        "eye" => {
            r#"<path d="M2 10s2.9-5.3 8-5.3S18 10 18 10s-2.9 5.3-8 5.3S2 10 2 10Z"/><circle cx="10" cy="10" r="2.3"/>"#
        }
        "list" => r#"<path d="M4 5.5h12M4 10h12M4 14.5h7"/>"#,
        "scissors" => {
            r#"<circle cx="5.5" cy="5.5" r="2.5"/><circle cx="5.5" cy="14.5" r="2.5"/><path d="m7.6 6.9 9 6.6M7.6 13.1l9-6.6"/>"#
        }
        "print" => {
            r#"<path d="M6 7V3h8v4M6 14H3.2V8.8c0-1 .8-1.8 1.8-1.8h10c1 0 1.8.8 1.8 1.8V14H14"/><path d="M6 11.8h8V17H6Z"/>"#
        }
        "calendar" => {
            r#"<rect x="3" y="4.5" width="14" height="12.5" rx="2.2"/><path d="M3 8.6h14M7 2.8v3M13 2.8v3M7 12h2.4"/>"#
        }
        "in" => r#"<path d="M12 3.5h3.5v13H12M3.5 10H11M8 6.5l3.5 3.5L8 13.5"/>"#,
        "sort" => r#"<path d="M6.5 16V4M3.8 6.7 6.5 4l2.7 2.7M13.5 4v12M10.8 13.3l2.7 2.7 2.7-2.7"/>"#,
        "coin" => {
            r#"<circle cx="10" cy="10" r="7.2"/><path d="M12.6 7.4a3.4 3.4 0 1 0 0 5.2M5.9 9.2h4.6M5.9 10.9h4.1"/>"#
        }
        _ => return None,
    })
}
