//! Records sort by how many attachments they have, whatever shape these have and whatever becomes of their answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use archive::Archive;
use interaction::{Field, Interaction};
use proptest::prelude::*;

use common::{JANUARY, attached, key, place, record, rows_in, store, window};

mod common;

/// Texts as servers send them, with how many attachments each tells of.
const SHAPES: [(&str, u32); 12] = [
    ("", 0),
    ("null", 0),
    ("[]", 0),
    (r#""[]""#, 0),
    ("factura.pdf", 1),
    ("Acta, final.pdf", 1),
    ("a.pdf,b.jpg", 2),
    ("https://a.example/1.pdf|https://a.example/2.pdf|https://a.example/3.pdf", 3),
    (r#"["https:\/\/a.example\/1.pdf","b.png"]"#, 2),
    (r#"[{"url":"https://a.example/1.pdf","name":"Factura mayo.pdf","size":12}]"#, 1),
    (r#"<a href="https://a.example/1">uno</a> <a href='https://a.example/2'>dos</a>"#, 2),
    ("data:image/png;base64,AAAA", 1),
];

fn with(case: usize, attachments: &str) -> Interaction {
    let mut record = record(&case.to_string(), "2026-01-02 00:00:00", "", "x");
    record.set(Field::Attachments, attachments);
    record
}

#[test]
fn texts_of_every_shape_are_counted() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let records: Vec<_> = SHAPES.iter().enumerate().map(|(case, (text, _))| with(case, text)).collect();
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01", &records);
    let [ordered, _] = attached(&place.path);
    let numbers: Vec<u32> = (1..=12).map(|id| ordered.get(&id).copied().unwrap_or_default()).collect();
    assert_eq!(numbers, SHAPES.map(|(_, number)| number));
}

#[test]
fn a_record_that_changes_is_counted_anew_and_one_that_is_gone_leaves_nothing() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    store(&mut archive, january, "2026-03-01", &[with(1, "a.pdf"), with(2, "a.pdf"), with(3, "a.pdf"), with(4, "")]);
    archive.settle().unwrap();
    store(&mut archive, january, "2026-03-02", &[with(1, "a.pdf"), with(2, "a.pdf;b.pdf"), with(4, "c.pdf")]);
    let [ordered, told] = attached(&place.path);
    assert_eq!(ordered.iter().map(|(id, number)| (*id, *number)).collect::<Vec<_>>(), [(1, 1), (2, 2), (4, 1)]);
    assert_eq!(ordered, told);
    assert_eq!(rows_in(&place.path, "SELECT number FROM attached ORDER BY row"), [1, 2, 1]);
    store(&mut archive, january, "2026-03-03", &[]);
    assert!(rows_in(&place.path, "SELECT row FROM attached").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_what_the_texts_tell_before_and_after_settling(
        answers in prop::collection::vec((0_u32..3, prop::collection::vec(0..SHAPES.len(), 0..9), any::<bool>()), 1..6),
    ) {
        let place = place();
        let mut archive = Archive::create(&place.path, &key()).unwrap();
        for (day, shapes, settles) in answers {
            let records: Vec<_> = shapes.iter().enumerate().map(|(case, shape)| with(case, SHAPES[*shape].0)).collect();
            let (from, to) = (format!("2026-01-0{} 00:00:00", day + 1), format!("2026-01-0{} 23:59:59", day + 1));
            store(&mut archive, window(&from, &to), "2026-03-01", &records);
            if settles {
                archive.settle().unwrap();
            }
            let [ordered, told] = attached(&place.path);
            prop_assert_eq!(ordered, told);
        }
    }
}
