import { LabSecureError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { expect, test } from 'vitest';
import { profile } from '../../test/hl7.ts';
import { samplesOf } from '../../test/outcomes.ts';
import { textOf } from '../text.ts';
import { acknowledge } from './acknowledge.ts';
import { readHl7 } from './read-hl7.ts';

const samples = samplesOf('hl7', readHl7, profile);

test('When each of the public samples is read, then the outcome is the one on record', async () => {
  await expect(samples.outcomes()).toMatchFileSnapshot('../../test/fixtures/hl7/outcomes.tsv');
});

test.each(samples.names)(
  'When %s is read, then every number of it stands in the file, and it is answered',
  (name) => {
    const bytes = samples.bytesOf(name);
    const problems: Problem[] = [];
    try {
      for (const entry of readHl7(textOf(bytes), profile).entries) {
        problems.push(...entry.problems);
        expect(entry.report === undefined).toBe(entry.problems.some(isError));
        for (const { value } of entry.report?.observations ?? []) {
          if (value.kind === 'quantity')
            expect(bytes.toString()).toContain(value.sent.replace(/^[<>]=?/, ''));
        }
      }
    } catch (error) {
      if (!(error instanceof LabSecureError)) throw error;
      problems.push(...error.problems);
    }
    const answer = acknowledge({ sent: bytes, problems, now: new Date(0), control_id: '1' });
    expect(answer).toMatch(problems.some(isError) ? /\rMSA\S(AE|AR)\S/ : /\rMSA\SAA\S/);
  },
);
