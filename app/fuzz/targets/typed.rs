//! One function of `fuzz`, as libFuzzer wants it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::typed(bytes));
