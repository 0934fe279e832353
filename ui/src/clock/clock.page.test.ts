import { describe, expect, it, vi } from 'vitest';

import type { ServerSays } from '../testing/given';
import { main, plain } from '../testing/given-accounts';
import { Format } from '../text/format';
import {
  all,
  click,
  fill,
  one,
  openWindow,
  page,
  pass,
  press,
  prove,
  settle,
  text,
  type Opened,
  type Setting,
} from '../testing/window';

const time = (offset_ms: number): ServerSays => ({ kind: 'time', offset_ms, round_trip_ms: 30 });
const off = (offset_ms: number): ServerSays[] => Array.from({ length: 5 }, () => time(offset_ms));
/** Two servers agree, but three are needed. */
const two: ServerSays[] = [time(20_000), { kind: 'silent' }, time(20_100)];
const apart: ServerSays[] = [time(40_000), time(-9000), { kind: 'refused' }, { kind: 'unusable' }];
/** The state before the program has asked a time server. It asks when the vault opens, so this answer is made up. */
const waiting: Setting = {
  answers: {
    clock_view: () => ({
      standing: { kind: 'not_checked', why: 'waiting' },
      checked_ms: null,
      checking: false,
      servers: [],
      on: true,
      own_list: false,
      held_ms: 0,
    }),
  },
};

async function openClock(setting: Setting, language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts: [plain('a', {}, null)], ...setting }, language);
  await click('footer-clock');
  expect(page()).toBe('clock');
  return opened;
}

describe('the foot of the list', () => {
  it.each<[string, Setting, string]>([
    ['not_checked', { servers_off: true }, 'Clock not checked'],
    ['not_checked', waiting, 'Clock not checked'],
    ['not_checked', { servers: [] }, 'Clock not checked'],
    ['right', { servers: off(-300) }, 'Clock checked'],
    ['corrected', { servers: off(29_000) }, 'Your PC is 29 seconds behind; codes are corrected'],
    ['corrected', { servers: off(-4200) }, 'Your PC is 4.2 seconds ahead; codes are corrected'],
    ['far', { servers: off(5_400_000) }, 'Your PC is 1 hour, 30 minutes behind; codes are not corrected'],
    ['far', { servers: off(192_000) }, 'Your PC is 3 minutes, 12 seconds behind; codes are not corrected'],
    ['few', { servers: two }, 'Too few time servers agree'],
    ['disagree', { servers: apart }, 'The time servers disagree'],
  ])('says how the clock stands and never guesses: %s', async (standing, setting, words) => {
    await openWindow(setting);
    expect(one('footer-clock').dataset['standing']).toBe(standing);
    expect(text('footer-clock')).toBe(words);
    const asks = standing === 'far' || standing === 'few' || standing === 'disagree';
    expect(all('clock-banner')).toHaveLength(asks ? 1 : 0);
  });

  it('says the same in Chinese', async () => {
    await openWindow({ servers: off(29_000) }, 'zh-HK');
    expect(text('footer-clock')).toBe('您的電腦慢了 29 秒；驗證碼已校正');
  });

  it('follows the program, and asks for codes anew when they are corrected otherwise', async () => {
    const { host } = await openWindow({ accounts: [plain('a', {}, null)] });
    const shown = () => host.count('codes_show');
    const before = shown();
    await host.servers(off(120));
    await settle();
    expect(shown()).toBe(before);
    await host.servers(off(30_000));
    await settle();
    expect(one('footer-clock').dataset['standing']).toBe('corrected');
    expect(shown()).toBe(before + 1);
    expect(all('row-code')).toHaveLength(1);
  });

  it('tells the program whether somebody can see the window', async () => {
    const { host } = await openWindow();
    expect((await host.look()).seen).toBe(true);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect((await host.look()).seen).toBe(false);
    hidden.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect((await host.look()).seen).toBe(true);
  });

  it('knows nothing when the vault is locked', async () => {
    const { app } = await openWindow();
    await app.lock();
    expect(app.vault).toBeUndefined();
  });
});

