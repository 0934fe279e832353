import { describe, expect, it } from 'vitest';

import type { AuditKind, WeakPin } from '../ipc/generated/contract';
import { LANGUAGES } from '../text/locale';
import { main, registration, drop } from '../testing/given-accounts';
import { click, openWindow, text } from '../testing/window';
import { TABLES } from '../testing/words';

describe('the words', () => {
  const languages = LANGUAGES;
  const rules: WeakPin[] = ['all_same', 'run', 'repeated_pair', 'account_number', 'date'];

  it.each(languages)('are there for all of it: %s', (language) => {
    const table = TABLES[language];
    for (const rule of rules) expect(table.pin.weak[rule]).not.toBe('');
    const kinds = Object.keys(TABLES.en.audit.kinds) as AuditKind[];
    expect(new Set(kinds.map((kind) => table.audit.kinds[kind])).size).toBe(kinds.length);
    for (const code of ['unsynced', 'not_main', 'frozen', 'no_room'] as const) {
      expect(table.faults[code].headline).not.toBe('');
      expect(table.faults[code].next).not.toBe('');
    }
  });

  it.each<[string, string[]]>([
    ['zh-HK', ['綁定另一台裝置', '裝置', '核對數字', '更改 PIN 碼', '設為最愛Ctrl+D', '群組…', '保持開啟…', '移除']],
    ['zh-CN', ['绑定另一台设备', '设备', '核对数字', '更改 PIN 码', '加入收藏Ctrl+D', '分组…', '保持打开…', '移除']],
  ])('of the menu are the guide’s: %s', async (language, expected) => {
    await openWindow({ accounts: [main('700004')] }, language);
    await click('row-menu');
    expect([...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['zh-HK', '已在另一台裝置綁定', '激活碼由 152149 改為 990011'],
    ['zh-CN', '已在另一台设备绑定', '激活码由 152149 改为 990011'],
  ])('of a registration are the guide’s: %s', async (language, further, replaces) => {
    await drop(registration('990011'), [main('700004')], language);
    expect(text('bind-further')).toContain(further);
    expect(text('replaces')).toContain(replaces);
  });

  it('of a frozen account are the guide’s', async () => {
    await openWindow({ accounts: [{ issuer: 'Fuyi', number: '700004', pin: '246810', wrong: 10 }] }, 'zh-HK');
    expect(text('row-frozen')).toContain('已凍結');
    expect(text('row-frozen')).toContain('新的註冊 QR 圖碼');
    expect(text('row-frozen')).toContain('復原套件');
  });
});
