import { describe, expect, it } from 'vitest';

import { markOf, TINTS } from './marks';

describe('the mark of an account', () => {
  it.each<[string | null, string, string]>([
    ['Fuyi', '700004', '富'],
    ['富易', '700004', '富'],
    ['Interactive Exchange', 'u1', 'IE'],
    ['google', 'me', 'G'],
    ['國泰君安', '1', '國'],
    [null, '700118', '7'],
    ['𠮷野', '1', '𠮷'],
    ['  ', '1', '#'],
  ])('of %s, %s has the letters %s', (issuer, number, letters) => {
    expect(markOf(issuer, number)).toMatchObject({ letters, shape: undefined });
  });

  it('is drawn for issuers that many have, and for no other of a like name', () => {
    expect(markOf('GitHub', 'me').shape).toBeDefined();
    expect(markOf('Githubbers', 'me').shape).toBeUndefined();
  });

  it('has the same colour whatever the case, and one that there is', () => {
    expect(markOf('ACME Ltd', '1').tint).toBe(markOf('acme ltd', '2').tint);
    for (let index = 0; index < 200; index += 1) {
      const { tint } = markOf(`Issuer ${index}`, '1');
      expect(tint).toBeGreaterThanOrEqual(1);
      expect(tint).toBeLessThan(TINTS);
    }
  });
});
