import type { Field } from './fields.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether what is sent there leaves this machine under TLS, or not at all. */
export const isSafe = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
};

/** Results and secrets leave this machine under TLS or not at all. */
const addressFault = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'must be an https address';
  if (url.username || url.password || url.search || url.hash)
    return 'must be an address without user, query and fragment';
  if (isSafe(text)) return undefined;
  return 'must begin with https:// (http is for this machine alone)';
};

const zoneFault = (text: string): string | undefined => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return undefined;
  } catch {
    return 'must be an IANA time zone, as in Europe/Vienna';
  }
};

const faults: Partial<Record<Field, (text: string) => string | undefined>> = {
  url: addressFault,
  token_url: addressFault,
  time_zone: zoneFault,
};

/** What is wrong with a value, in words that do not repeat it; undefined when nothing is. */
export const fieldFault = (field: Field, text: string): string | undefined => faults[field]?.(text);
