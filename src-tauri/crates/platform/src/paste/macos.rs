use lingpai_intake::pipe::Form;
use objc2_app_kit::NSPasteboard;
use objc2_foundation::NSString;

/// The types of pictures, the better ones first. Programs that copy no PNG copy TIFF.
const TYPES: [&str; 2] = ["public.png", "public.tiff"];

/// Gives the picture in the clipboard. `None` where there is none.
pub(super) fn picture() -> Option<(Form, Vec<u8>)> {
    let board = NSPasteboard::generalPasteboard();
    let data = TYPES.into_iter().find_map(|of| board.dataForType(&NSString::from_str(of)))?;
    Some((Form::File, data.to_vec()))
}
