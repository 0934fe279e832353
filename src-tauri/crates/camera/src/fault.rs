use lingpai_frames::CameraFault;

/// Gives the fault for an error of the system. nokhwa reports the error as text that includes the system's own number.
pub(crate) fn fault(error: impl ToString) -> CameraFault {
    const NUMBERS: [(&str, CameraFault); 8] = [
        // Linux: EBUSY, EACCES and EPERM, ENODEV, ENXIO and ENOENT.
        ("(os error 16)", CameraFault::Busy),
        ("(os error 13)", CameraFault::Denied),
        ("(os error 1)", CameraFault::Denied),
        ("(os error 19)", CameraFault::Gone),
        ("(os error 6)", CameraFault::Gone),
        ("(os error 2)", CameraFault::Gone),
        // Windows: E_ACCESSDENIED, MF_E_VIDEO_RECORDING_DEVICE_INVALIDATED.
        ("0x80070005", CameraFault::Denied),
        ("0xC00D3EA2", CameraFault::Gone),
    ];
    let text = error.to_string();
    NUMBERS.iter().find(|(number, _)| text.contains(number)).map_or(CameraFault::Failed, |&(_, fault)| fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_numbers_are_told_apart() {
        assert_eq!(fault("Could not open device: Device or resource busy (os error 16)"), CameraFault::Busy);
        assert_eq!(fault("Permission denied (os error 13)"), CameraFault::Denied);
        assert_eq!(fault("No such device (os error 19)"), CameraFault::Gone);
        assert_eq!(fault("Invalid argument (os error 22)"), CameraFault::Failed);
    }
}
