import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import { expect, test } from 'vitest';
import { profile } from '../../test/fhir.ts';
import { samplesOf } from '../../test/outcomes.ts';
import { readFhir } from './read-fhir.ts';

const samples = samplesOf('fhir', readFhir, profile);

test('When each of the public samples is read, then the outcome is the one on record', async () => {
  await expect(samples.outcomes()).toMatchFileSnapshot('../../test/fixtures/fhir/outcomes.tsv');
});

test.each(samples.names)('When %s is read, then every number of it stands in the file', (name) => {
  const text = samples
    .bytesOf(name)
    .toString()
    .replace(/^\uFEFF/, '');
  try {
    for (const { report, problems } of readFhir(text, profile).entries) {
      expect(report === undefined).toBe(problems.some(isError));
      for (const { value } of report?.observations ?? []) {
        if (value.kind === 'quantity') expect(text).toContain(value.sent.replace(/^[<>]=?/, ''));
      }
    }
  } catch (error) {
    expect(error).toBeInstanceOf(LabSecureError);
  }
});
