use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// Reads a picture's file, at most `max` bytes and one more, so that the reader of the picture sees that it is too large.
///
/// A picture of a registration holds its secret, so the bytes are wiped on drop.
pub fn read_picture_file(path: &Path, max: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let len = file.metadata()?.len().min(max + 1);
    // All the room at once: a vector that grows leaves unwiped copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(len).unwrap_or(usize::MAX) + 1));
    file.take(max + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_the_bound_and_one_is_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("picture");
        std::fs::write(&path, [7; 100]).expect("written");
        assert_eq!(read_picture_file(&path, 1000).expect("there").len(), 100);
        assert_eq!(read_picture_file(&path, 50).expect("there").len(), 51);
        assert!(read_picture_file(&dir.path().join("none"), 50).is_err());
        assert!(read_picture_file(dir.path(), 50).is_err());
    }
}
