import type { VaultView } from '../generated/contract';
import type { FakeAccounts } from './accounts';
import { faultOf } from './fault';
import type { Handlers } from './handlers';
import type { FakeSession } from './session';
import { strength } from './strength';
import type { FakeVault } from './vault';

/** What the page does with the open vault: its ways in, its backups, and its earlier states. */
export function vaultHandlers(session: FakeSession, vault: FakeVault, accounts: FakeAccounts) {
  const view = (): VaultView => {
    session.open();
    return vault.view(accounts.all);
  };
  return {
    vault_view: view,
    vault_accept_older: () => {
      session.open();
      vault.accept();
      accounts.restore();
      return view();
    },
    passphrase_set: async ({ proof, passphrase }) => {
      session.open();
      if (!strength(passphrase).enough) throw faultOf('passphrase_weak');
      await vault.setPassphrase(proof, passphrase);
      return view();
    },
    way_remove: async ({ proof, way }) => {
      session.open();
      await vault.removeWay(proof, way);
      return view();
    },
    kit_make: ({ proof }) => {
      session.open();
      return vault.makeKit(proof);
    },
    kit_confirm: async ({ proof, typed }) => {
      session.open();
      await vault.confirmKit(proof, typed);
      return view();
    },
    kit_cancel: () => {
      session.open();
      vault.cancelKit();
      return null;
    },
    kit_print: () => {
      // A plain browser has a print dialog of its own; a test has none.
      globalThis.print?.();
      return null;
    },
    kit_test: ({ kit }) => {
      session.open();
      return vault.testKit(kit);
    },
    backup_choose: () => {
      session.open();
      vault.planBackups();
      return view();
    },
    backup_keep: ({ copies }) => {
      session.open();
      vault.keepBackups(copies);
      return view();
    },
    backup_now: () => {
      session.open();
      vault.backUp();
      return view();
    },
    backup_end: () => {
      session.open();
      vault.endBackups();
      return view();
    },
    earlier: () => {
      session.open();
      return vault.earlier();
    },
    earlier_pick: ({ index }) => {
      session.open();
      return vault.pickEarlier(index);
    },
    restore_choose: () => vault.pickFile(),
    restore_cancel: () => {
      vault.putBack();
      return null;
    },
    erase_at_ten: ({ on }) => {
      session.open();
      vault.setEraseAtTen(on);
      return view();
    },
  } satisfies Partial<Handlers>;
}
