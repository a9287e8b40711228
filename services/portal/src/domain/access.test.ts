import type { AuditEntry } from '@labsecure/contracts/records';
import { describe, expect, it } from 'vitest';
import { lookedAt } from './looked-at.ts';
import { safeNext } from './safe-next.ts';
import { expiryOf, worthTouching } from './session-life.ts';
import { isFresh } from './tokens.ts';

describe('where to go after signing in', () => {
  it('Is a page of ours', () => {
    const result = '/results/7b1d2c5e-0000-5000-8000-000000000001';
    for (const next of ['/dashboard', '/profile', result, `${result}/versions/2`, '/dashboard?after=abc_-'])
      expect(safeNext(next)).toBe(next);
  });

  it('Is the list for anything else', () => {
    for (const next of [
      undefined,
      '',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/dashboard/../logout',
      'javascript:alert(1)',
      '/profile\r\nset-cookie: x',
      '/logout',
      '/dashboard?after=a&b=//evil',
      '/%2fevil',
    ])
      expect(safeNext(next)).toBe('/dashboard');
  });
});

describe('how long a session lives', () => {
  const minute = 60_000;
  const hour = 60 * minute;

  it('Ends 15 minutes after the last use, and 8 hours after signing in at the latest', () => {
    expect(expiryOf({ signed_in_at: 0, seen_at: 0 }).getTime()).toBe(15 * minute);
    expect(expiryOf({ signed_in_at: 0, seen_at: hour }).getTime()).toBe(hour + 15 * minute);
    expect(expiryOf({ signed_in_at: 0, seen_at: 8 * hour - minute }).getTime()).toBe(8 * hour);
  });

  it('A use is written down once a minute', () => {
    expect(worthTouching({ signed_in_at: 0, seen_at: 0 }, minute - 1)).toBe(false);
    expect(worthTouching({ signed_in_at: 0, seen_at: 0 }, minute)).toBe(true);
  });

  it('A token about to run out is not used any more', () => {
    expect(isFresh({ access_token: 'x', expires_at: 31_000 }, 0)).toBe(true);
    expect(isFresh({ access_token: 'x', expires_at: 29_000 }, 0)).toBe(false);
  });
});

describe('who looked', () => {
  const entry = (more: Partial<AuditEntry>): AuditEntry => ({
    patient_id: 'P1',
    sequence: 1,
    at: '2026-03-12T08:40:00.000Z',
    actor_id: 'maria',
    actor_kind: 'patient',
    actor_name: 'Maria Garcia',
    action: 'LIST_RESULTS',
    channel: 'portal',
    previous_hash: '',
    hash: '',
    ...more,
  });
  const nothing = () => undefined;

  it('Calls the patient you, and others by what they are', () => {
    const lines = lookedAt(
      [
        entry({}),
        entry({
          actor_id: 'lab001',
          actor_kind: 'lab',
          actor_name: 'Quest Diagnostics',
          action: 'VIEW_STATUS',
        }),
        entry({ actor_id: 'x', actor_kind: 'staff', actor_name: 'Dr. Haddad', action: 'DOWNLOAD_REPORT' }),
      ],
      'maria',
      nothing,
    );
    expect(lines.map(({ text }) => text)).toEqual([
      'You looked at the list of your results',
      'The laboratory Quest Diagnostics asked how far a result has come',
      'Dr. Haddad downloaded a PDF of a result',
    ]);
  });

  it('Puts the same deed of one day into one line, and of two days into two', () => {
    const lines = lookedAt(
      [entry({}), entry({ action: 'VIEW_PROFILE' }), entry({}), entry({ at: '2026-03-11T08:40:00.000Z' })],
      'maria',
      nothing,
    );
    expect(lines.map(({ at, text }) => `${at} ${text}`)).toEqual([
      '12 March 2026, 08:40 You looked at the list of your results, 2 times',
      '12 March 2026, 08:40 You looked at your profile',
      '11 March 2026, 08:40 You looked at the list of your results',
    ]);
  });

  it('Names the result where it has a name', () => {
    const [line] = lookedAt([entry({ action: 'VIEW_RESULT', result_id: 'r' })], 'maria', () => 'Lipid panel');
    expect(line?.about).toEqual({ href: '/results/r', text: 'Lipid panel' });
  });
});
