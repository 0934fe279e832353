import { createContext, untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';

import type { FaultCode, Preferences } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { OpenVault } from '../open/OpenVault.svelte';
import { WelcomeState } from '../start/welcome.svelte';
import type { FaultWords } from '../text/en';
import { chooseLocale, type Locale } from '../text/locale';
import type { Notice } from '../vault/notices.svelte';
import { Messages } from './messages.svelte';
import { PreferencesState } from './preferences.svelte';
import { Restore } from './restore.svelte';
import { tellSeen } from './seen';
import { Session } from './session.svelte';
import type { Task } from './task.svelte';
import type { Toasts } from './toasts.svelte';

/** The state that is there with and without an open vault, and is replaced at each lock. */
interface Between {
  readonly messages: Messages;
  readonly restore: Restore;
}

/** Holds everything that outlives an open vault. `session.vault` holds what lives only while one is open. */
export class App {
  readonly host: Host;
  readonly preferences: PreferencesState;
  readonly welcome: WelcomeState;
  readonly session: Session;
  #languages: readonly string[];
  /** The notices that the user has dismissed. They stay away until the program is started again. */
  #dismissed = new SvelteSet<Notice>();
  #between = $state.raw<Between>() as Between;
  /** Whether the program has answered the first `start`. */
  #started = $state(false);
  readonly #language = $derived.by(() => this.preferences.now.language);
  #off: (() => void)[];

  /** The words and formats. After a change of the language the window is built again. */
  readonly locale: Locale = $derived.by(() => chooseLocale(this.#languages, this.#language));

  /** `languages` are the system's, the preferred one first. `preferences` are those that are known before the program answers. */
  constructor(host: Host, languages: readonly string[], preferences: Partial<Preferences> = {}) {
    this.host = host;
    this.#languages = languages;
    this.preferences = new PreferencesState(host, preferences);
    this.welcome = new WelcomeState(this.preferences);
    this.#between = this.#begin();
    this.session = new Session(
      host,
      () => this.#makeOpen(),
      (vault) => {
        vault.messages.end();
        this.#between = this.#begin();
      },
    );
    const open = (): OpenVault | undefined => this.session.vault;
    this.#off = [
      tellSeen(host, (act) => this.attempt(act)),
      host.on('intake-changed', () => open()?.pictureDropped()),
      host.on('drag-entered', () => open()?.intake.hover(true)),
      host.on('drag-left', () => open()?.intake.hover(false)),
      host.on('vault-changed', () => open()?.vaultChanged()),
      host.on('reading-changed', () => open()?.readingChanged()),
      host.on('clock-changed', () => open()?.clockChanged()),
      host.on('accounts-changed', () => open()?.accountsChanged()),
      host.on('preferences-changed', () => this.attempt(() => this.preferences.load())),
      host.on('session-changed', () => void this.session.follow()),
      $effect.root(() => {
        $effect(() => this.#nameTray());
      }),
    ];
  }

  /** The open vault. */
  get vault(): OpenVault | undefined {
    return this.session.vault;
  }

  /** The state of a restore. */
  get restore(): Restore {
    return this.#between.restore;
  }

  get toasts(): Toasts {
    return this.#messages.toasts;
  }

  /** Starts the program. The preferences are loaded after the list is shown. */
  async start(): Promise<void> {
    await this.session.start();
    this.#started = true;
    try {
      await this.preferences.load();
    } catch (reason) {
      this.#messages.tell(toFault(reason));
    }
  }

  /** Locks the vault. Its contents are removed from the page even if the program reports a fault. */
  async lock(): Promise<void> {
    if (this.vault !== undefined) await this.session.lock();
  }

  /** Does an action of the user. A fault becomes a short message. */
  attempt(act: () => Promise<void>): void {
    this.#messages.attempt(act);
  }

  /** Makes a task. Its page shows its faults. */
  task(): Task {
    return this.#messages.task();
  }

  /** Shows a fault in a short message. */
  tell(fault: Parameters<Messages['tell']>[0]): void {
    this.#messages.tell(fault);
  }

  /** Returns the words of a fault. */
  words(code: FaultCode): FaultWords {
    return this.#messages.words(code);
  }

  /** Stops timers and listeners. */
  stop(): void {
    for (const off of this.#off) off();
    this.vault?.drop();
  }

  get #messages(): Messages {
    return this.vault?.messages ?? this.#between.messages;
  }

  #begin(): Between {
    return {
      messages: this.#newMessages(),
      restore: new Restore(this.host, (start) => this.session.enter(start)),
    };
  }

  #newMessages(): Messages {
    return new Messages(
      () => this.locale,
      () => {
        // A call that was under way at the lock fails, because the vault is closed. The page shows that already.
        if (this.vault !== undefined) void this.session.follow();
      },
    );
  }

  #makeOpen(): OpenVault {
    return new OpenVault({
      host: this.host,
      // Each open vault has its own messages.
      messages: this.vault === undefined ? this.#between.messages : this.#newMessages(),
      locale: () => this.locale,
      preferences: () => this.preferences.now,
      dismissed: this.#dismissed,
    });
  }

  /** Sends the words of the tray's menu to the program, at the start and after a change of the language. */
  #nameTray(): void {
    const { tray } = this.locale.text;
    if (!this.#started) return;
    // `attempt` depends on the open vault. It is not tracked, because a lock does not change the tray's words.
    untrack(() => this.attempt(async () => void (await this.host.call('tray_words', { words: tray }))));
  }
}

/** Gives the app to every component of the window. */
export const [useApp, provideApp] = createContext<App>();
