/** The pictures that a topic may show. Each is a component in `pictures/`. */
export type PictureId = 'row' | 'code' | 'confirm' | 'pin' | 'unsynced' | 'devices';

/** The kind of a block, without words. */
export type Shape =
  | { readonly kind: 'paragraph' }
  | { readonly kind: 'steps'; readonly count: number }
  | { readonly kind: 'note'; readonly tone: 'calm' | 'warn' }
  | { readonly kind: 'picture'; readonly picture: PictureId }
  /** What to ask customer service for. The number is added when the block is shown. */
  | { readonly kind: 'support' };

const text = { kind: 'paragraph' } as const;
const calm = { kind: 'note', tone: 'calm' } as const;
const warn = { kind: 'note', tone: 'warn' } as const;
const support = { kind: 'support' } as const;
const steps = <N extends number>(count: N) => ({ kind: 'steps', count }) as const;
const picture = <P extends PictureId>(id: P) => ({ kind: 'picture', picture: id }) as const;

/**
 * The chapters and topics of the help, and the blocks of each topic, the same for every language. After the guide come its
 * nine questions, in its order.
 */
export const OUTLINE = {
  basics: {
    what: [text, picture('row'), text, calm],
    code: [text, picture('code'), text, calm],
    lingpai: [text, text, warn],
  },
  bind: {
    mail: [text, steps(3), warn, support],
    platform: [text, steps(5), calm, warn],
    read: [text, steps(5), calm],
    first: [text, steps(4), picture('confirm'), text, picture('pin'), calm],
    expired: [text, text, support],
  },
  more: {
    accounts: [text, steps(3), calm],
    transfer: [text, steps(5), picture('devices'), warn],
    broker: [text, steps(4), calm, text],
    roles: [text, text, text, warn],
    unsynced: [text, picture('unsynced'), steps(3), text, support],
  },
  login: {
    login: [text, steps(6), picture('row'), calm],
    away: [text, text],
    refused: [text, steps(4), support],
  },
  pin: {
    choose: [text, text, calm, warn],
    change: [text, steps(3), text, warn],
    wrong: [text, text, text, warn],
  },
  trouble: {
    frozen: [text, text, support],
    renewed: [text, steps(4), calm],
    moved: [text, text, calm],
    call: [text, support, text, warn],
  },
  questions: {
    frozenByBroker: [text, support],
    lost: [text, support, text],
    abroad: [text],
    devices: [text, picture('devices'), text],
    onePin: [text, text],
    mailExpiry: [text, support],
    forgotten: [text, support, text],
    authorised: [text, support, text],
    notSynced: [picture('unsynced'), text, support],
  },
} as const satisfies Record<string, Record<string, readonly Shape[]>>;
