//! The one list of what the page may ask and what it is told, from which its types are generated.

use tauri_specta::{Builder, collect_commands, collect_events};

use crate::{commands, events};

/// Every command and event of the shell.
#[must_use]
pub fn bindings() -> Builder<tauri::Wry> {
    Builder::new()
        .commands(collect_commands![
            commands::start::start,
            commands::start::save_settings,
            commands::start::restart,
            commands::start::open_folder_of_data,
            commands::start::open_address,
            commands::operations::check_server,
            commands::operations::zones,
            commands::operations::try_connection,
            commands::operations::diagnose,
            commands::operations::diagnose_connection,
            commands::operations::connect,
            commands::operations::change_operation,
            commands::operations::replace_token,
            commands::operations::remove_operation,
            commands::operations::open_sample,
            commands::operations::close_sample,
            commands::operations::storage,
            commands::explore::ask,
            commands::explore::page,
            commands::explore::pick,
            commands::explore::held,
            commands::explore::place_of_day,
            commands::explore::facet,
            commands::explore::search_hints,
            commands::explore::read,
            commands::explore::raw_text,
            commands::downloads::plan_download,
            commands::downloads::start_download,
            commands::downloads::cancel_download,
            commands::downloads::downloads,
            commands::downloads::coverage,
            commands::downloads::runs,
            commands::downloads::changes,
            commands::keeping::quota,
            commands::keeping::following,
            commands::keeping::follow,
            commands::keeping::go_on_now,
            commands::keeping::forget_pending,
            commands::keeping::go_on_tomorrow,
            commands::keeping::notify,
            commands::exports::estimate_export,
            commands::exports::export,
            commands::exports::cancel_export,
            commands::exports::open_exported,
        ])
        .events(collect_events![
            events::ArchiveChanged,
            events::LinkWanted,
            events::DownloadProgress,
            events::DownloadEnded,
            events::ExportProgress,
            events::FollowChanged,
            events::LowScores,
            events::NoticeOpened,
            events::DiagnosisProgress,
        ])
        // Counts and sizes of files stay far below what a number of JavaScript holds exactly.
        .dangerously_cast_bigints_to_number()
        .disable_serde_phases()
}
