import type { OperationOutcome } from 'fhir/r4.js';
import { expect, test } from 'vitest';
import { faultsOf, readBundle } from '../../test/fhir.ts';
import { fhirPathOf } from './fhir-path.ts';
import { operationOutcome } from './operation-outcome.ts';

test('When a body is refused, then each problem is an issue with severity, code and place', () => {
  const { entries } = readBundle({ observation: { status: 'x', valueQuantity: { value: 1, unit: 'g' } } });
  const outcome: OperationOutcome = operationOutcome(entries[0]?.problems ?? [], 422);
  expect(outcome).toEqual({
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: 'code-invalid',
        details: { coding: [{ system: 'urn:labsecure:problem', code: 'E_FHIR_STATUS' }] },
        diagnostics: expect.stringContaining('status is not one of registered'),
        expression: ['Bundle.entry[2].resource.status'],
      },
      {
        severity: 'warning',
        code: 'code-invalid',
        details: { coding: [{ system: 'urn:labsecure:problem', code: 'W_QTY_SYSTEM' }] },
        diagnostics: expect.any(String),
        expression: ['Bundle.entry[2].resource.value'],
      },
    ],
  });
  expect(faultsOf(readBundle({}))).toEqual([]);
});

test.each([
  [202, 'information', 'informational'],
  [401, 'error', 'login'],
  [403, 'error', 'forbidden'],
  [413, 'error', 'too-long'],
  [415, 'error', 'not-supported'],
  [422, 'error', 'processing'],
  [500, 'error', 'exception'],
  [503, 'error', 'transient'],
])('When there is nothing to say but %i, then there is an issue all the same', (status, severity, code) => {
  expect(operationOutcome([], status).issue).toMatchObject([{ severity, code }]);
});

test('When a code has no name in FHIR, then the status gives it one', () => {
  const of = (code: string, status: number) =>
    operationOutcome([{ pointer: '', code, message: 'm' }], status).issue[0];
  expect(of('E_SOMETHING', 422)).toMatchObject({ code: 'processing', diagnostics: 'm' });
  expect(of('E_SOMETHING', 429)).toMatchObject({ code: 'throttled' });
  expect(of('E_SOMETHING', 422)).not.toHaveProperty('expression');
});

test.each([
  ['/entry/2/resource/valueQuantity/value', 'Bundle.entry[2].resource.value.value'],
  ['/entry/0/resource/_birthDate', 'Bundle.entry[0].resource.birthDate'],
  ['/component/1/referenceRange/0/low', 'component[1].referenceRange[0].low'],
  ['/effectivePeriod/start', 'effective.start'],
  ['/code', 'code'],
  ['', undefined],
  ['/3', undefined],
  ['/OBX[2]-5', undefined],
  ['/LabResult/Tests/@value', undefined],
])('When the pointer is %j, then the path is %j', (pointer, path) => {
  expect(fhirPathOf(pointer)).toBe(path);
});
