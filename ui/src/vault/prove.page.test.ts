import { describe, expect, it } from 'vitest';

import { main, plain } from '../testing/given-accounts';
import { all, click, one, openWindow, page, pass, press, prove, text, type Opened, type Setting } from '../testing/window';

const DAY = 24 * 3_600_000;

async function openKit(setting: Setting): Promise<Opened> {
  const opened = await openWindow(setting);
  await click('open-vault');
  await click('kit-open');
  return opened;
}

describe('a grave change', () => {
  it('is left alone when the user does not prove himself', async () => {
    const { host } = await openKit({ accounts: [main('700004')] });
    await click('kit-make');
    expect(one('pin-sheet').dataset['purpose']).toBe('prove');
    await click('pin-cancel');
    expect(host.calls).not.toContain('kit_make');
    expect(text('kit-fault')).toBe('');
    expect(one('kit').dataset['step']).toBe('explain');
  });

  it('counts a wrong PIN, and goes on with the right one', async () => {
    await openKit({ accounts: [main('700004')] });
    await click('kit-make');
    await press('1', '1', '1', '1', '1', '2', 'Enter');
    expect(text('pin-message')).toContain('4');
    await prove();
    expect(one('kit').dataset['step']).toBe('sheet');
  });

  it('lets the user choose the account', async () => {
    const { host } = await openKit({ accounts: [main('700004'), main('700005')] });
    await click('kit-make');
    expect(all('prove-account').map((row) => row.textContent)).toEqual(['PIN of 700004', 'PIN of 700005']);
    await click('prove-cancel');
    expect(host.calls).not.toContain('kit_make');
    await click('kit-make');
    await prove();
    expect(one('kit').dataset['step']).toBe('sheet');
  });

  it('asks the system where there is neither passphrase nor PIN', async () => {
    const { host } = await openKit({ accounts: [plain('me@example.hk')] });
    await host.presence(false);
    await click('kit-make');
    expect(text('kit-fault')).toContain('The system did not confirm that it is you');
    await host.presence(true);
    await click('kit-make');
    expect(one('kit').dataset['step']).toBe('sheet');
  });

  it('is not made when the user says no in the system’s dialog', async () => {
    const { host } = await openKit({ accounts: [plain('me@example.hk')] });
    await host.decline(true);
    await click('kit-make');
    expect(text('kit-fault')).toContain('You said no, and nothing was changed');
  });

  it('waits a day where nothing confirms the user, and can be taken back', async () => {
    // With `lock_minutes: 0` the vault stays open for the whole day.
    const { host } = await openKit({ accounts: [plain('me@example.hk')], preferences: { lock_minutes: 0 } });
    await host.presence(null);
    await click('kit-make');
    expect(one('prove').dataset['needed']).toBe('delay');
    expect(one('prove').textContent).toContain('possible a day after you ask for it');
    await click('prove-later');
    expect(text('toast')).toContain('possible in a day');
    await press('Escape');
    await press('Escape');
    expect(page()).toBe('list');
    expect(one('vault-banner').dataset['notice']).toBe('asked');
    expect(text('vault-banner')).toContain('Somebody has asked to make a recovery kit');
    expect(text('vault-banner-asked')).toContain('possible from Nov 25, 2026');
    await click('vault-banner-take-back');
    expect(one('vault-banner').dataset['notice']).toBe('no_kit');
    expect((await host.call('vault_view', {})).asked).toEqual([]);

    await click('vault-banner-open');
    await click('kit-make');
    await click('prove-later');
    await click('kit-make');
    expect(text('prove-left')).toContain('was asked for');
    await click('prove-cancel');
    await pass(DAY);
    await press('Escape');
    await pass(1);
    expect(text('vault-banner-asked')).toContain('possible now');
    await click('open-vault');
    await click('kit-open');
    await click('kit-make');
    expect(one('kit').dataset['step']).toBe('sheet');
  });
});
