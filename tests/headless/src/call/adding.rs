//! Pictures, texts and frames, and what is found in them.

use lingpai_api::contract::*;
use lingpai_api::{self as api, FrameReader, Reader, Reply, refused};

use super::{Call, FrameSink};

pub(super) fn files_choose(call: &Call<'_>, _: DialogWords) -> Reply<WaitingView> {
    let files = call.session.around().files.clone();
    api::files_choose(&call.program, &files, &call.session.progress, || call.reading_changed())
}

pub(super) fn reading(call: &Call<'_>) -> Reply<ReadingView> {
    Ok(call.session.progress.view())
}

pub(super) fn reading_stop(call: &Call<'_>) -> Reply<()> {
    call.session.progress.stop();
    Ok(())
}

/// The clipboard holds the files that are chosen next.
pub(super) fn paste(call: &Call<'_>) -> Reply<WaitingView> {
    let files = call.session.around().files.clone();
    if files.is_empty() {
        return Err(refused(FaultCode::ClipboardEmpty));
    }
    let reader = Reader::begin(&call.program)?;
    reader.files(&call.program, &files, &call.session.progress, || call.reading_changed())
}

pub(super) fn text_take(call: &Call<'_>, text: TypedSecret) -> Reply<WaitingView> {
    api::text_take(&call.program, &text)
}

pub(super) fn typed_preview(call: &Call<'_>, typed: TypedAccount) -> Reply<TypedPreview> {
    Ok(api::typed_preview(&call.program, &typed))
}

pub(super) fn typed_take(call: &Call<'_>, typed: TypedAccount) -> Reply<WaitingView> {
    api::typed_take(&call.program, &typed)
}

/// The screens show the files that are chosen next.
pub(super) fn screen_whole(call: &Call<'_>) -> Reply<WaitingView> {
    let reader = Reader::begin(&call.program)?;
    let files = call.session.around().files.clone();
    let screens = files.iter().filter_map(|file| image::open(file).ok()).map(|picture| picture.to_rgb8()).collect();
    reader.screens(&call.program, screens)
}

/// The user draws around the whole screen.
pub(super) fn screen_region(call: &Call<'_>) -> Reply<WaitingView> {
    screen_whole(call)
}

pub(super) fn cameras(call: &Call<'_>) -> Reply<Vec<CameraView>> {
    Ok(views(&call.session.around().cameras))
}

pub(super) fn camera_open(call: &Call<'_>, camera: Option<CameraKey>, _: FrameSink) -> Reply<CameraView> {
    let reader = FrameReader::begin(&call.program)?;
    let mut around = call.session.around();
    let cameras = views(&around.cameras);
    let opened = match camera {
        Some(key) => cameras.into_iter().find(|view| view.id == key).ok_or_else(|| refused(FaultCode::CameraGone))?,
        None => cameras.into_iter().next().ok_or_else(|| refused(FaultCode::CameraNone))?,
    };
    around.camera = Some(reader);
    Ok(opened)
}

pub(super) fn camera_seen(_: &Call<'_>) -> Reply<()> {
    Ok(())
}

pub(super) fn camera_close(call: &Call<'_>) -> Reply<()> {
    call.session.around().camera = None;
    Ok(())
}

fn views(cameras: &[String]) -> Vec<CameraView> {
    let view = |(name, number): (&String, u32)| CameraView { id: CameraKey(number.to_string()), name: name.clone() };
    cameras.iter().zip(1..).map(view).collect()
}

pub(super) fn found_open(call: &Call<'_>, index: u32) -> Reply<WaitingView> {
    api::found_open(&call.program, index)
}

pub(super) fn found_bind(call: &Call<'_>, indices: Vec<u32>) -> Reply<BoundMany> {
    let bound = api::found_bind(&call.program, &indices)?;
    call.accounts_changed();
    Ok(bound)
}

pub(super) fn intake(call: &Call<'_>) -> Reply<WaitingView> {
    api::intake(&call.program)
}

pub(super) fn intake_dismiss(call: &Call<'_>) -> Reply<WaitingView> {
    api::intake_dismiss(&call.program)
}

pub(super) fn bind_plain(call: &Call<'_>) -> Reply<Bound> {
    let bound = api::bind_plain(&call.program)?;
    call.accounts_changed();
    Ok(bound)
}

pub(super) fn bind_further(call: &Call<'_>) -> Reply<Bound> {
    let bound = api::bind_further(&call.program)?;
    call.accounts_changed();
    Ok(bound)
}

pub(super) fn bind_transfer(call: &Call<'_>) -> Reply<Bound> {
    let bound = api::bind_transfer(&call.program)?;
    call.accounts_changed();
    Ok(bound)
}

impl Call<'_> {
    fn reading_changed(&self) {
        self.session.events.tell(crate::events::Window::Main, "reading-changed");
    }
}
