//! How the process comes by its memory.

/// Lets all threads take memory from the same place. Call it before there are any others.
///
/// glibc gives each thread a place of its own, up to eight a core, and what is given back stays with the place that it
/// came from. Records are read on one thread, packed on another and written on a third, so over a long download each
/// place grows to the most that it ever held: twice as much in all as was ever needed at once. Elsewhere there is one
/// place anyway, or what is free moves between them.
pub fn share_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "a setting of the C library: the call takes two numbers and no memory of ours")]
    {
        // SAFETY: `mallopt` may be called at any time with any numbers; it refuses what it does not know, and then
        // memory is as it would have been.
        unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
    }
}
