import { expect, test } from 'vitest';
import { members, only, parseBody } from '../test/native.ts';

test('When the documented example is read, then everything in it stands in the report, and nothing else', () => {
  expect(parseBody({})).toEqual({
    problems: [],
    reports: [
      {
        patient: { id: 'P123456' },
        lab_id: 'LAB001',
        lab_name: 'Quest Diagnostics',
        panel: { id: 'cbc' },
        status: 'final',
        collected_at: '2024-01-15T10:30:00Z',
        reported_at: '2024-01-15T10:30:00Z',
        pointers: { collected_at: '/test_date', reported_at: '/test_date', members },
        ordering_provider: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
        notes: ['Fasting sample.'],
        observations: [
          {
            pointer: '/results/0',
            code: 'WBC',
            name: 'White Blood Cell Count',
            value: { kind: 'quantity', number: 7.5, sent: '7.5' },
            unit: '10^3/uL',
            range: '4.5-11.0',
            flag: 'N',
            notes: [],
          },
        ],
      },
    ],
  });
});

test('When all else that may come comes, then it is kept', () => {
  const more = {
    accession_number: ' A-1 ',
    status: 'Corrected',
    specimen: 'serum',
    collected_at: '2024-01-15T08:00:00-05:00',
    reported_at: '2024-01-16T09:00:00-05:00',
    patient: { name: 'María García', date_of_birth: '1990-07-22', sex: 'female' },
    notes: 'Two lines:\nthis is the second.',
  };
  expect(only(parseBody(more))).toMatchObject({
    accession_number: 'A-1',
    status: 'corrected',
    specimen: 'serum',
    collected_at: '2024-01-15T08:00:00-05:00',
    reported_at: '2024-01-16T09:00:00-05:00',
    pointers: { collected_at: '/collected_at', reported_at: '/reported_at', members },
    patient: { id: 'P123456', name: 'María García', birth_date: '1990-07-22', sex: 'F' },
    notes: ['Two lines:\nthis is the second.'],
  });
});
