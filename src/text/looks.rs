//! How much work a text makes, counted in looks, so that a test can hold it without a clock.
//!
//! Whoever reads an article looks at its tokens, or at its bytes, one at a time or a stretch at once, and says so here.
//! Times vary with the machine; this number is the same wherever the same text is read, and a search that goes too far
//! shows in it however fast it goes. It is counted in builds with debug assertions, which is where tests run;
//! elsewhere it stays 0 and costs nothing.

use std::cell::Cell;

thread_local! {
    static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// Counts some looks.
#[inline]
pub fn count_looks(looks: usize) {
    if cfg!(debug_assertions) {
        LOOKS.set(LOOKS.get() + looks as u64);
    }
}

/// How many looks this thread has taken so far, where they are counted.
pub fn looks() -> Option<u64> {
    cfg!(debug_assertions).then(|| LOOKS.get())
}
