//! The index that is written here beside the one that FTS5 writes of the same texts.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rusqlite::{Connection, params};

use super::doclist::{self, Word};
use super::gather::{Cutter, Gathered};
use super::{COLUMNS, TABLE, write};

type Texts = [String; COLUMNS];
/// Where each word stands: its record, column and place.
type Places = BTreeMap<String, Vec<(u32, String, u32)>>;

fn table() -> Connection {
    let connection = crate::open::in_memory().unwrap();
    connection.execute_batch(TABLE).unwrap();
    super::add_gathered(&connection).unwrap();
    connection.execute_batch("CREATE VIRTUAL TABLE places USING fts5vocab (search, instance)").unwrap();
    connection
}

fn by_fts5(texts: &[Texts]) -> Connection {
    let connection = table();
    for (row, texts) in (1..).zip(texts) {
        connection
            .execute(super::ADD, params![row, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6]])
            .unwrap();
    }
    connection
}

/// The same texts, written as segments of so many records each.
fn by_us(texts: &[Texts], records: usize) -> Connection {
    let connection = table();
    let mut cutter = Cutter::new().unwrap();
    let rows: Vec<Option<u32>> = (1..=texts.len() as u32).map(Some).collect();
    for (part, texts) in texts.chunks(records).enumerate() {
        let mut gathered = Gathered::new();
        for (number, texts) in (0..).zip(texts) {
            let number = (part * records) as u32 + number;
            cutter.add(&mut gathered, number, texts.each_ref().map(String::as_str)).unwrap();
        }
        write::write(&connection, &gathered, &rows).unwrap();
    }
    connection
}

fn places(connection: &Connection) -> Places {
    let mut statement = connection.prepare("SELECT CAST (term AS BLOB), doc, col, offset FROM places").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))));
    let mut places = Places::new();
    for row in rows.unwrap() {
        let (word, place) = row.unwrap();
        places.entry(String::from_utf8_lossy(&word).into_owned()).or_default().push(place);
    }
    places
}

/// FTS5's own check, and everything that it keeps of records but which writing they came with.
fn sound(connection: &Connection) -> (Vec<(u32, Vec<u8>)>, Vec<u8>) {
    connection.execute("INSERT INTO search (search) VALUES ('integrity-check')", []).unwrap();
    let mut sizes = connection.prepare("SELECT id, sz FROM search_docsize ORDER BY id").unwrap();
    let sizes = sizes.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let totals = connection.query_row("SELECT block FROM search_data WHERE id = 1", [], |row| row.get(0)).unwrap();
    (sizes, totals)
}

fn matching(connection: &Connection, expression: &str) -> Vec<u32> {
    let mut rows = super::gathered(connection, expression, usize::MAX).unwrap();
    rows.sort_unstable();
    if let Some(word) = Word::of(&format!("\"{expression}\"")) {
        let mut read = Vec::new();
        assert!(doclist::rows_of(connection, &word, &mut |rows| read.extend(rows)).unwrap());
        // Deleted rows are read too.
        assert!(rows.iter().all(|row| read.contains(row)), "{expression}");
    }
    rows
}

fn assert_alike(texts: &[Texts], records: usize) {
    let (theirs, ours) = (by_fts5(texts), by_us(texts, records));
    assert_eq!(places(&ours), places(&theirs));
    assert_eq!(sound(&ours), sound(&theirs));
}

/// A word from few, so that many records share it and it fills many leaves.
fn word(number: u64) -> String {
    ["de", "cliente", "reembolso", "Señal", "pedido"][(number % 5) as usize].to_owned()
}

/// Numbers that look like chance.
fn chance(seed: u64) -> u64 {
    let mixed = (seed ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ mixed >> 29).wrapping_mul(0x94d0_49bb_1331_11eb) >> 17
}

fn many(records: u64) -> Vec<Texts> {
    let text = |record: u64| (0..chance(record) % 60).map(|n| word(chance(record * 64 + n)) + " ").collect::<String>();
    (0..records)
        .map(|n| [word(n), text(n), String::new(), text(n + 7), format!("a{n}@x.co"), String::new(), n.to_string()])
        .collect()
}

#[test]
fn words_that_fill_many_leaves_are_found_with_all_their_places() {
    let texts = many(12_000);
    let (theirs, ours) = (by_fts5(&texts), by_us(&texts, 12_000));
    assert_eq!(sound(&ours), sound(&theirs));
    // Seeking in long lists goes over their indexes.
    for expression in [
        "de",
        "senal",
        "\"de cliente\"",
        "de AND a11999",
        "reembolso AND a7000 AND x",
        "pedi*",
        "{subject} : de",
        "cliente NOT de",
        "\"9999\"",
        "NEAR(de senal, 2) AND a100*",
    ] {
        assert_eq!(matching(&ours, expression), matching(&theirs, expression), "{expression}");
    }
    let indexes: u32 =
        ours.query_row("SELECT count(*) FROM search_data WHERE id >> 36 & 1", [], |row| row.get(0)).unwrap();
    assert!(indexes >= 5, "{indexes}");
}

#[test]
fn a_word_that_fills_thousands_of_leaves_has_an_index_of_its_index() {
    let long = "a ".repeat(3_000);
    let texts: Vec<Texts> = (0..6_000)
        .map(|n| {
            [format!("n{n}"), long.clone(), String::new(), String::new(), String::new(), String::new(), String::new()]
        })
        .collect();
    let ours = by_us(&texts, 6_000);
    let heights: u32 =
        ours.query_row("SELECT max(id >> 31 & 31) FROM search_data WHERE id >> 36 & 1", [], |row| row.get(0)).unwrap();
    assert!(heights >= 1, "{heights}");
    sound(&ours);
    for n in [0, 1, 2_999, 5_999] {
        assert_eq!(matching(&ours, &format!("a AND n{n}")), [n + 1]);
    }
}

