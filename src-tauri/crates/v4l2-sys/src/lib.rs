//! The types and constants of `linux/videodev2.h` (Video4Linux 2), generated once.
//!
//! The published crate of this name runs bindgen in each build. That needs libclang and the kernel's headers on each
//! machine, and compiles sixteen more crates. The generated file can be kept, because the kernel only adds to this
//! interface.
//!
//! bindgen made `src/bindings.rs` from the one line `#include <linux/videodev2.h>`:
//!
//! ```sh
//! bindgen videodev2.h --no-layout-tests --no-doc-comments \
//!     --allowlist-type 'v4l2_.*|time_t|timeval' --allowlist-var 'V4L2_.*|VIDEO_MAX.*' -o src/bindings.rs
//! ```
//!
//! The header is licensed `(GPL-2.0+ WITH Linux-syscall-note) OR BSD-3-Clause`.
#![cfg(target_os = "linux")]

// Structs with pointers and `timeval` have another layout on machines with 32 bits.
#[cfg(not(target_pointer_width = "64"))]
compile_error!("generate `src/bindings.rs` for this system first, as `src/lib.rs` says");

#[allow(
    clippy::all,
    clippy::pedantic,
    missing_debug_implementations,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    unsafe_op_in_unsafe_fn,
    unused,
    reason = "generated"
)]
#[rustfmt::skip]
mod bindings;

pub use bindings::*;

#[cfg(test)]
mod tests {
    use super::{v4l2_buffer, v4l2_capability, v4l2_format, v4l2_frmivalenum, v4l2_streamparm};

    /// The numbers of the kernel's requests contain these sizes (`_IOR('V', …, struct)`). Another size would be another
    /// request.
    #[test]
    fn structs_have_the_kernels_sizes() {
        assert_eq!(size_of::<v4l2_capability>(), 104);
        assert_eq!(size_of::<v4l2_format>(), 208);
        assert_eq!(size_of::<v4l2_streamparm>(), 204);
        assert_eq!(size_of::<v4l2_buffer>(), 88);
        assert_eq!(size_of::<v4l2_frmivalenum>(), 52);
    }
}
