import { flushSync, mount, unmount } from 'svelte';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { GraveKind } from '../ipc/generated/contract';
import type { CommandName } from '../ipc/host';
import type { OpenVault } from '../open/OpenVault.svelte';
import { decodePictures } from '../testing/camera';
import { FakeCamera } from '../testing/fake-camera';
import type { GivenAccount, Picture, Registration } from '../testing/given';
import { arranged, main as broker, plain as ordinary } from '../testing/given-accounts';
import { HoldingHost, textsIn } from '../testing/held';
import type { TestHost } from '../testing/host';
import { node } from '../testing/node-wire';
import { join, page, settle, vaultOf } from '../testing/window';
import { App } from './app.svelte';
import Window from './window/Window.svelte';
import { secret } from '../testing/secret';

const PIN = '246810';
const SECRET = 'GEZDGNBVGY3TQOJQ';
const PASSPHRASE = 'nine blue tractors hum';
const HOUR = 3_600_000;
const WORDS = { title: 'A dialog', files: 'Files' };

const accounts: GivenAccount[] = [
  broker('70000456', { issuer: 'Fuyi Securities', arrangement: arranged({ group: 'My savings' }) }),
  ordinary('trader@example.hk', {}, 'Google Mail'),
  { ...ordinary('token-1122', {}, 'Some Bank'), codes: { kind: 'counter', counter: 3 } },
  broker('70000789', { issuer: 'Fuyi Securities', bound: 'sub_by_eye' }),
];
const registered: Registration = { issuer: 'Fuyi Futures', number: '70000999', activation: '152149', valid_ms: 24 * HOUR };
const registration: Picture = { kind: 'registration', ...registered };
const transfer: Picture = { kind: 'transfer', registration: { ...registered, valid_ms: 600_000 }, slot: 3, pin: PIN };
const plain: Picture = { kind: 'plain', issuer: 'GitHub Inc', number: 'someone-else' };
const several = [plain, registration];

/** How the test calls a command, by means of the page's objects. */
interface Drive {
  /** The pictures that are dropped on the window first. */
  readonly dropped?: Picture | Picture[];
  /** The steps before the command. */
  readonly ready?: (open: OpenVault, app: App) => unknown;
  readonly act: (open: OpenVault, app: App) => unknown;
}

/** Marks a command that this window does not call while its vault is open. */
const ELSEWHERE = null;

