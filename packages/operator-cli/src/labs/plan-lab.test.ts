import type { Lab } from '@labsecure/contracts/labs';
import { describe, expect, test } from 'vitest';
import { differences } from './differences.ts';
import { type Given, planLab } from './plan-lab.ts';
import { termRemarks } from './term-remarks.ts';

const least: Given = { name: 'Riverside', clients: ['riverside'], time_zone: 'America/New_York' };
const before: Lab = {
  lab_id: 'LAB010',
  name: 'Riverside',
  client_id: 'riverside',
  other_client_ids: ['riverside-2'],
  time_zone: 'America/New_York',
  formats: ['text/csv'],
  quirks: { value_in_obx4: true, date_formats: ['DD.MM.YYYY'] },
  local_terms: { codes: { A: 'sodium' }, units: { x: '%' } },
  contact_email: 'a@example.org',
  active: false,
  updated_at: '2024-01-15T12:00:00.000Z',
};

describe('a new lab', () => {
  test('is active, and has nothing that was not said', () => {
    expect(planLab('LAB010', least)).toEqual({
      lab_id: 'LAB010',
      name: 'Riverside',
      client_id: 'riverside',
      time_zone: 'America/New_York',
      active: true,
    });
  });

  test('may have several clients', () => {
    expect(planLab('LAB010', { ...least, clients: ['a', 'b', 'c'] })).toMatchObject({
      client_id: 'a',
      other_client_ids: ['b', 'c'],
    });
  });

  test('needs a name, a client and a zone, and is told all of them', () => {
    expect(() => planLab('LAB010', {})).toThrow('A lab needs --name, --client, --time-zone.');
  });

  test.each<[string, Given, string?]>([
    ['lab id', {}, 'client#x'],
    ['lab id', {}, '../x'],
    ['name', { name: ' ' }],
    ['name', { name: 'a\u001b[2J' }],
    ['no client id', { clients: ['two words'] }],
    ['named twice', { clients: ['a', 'a'] }],
    ['IANA', { time_zone: 'Europe/Lab' }],
    ['IANA', { time_zone: '+01:00' }],
    ['--contact', { contact_email: 'nobody' }],
    ['--security-contact', { security_email: 'a@b,c@d.org' }],
  ])('is refused for its %s: %j', (sentence, given, id = 'LAB010') => {
    expect(() => planLab(id, { ...least, ...given })).toThrow(sentence);
  });
});

test('A lab whose maps are too large to keep is refused', () => {
  const entries = Array.from({ length: 20_000 }, (_, at) => [`a rather long code ${at}`, 'sodium']);
  const codes = Object.fromEntries(entries);
  expect(() => planLab('LAB010', { ...least, codes })).toThrow('its maps are too large');
});

describe('a change', () => {
  test('leaves what was not said', () => {
    expect(planLab('LAB010', {}, before)).toEqual(before);
    expect(planLab('LAB010', { name: 'Riverside East' }, before)).toEqual({
      ...before,
      name: 'Riverside East',
    });
    expect(planLab('LAB010', { clients: ['new'] }, before)).not.toHaveProperty('other_client_ids');
  });

  test('takes away what is empty', () => {
    const given: Given = {
      formats: [],
      codes: {},
      units: {},
      value_in_obx4: false,
      date_formats: [],
      contact_email: '',
    };
    const { formats, quirks, local_terms, contact_email, ...rest } = before;
    expect(planLab('LAB010', given, before)).toEqual(rest);
    expect(() => planLab('LAB010', { clients: [] }, before)).toThrow('--client');
  });

  test('is told part by part', () => {
    const after = planLab('LAB010', { time_zone: 'UTC', formats: [], codes: { B: 'sodium' } }, before);
    expect(differences(before, after)).toEqual([
      { what: 'time zone', before: 'America/New_York', after: 'UTC' },
      { what: 'formats', before: 'text/csv', after: '(all)' },
      { what: 'code map', before: '1 entries', after: '1 entries (1 added, 1 removed, 0 changed)' },
    ]);
    expect(differences(before, before)).toEqual([]);
  });
});

test('A code that is usually something else is remarked on', () => {
  const lab = planLab('LAB010', { ...least, codes: { GLU: 'sodium', ZU: 'glucose', NA: 'sodium' } });
  expect(termRemarks(lab)).toEqual(['"GLU" is usually Glucose; for this lab it is Sodium from now on.']);
});