describe('the clock’s page', () => {
  it('shows what each server said, and asks them again', async () => {
    const { host } = await openClock({ servers: apart });
    expect(all('clock-server').map(({ dataset }) => dataset['answer'])).toEqual([
      'time',
      'time',
      'refused',
      'unusable',
      'silent',
    ]);
    expect(all('clock-server')[1]?.textContent).toContain('9 seconds ahead');
    expect(text('clock-last')).toContain('2026');
    await host.servers([]);
    await click('clock-check');
    expect(all('clock-server').map(({ dataset }) => dataset['answer'])).toEqual(Array(5).fill('silent'));
    // The last result stays although no server answers.
    expect(one('clock-standing').dataset['standing']).toBe('disagree');
  });

  it('says that no server answered', async () => {
    await openClock({ servers: [] });
    expect(one('clock-standing').dataset['standing']).toBe('not_checked');
    expect(text('clock-standing')).toContain('No time server answered');
  });

  it('says that they are being asked', async () => {
    const { host } = await openClock({});
    const view = await host.call('clock_view', {});
    host.answers = { clock_view: () => ({ ...view, checking: true }) };
    host.emit('clock-changed');
    await settle();
    expect(one('clock-check').getAttribute('aria-busy')).toBe('true');
    expect((one('clock-check') as HTMLButtonElement).disabled).toBe(true);
    host.answers = {};
    host.emit('clock-changed');
    await settle();
    expect(one('clock-check').getAttribute('aria-busy')).toBe('false');
  });

  it.each([
    ['far', off(5_400_000)],
    ['few', two],
    ['disagree', apart],
  ])('asks before it corrects: %s', async (kind, servers) => {
    await openClock({ servers });
    await click('clock-decline');
    expect(text('clock-standing')).toContain('You chose to leave the codes as they are');
    await press('Escape');
    expect(all('clock-banner')).toHaveLength(0);
    expect(one('footer-clock').dataset['standing']).toBe(kind);
    await click('footer-clock');
    await click('clock-agree');
    expect(one('clock-standing').dataset['standing']).toBe('corrected');
    expect(all('clock-agree')).toHaveLength(0);
  });

  it('says how many servers agree', async () => {
    await openClock({ servers: two });
    expect(text('clock-standing')).toContain('Servers that give the same time: 2.');
    expect(text('clock-standing')).toContain('only if 3 do');
  });

  it('shows older codes only when the user allows it', async () => {
    const { host } = await openWindow({ accounts: [plain('a', {}, null)] });
    expect(all('row-code')).toHaveLength(1);
    // The system's clock goes back by an hour.
    vi.setSystemTime(Date.now() - 3_600_000);
    await pass(1000);
    expect(all('row-code')).toHaveLength(0);
    expect(one('clock-banner').dataset['standing']).toBe('held');
    // The servers agree with the clock, but no code comes back before the user allows it.
    await host.servers(off(0));
    await settle();
    expect(one('clock-banner').dataset['standing']).toBe('held');
    expect(all('row-code')).toHaveLength(0);
    await click('clock-banner-open');
    expect(text('clock-held')).toContain('none is shown for');
    await click('clock-allow-older');
    expect(all('clock-held')).toHaveLength(0);
    await press('Escape');
    expect(all('clock-banner')).toHaveLength(0);
    expect(all('row-code')).toHaveLength(1);
  });

  it('shows codes again once the time has caught up', async () => {
    await openWindow({ accounts: [plain('a', {}, null)] });
    vi.setSystemTime(Date.now() - 30_000);
    await pass(1000);
    expect(all('clock-banner')).toHaveLength(1);
    await pass(31_000);
    expect(all('clock-banner')).toHaveLength(0);
    expect(all('row-code')).toHaveLength(1);
  });

  it('is reached from the banner too', async () => {
    await openWindow({ servers: off(5_400_000) });
    await click('clock-banner-open');
    expect(page()).toBe('clock');
  });

  it('is switched off and on', async () => {
    await openClock({ servers: off(0) });
    expect(one('clock-on').getAttribute('aria-checked')).toBe('true');
    await click('clock-on');
    expect(one('clock-on').getAttribute('aria-checked')).toBe('false');
    expect(text('clock-standing')).toContain('Checking is switched off');
    expect((one('clock-check') as HTMLButtonElement).disabled).toBe(true);
    await click('clock-on');
    expect(one('clock-standing').dataset['standing']).toBe('right');
  });

  it('takes a list of servers, and goes back to the usual ones', async () => {
    const { host } = await openClock({ servers: off(0) });
    await fill('clock-servers', ' time.example.hk \n\nntp.example.com');
    await click('clock-save');
    expect((await host.call('clock_view', {})).own_list).toBe(true);
    expect(all('clock-server').map((row) => row.textContent)).toHaveLength(2);
    expect((one('clock-servers') as HTMLTextAreaElement).value).toBe('time.example.hk\nntp.example.com');
    expect(text('toast')).toContain('list of time servers was saved');
    await click('clock-usual');
    expect((await host.call('clock_view', {})).own_list).toBe(false);
    expect((one('clock-servers') as HTMLTextAreaElement).value).toBe('');
  });

  it('keeps a list that is refused in the field, and asks for no second proof', async () => {
    const { host } = await openClock({ servers: off(0), accounts: [main('700004')] });
    await fill('clock-servers', 'not a host name');
    await click('clock-save');
    await prove();
    expect(one('clock-save-fault').dataset['code']).toBe('typed_refused');
    expect((one('clock-servers') as HTMLTextAreaElement).value).toBe('not a host name');
    await fill('clock-servers', 'time.example.hk');
    await click('clock-save');
    expect((await host.call('clock_view', {})).own_list).toBe(true);
  });

  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Windows:'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macOS:'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'Linux:'],
  ])('says how this system’s clock is set: %s', async (agent, begins) => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agent);
    await openClock({ servers: off(0) });
    expect(text('clock-how').startsWith(begins)).toBe(true);
    expect(one('page').textContent).toContain('the program’s only use of the network');
  });
});

describe('how far apart two times are', () => {
  it.each([
    [0, '0 milliseconds'],
    [-312, '312 milliseconds'],
    [4249, '4.2 seconds'],
    [59_600, '1 minute'],
    [-192_000, '3 minutes, 12 seconds'],
    [3_599_900, '1 hour'],
    [90_000_000, '1 day, 1 hour'],
  ])('%i ms', (ms, words) => {
    expect(new Format('en').span(ms)).toBe(words);
  });
});
