import { describe, expect, it } from 'vitest';

import type { FaultCode } from '../ipc/generated/contract';
import type { Picture } from '../testing/given';
import { plain } from '../testing/given-accounts';
import { all, click, control, one, openWindow, page, press, settle, text } from '../testing/window';

const accounts = [plain('a', {}, null)];
const ordinary: Picture = { kind: 'plain', issuer: 'Google', number: 'me' };
const WAYS = ['choose-picture', 'add-camera', 'add-screen-region', 'add-screen-whole', 'add-paste', 'add-typed'];

describe('the ways to give a code', () => {
  it('stand in the sheet and in an empty list', async () => {
    await openWindow({ accounts });
    await click('add');
    for (const way of WAYS) expect(all(way)).toHaveLength(1);
    document.body.replaceChildren();
    await openWindow();
    for (const way of WAYS) expect(all(way)).toHaveLength(1);
  });

  it.each([
    ['choose-picture', 'files_choose'],
    ['add-screen-region', 'screen_region'],
    ['add-screen-whole', 'screen_whole'],
    ['add-paste', 'paste'],
  ] as const)('%s leads to what was read', async (way, command) => {
    const { host } = await openWindow({ accounts });
    await host.offer(ordinary);
    await click('add');
    await click(way);
    expect(host.calls).toContain(command);
    expect(page()).toBe('confirm');
    expect(text('confirm-number')).toBe('me');
  });

  it.each(['typed', 'camera'] as const)('leads to the page of its own and back to the list: %s', async (spot) => {
    await openWindow({ accounts });
    await click('add');
    one(`add-${spot}`).focus();
    await click(`add-${spot}`);
    expect(page()).toBe(spot);
    expect(document.activeElement?.tagName).toBe('H1');
    await press('Escape');
    expect(page()).toBe('list');
    expect(document.activeElement).toBe(one('add'));
  });
});

describe('the clipboard', () => {
  it('is read by Ctrl+V on the list and over the sheet', async () => {
    const { host } = await openWindow({ accounts, answers: { paste: () => ({ kind: 'nothing' }) } });
    await control('v');
    await click('add');
    await control('v');
    expect(host.calls.filter((name) => name === 'paste')).toHaveLength(2);
  });

  it('belongs to a field that has the focus', async () => {
    const { host } = await openWindow({ accounts });
    one('search').focus();
    await control('v');
    expect(host.calls).not.toContain('paste');
  });

  it('with nothing in it says so', async () => {
    await openWindow({ accounts });
    await control('v');
    expect(page()).toBe('refused');
    expect(text('fault')).toContain('nothing to read in the clipboard');
  });
});

describe('the reading of files', () => {
  it('shows how far it is and can be stopped', async () => {
    const { host } = await openWindow({ accounts });
    await host.offer(ordinary);
    // Five slow files. The third one is being read.
    host.hold('files_choose');
    host.answers = { reading: () => ({ done: 0, total: 5 }) };
    await click('add');
    await click('choose-picture');
    host.emit('reading-changed');
    await settle();
    // The sheet has closed, so that the bar is visible.
    expect(document.querySelector('dialog')).toBeNull();
    expect(one('reading-bar').getAttribute('aria-label')).toBe('Reading file 1 of 5');
    host.answers = { reading: () => ({ done: 2, total: 5 }) };
    host.emit('reading-changed');
    await settle();
    expect((one('reading-bar') as HTMLProgressElement).value).toBe(2);
    await click('reading-stop');
    expect(host.calls).toContain('reading_stop');
    host.answers = {};
    host.release();
    await settle();
    expect(all('reading-bar')).toHaveLength(0);
    expect(page()).toBe('confirm');
  });

  it('of one file is not told', async () => {
    const { host } = await openWindow({ accounts });
    host.hold('files_choose');
    host.answers = { reading: () => ({ done: 0, total: 1 }) };
    await click('add');
    await click('choose-picture');
    host.emit('reading-changed');
    await settle();
    expect(all('reading-bar')).toHaveLength(0);
    host.release();
    await settle();
    expect(page()).toBe('list');
  });

  it('ends in nothing when the vault is locked meanwhile', async () => {
    const { host } = await openWindow({ accounts });
    await host.offer(ordinary, ordinary);
    host.hold('files_choose');
    await click('add');
    await click('choose-picture');
    await control('l');
    host.release();
    await settle();
    expect(page()).toBe('unlock');
    expect(all('reading-bar')).toHaveLength(0);
  });
});

describe('a screen that cannot be read', () => {
  it.each<FaultCode>(['screen_absent', 'screen_denied', 'screen_failed'])('offers the other ways: %s', async (code) => {
    const { host } = await openWindow({ accounts, cameras: ['One'], faults: { screen_whole: code } });
    await click('add');
    await click('add-screen-whole');
    expect(one('fault').dataset['code']).toBe(code);
    for (const way of WAYS) expect(all(way)).toHaveLength(1);
    await click('add-camera');
    expect(page()).toBe('camera');
    expect((await host.look()).camera_on).toBe(true);
  });

  it('has not taken the place of what waits', async () => {
    const { host } = await openWindow({ accounts, faults: { screen_region: 'screen_denied' } });
    await host.drop({ kind: 'migration', size: 2, part: 1, names: ['b'] });
    await settle();
    await click('add-screen-region');
    expect(page()).toBe('refused');
    await click('confirm-cancel');
    expect(page()).toBe('found');
    expect(host.calls).not.toContain('intake_dismiss');
  });
});
