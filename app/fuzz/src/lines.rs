//! Another way to spoil a log than byte by byte: its lines change places, come twice, or speak of each other's entries.

const ID: usize = 36;

/// Spoils the first `size` bytes of `data` and says how many they are now; chance is in `seed`.
pub fn mixed(data: &mut [u8], size: usize, seed: u32) -> usize {
    let whole = data.get(..size).unwrap_or_default();
    let mut lines: Vec<Vec<u8>> = whole.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let place = |n: u32| usize::try_from(seed >> n).unwrap_or_default() % lines.len();
    let (from, to) = (place(2), place(12));
    let line = lines.get(from).cloned().unwrap_or_default();
    match seed % 4 {
        0 => lines.insert(to, line),
        1 => lines.swap(from, to),
        _ => {
            let other = lines.get(to).cloned().unwrap_or_default();
            if let (Some(old), Some(new)) = (id(&line, seed >> 8), id(&other, seed >> 16))
                && let Some(line) = lines.get_mut(from)
            {
                replace(line, &old, &new);
            }
        }
    }
    let mixed = lines.join(&b'\n');
    let size = mixed.len().min(data.len());
    if let (Some(into), Some(from)) = (data.get_mut(..size), mixed.get(..size)) {
        into.copy_from_slice(from);
    }
    size
}

/// One of the ids in a line.
fn id(line: &[u8], which: u32) -> Option<Vec<u8>> {
    let is_id = |bytes: &&[u8]| {
        bytes.iter().enumerate().all(|(n, byte)| match n {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    };
    let all: Vec<&[u8]> = line.windows(ID).filter(is_id).collect();
    let which = usize::try_from(which).unwrap_or_default() % all.len().max(1);
    all.get(which).map(|id| id.to_vec())
}

fn replace(line: &mut [u8], old: &[u8], new: &[u8]) {
    for start in 0..line.len() {
        if let Some(part) = line.get_mut(start..start + ID).filter(|part| *part == old) {
            part.copy_from_slice(new);
        }
    }
}
