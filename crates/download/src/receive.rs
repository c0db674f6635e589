//! Keeping an answer while it arrives: packing on one thread, gathering words on another, writing on a third.

use std::sync::mpsc as channel;
use std::thread;

use archive::{Archive, Error, Packer, Prepared, WindowId, Words};
use interaction::Interaction;
use tokio::sync::mpsc;
use wolkvox::Item;

/// Records in one transaction: enough to make its cost small, few enough not to keep other writers waiting.
const BATCH: usize = 1_000;
/// Packed batches that wait for their words to be gathered: each of them holds all of its texts.
const PACKED_AHEAD: usize = 1;
/// Batches that wait to be written, without their texts a megabyte each. Writing a segment of the index takes as long as
/// gathering the words of six: meanwhile nobody should have to wait.
const GATHERED_AHEAD: usize = 8;

/// A batch ready to be written.
#[derive(Default)]
struct Batch {
    records: Vec<Prepared>,
    set_aside: Vec<String>,
}

/// Appends the items to an answer until the sender is gone. Blocks: call it off the async threads.
pub(crate) fn receive(archive: &mut Archive, id: WindowId, mut items: mpsc::Receiver<Vec<Item>>) -> Result<(), Error> {
    let first = Gathered::from(&mut items);
    let (packer, words) = archive.packer(id, &first.records)?.split();
    let (to_words, packed) = channel::sync_channel(PACKED_AHEAD);
    let (to_archive, batches) = channel::sync_channel(GATHERED_AHEAD);
    thread::scope(|scope| {
        let packing = scope.spawn(move || pack_all(packer, first, &mut items, &to_words));
        let gathering = scope.spawn(move || gather_all(&words, &packed, &to_archive));
        let written = batches.iter().try_for_each(|batch: Batch| archive.append(id, &batch.records, &batch.set_aside));
        // Each thread ends when nobody takes its batches any more.
        drop(batches);
        written.and(ended(gathering)).and(ended(packing))
    })
}

fn ended(thread: thread::ScopedJoinHandle<'_, Result<(), Error>>) -> Result<(), Error> {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn pack_all(
    mut packer: Packer,
    first: Gathered,
    items: &mut mpsc::Receiver<Vec<Item>>,
    sender: &channel::SyncSender<Batch>,
) -> Result<(), Error> {
    let mut gathered = first;
    while !gathered.is_empty() {
        let records = gathered.records.into_iter().map(|record| packer.prepare(record));
        let batch = Batch { records: records.collect::<Result<_, _>>()?, set_aside: gathered.set_aside };
        if sender.send(batch).is_err() {
            break;
        }
        gathered = Gathered::from(items);
    }
    Ok(())
}

fn gather_all(
    words: &Words,
    batches: &channel::Receiver<Batch>,
    sender: &channel::SyncSender<Batch>,
) -> Result<(), Error> {
    for mut batch in batches {
        batch.records.iter_mut().try_for_each(|record| words.gather(record))?;
        if sender.send(batch).is_err() {
            break;
        }
    }
    Ok(())
}

/// The items of one batch.
#[derive(Default)]
struct Gathered {
    records: Vec<Interaction>,
    set_aside: Vec<String>,
}

impl Gathered {
    /// Waits for a batch; a smaller one, or none, means that the items have ended.
    fn from(items: &mut mpsc::Receiver<Vec<Item>>) -> Self {
        let mut gathered = Self::default();
        while gathered.records.len() + gathered.set_aside.len() < BATCH {
            let Some(items) = items.blocking_recv() else { break };
            for item in items {
                match item {
                    Item::Interaction(record) => gathered.records.push(*record),
                    Item::SetAside(raw) => gathered.set_aside.push(raw),
                }
            }
        }
        gathered
    }

    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.set_aside.is_empty()
    }
}
