//! Settings, and the windows beside the page.

use lingpai_api::contract::*;
use lingpai_api::{self as api, Reply, internal, refused};

use super::{Call, PictureBytes};

pub(super) fn preferences(call: &Call<'_>) -> Reply<Preferences> {
    Ok(api::preferences(&call.program))
}

pub(super) fn preferences_set(call: &Call<'_>, preferences: Preferences) -> Reply<Preferences> {
    let taken = call.session.around().taken.clone();
    let wanted = [&preferences.strip_keys, &preferences.copy_keys];
    if wanted.into_iter().flatten().any(|keys| taken.contains(keys)) {
        return Err(refused(FaultCode::ShortcutTaken));
    }
    let set = api::preferences_set(&call.program, preferences)?;
    call.session.events.tell_others(call.window, "preferences-changed");
    Ok(set)
}

pub(super) fn about(call: &Call<'_>) -> Reply<AboutView> {
    let (vault, settings) = (call.session.vault(), call.session.path("config"));
    Ok(api::about(&api::Places { vault, settings, web_view: None }))
}

pub(super) fn window_seen(call: &Call<'_>, seen: bool) -> Reply<()> {
    let any = {
        let windows = &mut call.session.around().seen;
        windows.retain(|window| *window != call.window);
        if seen {
            windows.push(call.window);
        }
        !windows.is_empty()
    };
    api::window_seen(&call.program, any);
    Ok(())
}

pub(super) fn window_private(call: &Call<'_>, showing: bool) -> Reply<()> {
    call.session.around().private = showing;
    Ok(())
}

pub(super) fn tray_words(call: &Call<'_>, words: TrayWords) -> Reply<()> {
    call.session.around().tray = Some(words);
    Ok(())
}

pub(super) fn show_strip(call: &Call<'_>, on: bool) -> Reply<()> {
    call.session.around().strip_shown = on;
    Ok(())
}

pub(super) fn strip_view(call: &Call<'_>) -> Reply<StripView> {
    let chosen = call.session.around().strip_account.clone();
    api::strip_view(&call.program, chosen.as_ref())
}

pub(super) fn strip_choose(call: &Call<'_>, account: AccountKey) -> Reply<StripView> {
    let view = api::strip_choose(&call.program, &account)?;
    call.session.around().strip_account = Some(account);
    Ok(view)
}

pub(super) fn strip_hide(call: &Call<'_>) -> Reply<()> {
    call.session.around().strip_shown = false;
    Ok(())
}

pub(super) fn strip_move(_: &Call<'_>, _: Side) -> Reply<()> {
    Ok(())
}

pub(super) fn strip_main(_: &Call<'_>) -> Reply<()> {
    Ok(())
}

/// An overlay's picture: the first of the files that are chosen next.
pub(super) fn overlay_picture(call: &Call<'_>) -> Reply<PictureBytes> {
    let file = call.session.around().files.first().cloned().ok_or_else(internal)?;
    let picture = image::open(file).map_err(|_| internal())?.to_rgb8();
    Ok(PictureBytes(data_encoding::BASE64.encode(&api::jpeg(&picture)?)))
}

pub(super) fn overlay_painted(_: &Call<'_>) -> Reply<()> {
    Ok(())
}

pub(super) fn overlay_choose(_: &Call<'_>, _: AreaInput) -> Reply<()> {
    Ok(())
}

pub(super) fn overlay_cancel(_: &Call<'_>) -> Reply<()> {
    Ok(())
}
