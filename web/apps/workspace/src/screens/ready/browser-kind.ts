/** Which browser this is, for words alone: each hides its permissions somewhere else. */

export type BrowserKind = 'chromium' | 'firefox' | 'safari';

export function browserKind(agent: string = navigator.userAgent): BrowserKind {
  if (/Firefox\//u.test(agent)) return 'firefox';
  // Chromium's own name for itself ends with Safari's.
  return /Safari\//u.test(agent) && !/Chrom(e|ium)\//u.test(agent) ? 'safari' : 'chromium';
}
