import { describe, expect, it } from 'vitest';

import { inBytes } from './bytes';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const read = (crossed: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(crossed));

describe('arguments with a secret in them', () => {
  it.each(['plain', '', 'a "quoted" back\\slash', 'tab\tline\n\u0000\u001f', '帳戶 🔑 é'])(
    'are JSON with the secret %j',
    (text) => {
      const crossed = inBytes({ proof: { kind: 'passphrase', passphrase: bytes(text) }, renew: true, of: [1, null, 'x"y'] });
      expect(read(crossed)).toEqual({ proof: { kind: 'passphrase', passphrase: text }, renew: true, of: [1, null, 'x"y'] });
    },
  );

  it('have several, and none is left', () => {
    const [first, second] = [bytes('first'), bytes('second')];
    expect(read(inBytes({ first, inner: { second } }))).toEqual({ first: 'first', inner: { second: 'second' } });
    expect([...first, ...second].every((byte) => byte === 0)).toBe(true);
  });
});

describe('arguments without a secret', () => {
  it.each([{}, { proof: { kind: 'keystore' }, renew: false }, { accounts: ['one', 'two'] }])('cross as they are: %j', (args) => {
    expect(inBytes(args)).toBeUndefined();
  });
});
