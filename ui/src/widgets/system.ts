/** The systems that the program runs on. */
export type System = 'windows' | 'macos' | 'linux';

/** The one that this window is on. */
export function system(): System {
  const { userAgent } = navigator;
  if (userAgent.includes('Windows')) return 'windows';
  return userAgent.includes('Mac OS') ? 'macos' : 'linux';
}
