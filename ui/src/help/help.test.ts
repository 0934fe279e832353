import { flushSync, mount, tick, unmount } from 'svelte';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { all, one, page, text } from '../testing/dom';
import { chooseLocale, type Language } from '../text/locale';
import { chaptersOf, GUIDE_NUMBERS, textOf, type HelpChapter } from './content';
import { loadHelp } from './load';
import { OUTLINE, type Shape } from './outline';
import { PICTURES } from './pictures';
import { search } from './search';
import InApp from './testing/InApp.svelte';

const LANGUAGES: readonly Language[] = ['en', 'zh-Hans', 'zh-Hant'];

async function chapters(language: Language): Promise<readonly HelpChapter[]> {
  return chaptersOf(await loadHelp(language));
}

/** Returns all texts of a topic, or of all topics if none is named. */
function told(found: readonly HelpChapter[], topic?: string): string {
  return found
    .flatMap((chapter) => chapter.topics)
    .filter(({ id }) => topic === undefined || id === topic)
    .flatMap(({ title, blocks }) => [title, ...blocks.map(textOf)])
    .join('\n');
}

describe.each(LANGUAGES)('the help in %s', (language) => {
  it('has the topics and blocks of the outline, and the nine questions', async () => {
    const found = await chapters(language);
    const shape = (all: readonly HelpChapter[]) =>
      all.map(({ id, topics }) => [
        id,
        topics.map((topic) => [
          topic.id,
          topic.blocks.map((block) => (block.kind === 'steps' ? block.items.length : block.kind)),
        ]),
      ]);
    const outline = Object.entries(OUTLINE).map(([id, topics]) => [
      id,
      Object.entries<readonly Shape[]>(topics).map(([topic, blocks]) => [
        `${id}/${topic}`,
        blocks.map((block) => (block.kind === 'steps' ? block.count : block.kind)),
      ]),
    ]);
    expect(shape(found)).toEqual(outline);
    expect(found.at(-1)?.topics).toHaveLength(9);
  });

  it('has no empty text, and no title twice', async () => {
    const found = await chapters(language);
    const topics = found.flatMap((chapter) => chapter.topics);
    const texts = topics.flatMap(({ title, blocks }) => [
      title,
      ...blocks.flatMap((block) => (block.kind === 'steps' ? block.items : [textOf(block)])),
    ]);
    for (const said of [...texts, ...found.map(({ title }) => title)]) expect(said).toMatch(/\S/);
    expect(new Set(topics.map(({ title }) => title)).size).toBe(topics.length);
  });

  it('has the facts of the guide', async () => {
    const found = await chapters(language);
    const sixToTwenty = { en: '6 to 20 digits', 'zh-Hans': '6 至 20 位', 'zh-Hant': '6 至 20 位' }[language];
    const five = { en: /five devices at most/, 'zh-Hans': /最多绑定五台设备/, 'zh-Hant': /最多可綁定五台裝置/ }[language];
    expect(told(found, 'questions/mailExpiry')).toMatch(/24 (hours|小时|小時)/);
    expect(told(found, 'bind/expired')).toMatch(/24 (hours|小时|小時)/);
    expect(told(found, 'bind/first')).toContain(sixToTwenty);
    expect(told(found, 'more/transfer')).toMatch(five);
    expect(told(found, 'basics/code')).toMatch(/\b6 (digits|位数字|位數字)/);
    expect(told(found, 'basics/code')).toMatch(/60 (seconds|秒)/);
    expect(told(found, 'questions/abroad')).toMatch(/Yes|可以/);
    expect(told(found, 'questions/onePin')).toMatch(/No\.|不可以/);
    for (const hotline of ['852-2250 0898', '852-2250 0899', '852-2509 7526']) {
      expect(told(found, 'trouble/call')).toContain(hotline);
    }
    // The waits of the PIN table in `domain`.
    expect(told(found, 'pin/wrong')).toMatch(/1\D+5\D+15\D+60/);
  });

  it('quotes the program’s own words', async () => {
    const found = await chapters(language);
    const words = chooseLocale([language]).text;
    expect(told(found, 'login/login')).toContain(words.row.generate);
    expect(told(found, 'bind/read')).toContain(words.list.add);
    expect(told(found, 'bind/first')).toContain(words.confirm.title);
    expect(told(found, 'more/unsynced')).toContain(words.row.unsynced);
    expect(told(found, 'more/unsynced')).toContain(words.row.sync);
    expect(told(found, 'trouble/frozen')).toContain(words.row.frozen);
    expect(told(found, 'basics/code')).toContain(words.row.expiring);
  });

  it('is found by its words, titles first', async () => {
    const found = await chapters(language);
    const ids = (query: string) => search(found, query).map(({ topic }) => topic.id);
    const words = { en: 'forgotten pin', 'zh-Hans': '忘记 pin', 'zh-Hant': '忘記 PIN' }[language];
    expect(ids(words)[0]).toBe('questions/forgotten');
    expect(ids('ＱＲ')).toEqual(ids('qr'));
    expect(ids('852-2250')).toEqual(['trouble/call']);
    expect(search(found, '852-2250')[0]?.excerpt).toContain('852-2250 0898');
    // An excerpt is a part of the text as written, full-width signs included.
    const all = told(found);
    for (const { excerpt } of search(found, '24')) expect(all).toContain(excerpt?.replace(/^…|…$/g, ''));
    expect(ids('  ')).toEqual([]);
    expect(ids('no such word 無此詞')).toEqual([]);
  });
});

