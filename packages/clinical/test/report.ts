import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Comparator } from '@labsecure/contracts/vocabulary';

/** `7.5`, `'<0.01'` and `'Negative'` as a format would read them. */
const readValue = (value: number | string): CanonicalObservation['value'] => {
  const [, comparator, digits] = /^(<=?|>=?)?(-?[\d.]+)$/.exec(String(value)) ?? [];
  if (digits === undefined) return { kind: 'text', sent: String(value) };
  const known = (['<', '<=', '>', '>='] satisfies Comparator[]).find((one) => one === comparator);
  return {
    kind: 'quantity',
    number: Number(digits),
    sent: String(value),
    ...(known && { comparator: known }),
  };
};

export const observation = (
  code: string,
  value: number | string,
  unit?: string,
  more: Partial<CanonicalObservation> = {},
): CanonicalObservation => ({
  pointer: '/results/0',
  code,
  value: readValue(value),
  ...(unit !== undefined && { unit }),
  notes: [],
  ...more,
});

/** Final, of a man of 38, collected and reported on 2024-01-15. */
export const report = (
  panel: CanonicalReport['panel']['id'],
  observations: CanonicalObservation[],
  more: Partial<CanonicalReport> = {},
): CanonicalReport => ({
  patient: { id: 'P123456', birth_date: '1985-03-15', sex: 'M' },
  lab_id: 'LAB001',
  panel: { id: panel },
  status: 'final',
  collected_at: '2024-01-15T10:30:00Z',
  reported_at: '2024-01-15T12:00:00Z',
  notes: [],
  observations: observations.map((one, index) => ({ ...one, pointer: `/results/${index}` })),
  ...more,
});

export const now = new Date('2024-01-16T00:00:00Z');
