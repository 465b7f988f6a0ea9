//! Templates: every one is used, nothing in them runs or styles by itself, every form carries its mark.

use crate::keeps;
use crate::sources::{Source, between, files, read};

fn templates() -> Vec<Source> {
    let mut templates = files("templates", "");
    templates.retain(|template| !template.path.ends_with(".ftl"));
    templates
}

fn pages() -> Vec<Source> {
    files("templates", ".html")
}

/// Mail programs read no stylesheets.
fn is_letter(template: &Source) -> bool {
    template.path == "templates/layout/letter.html"
}

/// The markup without askama's blocks, and with a `*` for everything it prints.
pub fn bare(text: &str) -> String {
    let without = |text: &str, open: &str, close: &str, put: &str| {
        let mut parts = text.split(open);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| kept + put + part.split_once(close).map_or("", |(_, rest)| rest))
    };
    without(&without(text, "{%", "%}", " "), "{{", "}}", "*")
}

#[test]
fn every_template_is_used() {
    let sources = files("src", ".rs");
    let templates = templates();

    keeps(
        "every template is drawn by something",
        templates.iter().filter_map(|template| {
            let name = format!("\"{}\"", template.path.strip_prefix("templates/")?);
            let others = templates.iter().filter(|other| other.path != template.path);
            let is_used = sources.iter().chain(others).any(|source| source.text.contains(&name));
            (!is_used).then(|| template.path.clone())
        }),
    );
}

#[test]
fn every_macro_is_called() {
    let templates = templates();
    let calls: String = templates.iter().flat_map(|one| between(&one.text, "{% call ", "%}")).collect();

    keeps(
        "every macro is called",
        templates.iter().flat_map(|template| {
            let names = between(&template.text, "{% macro ", "(");
            let idle =
                names.filter(|name| !calls.contains(&format!("::{name}(")) && !calls.contains(&format!("{name}(")));
            idle.map(|name| format!("{} has {name}", template.path)).collect::<Vec<_>>()
        }),
    );
}

#[test]
fn every_icon_is_drawn_somewhere() {
    let icons = icons();
    let sources = files("src", ".rs");
    let pages = pages();

    keeps(
        "every icon stands on some page",
        icons.iter().filter_map(|icon| {
            let in_template = pages.iter().any(|page| page.text.contains(&format!("\"{icon}\"|icon")));
            let mut others = sources.iter().filter(|source| source.path != "src/web/icons.rs");
            let in_source = others.any(|source| source.text.contains(&format!("\"{icon}\"")));
            (!in_template && !in_source).then(|| icon.clone())
        }),
    );
}

#[test]
fn every_icon_on_a_page_exists() {
    let icons = icons();

    keeps(
        "pages draw only icons that exist",
        pages().iter().flat_map(|page| {
            let printed = between(&page.text, "{{", "}}").filter_map(|what| what.trim().strip_suffix("|icon"));
            let named = printed.filter_map(|name| name.strip_prefix('"')?.strip_suffix('"'));
            let unknown = named.filter(|name| !icons.iter().any(|icon| icon == name));
            unknown.map(|name| format!("{} draws {name}", page.path)).collect::<Vec<_>>()
        }),
    );
}

fn icons() -> Vec<String> {
    let drawings = read("src/web/icons.rs");
    let arms =
        drawings.lines().filter_map(|line| Some(line.trim().strip_prefix('"')?.split_once("\" =>")?.0.to_owned()));
    arms.collect()
}

#[test]
fn sg1_only_a_layout_prints_a_page_as_it_is() {
    keeps(
        "|safe stands only in {{ page.view|safe }} of a layout",
        templates().iter().flat_map(|template| {
            let unescaped =
                between(&template.text, "{{", "}}").filter(|printed| printed.replace(' ', "").contains("|safe"));
            let is_layout = template.path.starts_with("templates/layout/");
            let wrong = unescaped.filter(|printed| !is_layout || *printed != " page.view|safe ");
            wrong.map(|printed| format!("{} prints {{{{{printed}}}}}", template.path)).collect::<Vec<_>>()
        }),
    );
}

