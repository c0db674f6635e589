//! Tables that hold no data: e-mail programs set whole messages in tables of one column.

use super::flow::Item;

/// A table that is open.
#[derive(Default)]
struct Table {
    /// Its tags and those of its sections, rows and cells.
    tags: Vec<usize>,
    /// Cells of the row that hold anything.
    cells: usize,
    most_cells: usize,
}

/// The flow without tables in which no row has two cells that hold anything: their cells come one below the other.
/// Elements that hold nothing must be gone.
pub(super) fn unwrapped(flow: Vec<Item>) -> Vec<Item> {
    let mut is_layout = vec![false; flow.len()];
    let mut open: Vec<Table> = Vec::new();
    for (at, item) in flow.iter().enumerate() {
        let (Item::Open(_) | Item::Close(_)) = item else { continue };
        let name = item.name();
        if matches!(item, Item::Open(_)) && name == "table" {
            open.push(Table::default());
        }
        let Some(table) = open.last_mut().filter(|_| is_of_table(name)) else { continue };
        table.tags.push(at);
        match (item, name) {
            (Item::Open(_), "tr") => table.cells = 0,
            (Item::Open(_), "td" | "th") => {
                table.cells += usize::from(!matches!(flow.get(at + 1), Some(Item::Close("td" | "th"))));
                table.most_cells = table.most_cells.max(table.cells);
            }
            (Item::Close(_), "table") => {
                let table = open.pop().filter(|table| table.most_cells < 2);
                for tag in table.into_iter().flat_map(|table| table.tags) {
                    is_layout.get_mut(tag).into_iter().for_each(|is_layout| *is_layout = true);
                }
            }
            _ => {}
        }
    }
    let mut unwrapped: Vec<Item> = Vec::with_capacity(flow.len());
    for (item, is_layout) in flow.into_iter().zip(is_layout) {
        match item.name() {
            _ if !is_layout => unwrapped.push(item),
            "td" | "th" if matches!(item, Item::Open(_)) => unwrapped.push(Item::open("div")),
            // A cell that holds nothing keeps no column any more.
            "td" | "th" if unwrapped.last() == Some(&Item::open("div")) => drop(unwrapped.pop()),
            "td" | "th" => unwrapped.push(Item::Close("div")),
            _ => {}
        }
    }
    unwrapped
}

fn is_of_table(name: &str) -> bool {
    matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th")
}
