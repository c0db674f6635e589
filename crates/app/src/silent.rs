//! Types that hold what people wrote or look for, and show none of it where they are printed.

/// Gives types a `Debug` that names the type and nothing that it holds.
macro_rules! silent {
    ($($name:ident),+) => {$(
        /// Names nothing that it holds.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}

pub(crate) use silent;
