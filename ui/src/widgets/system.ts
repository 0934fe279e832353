/** The systems that the program runs on. */
export type System = 'windows' | 'macos' | 'linux';

/** Gives the system of this window. */
export function system(): System {
  const { userAgent } = navigator;
  if (userAgent.includes('Windows')) return 'windows';
  return userAgent.includes('Mac OS') ? 'macos' : 'linux';
}