#[test]
fn sg1_nothing_else_turns_escaping_off() {
    let switches = ["escape =", "{% autoescape", "|escape", "filters::Safe", "MarkupDisplay"];
    let all = templates().into_iter().chain(files("src", ".rs"));

    keeps(
        "escaping is never switched off",
        all.filter_map(|source| {
            let switch = switches.iter().find(|switch| source.text.contains(**switch))?;
            Some(format!("{} says {switch}", source.path))
        }),
    );
}

#[test]
fn no_page_holds_a_script_or_a_style_of_its_own() {
    keeps(
        "script and style come from static/",
        pages().iter().filter(|page| !is_letter(page)).flat_map(|page| {
            let markup = bare(&page.text);
            let scripts = markup.split("<script").skip(1).filter(|script| {
                let (tag, body) = script.split_once('>').unwrap_or((script, ""));
                !tag.contains(" src=") || !body.starts_with("</script>")
            });
            let handlers = attributes(&markup).filter(|name| *name == "style" || name.starts_with("on"));
            let found = scripts.map(|_| "<script>".to_owned()).chain(handlers.map(|name| format!("{name}=")));
            let sheets = markup.contains("<style").then(|| "<style>".to_owned());
            found.chain(sheets).map(|what| format!("{} has {what}", page.path)).collect::<Vec<_>>()
        }),
    );
}

fn attributes(markup: &str) -> impl Iterator<Item = &str> {
    markup.split("=\"").filter_map(|before| before.rsplit([' ', '\n', '"']).next())
}

#[test]
fn every_form_that_changes_something_carries_its_mark() {
    keeps(
        "every POST form holds the mark",
        pages().iter().flat_map(|page| {
            let forms = between(&page.text, "<form", "</form>").filter(|form| form.contains(r#"method="post""#));
            let bare = forms.filter(|form| !form.contains(r#"{{ "mark"|form_mark }}"#));
            bare.map(|form| format!("{}: <form{}", page.path, form.lines().next().unwrap_or_default()))
                .collect::<Vec<_>>()
        }),
    );
}

#[test]
fn no_time_stands_in_words_alone() {
    keeps(
        "a time that is marked as one says it to machines",
        pages().iter().filter(|page| page.text.contains("<time>")).map(|page| page.path.clone()),
    );
}

#[test]
fn no_field_is_called_like_a_part_of_the_layout() {
    let layouts = pages().into_iter().filter(|page| page.path.starts_with("templates/layout/"));
    let parts: Vec<String> = layouts
        .flat_map(|layout| between(&layout.text, "id=\"", "\"").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(!parts.is_empty(), "the layouts have no parts");

    keeps(
        "the label of a field leads to the field",
        pages().iter().flat_map(|page| {
            let fields = between(&page.text, "call forms::", "%}").filter_map(|call| call.split('"').nth(1));
            let taken = fields.filter(|name| parts.iter().any(|part| part == name));
            taken.map(|name| format!("{} has a field {name}", page.path)).collect::<Vec<_>>()
        }),
    );
}

#[test]
fn every_form_says_how_it_is_sent() {
    keeps(
        "a form says method=\"get\" or method=\"post\"",
        pages().iter().flat_map(|page| {
            let forms = between(&page.text, "<form", "</form>");
            let silent = forms.filter(|form| !form.contains(r#"method="post""#) && !form.contains(r#"method="get""#));
            silent.map(|_| page.path.clone()).collect::<Vec<_>>()
        }),
    );
}

#[test]
fn sf7_no_page_and_no_letter_loads_anything_from_elsewhere() {
    let all =
        files("templates", "").into_iter().filter(|file| file.path.ends_with(".html") || file.path.ends_with(".ftl"));
    let loads = ["src=\"http", "src=\"//", "@import", "url(http", "<iframe", "<link rel=\"stylesheet\" href=\"http"];

    keeps(
        "what is loaded is ours",
        all.flat_map(|file| {
            let found = loads.iter().filter(|load| file.text.contains(**load));
            found.map(|load| format!("{} has {load}", file.path)).collect::<Vec<_>>()
        }),
    );
    let ours = files("static/css", ".css")
        .into_iter()
        .filter(|file| file.text.contains("@import") || file.text.contains("url(http"));
    keeps("a stylesheet loads nothing from elsewhere", ours.map(|file| file.path));
}
