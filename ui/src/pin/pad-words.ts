import type { PadPurpose } from '../ipc/generated/contract';
import type { OpenVault } from '../open/OpenVault.svelte';

/** The texts around the pad. */
export interface PadWords {
  title: string;
  lead: string;
  /** The rule for a new PIN; empty unless a new PIN is typed. */
  rule: string;
  /** The label of the button that checks the PIN. */
  submit: string;
  /** The message while the PIN is checked. */
  checking: string;
}

/** Returns the texts for a pad that is about an existing account. */
export function padWords(open: OpenVault, purpose: Exclude<PadPurpose, { kind: 'create' }>): PadWords {
  const { pad } = open;
  const { pin } = open.locale.text;
  const number = open.numberOf(purpose.account);
  const said = { title: pin.codeTitle(number), rule: '', checking: pin.checking };
  switch (purpose.kind) {
    case 'code': {
      const binding = open.accounts.get(purpose.account)?.binding;
      if (binding?.kind !== 'unsynced') return { ...said, lead: pin.codeLead, submit: pin.show };
      if (!binding.by_eye) return { ...said, lead: pin.syncLead, submit: pin.sync };
      if (pad.repeat) return { ...said, lead: pin.byEyeRepeat, submit: pin.checkDigits };
      return { ...said, lead: pin.byEyeLead, submit: pin.next };
    }
    case 'check_digits':
      return { ...said, lead: pin.checkDigitsLead, submit: pin.checkDigits };
    case 'hand_out':
      return { ...said, lead: pin.handOutLead(purpose.name), submit: pin.handOut };
    case 'give_up':
      return { ...said, lead: pin.giveUpLead(purpose.slot), submit: pin.giveUp };
    case 'kit_reset':
    case 'change': {
      const title = pin.changeTitle(number);
      switch (pad.step) {
        case 'first':
          return { ...said, title, lead: pin.changeLead, submit: pin.next };
        case 'new': {
          const { least, most } = pad.view;
          return { ...said, title, lead: pin.newLead(least, most), rule: pin.rule, submit: pin.next };
        }
        case 'repeat':
          return { ...said, title, lead: pin.newRepeatLead, submit: pin.change, checking: pin.changing };
      }
    }
    case 'remove':
      return { ...said, lead: pin.removeLead, submit: pin.remove };
    case 'restore':
      return { ...said, lead: pin.restoreLead, submit: pin.restore };
    case 'prove':
      return { ...said, lead: open.locale.text.proof.why[purpose.grave], submit: open.locale.text.proof.confirm };
  }
}
