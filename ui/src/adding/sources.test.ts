import { describe, expect, it } from 'vitest';

import type { FaultCode } from '../ipc/generated/contract';
import type { Picture } from '../ipc/fake/setting';
import { all, click, control, one, openWindow, page, pass, press, settle, text } from '../testing/page';

const accounts = [{ issuer: null, number: 'a' }];
const ordinary: Picture = {
  kind: 'plain',
  issuer: 'Google',
  number: 'me',
  algorithm: 'SHA1',
  digits: 6,
  codes: { kind: 'time', period_s: 30 },
};
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
    const { host } = await openWindow({ accounts, pictures: [ordinary] });
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
    const { host } = await openWindow({ accounts });
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
    await openWindow({ accounts, faults: { paste: 'clipboard_empty' } });
    await control('v');
    expect(page()).toBe('refused');
    expect(text('fault')).toContain('nothing to read in the clipboard');
  });
});

describe('the reading of files', () => {
  it('shows how far it is and can be stopped', async () => {
    const { host } = await openWindow({ accounts, files: { count: 5, eachMs: 1000 }, pictures: [ordinary] });
    await click('add');
    await click('choose-picture');
    // The sheet makes room for it.
    expect(document.querySelector('dialog')).toBeNull();
    expect(one('reading-bar').getAttribute('aria-label')).toBe('Reading file 1 of 5');
    await pass(2100);
    expect((one('reading-bar') as HTMLProgressElement).value).toBe(2);
    await click('reading-stop');
    expect(host.calls).toContain('reading_stop');
    await pass(1000);
    expect(all('reading-bar')).toHaveLength(0);
    expect(page()).toBe('confirm');
  });

  it('of one file is not told', async () => {
    await openWindow({ accounts, files: { count: 1, eachMs: 500 } });
    await click('add');
    await click('choose-picture');
    await pass(100);
    expect(all('reading-bar')).toHaveLength(0);
    await pass(500);
    expect(page()).toBe('list');
  });

  it('ends in nothing when the vault is locked meanwhile', async () => {
    await openWindow({ accounts, files: { count: 2, eachMs: 500 }, pictures: [ordinary] });
    await click('add');
    await click('choose-picture');
    await control('l');
    await pass(1100);
    expect(page()).toBe('unlock');
    expect(all('reading-bar')).toHaveLength(0);
  });
});

describe('a screen that cannot be read', () => {
  it.each<FaultCode>(['screen_absent', 'screen_denied', 'screen_failed'])('offers the other ways: %s', async (code) => {
    const { host } = await openWindow({ accounts, faults: { screen_whole: code }, pictures: [ordinary] });
    await click('add');
    await click('add-screen-whole');
    expect(one('fault').dataset['code']).toBe(code);
    for (const way of WAYS) expect(all(way)).toHaveLength(1);
    await click('add-camera');
    expect(page()).toBe('camera');
    expect(host.camera.on).toBe(true);
  });

  it('has not taken the place of what waits', async () => {
    const { host } = await openWindow({ accounts, faults: { screen_region: 'screen_denied' } });
    host.drop({ kind: 'several', pictures: [ordinary], batches: [{ size: 2, parts: [1] }] });
    await settle();
    await click('add-screen-region');
    expect(page()).toBe('refused');
    await click('confirm-cancel');
    expect(page()).toBe('found');
    expect(host.calls).not.toContain('intake_dismiss');
  });
});