const id = (open: OpenVault, at: number): string => {
  const row = open.accounts.rows[at];
  if (row === undefined) throw new Error('no such account');
  return row.id;
};
const proof = { kind: 'keystore' } as const;
const proved = () => ({ kind: 'passphrase', passphrase: secret(PASSPHRASE) }) as const;
const typed = async (open: OpenVault): Promise<void> => {
  open.place.go('typed');
  await settle();
  Object.assign(open.typed, { issuer: 'Typed Issuer', name: 'typed-name' });
  const field = document.querySelector<HTMLInputElement>('[data-testid="typed-secret"]');
  if (field === null) throw new Error('the page has no field for the secret');
  field.value = SECRET;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
const pin = async (open: OpenVault, digits = PIN): Promise<void> => {
  for (const digit of digits) open.pad.digit(Number(digit));
  await settle();
};
const askCode = (open: OpenVault): Promise<void> => open.pad.open({ kind: 'code', account: id(open, 0) });
const makeTransfer = async (open: OpenVault): Promise<void> => {
  await open.pad.open({ kind: 'hand_out', account: id(open, 0), name: 'The office machine' });
  await pin(open);
  open.pad.submit();
  await settle();
};
/** Proves the user, as the sheet does. */
const prove = (grave: GraveKind) => (): Promise<unknown> => program.call('grave_prove', { grave, proof: proved() });
/** Opens the sheet and leaves it open. */
const ask = async (open: OpenVault): Promise<void> => {
  void open.proving.prove('ways');
  await settle();
};
const makeKit = async (open: OpenVault): Promise<void> => {
  await prove('kit')();
  await open.kit.make();
};
const pick = (_: OpenVault, app: App): Promise<void> => app.restore.list().then(() => app.restore.pick(0));

/** Every command of the contract. A new command is a type error until it has its line here. */
const COMMANDS: Record<CommandName, Drive | null> = {
  // The page has dropped the vault before it calls this.
  start: ELSEWHERE,
  passphrase_strength: { act: (_, app) => app.session.strength(secret(PASSPHRASE)) },
  keystore_give_up: { act: (_, app) => app.session.giveUp() },
  vault_create: ELSEWHERE,
  vault_unlock: ELSEWHERE,
  vault_lock: { act: (_, app) => app.lock() },
  vault_begin_anew: ELSEWHERE,
  vault_view: { act: (open) => open.vaultChanged() },
  vault_accept_older: { act: (open) => open.vault.accept() },
  grave_prove: { ready: ask, act: (open) => open.proving.by('ways', proved()) },
  grave_ask: ELSEWHERE,
  grave_take_back: { act: (open) => open.proving.takeBack('kit') },
  passphrase_set: { ready: prove('ways'), act: (open) => open.vault.setPassphrase(secret('another set of long words')) },
  way_remove: { ready: prove('ways'), act: (open) => open.vault.removeWay('kit') },
  older_remove: { ready: prove('older'), act: (open) => open.vault.removeOlder() },
  kit_make: { ready: prove('kit'), act: (open) => open.kit.make() },
  kit_confirm: {
    ready: async (open) => {
      await makeKit(open);
      open.kit.written();
    },
    act: (open) => open.kit.confirm(secret('ABCDEF')),
  },
  kit_cancel: { ready: makeKit, act: (open) => open.kit.leave() },
  kit_print: { ready: makeKit, act: (open) => open.kit.print() },
  kit_test: { act: (open) => open.kit.test(secret(kit)) },
  backup_choose: { ready: prove('backups'), act: (open) => open.vault.chooseBackup(WORDS) },
  backup_keep: { ready: prove('backups'), act: (open) => open.vault.keepBackups(3) },
  backup_now: { act: (open) => open.vault.backUp() },
  backup_end: { ready: prove('backups'), act: (open) => open.vault.endBackups() },
  earlier: { act: (_, app) => app.restore.list() },
  earlier_pick: { ready: (_, app) => app.restore.list(), act: (_, app) => app.restore.pick(0) },
  restore_choose: { act: (_, app) => app.restore.choose(WORDS) },
  restore_cancel: { ready: pick, act: (_, app) => app.restore.cancel() },
  restore: { ready: pick, act: (_, app) => app.restore.go(proved()) },
  erase_at_ten: { ready: prove('erase'), act: (open) => open.vault.setEraseAtTen(true) },
  accounts: { act: (open) => open.accountsChanged() },
  account_arrange: { act: (open) => open.arranging.change(id(open, 1), { group: 'A new group' }) },
  accounts_order: { act: (open) => open.arranging.move(id(open, 2), id(open, 1)) },
  codes_show: { act: (open) => open.codes.refresh() },
  code_copy: { act: (open) => open.copy(id(open, 1)) },
  code_close: { act: (open) => open.codes.close(id(open, 0)) },
  code_next: { act: (open) => open.codes.next(id(open, 2)) },
  files_choose: { act: (open) => open.chooseFiles() },
  reading: { act: (open) => open.readingChanged() },
  reading_stop: { act: (open) => open.intake.stopReading() },
  paste: { act: (open) => open.intake.paste() },
  text_take: { act: (open) => open.intake.takeText(secret('otpauth://totp/x?secret=' + SECRET)) },
  typed_preview: { act: typed },
  typed_take: { ready: typed, act: (open) => open.intake.takeTyped(open.typed.read()) },
  screen_whole: { act: (open) => open.intake.screenWhole() },
  screen_region: { act: (open) => open.intake.screenRegion() },
  overlay_picture: ELSEWHERE,
  overlay_choose: ELSEWHERE,
  overlay_cancel: ELSEWHERE,
  cameras: { act: (open) => open.place.go('camera') },
  camera_open: { act: (open) => open.place.go('camera') },
  camera_seen: {
    ready: async (open) => {
      open.place.go('camera');
      await settle();
    },
    act: () => camera.show({ hint: 'blurred' }),
  },
  camera_close: {
    ready: async (open) => {
      open.place.go('camera');
      await settle();
    },
    act: (open) => open.place.back(),
  },
  found_open: { dropped: several, act: (open) => open.intake.open(0) },
  found_bind: { dropped: several, act: (open) => open.bindMany([0]) },
  intake: { dropped: registration, act: (open) => open.intake.look() },
  intake_dismiss: { dropped: registration, act: (open) => open.intake.dismiss() },
  bind_plain: { dropped: plain, act: (open) => open.bindPlain() },
  bind_further: { dropped: registration, act: (open) => open.bindFurther() },
  bind_transfer: { dropped: transfer, act: (open) => open.bindTransfer() },
  check_digits_compared: {
    ready: async (open) => {
      await open.pad.open({ kind: 'code', account: id(open, 3) });
      for (let turn = 0; turn < 2; turn += 1) {
        await pin(open);
        open.pad.submit();
        await settle();
      }
    },
    act: (open) => open.compareCheckDigits(true),
  },
  devices: { act: (open) => open.devicesOf(id(open, 0)) },
  account_typed: { act: (open) => open.editable(id(open, 1)) },
  account_edit: {
    act: async (open) => open.edit(proof, id(open, 1), { ...(await open.editable(id(open, 1))), name: 'another-name' }),
  },
  clock_view: { act: (open) => open.clockChanged() },
  clock_check: { act: (open) => open.timeCheck.check() },
  clock_agree: { act: (open) => open.timeCheck.agree(true) },
  clock_allow_older: { act: (open) => open.timeCheck.allowOlder() },
  clock_set: { ready: prove('servers'), act: (open) => open.timeCheck.set(true, ['time.example.hk']) },
  transfer_save: { ready: makeTransfer, act: (open) => open.transfer.save(WORDS) },
  transfer_end: { ready: makeTransfer, act: (open) => open.transfer.end() },
  account_remove: { act: (open) => open.removePlain(id(open, 1)) },
  trash: { ready: (open) => open.removePlain(id(open, 1)), act: (open) => open.trash.load() },
  trash_restore: {
    ready: async (open) => {
      await open.removePlain(id(open, 1));
      await open.trash.load();
    },
    act: (open) => open.bringBack(open.trash.rows?.[0]?.id ?? ''),
  },
  audit: { act: (open) => open.audit() },
  audit_export: { act: (open) => open.exportAudit(WORDS) },
  preferences: { act: (_, app) => app.preferences.load() },
  preferences_set: { act: (_, app) => app.preferences.set({ hold: true }) },
  about: ELSEWHERE,
  window_seen: { act: () => document.dispatchEvent(new Event('visibilitychange')) },
  tray_words: { act: (_, app) => app.preferences.set({ language: 'zh_hant' }) },
  show_strip: ELSEWHERE,
  strip_view: ELSEWHERE,
  strip_choose: ELSEWHERE,
  strip_hide: ELSEWHERE,
  strip_main: ELSEWHERE,
  strip_pin: ELSEWHERE,
  pin_open: { act: askCode },
  pin_digit: { ready: askCode, act: (open) => open.pad.digit(2) },
  pin_backspace: { ready: (open) => askCode(open).then(() => pin(open)), act: (open) => open.pad.backspace() },
  pin_submit: { ready: (open) => askCode(open).then(() => pin(open)), act: (open) => open.pad.submit() },
  pin_cancel: { ready: askCode, act: (open) => open.pad.close() },
};

let program: TestHost;
let camera: FakeCamera;
let kit: string;

interface Held {
  readonly app: App;
  readonly host: HoldingHost;
}

async function openHeld(): Promise<Held> {
  decodePictures();
  const ways = { passphrase: PASSPHRASE, kit: true };
  const session = await join({ accounts, ways, vault_file: 'copy', backup: 'works' }, 'main', node);
  ({ host: program, kit } = session);
  await program.offer(plain);
  await program.folder('works');
  camera = new FakeCamera();
  program.answers = camera.answers;
  const host = new HoldingHost(program);
  const app = new App(host, ['en'], session.preferences ?? {});
  const window = mount(Window, { target: document.body, props: { app } });
  onTestFinished(async () => {
    app.stop();
    await unmount(window);
  });
  void app.start();
  await settle();
  return { app, host };
}

const quietly = async (act: () => unknown): Promise<void> => {
  await Promise.resolve(act()).catch(() => undefined);
};

describe('a lock in the middle of', () => {
  const driven = Object.entries(COMMANDS).flatMap(([name, drive]) => (drive === null ? [] : [[name, drive] as const]));

  it.each(driven)('%s leaves nothing of the vault in the page', async (name, { dropped, ready, act }) => {
    const { app, host } = await openHeld();
    const open = vaultOf(app);
    if (dropped !== undefined) await program.drop(...[dropped].flat());
    await settle();
    await ready?.(open, app);
    await settle();
    host.hold(name as CommandName);
    void quietly(() => act(open, app));
    await settle();
    expect(host.waits).toBeGreaterThan(0);
    if (name !== 'vault_lock') void app.lock();
    await settle();
    host.release();
    await settle();
    flushSync();
    expect(page()).toBe('unlock');
    expect(app.vault).toBeUndefined();
    const known = [...host.texts, SECRET, PASSPHRASE, kit, 'Typed Issuer', 'typed-name', 'another-name', 'The office machine'];
    const held = [...textsIn(app, [host, program]), document.documentElement.outerHTML];
    const left = known.filter((text) => held.some((each) => each.includes(text)));
    expect(left).toEqual([]);
  });

  it('nothing finds what an open vault holds', async () => {
    const { app, host } = await openHeld();
    const held = [...textsIn(app, [host, program])];
    for (const { number } of accounts) expect(held).toContain(number);
    expect(held).toContain('My savings');
  });
});
