//! SECURITY.md says what is asked of the house, where that is kept and which tests show it; it is written from the files
//! themselves, with `WRITE=1 cargo test --test house security`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::keeps;
use crate::sources::{files, read};

const PAPER: &str = "SECURITY.md";

/// One row a line: number, requirement, the files that keep it, and what no test shows.
const REQUIREMENTS: &str = "tests/house/security/requirements.txt";

/// Everything in the paper above the tables.
const POLICY: &str = "tests/house/security/policy.md";

const CHAPTERS: [(&str, &str); 10] = [
    ("SA", "Invitations"),
    ("SB", "Sign-in, passwords, recovery"),
    ("SC", "Sessions"),
    ("SD", "Other sites, headers, addresses"),
    ("SE", "Rights, locations, roles"),
    ("SF", "Privacy, files, abuse"),
    ("SG", "Input, output, errors"),
    ("SH", "Activity and logs"),
    ("SI", "Build and supply"),
    ("R", "Reliability"),
];

struct Requirement {
    number: String,
    words: String,
    kept_in: Vec<String>,
    gap: String,
}

impl Requirement {
    fn read(line: &str) -> Self {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [number, words, kept_in, gap] = parts[..] else { panic!("{REQUIREMENTS}: {line:?}") };
        Requirement {
            number: number.into(),
            words: words.into(),
            kept_in: kept_in.split_whitespace().map(str::to_owned).collect(),
            gap: gap.into(),
        }
    }

    fn chapter(&self) -> &str {
        self.number.trim_end_matches(|c: char| c.is_ascii_digit())
    }

    /// How it stands in the table.
    fn row(&self, shown: &Shown) -> String {
        let places: Vec<_> = self.kept_in.iter().map(|path| format!("[{path}]({path})")).collect();
        let tests: Vec<_> = shown.tests(&self.number).map(|(test, path)| format!("[`{test}`]({path})")).collect();
        let parts = [self.words.clone(), places.join("<br>"), tests.join("<br>"), self.gap.clone()];
        format!(
            "| {} | {} |\n",
            self.number,
            parts.map(|part| if part.is_empty() { "–".into() } else { part }).join(" | ")
        )
    }
}

/// By number: the tests that carry it in their names, and where they stand.
#[derive(Default)]
struct Shown(BTreeMap<String, BTreeSet<(String, String)>>);

impl Shown {
    fn by_the_sources() -> Self {
        let mut shown = Shown::default();
        for source in files("tests", ".rs").iter().chain(&files("src", ".rs")) {
            for name in tests_in(&source.text) {
                for number in numbers(name) {
                    shown.0.entry(number).or_default().insert((name.to_owned(), source.path.clone()));
                }
            }
        }
        shown
    }

    fn tests(&self, number: &str) -> impl Iterator<Item = &(String, String)> {
        self.0.get(number).into_iter().flatten()
    }
}

/// The functions without an argument but the world: nothing else is a test.
fn tests_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let signature = line.trim_start().trim_start_matches("async ").strip_prefix("fn ")?;
        let (name, rest) = signature.split_once('(')?;
        (rest.starts_with(") {") || rest.starts_with("world) {")).then_some(name)
    })
}

/// The rows that a name carries: `r9_r14_a_file` has two, and those of other lists are none.
fn numbers(name: &str) -> impl Iterator<Item = String> {
    let is_number = |part: &&str| {
        let figures = part.trim_start_matches(|c: char| c.is_ascii_lowercase());
        figures.len() < part.len() && !figures.is_empty() && figures.bytes().all(|c| c.is_ascii_digit())
    };
    let is_ours = |part: &str| part.starts_with('r') || part.starts_with('s');
    name.split('_').take_while(is_number).filter(move |part| is_ours(part)).map(str::to_uppercase)
}

fn requirements() -> Vec<Requirement> {
    read(REQUIREMENTS).lines().map(Requirement::read).collect()
}

fn paper() -> String {
    let (all, shown) = (requirements(), Shown::by_the_sources());
    let with_tests = all.iter().filter(|row| shown.tests(&row.number).next().is_some()).count();
    let with_gaps = all.iter().filter(|row| !row.gap.is_empty()).count();
    let mut paper = read(POLICY);
    paper += &format!("\n{with_tests} of {} rows have a test; {with_gaps} say what is not shown yet.\n", all.len());
    for (chapter, title) in CHAPTERS {
        paper += &format!(
            "\n### {title}\n\n| | what is asked | where it is kept | which tests show it | what is not shown |\n| --- | --- | --- | --- | --- |\n"
        );
        paper.extend(all.iter().filter(|row| row.chapter() == chapter).map(|row| row.row(&shown)));
    }
    paper
}

#[test]
fn the_paper_on_security_says_what_the_files_say() {
    let paper = paper();
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(PAPER, &paper).unwrap();
    }

    let written = std::fs::read_to_string(PAPER).unwrap_or_default();

    let apart = paper.lines().filter(|line| !written.lines().any(|other| other == *line));
    let extra = written.lines().filter(|line| !paper.lines().any(|other| other == *line));
    let why = "SECURITY.md is up to date (WRITE=1 cargo test --test house security)";
    keeps(why, apart.map(|line| format!("it lacks {line}")).chain(extra.map(|line| format!("it still has {line}"))));
    assert!(written == paper, "{why}");
}

#[test]
fn every_requirement_is_kept_somewhere_and_shown_or_owned_up_to() {
    let (all, shown) = (requirements(), Shown::by_the_sources());

    let nowhere = all.iter().filter(|row| row.kept_in.is_empty()).map(|row| format!("{} is kept nowhere", row.number));
    let gone = all.iter().flat_map(|row| &row.kept_in).filter(|path| !Path::new(path).exists());
    let silent = all.iter().filter(|row| row.gap.is_empty() && shown.tests(&row.number).next().is_none());
    keeps(
        "a requirement has a place, and a test or a word about why not",
        nowhere
            .chain(gone.map(|path| format!("{path} is not there")))
            .chain(silent.map(|row| format!("{} has neither test nor gap", row.number))),
    );
}

#[test]
fn every_number_is_a_row_and_no_row_is_left_out() {
    let all: BTreeSet<String> = requirements().into_iter().map(|row| row.number).collect();
    let counted = CHAPTERS.iter().flat_map(|(chapter, _)| {
        let many =
            all.iter().filter(|number| number.trim_end_matches(|c: char| c.is_ascii_digit()) == *chapter).count();
        (1..=many).map(move |number| format!("{chapter}{number}"))
    });

    let unknown = Shown::by_the_sources().0.into_keys().filter(|number| !all.contains(number));
    let left_out: Vec<_> = counted.filter(|number| !all.contains(number)).collect();
    keeps("tests carry numbers that are there", unknown.map(|number| format!("{number} is asked nowhere")));
    keeps("rows are counted without a gap", left_out);
    assert_eq!(all.len(), requirements().len(), "a number stands twice");
}

#[test]
fn a_name_carries_its_numbers_at_its_beginning_only() {
    let carried = |name| numbers(name).collect::<Vec<_>>();

    assert_eq!(carried("r9_r14_a_file_of_sd4"), ["R9", "R14"]);
    assert_eq!(carried("h14_se9_two_editors"), ["SE9"]);
    assert_eq!(carried("sf_a_month"), [""; 0]);
    assert_eq!(
        tests_in("    async fn sa1_x(world) {\nfn y() {\nfn r3_of(x: u8) {").collect::<Vec<_>>(),
        ["sa1_x", "y"]
    );
}
