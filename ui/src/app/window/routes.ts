import type { Component } from 'svelte';

import AuditPage from '../../accounts/AuditPage.svelte';
import DevicesPage from '../../accounts/DevicesPage.svelte';
import HandOutPage from '../../accounts/HandOutPage.svelte';
import RemovePage from '../../accounts/RemovePage.svelte';
import TrashPage from '../../accounts/TrashPage.svelte';
import AlreadyBound from '../../adding/AlreadyBound.svelte';
import CameraPage from '../../adding/CameraPage.svelte';
import ConfirmPlain from '../../adding/ConfirmPlain.svelte';
import ConfirmRegistration from '../../adding/ConfirmRegistration.svelte';
import ConfirmTransfer from '../../adding/ConfirmTransfer.svelte';
import EditPage from '../../adding/EditPage.svelte';
import Expired from '../../adding/Expired.svelte';
import FoundPage from '../../adding/FoundPage.svelte';
import Refused from '../../adding/Refused.svelte';
import TypedPage from '../../adding/TypedPage.svelte';
import ClockPage from '../../clock/ClockPage.svelte';
import HelpPage from '../../help/HelpPage.svelte';
import type { OpenVault } from '../../open/OpenVault.svelte';
import type { Spot } from '../../open/place.svelte';
import CreatePin from '../../pin/CreatePin.svelte';
import SettingsPage from '../../settings/SettingsPage.svelte';
import ChoosePassphrase from '../../start/ChoosePassphrase.svelte';
import FaultPage from '../../start/FaultPage.svelte';
import Loading from '../../start/Loading.svelte';
import Restore from '../../start/Restore.svelte';
import Unlock from '../../start/Unlock.svelte';
import WelcomePage from '../../start/WelcomePage.svelte';
import EarlierPage from '../../vault/EarlierPage.svelte';
import KitPage from '../../vault/KitPage.svelte';
import PassphrasePage from '../../vault/PassphrasePage.svelte';
import VaultPage from '../../vault/VaultPage.svelte';
import type { App } from '../app.svelte';
import LazyAbout from './LazyAbout.svelte';
import ListPage from './ListPage.svelte';

type Props = Record<string, unknown>;

/** A page with its properties. */
export interface Shown {
  /** A page with another key is built anew. */
  readonly key: string;
  readonly component: Component<Props>;
  readonly props: Props;
}

function page<P extends object>(key: string, component: Component<P>, props: P): Shown {
  return { key, component: component as unknown as Component<Props>, props: props as Props };
}

/** Decides which page is shown, from the phase and the user's place. Nothing else decides that. */
export function routeOf(app: App): Shown {
  const { phase } = app.session;
  const { picked } = app.restore;
  if (phase.kind === 'loading') return page('loading', Loading, { what: phase.what });
  // A restore works whether the vault is open, locked or broken.
  if (picked !== undefined) return page('restore', Restore, { picked });
  switch (phase.kind) {
    case 'fault':
      return page('fault', FaultPage, { fault: phase.fault });
    case 'choose_passphrase':
      return page('choose_passphrase', ChoosePassphrase, {});
    case 'unlock':
      return page('unlock', Unlock, { unlock: phase.unlock });
    case 'open':
      return openRoute(app, phase.vault);
  }
}

function openRoute(app: App, open: OpenVault): Shown {
  const spot = open.place.at;
  // The help can be opened over every other page, that of a registration too.
  if (spot === 'help') return page('help', HelpPage, {});
  const { waiting } = open.intake;
  switch (waiting.kind) {
    case 'nothing':
      return spotRoute(app, open, spot);
    case 'registration':
      if (open.pad.purpose?.kind === 'create') return page('create_pin', CreatePin, {});
      return page('confirm', ConfirmRegistration, { registration: waiting });
    case 'several':
      // The camera may add a code to a found list.
      return spot === 'camera' ? page('camera', CameraPage, {}) : page('found', FoundPage, { several: waiting });
    case 'transfer':
      return page('confirm_transfer', ConfirmTransfer, { transfer: waiting });
    case 'plain':
      return page('confirm_plain', ConfirmPlain, { plain: waiting });
    case 'expired':
      return page('expired', Expired, { expired: waiting });
    case 'already_bound':
      return page('already_bound', AlreadyBound, { bound: waiting });
    case 'refused':
      return page('refused', Refused, { fault: waiting.fault });
  }
}

/** The page for the user's place. If it is about something that does not exist, the list is shown. */
function spotRoute(app: App, open: OpenVault, spot: Exclude<Spot, 'help'>): Shown {
  const about = open.place.account;
  const row = about === undefined ? undefined : open.accounts.get(about);
  const { view } = open.vault;
  switch (spot) {
    case 'list': {
      // The first run ends with the first account. It leads to other pages, and goes on when the user comes back.
      const welcoming = app.welcome.step !== 'done' && open.accounts.rows.length === 0;
      return welcoming ? page('welcome', WelcomePage, {}) : list();
    }
    case 'hand_out':
      return row === undefined ? list() : page(spot, HandOutPage, { account: row.id });
    case 'devices':
      return row === undefined ? list() : page(spot, DevicesPage, { account: row.id });
    case 'remove':
      return row === undefined ? list() : page(spot, RemovePage, { row });
    case 'edit':
      if (row === undefined || view === undefined) return list();
      return page(`edit ${row.id}`, EditPage, { account: row.id, view });
    case 'vault':
      return page(spot, VaultPage, {});
    case 'passphrase':
      return view === undefined ? list() : page(spot, PassphrasePage, { view });
    case 'kit':
      return view === undefined ? list() : page(spot, KitPage, { view });
    case 'earlier':
      return page(spot, EarlierPage, {});
    case 'trash':
      return page(spot, TrashPage, {});
    case 'audit':
      return page(spot, AuditPage, {});
    case 'camera':
      return page(spot, CameraPage, {});
    case 'typed':
      return page(spot, TypedPage, {});
    case 'clock':
      return page(spot, ClockPage, {});
    case 'settings':
      return page(spot, SettingsPage, {});
    case 'about':
      return page(spot, LazyAbout, {});
  }
}

function list(): Shown {
  return page('list', ListPage, {});
}