#[test]
fn segments_are_merged_and_deleted_from_as_fts5_does() {
    let texts = many(3_000);
    let (theirs, ours) = (by_fts5(&texts), by_us(&texts, 70));
    assert_eq!(sound(&ours), sound(&theirs));
    let segments: u32 =
        ours.query_row("SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 10", [], |row| row.get(0)).unwrap();
    assert!((2..20).contains(&segments), "{segments}");
    for connection in [&ours, &theirs] {
        super::delete(connection, 500, 1_500).unwrap();
        super::delete(connection, 2_990, 4_000).unwrap();
    }
    for expression in ["de", "a777", "a1999", "\"2989\"", "\"2990\"", "pedido"] {
        assert_eq!(matching(&ours, expression), matching(&theirs, expression), "{expression}");
    }
    for connection in [&ours, &theirs] {
        connection.execute("INSERT INTO search (search) VALUES ('optimize')", []).unwrap();
    }
    assert_eq!(places(&ours), places(&theirs));
}

#[test]
fn records_without_a_row_are_left_out_and_fts5_writes_beside_us() {
    let connection = table();
    let texts = many(40);
    let mut cutter = Cutter::new().unwrap();
    let mut gathered = Gathered::new();
    for (number, texts) in (0..).zip(&texts) {
        cutter.add(&mut gathered, number, texts.each_ref().map(String::as_str)).unwrap();
    }
    let rows: Vec<Option<u32>> = (0..30).map(|n| (n % 3 > 0).then_some(n * 2 + 10)).collect();
    connection.execute_batch("BEGIN").unwrap();
    connection.execute(super::ADD, params![3, "primero", "", "", "", "", "", ""]).unwrap();
    write::write(&connection, &gathered, &rows).unwrap();
    connection.execute(super::ADD, params![900, "postrero", "", "", "", "", "", ""]).unwrap();
    connection.execute_batch("COMMIT").unwrap();
    assert_eq!(matching(&connection, "x"), rows.iter().flatten().copied().collect::<Vec<_>>());
    assert_eq!(matching(&connection, "primero OR postrero"), [3, 900]);
    super::delete(&connection, 1, 12).unwrap();
    assert_eq!(matching(&connection, "primero OR a1 OR a2"), [14]);
    sound(&connection);
}

#[test]
fn rows_without_a_gap_are_laid_down_as_rows_one_by_one() {
    let mut texts = many(12_000);
    texts.push(Default::default());
    let long = "muy ".repeat(5_000);
    texts.iter_mut().step_by(3_001).for_each(|texts| texts[1].push_str(&long));
    let mut cutter = Cutter::new().unwrap();
    let mut gathered = Gathered::new();
    for (number, texts) in (0..).zip(&texts) {
        cutter.add(&mut gathered, number, texts.each_ref().map(String::as_str)).unwrap();
    }
    let without_gap: Vec<Option<u32>> = (7..).map(Some).take(texts.len()).collect();
    // The last record has no words, but its row is not the next one.
    let mut with_gap = without_gap.clone();
    with_gap[texts.len() - 1] = Some(90_000);
    let pages = [without_gap, with_gap].map(|rows| {
        let connection = table();
        write::write(&connection, &gathered, &rows).unwrap();
        sound(&connection);
        let mut pages = connection.prepare("SELECT id, block FROM search_data WHERE id > 10 ORDER BY id").unwrap();
        let pages = pages.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))).unwrap();
        pages.map(Result::unwrap).collect::<Vec<_>>()
    });
    assert!(pages[0].len() > 100 && pages[0] == pages[1]);
}

#[test]
fn every_character_is_cut_and_folded_as_fts5_does() {
    // All that are in use, and some of those that are not yet.
    let texts: Vec<Texts> = (1..0x2_0000)
        .step_by(251)
        .chain((0x2_0000..=u32::from(char::MAX)).step_by(0x4000))
        .map(|first| {
            let signs = || (first..first + 251).filter_map(char::from_u32);
            let between = signs().map(|c| format!("a{c}b ")).collect();
            let alone = signs().map(|c| format!("{c} ")).collect();
            let after = signs().map(|c| format!("ñ{c}")).collect();
            [between, alone, after, String::new(), String::new(), String::new(), String::new()]
        })
        .collect();
    assert_alike(&texts, 1_000);
}

#[test]
fn words_of_every_length_come_whole_up_to_fts5s_longest() {
    let mut texts: Vec<Texts> = (0..40).map(|n| std::array::from_fn(|at| "ab".repeat(n * 3 + at))).collect();
    for length in [4_000, 4_050, 9_000, 32_767, 32_768, 32_769, 70_000] {
        texts.push(std::array::from_fn(|at| ["x", "ñ", "x\0x"][at % 3].repeat(length)));
    }
    assert_alike(&texts, 10);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_the_texts_the_index_is_fts5s(
        texts in proptest::collection::vec(
            proptest::array::uniform7("(\\PC|[a-c ]|[ñÑéE\u{301}\0-]|de |Reembolso ){0,40}"), 0..12,
        ),
        records in 1_usize..6,
    ) {
        assert_alike(&texts, records);
    }
}
