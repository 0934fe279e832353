/** The operating systems on which the program runs. */
export type System = 'windows' | 'macos' | 'linux';

/** Returns the system of this window. */
export function system(): System {
  const { userAgent } = navigator;
  if (userAgent.includes('Windows')) return 'windows';
  return userAgent.includes('Mac OS') ? 'macos' : 'linux';
}
