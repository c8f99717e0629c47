//! One function of `fuzz`, as libFuzzer wants it.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| fuzz::asked(bytes));

// Lines as often as bytes.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed % 2 == 0 { fuzz::mixed(data, size, seed / 2) } else { fuzzer_mutate(data, size, max_size) }
});
