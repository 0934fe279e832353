use lingpai_frames::CameraFault;

/// Gives the fault for an error of the system. nokhwa reports the error as text that includes the system's own number.
pub(crate) fn fault(error: impl ToString) -> CameraFault {
    const NUMBERS: [(&str, CameraFault); 13] = [
        // Linux: EBUSY, EACCES and EPERM, ENODEV, ENXIO and ENOENT.
        ("(os error 16)", CameraFault::Busy),
        ("(os error 13)", CameraFault::Denied),
        ("(os error 1)", CameraFault::Denied),
        ("(os error 19)", CameraFault::Gone),
        ("(os error 6)", CameraFault::Gone),
        ("(os error 2)", CameraFault::Gone),
        // Windows: E_ACCESSDENIED.
        ("0x80070005", CameraFault::Denied),
        // MF_E_HW_MFT_FAILED_START_STREAMING, MF_E_VIDEO_RECORDING_DEVICE_PREEMPTED, ERROR_SHARING_VIOLATION, ERROR_BUSY.
        ("0xC00D3704", CameraFault::Busy),
        ("0xC00D3EA3", CameraFault::Busy),
        ("0x80070020", CameraFault::Busy),
        ("0x800700AA", CameraFault::Busy),
        // MF_E_VIDEO_RECORDING_DEVICE_INVALIDATED, MF_E_END_OF_STREAM.
        ("0xC00D3EA2", CameraFault::Gone),
        ("0xC00D3E84", CameraFault::Gone),
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
        for busy in ["0xC00D3704", "0xC00D3EA3", "0x80070020", "0x800700AA"] {
            let text = format!("Could not open device: The device is in use. ({busy})");
            assert_eq!(fault(text), CameraFault::Busy, "{busy}");
        }
        assert_eq!(fault("The video device has been lost. (0xC00D3EA2)"), CameraFault::Gone);
        assert_eq!(fault("Access is denied. (0x80070005)"), CameraFault::Denied);
    }
}
