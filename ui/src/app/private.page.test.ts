import { describe, expect, it } from 'vitest';

import { main } from '../testing/given-accounts';
import { click, control, openWindow, page, press, settle, vaultOf } from '../testing/window';

const accounts = [main('700004')];

describe('a window says that it shows something private', () => {
  it('while a recovery kit is made, a PIN pad over it included', async () => {
    const { host } = await openWindow({ accounts });
    const shown = async () => (await host.look()).private;
    await click('open-vault');
    expect(await shown()).toBe(false);
    await click('kit-open');
    expect(await shown()).toBe(true);
    await click('kit-make');
    await press('Escape');
    expect(page()).toBe('kit');
    expect(await shown()).toBe(true);
    await press('Escape');
    expect(page()).toBe('vault');
    expect(await shown()).toBe(false);
  });

  it('while a PIN or a secret is typed', async () => {
    const { host, app } = await openWindow({ accounts });
    const shown = async () => (await host.look()).private;
    await click('row-generate');
    expect(await shown()).toBe(true);
    await press('Escape');
    expect(await shown()).toBe(false);
    vaultOf(app).place.go('typed');
    await settle();
    expect(await shown()).toBe(true);
  });

  it('and no longer once the vault is locked', async () => {
    const { host, app } = await openWindow({ accounts });
    vaultOf(app).place.go('typed');
    await settle();
    await control('l');
    expect(page()).toBe('unlock');
    expect((await host.look()).private).toBe(false);
  });
});
