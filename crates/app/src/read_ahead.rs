//! Reading on one thread what another works on: the archive is deciphered while the file is written.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Items that travel together: enough to make the way between the threads cost nothing.
const BATCH: usize = 128;
/// Batches read ahead.
const AHEAD: usize = 4;

/// Calls `work` with the items, in their order, read ahead on another thread. What `work` does not take is not read.
pub(crate) fn read_ahead<T: Send, R>(
    mut items: impl Iterator<Item = T> + Send,
    work: impl FnOnce(&mut dyn Iterator<Item = T>) -> R,
) -> R {
    let (sender, batches) = sync_channel::<Vec<T>>(AHEAD);
    thread::scope(|scope| {
        scope.spawn(move || {
            loop {
                let batch: Vec<T> = items.by_ref().take(BATCH).collect();
                // Nobody takes any more: the work is done or given up.
                if batch.is_empty() || sender.send(batch).is_err() {
                    break;
                }
            }
        });
        work(&mut batches.into_iter().flatten())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn all_items_arrive_in_their_order() {
        let taken: Vec<u32> = read_ahead(0..1_000, |items| items.collect());
        assert!(taken.into_iter().eq(0..1_000));
    }

    #[test]
    fn work_that_is_given_up_ends_the_reading() {
        let read = AtomicUsize::new(0);
        let items = (0..1_000_000).inspect(|_| {
            read.fetch_add(1, Ordering::Relaxed);
        });
        assert_eq!(read_ahead(items, |items| items.take(3).count()), 3);
        assert!(read.into_inner() <= BATCH * (AHEAD + 3));
    }
}
