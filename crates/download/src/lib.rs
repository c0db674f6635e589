//! Downloading: what to ask for, one request at a time, and what to do when a server has a bad day.
//!
//! Owns the plan of windows, the lock that keeps a token to one request on the machine, splitting, retrying, resuming
//! and progress. It speaks to the server through `wolkvox` and keeps what arrives through `archive`; it knows neither
//! HTTP nor SQL.
//!
//! A plan asks only for what is missing or not final, in whole stored windows and gaps, never in a part of a stored
//! window. Windows that replace nothing are stored as they arrive. Windows that replace older answers wait, on disk,
//! until all parts of their job have arrived; until then the older answers stand.

mod account;
mod density;
mod event;
mod faults;
mod job;
mod locks;
mod names;
mod pace;
mod plan;
mod queue;
mod quota;
mod receive;
mod request;
mod run;
mod sizes;
mod sleep;
mod spread;
mod task;
mod token_lock;

pub use event::{Ended, Event, Failure, Outcome, Reason};
pub use pace::Pace;
pub use plan::{Job, Known, Plan, Refresh, plan};
pub use run::run;
pub use task::{AskQuota, Clock, Effort, Task};
pub use token_lock::{TokenLock, hold_token, try_hold_token};
