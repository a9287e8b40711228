import { describe, expect, test } from 'vitest';
import { cbc, faultsOf, only, patient, readAlone, readBody, readBundle, wbc } from '../../test/fhir.ts';

const url = 'urn:uuid:0a8f2a6e-0000-4000-8000-000000000001';

describe('references', () => {
  const entry = (fullUrl: string | undefined, resource: object) => ({
    ...(fullUrl && { fullUrl }),
    resource,
  });
  const withReference = (reference: string, fullUrl?: string, reportUrl?: string) =>
    readBody({
      resourceType: 'Bundle',
      type: 'message',
      entry: [
        entry(url, patient),
        entry(reportUrl, { ...cbc, result: [{ reference }] }),
        entry(fullUrl, wbc),
      ],
    });

  test.each([
    ['Observation/wbc', undefined, undefined],
    ['Observation/wbc', 'urn:uuid:1', 'urn:uuid:2'],
    ['Observation/wbc/_history/3', undefined, undefined],
    ['urn:uuid:1', 'urn:uuid:1', undefined],
    ['https://a.org/fhir/Observation/wbc', 'https://a.org/fhir/Observation/wbc', undefined],
    ['Observation/wbc', 'https://a.org/fhir/Observation/wbc', 'https://a.org/fhir/DiagnosticReport/cbc'],
  ])('When %s refers to the entry of %s, then it is found', (reference, fullUrl, reportUrl) => {
    expect(only(withReference(reference, fullUrl, reportUrl)).observations).toHaveLength(1);
  });

  test.each([
    ['urn:uuid:2', 'urn:uuid:1'],
    ['Observation/other', undefined],
    ['#wbc', undefined],
    ['https://a.org/fhir/Observation/wbc', undefined],
    [url, undefined],
  ])('When %s leads to no Observation, then the report is refused', (reference, fullUrl) => {
    expect(faultsOf(withReference(reference, fullUrl))).toContain('E_FHIR_REF /entry/1/resource/result/0');
  });

  test('When two entries share a type and id, then a reference to it leads nowhere, and not to one of them', () => {
    const other = { ...wbc, valueQuantity: { value: 1 } };
    const outcome = readBundle({}, [other]);
    expect(faultsOf(outcome)).toContain('E_FHIR_REF /entry/1/resource/result/0');
  });

  test('When the server of the report has its own, then that goes before the same id of another', () => {
    const at = (base: string, resource: { resourceType: string; id?: string }) =>
      entry(`https://${base}/${resource.resourceType}/${resource.id}`, resource);
    const other = { ...wbc, category: undefined, valueQuantity: { value: 1 } };
    const outcome = readBody({
      resourceType: 'Bundle',
      type: 'batch',
      entry: [entry(url, patient), at('a', cbc), at('b', other), at('a', wbc)],
    });
    expect(only(outcome).observations[0]?.value).toMatchObject({ sent: '7.5' });
  });

  test('When a report contains its Observations, then they are found, and those of another are not', () => {
    const contained = [{ ...wbc, id: 'in', subject: undefined }];
    const report = { ...cbc, subject: { identifier: { value: 'P1' } }, result: [{ reference: '#in' }] };
    expect(only(readBody({ ...report, contained })).observations[0]?.pointer).toBe('/contained/0');
    expect(faultsOf(readBody(report))).toContain('E_FHIR_REF /result/0');
    const twice = { ...report, contained: [...contained, ...contained] };
    expect(faultsOf(readBody(twice))).toContain('E_FHIR_REF /result/0');
  });
});

describe('panels of panels', () => {
  const member = (id: string, ...members: string[]) => ({
    ...wbc,
    id,
    ...(members.length > 0 && {
      valueQuantity: undefined,
      hasMember: members.map((one) => ({ reference: `Observation/${one}` })),
    }),
  });
  const nested = (...observations: object[]) =>
    readBundle(
      { report: { result: [{ reference: 'Observation/a' }] }, observation: { id: 'x', category: [] } },
      observations,
    );

  test('When members have members, then the values are read once each, in order', () => {
    const outcome = nested(member('a', 'b', 'c'), member('b', 'c', 'd'), member('c'), member('d'));
    const pointers = only(outcome).observations.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/entry/5/resource', '/entry/6/resource']);
  });

  test.each([
    ['of itself', [member('a', 'a')], '/entry/3/resource/hasMember/0'],
    ['of a member of itself', [member('a', 'b'), member('b', 'a')], '/entry/4/resource/hasMember/0'],
  ])('When an Observation is a member %s, then that is refused', (_what, observations, pointer) => {
    expect(faultsOf(nested(...observations))).toContain(`E_FHIR_CYCLE ${pointer}`);
  });

  test('When only a circle of Observations is sent, then that is refused too', () => {
    const entry = [member('a', 'b'), member('b', 'a')].map((resource) => ({ resource }));
    const outcome = readBody({ resourceType: 'Bundle', type: 'batch', entry });
    expect(faultsOf(outcome).join()).toContain('E_FHIR_CYCLE');
    expect(outcome.entries.every(({ report }) => report === undefined)).toBe(true);
  });

  test('When they are nested without end, then that is refused', () => {
    const ids = [...'abcdefghijkl'];
    const chain = ids.map((id, index) => member(id, ids[index + 1] ?? 'm'));
    expect(faultsOf(nested(...chain, member('m'))).join()).toContain('E_FHIR_STRUCTURE');
  });

  test('When one Observation is sent with its members, then its code names the panel', () => {
    const code = { coding: [{ system: 'http://loinc.org', code: '24331-1' }] };
    const contained = [{ ...wbc, id: 'in', subject: undefined }];
    const group = { code, contained, hasMember: [{ reference: '#in' }], valueQuantity: undefined };
    expect(only(readAlone(group))).toMatchObject({
      panel: { id: 'lipid' },
      observations: [{ pointer: '/contained/0' }],
    });
    expect(only(readAlone({ code })).panel).toEqual({ id: 'other', code: '24331-1' });
  });
});
