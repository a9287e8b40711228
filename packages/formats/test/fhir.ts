import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { PanelId } from '@labsecure/contracts/vocabulary';
import type { Bundle, DiagnosticReport, FhirResource, Observation, Patient } from 'fhir/r4.js';
import { readFhir } from '../src/fhir/read-fhir.ts';
import type { ParseOutcome } from '../src/profile.ts';

export const profile = { lab_id: 'LAB001', time_zone: 'America/New_York' };

const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';
const flagSystem = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

export const wbc: Observation = {
  resourceType: 'Observation',
  id: 'wbc',
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }],
    },
  ],
  code: { coding: [{ system: loinc, code: '6690-2', display: 'Leukocytes' }], text: 'WBC' },
  subject: { reference: 'urn:uuid:0a8f2a6e-0000-4000-8000-000000000001' },
  valueQuantity: { value: 7.5, unit: 'K/uL', system: ucum, code: '10*3/uL' },
  referenceRange: [
    {
      low: { value: 4.5, code: '10*3/uL', system: ucum },
      high: { value: 11, code: '10*3/uL', system: ucum },
    },
  ],
  interpretation: [{ coding: [{ system: flagSystem, code: 'N' }] }],
};

export const patient: Patient = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [{ value: 'P123456' }],
  name: [{ use: 'official', family: 'Smith', given: ['John', 'A'] }],
  birthDate: '1985-03-15',
  gender: 'male',
};

export const cbc: DiagnosticReport = {
  resourceType: 'DiagnosticReport',
  id: 'cbc',
  identifier: [{ value: 'A-1' }],
  status: 'final',
  code: { coding: [{ system: loinc, code: '58410-2' }] },
  subject: { reference: 'urn:uuid:0a8f2a6e-0000-4000-8000-000000000001' },
  effectiveDateTime: '2024-01-15T10:30:00Z',
  issued: '2024-01-15T12:00:00Z',
  result: [{ reference: 'Observation/wbc' }],
};

/** A Bundle of three entries, the parts of each changed: undefined takes a key away. */
export const bundleOf = (
  change: { report?: object; observation?: object; patient?: object; bundle?: object },
  more: object[] = [],
) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { fullUrl: 'urn:uuid:0a8f2a6e-0000-4000-8000-000000000001', resource: { ...patient, ...change.patient } },
    { resource: { ...cbc, ...change.report } },
    { resource: { ...wbc, ...change.observation } },
    ...more.map((resource) => ({ resource })),
  ],
  ...change.bundle,
});

export const readBody = (body: unknown): ParseOutcome => readFhir(JSON.stringify(body), profile);

export const readBundle = (...parts: Parameters<typeof bundleOf>): ParseOutcome =>
  readBody(bundleOf(...parts));

/** A single Observation by itself, changed. */
export const readAlone = (change: object): ParseOutcome =>
  readBody({
    ...wbc,
    subject: { identifier: { value: 'P123456' } },
    effectiveDateTime: '2024-01-15T10:30:00Z',
    issued: '2024-01-15T12:00:00Z',
    ...change,
  });

export const faultsOf = ({ entries, problems }: ParseOutcome): string[] =>
  [...problems, ...entries.flatMap((entry) => entry.problems)].map(
    ({ pointer, code }) => `${code} ${pointer}`,
  );

/** The one report of a body; a body without is a failure that says why. */
export const only = (outcome: ParseOutcome): CanonicalReport => {
  const [entry, another] = outcome.entries;
  if (entry?.report === undefined || another) throw new Error(`not one: ${faultsOf(outcome).join(', ')}`);
  return entry.report;
};

/** The first row of the one report. */
export const row = (outcome: ParseOutcome) => {
  const [first] = only(outcome).observations;
  if (first === undefined) throw new Error('no observation');
  return first;
};

/** LOINC for any report at all. */
export const laboratoryReport = '11502-2';

