import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { testTypes } from '@labsecure/contracts/vocabulary';
import fc from 'fast-check';

/** Writes a report in the native format; numbers as the characters they were sent in. */
export const print = (report: CanonicalReport): string => {
  const numbers: string[] = [];
  const body = {
    patient_id: report.patient.id,
    patient: { name: report.patient.name, date_of_birth: report.patient.birth_date, sex: report.patient.sex },
    lab_id: report.lab_id,
    lab_name: report.lab_name,
    accession_number: report.accession_number,
    test_type: Object.entries(testTypes).find(([, panel]) => panel === report.panel.id)?.[0],
    status: report.status,
    test_date: report.collected_at,
    collected_at: report.collected_at,
    reported_at: report.reported_at,
    physician: report.ordering_provider,
    specimen: report.specimen,
    notes: report.notes[0],
    results: report.observations.map(({ code, name, value, unit, range, flag, notes }) => {
      const bare = value.kind === 'quantity' && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value.sent);
      if (bare) numbers.push(value.sent);
      const sent = bare ? '@number' : value.sent;
      return {
        test_code: code,
        test_name: name,
        value: sent,
        unit,
        reference_range: range,
        flag,
        notes: notes[0],
      };
    }),
  };
  return JSON.stringify(body).replaceAll('"@number"', () => numbers.shift() ?? '');
};

const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && text.length <= 16 && text !== '@number' && !/\p{Cc}/u.test(text));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const anyMoment = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .chain((moment) =>
    fc.constantFrom('Z', '-05:00', '+05:45').map((offset) => `${moment.toISOString().slice(0, -1)}${offset}`),
  );
const anyValue = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '<', '<=', '>', '>='), fc.constantFrom('', '-'), fc.nat(9999), fc.nat(999))
    .map(([comparator, minus, whole, part]) => `${comparator}${minus}${whole}.${part}1`),
  line,
);
/** What reports are made of. */
export const anyReport = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,20}$/),
  person: fc.record({
    name: maybe(line),
    birth_date: maybe(fc.constant('1985-03-15')),
    sex: maybe(fc.constantFrom('M', 'F', 'O', 'U')),
  }),
  panel: fc.constantFrom('cbc', 'cmp', 'bmp', 'lipid', 'thyroid', 'other'),
  status: fc.constantFrom('preliminary', 'final', 'corrected', 'amended', 'cancelled'),
  collected_at: anyMoment,
  reported_at: anyMoment,
  texts: fc.record({ lab_name: maybe(line), accession_number: maybe(line), specimen: maybe(line) }),
  provider: maybe(fc.record({ name: line, npi: maybe(fc.stringMatching(/^\d{10}$/)) })),
  notes: fc.array(line, { maxLength: 1 }),
  observations: fc.array(
    fc.record({
      code: line,
      sent: anyValue,
      texts: fc.record({ name: maybe(line), unit: maybe(line), range: maybe(line), flag: maybe(line) }),
      notes: fc.array(line, { maxLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