it('uses the guide’s terms in traditional Chinese, and no characters of the other Chinese in either', async () => {
  const hant = told(await chapters('zh-Hant'));
  for (const term of ['主帳戶', '子帳戶', '未同步', '流動保安編碼', '一次性驗證碼', '激活碼']) expect(hant).toContain(term);
  expect(hant).not.toMatch(/[户账码钥显设备冻结验证网电邮]/);
  expect(told(await chapters('zh-Hans'))).not.toMatch(/[戶帳碼鑰顯設備凍結驗證網電郵]/);
});

describe('the pages', () => {
  it('list chapters and questions under headings in order', async () => {
    await openHelp();
    expect(page()).toBe('help');
    expect([...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => tagName)).toEqual([
      'H1',
      ...Object.keys(OUTLINE).map(() => 'H2'),
    ]);
    expect(all('help-entry')).toHaveLength(Object.values(OUTLINE).flatMap((topics) => Object.keys(topics)).length);
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it.each(LANGUAGES)('shows every topic in %s, with each picture drawn and named', async (language) => {
    await openHelp({ language });
    const drawn = new Set<string>();
    const found = (await chapters(language)).flatMap(({ topics }) => topics);
    for (const [at, topic] of found.entries()) {
      if (at === 0) await act(() => entry(topic.id).click());
      expect(document.querySelector('h1')?.textContent).toBe(topic.title);
      const pictures = topic.blocks.filter((block) => block.kind === 'picture');
      expect(all('help-picture').map((picture) => picture.getAttribute('aria-label'))).toEqual(pictures.map(({ alt }) => alt));
      for (const picture of all('help-picture')) expect(picture.querySelector('path, circle, rect')).not.toBeNull();
      for (const { picture } of pictures) drawn.add(picture);
      expect(document.querySelectorAll('ol > li')).toHaveLength(
        topic.blocks.reduce((sum, block) => sum + (block.kind === 'steps' ? block.items.length : 0), 0),
      );
      if (at < found.length - 1) await act(() => one('help-next').click());
      else expect(all('help-next')).toHaveLength(0);
    }
    expect([...drawn].sort()).toEqual(Object.keys(PICTURES).sort());
  });

  it('draws pictures with the program’s words', async () => {
    await openHelp({ language: 'zh-Hant' });
    await act(() => entry('more/unsynced').click());
    expect(text('help-picture')).toContain('未同步');
    expect(text('help-picture')).toContain('子帳戶');
  });

  it('names the number of the QR code, else those of the guide', async () => {
    await openHelp({ support: '852-11112222' });
    await act(() => entry('questions/lost').click());
    expect(text('help-support')).toBe('852-11112222');
    expect(one('help-topic').textContent).not.toContain('guide names');
  });

  it('says that the numbers are the guide’s where the QR code has none', async () => {
    await openHelp();
    await act(() => entry('questions/lost').click());
    expect([...document.querySelectorAll('[data-testid="help-support"] li')].map((each) => each.textContent)).toEqual(
      GUIDE_NUMBERS,
    );
    expect(one('help-topic').textContent).toContain('The broker’s guide names');
  });

  it('follows the keyboard: arrows, Escape, and the search', async () => {
    const { onback } = await openHelp();
    await key('ArrowDown');
    await key('ArrowDown');
    expect(document.activeElement).toBe(all('help-entry')[1]);
    const opened = all('help-entry')[1]?.dataset['topic'];
    await act(() => (document.activeElement as HTMLElement).click());
    expect(page()).toBe('help-topic');
    expect(document.activeElement?.tagName).toBe('H1');
    await key('Escape');
    // The focus is back at the topic's entry.
    expect((document.activeElement as HTMLElement).dataset['topic']).toBe(opened);
    await key('ArrowUp');
    await key('ArrowUp');
    expect(document.activeElement).toBe(one('help-search'));

    await type('unsynced');
    expect(text('help-count')).toMatch(/^\d+ pages found$/);
    await key('Enter');
    expect(one('help-topic').dataset['topic']).toBe('more/unsynced');
    await key('Escape');
    // The search is as the user left it, and the entry of the topic has the focus.
    expect((one('help-search') as HTMLInputElement).value).toBe('unsynced');
    expect((document.activeElement as HTMLElement).dataset['topic']).toBe('more/unsynced');
    await key('Escape');
    expect((one('help-search') as HTMLInputElement).value).toBe('');
    expect(onback).not.toHaveBeenCalled();
    await key('Escape');
    expect(onback).toHaveBeenCalledOnce();
  });

  it('takes what is typed anywhere into the search, and says when nothing is found', async () => {
    await openHelp();
    await key('z');
    expect(document.activeElement).toBe(one('help-search'));
    await type('zebra');
    expect(text('help-count')).toBe('Nothing in the help matches “zebra”');
    expect(all('help-entry')).toHaveLength(0);
  });
});

interface Opening {
  language?: Language;
  support?: string;
}

/** Opens the help and waits until its words are loaded. */
async function openHelp({ language = 'en', support }: Opening = {}) {
  const onback = vi.fn<() => void>();
  const locale = chooseLocale([language]);
  const opened = mount(InApp, { target: document.body, props: { locale, language, onback, support } });
  onTestFinished(async () => {
    await unmount(opened);
  });
  await vi.waitFor(() => expect(all('help-entry').length).toBeGreaterThan(0));
  await act(() => undefined);
  return { onback };
}

function entry(topic: string): HTMLElement {
  const found = all('help-entry').find((each) => each.dataset['topic'] === topic);
  if (found === undefined) throw new Error(`no entry for \`${topic}\``);
  return found;
}

/** Does an action and waits until the page has settled. */
async function act(deed: () => void): Promise<void> {
  deed();
  for (let turn = 0; turn < 5; turn += 1) {
    flushSync();
    await tick();
  }
}

function key(name: string): Promise<void> {
  return act(() => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  });
}

function type(value: string): Promise<void> {
  return act(() => {
    const field = one('help-search') as HTMLInputElement;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
