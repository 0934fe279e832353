use lingpai_app::{FileReader, Stop};
use lingpai_intake::pipe::Form;
use lingpai_intake::{IntakeFault, Payload, ReaderFault};

/// Reads files in the process of the test: the journeys read files that the tests have made.
pub struct InProcess;

impl FileReader for InProcess {
    fn read(&self, form: Form, bytes: &[u8], stop: &Stop) -> Result<Vec<Payload>, IntakeFault> {
        if stop.is_stopped() {
            return Err(IntakeFault::Reader(ReaderFault::Stopped));
        }
        lingpai_documents::read(form, bytes).map_err(IntakeFault::from)
    }
}
