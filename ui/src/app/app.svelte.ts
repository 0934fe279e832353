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

/** What lasts from one lock to the next, whether the vault is open or not. */
interface Between {
  readonly messages: Messages;
  readonly restore: Restore;
}

/** Everything that outlives an open vault. What lives while one is open is `session.vault`. */
export class App {
  readonly host: Host;
  readonly preferences: PreferencesState;
  readonly welcome: WelcomeState;
  readonly session: Session;
  #languages: readonly string[];
  /** The notices that the user has taken away until the program is started again. */
  #dismissed = new SvelteSet<Notice>();
  #between = $state.raw<Between>() as Between;
  /** Whether the program has been asked to start, and has answered. */
  #started = $state(false);
  readonly #language = $derived.by(() => this.preferences.now.language);
  #off: (() => void)[];

  /** The words. When the user sets another language these are others, and the window is built anew with them. */
  readonly locale: Locale = $derived.by(() => chooseLocale(this.#languages, this.#language));

  /** `languages`: the system's, the preferred one first; `preferences`: what is known of them before the program is asked. */
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

  /** The way back to an earlier state. */
  get restore(): Restore {
    return this.#between.restore;
  }

  get toasts(): Toasts {
    return this.#messages.toasts;
  }

  /** Starts the program; the list is shown before anything else is asked for. */
  async start(): Promise<void> {
    await this.session.start();
    this.#started = true;
    try {
      await this.preferences.load();
    } catch (reason) {
      this.#messages.tell(toFault(reason));
    }
  }

  /** Locks the vault. Nothing of it stays in the page, whatever the program answers. */
  async lock(): Promise<void> {
    if (this.vault !== undefined) await this.session.lock();
  }

  /** Does what the user asked for, and tells a fault in a short message. */
  attempt(act: () => Promise<void>): void {
    this.#messages.attempt(act);
  }

  /** Makes a task: something that a page does, and whose faults it shows itself. */
  task(): Task {
    return this.#messages.task();
  }

  /** Tells a fault in a short message. */
  tell(fault: Parameters<Messages['tell']>[0]): void {
    this.#messages.tell(fault);
  }

  /** Gives the words of a fault. */
  words(code: FaultCode): FaultWords {
    return this.#messages.words(code);
  }

  /** Ends all that goes on by itself. */
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
        // What was on its way when the vault was locked finds it closed; that is known already.
        if (this.vault !== undefined) void this.session.follow();
      },
    );
  }

  #makeOpen(): OpenVault {
    return new OpenVault({
      host: this.host,
      // A vault that takes the place of another one has messages of its own.
      messages: this.vault === undefined ? this.#between.messages : this.#newMessages(),
      locale: () => this.locale,
      preferences: () => this.preferences.now,
      dismissed: this.#dismissed,
    });
  }

  /** Gives the tray its words, once the program has started and in each language that is set. */
  #nameTray(): void {
    const { tray } = this.locale.text;
    if (!this.#started) return;
    // A lock gives the page other messages, and the tray no other words.
    untrack(() => this.attempt(async () => void (await this.host.call('tray_words', { words: tray }))));
  }
}

/** What outlives an open vault, for every component of the window. */
export const [useApp, provideApp] = createContext<App>();
