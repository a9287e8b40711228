import { describe, expect, test } from 'vitest';
import { cbc, faultsOf, only, readBody, readBundle, wbc } from '../../test/fhir.ts';

test('When a Bundle holds a report, then it is read with all that it refers to', () => {
  const order = {
    resourceType: 'ServiceRequest',
    id: 'order',
    requester: { reference: 'PractitionerRole/role' },
  };
  const role = {
    resourceType: 'PractitionerRole',
    id: 'role',
    practitioner: { reference: 'Practitioner/doc' },
    organization: { reference: 'Organization/lab' },
  };
  const doctor = {
    resourceType: 'Practitioner',
    id: 'doc',
    name: [{ prefix: ['Dr.'], given: ['Sarah'], family: 'Johnson' }],
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567890' }],
  };
  const lab = { resourceType: 'Organization', id: 'lab', name: 'Quest' };
  const blood = { resourceType: 'Specimen', id: 's', type: { text: 'Blood' } };
  const report = {
    basedOn: [{ reference: 'ServiceRequest/order' }],
    performer: [{ reference: 'Practitioner/doc' }, { reference: 'PractitionerRole/role' }],
    specimen: [{ reference: 'Specimen/s' }],
    conclusion: 'All well.',
    conclusionCode: [{ text: 'healthy' }],
  };
  const outcome = readBundle({ report }, [order, role, doctor, lab, blood]);
  expect(faultsOf(outcome)).toEqual([]);
  expect(only(outcome)).toEqual({
    patient: { id: 'P123456', name: 'John A Smith', birth_date: '1985-03-15', sex: 'M' },
    lab_id: 'LAB001',
    lab_name: 'Quest',
    accession_number: 'A-1',
    panel: { id: 'cbc' },
    status: 'final',
    collected_at: '2024-01-15T10:30:00Z',
    reported_at: '2024-01-15T12:00:00Z',
    ordering_provider: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
    specimen: 'Blood',
    notes: ['All well.', 'healthy'],
    observations: [
      {
        pointer: '/entry/2/resource',
        code: '6690-2',
        code_system: 'http://loinc.org',
        name: 'WBC',
        value: { kind: 'quantity', number: 7.5, sent: '7.5' },
        unit: '10*3/uL',
        range: '4.5-11',
        flag: 'N',
        notes: [],
      },
    ],
    pointers: {
      collected_at: '/entry/1/resource/effectiveDateTime',
      reported_at: '/entry/1/resource/issued',
      members: {
        code: '/code',
        value: '/valueQuantity/value',
        unit: '/valueQuantity/unit',
        words: '',
        range: '/referenceRange',
      },
    },
  });
});

describe('which results a Bundle holds', () => {
  test('When there are two reports, then there are two entries, and a fault of one is no fault of the other', () => {
    const outcome = readBundle({}, [{ ...cbc, id: 'second', status: 'unknown' }]);
    expect(outcome.entries.map(({ report }) => report !== undefined)).toEqual([true, false]);
    expect(faultsOf(outcome)).toEqual(['E_FHIR_STATUS /entry/3/resource/status']);
  });

  test('When a laboratory Observation is in no report, then it is a result of its own; a question is told and not read', () => {
    const alone = {
      ...wbc,
      id: 'alone',
      effectiveDateTime: '2024-01-15T10:30:00Z',
      issued: '2024-01-15T10:30:00Z',
    };
    const outcome = readBundle({}, [alone, { ...wbc, id: 'question', category: [] }]);
    expect(outcome.entries.map(({ report }) => report?.panel.id)).toEqual(['cbc', 'other']);
    expect(faultsOf(outcome)).toEqual(['W_FHIR_UNLINKED /entry/4/resource']);
  });

  test('When there are only Observations, then each is a result', () => {
    const one = {
      ...wbc,
      category: undefined,
      subject: { identifier: { value: 'P1' } },
      effectiveDateTime: '2024-01-15T10:30:00Z',
    };
    const entry = ['a', 'b'].map((id) => ({ resource: { ...one, id } }));
    const { entries } = readBody({ resourceType: 'Bundle', type: 'transaction', entry });
    expect(entries.map(({ report }) => report?.observations[0]?.pointer)).toEqual([
      '/entry/0/resource',
      '/entry/1/resource',
    ]);
  });

  test.each(['cancelled', 'entered-in-error', 'registered'])(
    'When a report is %s, then it may be empty',
    (status) => {
      expect(
        only(readBundle({ report: { status, result: undefined }, observation: { category: [] } })),
      ).toMatchObject({ status, observations: [] });
    },
  );

  test('When a report was appended to, then it is amended', () => {
    expect(only(readBundle({ report: { status: 'appended' } })).status).toBe('amended');
  });
});

test('When a report has several identifiers, then the lab’s own number is its accession number', () => {
  const typed = (value: string, code: string) => ({ value, type: { coding: [{ code }] } });
  const accession = (...identifier: object[]) =>
    only(readBundle({ report: { identifier } })).accession_number;
  expect(accession(typed('P', 'PLAC'), { value: 'U' }, typed('F', 'FILL'))).toBe('F');
  expect(accession(typed('P', 'PLAC'), { value: 'U' }, typed('A', 'ACSN'))).toBe('A');
  expect(accession(typed('P', 'PLAC'))).toBeUndefined();
  expect(accession({ value: 'old', use: 'old' }, { value: 'b' }, { value: 'c', use: 'official' })).toBe('c');
});

test('When a name of a panel contradicts its code, then the panel is none that is known', () => {
  const code = { coding: [{ system: 'http://loinc.org', code: '58410-2' }], text: 'Lipid panel' };
  expect(only(readBundle({ report: { code } })).panel).toEqual({
    id: 'other',
    name: 'Lipid panel',
    code: '58410-2',
  });
  expect(only(readBundle({ report: { code: { text: 'Complete Blood Count' } } })).panel).toEqual({
    id: 'cbc',
  });
});