const panelCodes: Partial<Record<PanelId, string>> = {
  cbc: '58410-2',
  bmp: '24321-2',
  cmp: '24323-8',
  lipid: '24331-1',
  thyroid: '24348-5',
};
const genders = { M: 'male', F: 'female', O: 'other', U: 'unknown' } as const;

/** Numbers as the characters they were sent in, which JSON.stringify would change. */
const isJsonNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
export const isQuantity = (sent: string): boolean => isJsonNumber(sent.replace(/^[<>]=?/, ''));

const printObservation = (
  observation: CanonicalReport['observations'][number],
  index: number,
  report: CanonicalReport,
  numbers: string[],
): Observation => {
  const { code, name, value, unit, range, flag, notes } = observation;
  const [comparator = ''] = /^[<>]=?/.exec(value.sent) ?? [];
  const isNumber = value.kind === 'quantity' && isQuantity(value.sent);
  if (isNumber) numbers.push(value.sent.slice(comparator.length));
  return {
    resourceType: 'Observation',
    id: `o${index}`,
    status: report.status as Observation['status'],
    code: { coding: [{ code }], ...(name !== undefined && { text: name }) },
    ...(isNumber
      ? {
          valueQuantity: {
            ...(comparator !== '' && { comparator: comparator as '<' }),
            value: '@number' as unknown as number,
            ...(unit !== undefined && { system: ucum, code: unit }),
          },
        }
      : { valueString: value.sent }),
    ...(range !== undefined && { referenceRange: [{ text: range }] }),
    ...(flag !== undefined && { interpretation: [{ coding: [{ system: flagSystem, code: flag }] }] }),
    ...(notes.length > 0 && { note: notes.map((text) => ({ text })) }),
  };
};

/** Writes a report as a Bundle of R4. */
export const print = (report: CanonicalReport): string => {
  const { patient: person, ordering_provider: provider, panel } = report;
  const numbers: string[] = [];
  const contained: FhirResource[] = [
    { resourceType: 'Organization', id: 'lab', name: report.lab_name ?? 'none' },
    {
      resourceType: 'ServiceRequest',
      id: 'order',
      status: 'active',
      intent: 'order',
      subject: { reference: 'urn:uuid:patient' },
      requester: { reference: '#doctor' },
    },
    {
      resourceType: 'Practitioner',
      id: 'doctor',
      name: [{ text: provider?.name ?? 'none' }],
      ...(provider?.npi !== undefined && {
        identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: provider.npi }],
      }),
    },
  ];
  const bundle: Bundle<FhirResource> = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      {
        fullUrl: 'urn:uuid:patient',
        resource: {
          resourceType: 'Patient',
          identifier: [{ value: person.id }],
          ...(person.name !== undefined && { name: [{ text: person.name }] }),
          ...(person.birth_date !== undefined && { birthDate: person.birth_date }),
          ...(person.sex !== undefined && { gender: genders[person.sex] }),
        },
      },
      {
        resource: {
          resourceType: 'DiagnosticReport',
          status: report.status as DiagnosticReport['status'],
          ...(report.accession_number !== undefined && { identifier: [{ value: report.accession_number }] }),
          code: { coding: [{ system: loinc, code: panelCodes[panel.id] ?? laboratoryReport }] },
          subject: { reference: 'urn:uuid:patient' },
          effectiveDateTime: report.collected_at,
          issued: report.reported_at,
          ...(report.lab_name !== undefined && { performer: [{ reference: '#lab' }] }),
          ...(provider && { basedOn: [{ reference: '#order' }] }),
          ...(report.specimen !== undefined && { specimen: [{ display: report.specimen }] }),
          ...(report.notes[0] !== undefined && { conclusion: report.notes[0] }),
          result: report.observations.map((_, index) => ({ reference: `Observation/o${index}` })),
          contained,
        },
      },
      ...report.observations.map((one, index) => ({
        resource: printObservation(one, index, report, numbers),
      })),
    ],
  };
  return JSON.stringify(bundle).replaceAll('"@number"', () => numbers.shift() ?? '');
};
