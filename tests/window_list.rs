//! The list in the real window: a date is gone to, the focus stays when its row is scrolled away, and what is picked of
//! all is counted and written.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desktop;

use desktop::{Desktop, Keychain, Look, Page, cells, held, last_month, last_month_period, server};

#[test]
fn a_list_is_gone_through_and_picked_from_by_keys() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(900);
    let page = desktop.open_traza(1366, 768);
    page.connect("Tienda Andina", &server);
    page.download("last_month");
    let all = held(&server, last_month_period());
    page.explore_all(all);
    page.js("document.querySelector('[data-test=table]').focus()");
    the_focus_stays(&page);
    goes_to_a_date(&page);
    page.press("ctrl+a");
    page.wait_for_number("selected", all);
    page.press("space");
    page.wait_for_number("selected", all - 1);
    let file = desktop.file("elegidas.csv");
    assert_eq!(page.export("csv", &file), all - 1);
    assert_eq!(u64::try_from(cells(&file).len()).unwrap() - 1, all - 1);
    page.press("Escape");
    page.wait_without("export-dialog");
    page.js("document.querySelector('[data-test=table]').focus()");
    page.press("Escape");
    page.wait_without("selected");
    page.close();
}

/// The row that is read scrolls out of sight, and the next key goes on from it.
fn the_focus_stays(page: &Page<'_>) {
    page.press("Down");
    page.press("Down");
    page.eventually("the second row is read", || (active(page)? == 2).then_some(()));
    page.js("document.querySelector('[data-test=table]').scrollTop = 1e6");
    page.eventually("it is out of sight", || active(page).is_none().then_some(()));
    assert!(page.focused().starts_with("table "), "{}", page.focused());
    page.press("Down");
    page.eventually("the third row is read", || (active(page)? == 3).then_some(()));
    assert!(page.focused().starts_with("table "), "{}", page.focused());
}

fn goes_to_a_date(page: &Page<'_>) {
    let day = last_month().0.succ_opt().unwrap();
    page.press("g");
    page.wait_for("to-day");
    page.audit("going to a date");
    // How a date is typed is the system's affair.
    let typed = format!(
        "const field = document.querySelector('[data-test=to-day]');
         field.value = '{day}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    page.js(&typed);
    page.press("Return");
    let start = day.format("%d/%m ").to_string();
    page.eventually("a row of the day is read", || {
        let row = page.js("return document.querySelector('[aria-current=true]')?.textContent ?? ''");
        row.as_str()?.starts_with(&start).then_some(())
    });
    let before =
        page.js("return document.querySelector('[aria-current=true]').ariaRowIndex").as_str().unwrap().to_owned();
    page.press("Up");
    page.eventually("the row above is of a later day", || {
        let row = page.js("return document.querySelector('[aria-current=true]')?.textContent ?? ''");
        (!row.as_str()?.starts_with(&start)).then_some(())
    });
    assert!(before.parse::<u64>().unwrap() > 3, "the first rows are of the month's end");
}

/// The number of the row that is read, from 1; none where it is out of sight.
fn active(page: &Page<'_>) -> Option<u64> {
    let index = page.js("return document.querySelector('[aria-current=true]')?.ariaRowIndex ?? null");
    Some(index.as_str()?.parse::<u64>().ok()? - 1)
}
