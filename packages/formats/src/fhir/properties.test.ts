import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damaged, damagesOf, jsonPieces } from '../../test/any-canonical.ts';
import { anyReport } from '../../test/any-report.ts';
import { bundleOf, isQuantity, laboratoryReport, print, profile } from '../../test/fhir.ts';
import type { ParseOutcome } from '../profile.ts';
import { readValue } from '../quantity.ts';
import { textOf } from '../text.ts';
import { members } from './observation.ts';
import { readFhir } from './read-fhir.ts';

const wholeBody = ['E_EMPTY', 'E_CHARSET', 'E_JSON', 'E_FHIR_TYPE', 'E_MEDIA', 'E_FORBIDDEN'];

/** Runs it and allows what is documented: entries, named faults, or one of the errors for a body as a whole. */
const outcomeOf = (bytes: Uint8Array): ParseOutcome => {
  try {
    const outcome = readFhir(textOf(bytes), profile);
    for (const { report, problems } of outcome.entries) {
      expect(report === undefined).toBe(problems.some(isError));
    }
    if (outcome.problems.some(isError)) expect(outcome.entries).toEqual([]);
    else expect(outcome.entries).not.toEqual([]);
    return outcome;
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    expect(wholeBody).toContain(error.code);
    return { entries: [], problems: [] };
  }
};

const original = Buffer.from(
  JSON.stringify(
    bundleOf({}, [
      {
        resourceType: 'Observation',
        id: 'more',
        status: 'final',
        code: { text: 'x' },
        valueQuantity: { value: 13.25, comparator: '>=' },
      },
    ]),
  ).replace('Observation/wbc"}', 'Observation/wbc"},{"reference":"Observation/more"}'),
);
const damages = damagesOf(original.length, [...jsonPieces, '#', '/', 'null']);

test('Whatever happens to the bytes, then they are read or refused with a reason, and every number stands in the bytes', () => {
  fc.assert(
    fc.property(damages, (all) => {
      const bytes = damaged(original, all);
      for (const { report } of outcomeOf(bytes).entries) {
        for (const { value } of report?.observations ?? []) {
          if (value.kind === 'quantity')
            expect(bytes.toString()).toContain(value.sent.replace(/^[<>]=?/, ''));
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test('Whatever byte is cut off, then the rest is refused', () => {
  for (let length = 0; length < original.length; length += 7) {
    expect(outcomeOf(original.subarray(0, length)).entries).toEqual([]);
  }
});

const keys = [
  ...['status', 'code', 'subject', 'identifier', 'category', 'result', 'hasMember', 'component', 'contained'],
  ...['valueQuantity', 'valueCodeableConcept', 'valueString', 'valueRange', 'valueRatio', 'valuePeriod'],
  ...['interpretation', 'referenceRange', 'note', 'specimen', 'performer', 'basedOn', 'issued', 'name'],
  ...['effectiveDateTime', 'effectivePeriod', 'dataAbsentReason', 'birthDate', 'gender', 'id', 'conclusion'],
  ...[
    'coding',
    'text',
    'reference',
    'value',
    'low',
    'high',
    'type',
    'given',
    'system',
    'display',
    'extension',
  ],
];

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string({ maxLength: 5 }), fc.double(), fc.constant(null), fc.boolean()),
    fc.constantFrom('#a', 'Observation/wbc', 'final', '2024-01-15', 'http://loinc.org'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 5 }),
  ),
}));
const anyKeys = fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 4 });

test('Whatever JSON stands under the keys of FHIR, then it never crashes', () => {
  fc.assert(
    fc.property(anyKeys, anyKeys, anyKeys, anyKeys, (report, observation, patient, more) => {
      const resources = ['Observation', 'Specimen', 'ServiceRequest', 'Practitioner', 'Organization'];
      const others = resources.map((resourceType) => ({ ...more, resourceType, id: 'a' }));
      outcomeOf(Buffer.from(JSON.stringify(bundleOf({ report, observation, patient }, others))));
    }),
    { numRuns: 1000 },
  );
});

const present = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

test('Whatever the report, then it comes back the same when it is written down and read again', () => {
  fc.assert(
    fc.property(anyReport, ({ id, person, texts, provider, panel, observations, ...rest }) => {
      const values = observations.map(({ sent }) => readValue(sent));
      fc.pre(values.every((value) => typeof value !== 'string'));
      const report = {
        ...rest,
        patient: { id, ...present(person) },
        lab_id: 'LAB001',
        panel: { id: panel, ...(panel === 'other' && { code: laboratoryReport }) },
        ...present(texts),
        ...(provider && { ordering_provider: present(provider) }),
        observations: observations.map(({ code, notes, sent, texts: { unit, ...more } }, at) => ({
          pointer: `/entry/${at + 2}/resource`,
          code,
          value: values[at],
          notes,
          // A text has no unit in FHIR.
          ...present({ ...more, unit: isQuantity(sent) ? unit : undefined }),
        })),
        pointers: {
          collected_at: '/entry/1/resource/effectiveDateTime',
          reported_at: '/entry/1/resource/issued',
          members,
        },
      } as CanonicalReport;
      const entry = { report, problems: [], pointer: '/entry/1/resource' };
      expect(readFhir(print(report), profile)).toEqual({ entries: [entry], problems: [] });
    }),
    { numRuns: 500 },
  );
});
