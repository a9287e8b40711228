import { expect, test } from 'vitest';
import { patient, sampleResult } from '../../../test/sample-results.ts';
import { createPress } from './press.ts';

const { compose } = createPress({ maxWaiting: 1 });
const fingerprint = (version = sampleResult(), person = patient) => compose(version, person).fingerprint;

test('When nothing on the page differs, then it is the same document', () => {
  expect(fingerprint()).toBe(
    fingerprint(sampleResult(), { ...patient, email: 'new@example.com', email_notifications: false }),
  );
});

test('When the version differs, then it is another document', () => {
  expect(fingerprint(sampleResult({ version: '2025-12-07T00:00:00.000Z#5#x' }))).not.toBe(fingerprint());
});

test("When the patient's name was put right, then it is another document", () => {
  expect(fingerprint(sampleResult(), { ...patient, family_name: 'García' })).not.toBe(fingerprint());
});

test('When it has been printed, then its fingerprint is what it was', async () => {
  const document = compose(sampleResult(), patient);
  const before = document.fingerprint;
  await document.render();
  expect(document.fingerprint).toBe(before);
  expect(fingerprint()).toBe(before);
});
