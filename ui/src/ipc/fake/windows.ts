import type { AreaInput, TrayWords } from '../generated/contract';
import type { FakeAccounts } from './accounts';
import type { Handlers } from './handlers';
import type { FakeSession } from './session';

/** The windows beside the page: the tray, the strip and the overlay. */
export class FakeWindows {
  /** Whether the page says that somebody can see it. */
  seen = true;
  /** The words of the tray's menu. */
  tray: TrayWords | undefined;
  /** Whether the strip is shown, and which account it has. */
  strip = { shown: false, account: null as string | null };
  /** What was drawn on an overlay; nothing before, and null when it was given up. */
  area: AreaInput | null | undefined;
  readonly #session: FakeSession;
  readonly #accounts: FakeAccounts;
  readonly #screen: () => Promise<ArrayBuffer>;

  /** `screen` takes the picture under an overlay. */
  constructor(session: FakeSession, accounts: FakeAccounts, screen: () => Promise<ArrayBuffer>) {
    this.#session = session;
    this.#accounts = accounts;
    this.#screen = screen;
  }

  readonly handlers = {
    window_seen: ({ seen }) => {
      this.seen = seen;
      return null;
    },
    about: () => ({ version: '0.1.0', system: 'Linux', vault: '/home/user/.local/share/lingpai/vault' }),
    tray_words: ({ words }) => {
      this.tray = words;
      return null;
    },
    show_strip: ({ on }) => {
      this.strip.shown = on;
      return null;
    },
    strip_view: () => {
      const { all } = this.#accounts;
      const first = all.find((account) => account.arrangement.favourite) ?? all[0];
      const open = this.#session.stands === 'open';
      return { account: open ? (this.strip.account ?? first?.id ?? null) : null, open };
    },
    strip_choose: ({ account }) => {
      this.strip.account = account;
      return { account, open: true };
    },
    strip_hide: () => {
      this.strip.shown = false;
      return null;
    },
    strip_main: () => null,
    overlay_picture: () => this.#screen(),
    overlay_choose: ({ area }) => {
      this.area = area;
      return null;
    },
    overlay_cancel: () => {
      this.area = null;
      return null;
    },
  } satisfies Partial<Handlers>;
}
