import { LabSecureError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import {
  bundleOf,
  cbc,
  faultsOf,
  patient,
  profile,
  readAlone,
  readBody,
  readBundle,
  wbc,
} from '../../test/fhir.ts';
import { readFhir } from './read-fhir.ts';

const thrownBy = (text: string): LabSecureError => {
  try {
    readFhir(text, profile);
  } catch (error) {
    if (error instanceof LabSecureError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

test.each([
  ['XML', '<Observation xmlns="http://hl7.org/fhir"/>', 415, 'E_MEDIA'],
  ['not JSON', '{"resourceType":"Bundle",', 400, 'E_JSON'],
  ['one document after another', '{"resourceType":"Bundle"}\n{"resourceType":"Bundle"}', 400, 'E_JSON'],
  [
    'a key that stands twice',
    '{"resourceType":"Observation","status":"final","status":"final"}',
    400,
    'E_JSON',
  ],
  ['a list', '[]', 400, 'E_FHIR_TYPE'],
  ['no resource', '{"patient_id":"P1"}', 400, 'E_FHIR_TYPE'],
  ['another resource', '{"resourceType":"Patient"}', 400, 'E_FHIR_TYPE'],
])('When the body is %s, then it is refused as a whole', (_what, text, status, code) => {
  expect(thrownBy(text)).toMatchObject({ status, code });
});

test.each([
  ['no type', { type: undefined }, 'E_FHIR_STRUCTURE /type'],
  ['the type of an answer', { type: 'searchset' }, 'E_FHIR_TYPE /type'],
  ['rules that must be known', { implicitRules: 'x' }, 'E_FHIR_MODIFIER /implicitRules'],
  ['no entry', { entry: undefined }, 'E_FHIR_NO_RESULT '],
  ['nothing of a laboratory', { entry: [{ resource: patient }] }, 'E_FHIR_NO_RESULT '],
  ['an entry that is none', { entry: [{}] }, 'E_FHIR_STRUCTURE /entry/0/resource'],
  ['an entry of no type', { entry: [{ resource: {} }] }, 'E_FHIR_STRUCTURE /entry/0/resource'],
  ['a list of texts', { entry: ['x'] }, 'E_FHIR_STRUCTURE /entry'],
  [
    'one address twice',
    {
      entry: [
        { fullUrl: 'a', resource: cbc },
        { fullUrl: 'a', resource: wbc },
      ],
    },
    'E_FHIR_DUP /entry/1/fullUrl',
  ],
  [
    'a removal',
    { entry: [{ resource: cbc, request: { method: 'DELETE' } }] },
    'E_FHIR_STRUCTURE /entry/0/request/method',
  ],
])('When a Bundle has %s, then there are no entries', (_what, bundle, fault) => {
  const outcome = readBundle({ bundle });
  expect(faultsOf(outcome)).toContain(fault);
  expect(outcome.entries).toEqual([]);
});

test.each([
  ['no result', { result: undefined }, 'E_FHIR_NO_RESULT /entry/1/resource/result'],
  ['a status of R5', { status: 'modified' }, 'E_FHIR_STATUS /entry/1/resource/status'],
  [
    'a category of images',
    { category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }] },
    'E_FHIR_CATEGORY /entry/1/resource/category',
  ],
  ['a note of R5', { note: [{ text: 'x' }] }, 'E_FHIR_STRUCTURE /entry/1/resource/note'],
  ['a performer of STU3', { result: [{ actor: {} }] }, 'E_FHIR_STRUCTURE /entry/1/resource/result/0/actor'],
  ['a key no one knows', { 'Garcia 4711': 1 }, 'E_FHIR_STRUCTURE /entry/1/resource'],
  [
    'an accession number without end',
    { identifier: [{ value: 'x'.repeat(101) }] },
    'E_TOO_LONG /entry/1/resource/identifier',
  ],
])('When a DiagnosticReport has %s, then it is refused there', (_what, report, fault) => {
  const outcome = readBundle({ report }, []);
  expect(faultsOf(outcome)).toContain(fault);
  expect(outcome.entries[0]?.report).toBeUndefined();
});

/** Milliseconds of work, which on a busy machine are fewer than have gone by. */
const usedSoFar = (): number => process.cpuUsage().user / 1000;

test('When an Organization is another lab, then it is forbidden and neither lab is named', () => {
  const named = (value: string) => ({ identifier: [{ system: 'urn:labsecure:lab-id', value }] });
  const lab = { resourceType: 'Organization', id: 'o', ...named('LAB002') };
  expect(thrownBy(JSON.stringify(bundleOf({}, [lab])))).toMatchObject({ status: 403, code: 'E_FORBIDDEN' });
  expect(thrownBy(JSON.stringify(bundleOf({}, [lab]))).message).not.toMatch(/LAB00/);
  expect(thrownBy(JSON.stringify({ ...cbc, contained: [lab] }))).toMatchObject({ status: 403 });
  const sender = { resourceType: 'Organization', id: 'o', identifier: [{ value: 'LAB002' }] };
  const header = { resourceType: 'MessageHeader', sender: { reference: 'Organization/o' } };
  expect(thrownBy(JSON.stringify(bundleOf({}, [sender, header])))).toMatchObject({ status: 403 });
  expect(faultsOf(readBundle({}, [sender, { ...lab, id: 'mine', ...named('LAB001') }]))).toEqual([]);
});

test('When anything is refused, then no message and no pointer repeats what was sent', () => {
  const canary = 'Garcia-4711';
  const outcomes = [
    readAlone({ status: canary, code: { text: canary.repeat(50) }, [canary]: canary, valueString: canary }),
    readAlone({
      subject: { reference: `urn:${canary}`, [canary]: 1 },
      effectiveDateTime: canary,
      interpretation: canary,
    }),
    readBundle({
      patient: { birthDate: canary, gender: canary },
      report: { status: canary, issued: canary, category: canary },
    }),
    readBundle({ bundle: { type: canary, [canary]: canary } }),
    readBundle({
      report: { result: [{ reference: canary }] },
      observation: { subject: { reference: `Patient/${canary}` } },
    }),
  ];
  for (const { entries, problems } of outcomes) {
    const all = [...problems, ...entries.flatMap((entry) => entry.problems)];
    expect(all.length).toBeGreaterThan(1);
    expect(JSON.stringify(all)).not.toMatch(/garcia|4711/i);
  }
});

test('When many reports share many Observations, then reading ends soon and says so', () => {
  const ids = Array.from({ length: 900 }, (_, index) => `o${index}`);
  const group = {
    ...wbc,
    id: 'g',
    valueQuantity: undefined,
    hasMember: ids.map((id) => ({ reference: `Observation/${id}` })),
  };
  const reports = Array.from({ length: 1500 }, (_, index) => ({
    ...cbc,
    id: `r${index}`,
    result: [{ reference: 'Observation/g' }],
  }));
  const used = usedSoFar();
  const body = bundleOf({}, [group, ...ids.map((id) => ({ ...wbc, id })), ...reports]);
  expect(thrownBy(JSON.stringify(body))).toMatchObject({ code: 'E_TOO_MANY', status: 422 });
  expect(usedSoFar() - used).toBeLessThan(10_000);
});

test('When lists and texts are as long as a body can be, then they are refused and not read again and again', () => {
  const many = Array.from({ length: 20_000 }, () => ({ value: 'a' }));
  const reports = Array.from({ length: 1000 }, (_, index) => ({ ...cbc, id: `r${index}` }));
  const used = usedSoFar();
  const outcome = readBundle(
    { patient: { identifier: many }, observation: { note: [{ text: 'x'.repeat(300_000) }] } },
    reports,
  );
  expect(faultsOf(outcome)).toContain('E_TOO_MANY /entry/0/resource/identifier');
  expect(faultsOf(outcome)).toContain('E_TOO_LONG /entry/2/resource/note/0/text');
  expect(usedSoFar() - used).toBeLessThan(10_000);
  expect(faultsOf(readAlone({ component: Array.from({ length: 1001 }, () => ({})) }))).toContain(
    'E_TOO_MANY /component',
  );
});

test('When a report gathers more values than a result may have, then it is refused', () => {
  const component = Array.from({ length: 501 }, () => ({ code: { text: 'x' }, valueInteger: 1 }));
  const half = (id: string) => ({ ...wbc, id, valueQuantity: undefined, component });
  const result = ['a', 'b'].map((id) => ({ reference: `Observation/${id}` }));
  const outcome = readBundle({ report: { result } }, [half('a'), half('b')]);
  expect(faultsOf(outcome)).toContain('E_TOO_MANY /entry/1/resource');
  expect(outcome.entries[0]?.report).toBeUndefined();
});

test('When a role refers to itself, then its organisation is not looked for without end', () => {
  const role = {
    resourceType: 'PractitionerRole',
    id: 'r',
    organization: { reference: 'PractitionerRole/r' },
    practitioner: { reference: 'PractitionerRole/r' },
  };
  const order = { resourceType: 'ServiceRequest', id: 's', requester: { reference: 'PractitionerRole/r' } };
  const report = {
    performer: [{ reference: 'PractitionerRole/r' }],
    basedOn: [{ reference: 'ServiceRequest/s' }],
  };
  expect(faultsOf(readBundle({ report }, [role, order]))).toEqual([]);
});

test('When keys are null, then they count as absent', () => {
  expect(
    faultsOf(
      readBody({ ...bundleOf({ report: { conclusion: null, specimen: null, media: null } }), total: null }),
    ),
  ).toEqual([]);
});
