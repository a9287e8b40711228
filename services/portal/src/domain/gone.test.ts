import type { ResultVersion } from '@labsecure/contracts/records';
import { describe, expect, it } from 'vitest';
import { reportOf, versionOf } from '../../test/reports.ts';
import { answerOf } from './answer.ts';
import { listTagsOf } from './list-tags.ts';
import { noticesOf } from './notices.ts';
import { observationView } from './observation-view.ts';

describe('values that were taken back', () => {
  type Status = 'cancelled' | 'entered-in-error' | undefined;
  const electrolytes = (potassium: Status, sodium?: Status) => {
    const sent = reportOf([
      ['K', 'Potassium', '6.8', 'mmol/L', '3.5-5.1', 'HH'],
      ['NA', 'Sodium', '140', 'mmol/L', '136-145'],
    ]);
    const observations = sent.observations.map((one, index) => {
      const status = [potassium, sodium][index];
      return status ? { ...one, status } : one;
    });
    return versionOf({ ...sent, panel: { id: 'other' }, observations });
  };

  it('When one value was withdrawn, then the others are counted and judged without it', () => {
    const version = electrolytes('entered-in-error');
    expect(answerOf(version)).toBe(
      "The value is in the laboratory's range. The laboratory withdrew one more value.",
    );
    expect(listTagsOf(version).map(({ text }) => text)).toEqual(['In range']);
    expect(noticesOf(version, undefined, '/x', 'your doctor')).toEqual([]);
  });

  it('When none is left, then the page says so and judges nothing', () => {
    expect(answerOf(electrolytes('cancelled', 'cancelled'))).toBe(
      'The laboratory cancelled all 2 values of this result. There are no values to show.',
    );
    expect(answerOf(electrolytes('cancelled', 'entered-in-error'))).toContain(
      'cancelled or withdrew all 2 values',
    );
    expect(listTagsOf(electrolytes('cancelled', 'cancelled')).map(({ text }) => text)).toEqual([
      'No values to show',
    ]);
  });

  it('When the only value was withdrawn, then it is not said to be in range', () => {
    const sent = reportOf([['K', 'Potassium', '4.1', 'mmol/L', '3.5-5.1', 'N']]);
    const observations = sent.observations.map((one) => ({ ...one, status: 'entered-in-error' as const }));
    expect(answerOf(versionOf({ ...sent, observations }))).toBe(
      'The laboratory withdrew the only value of this result. There are no values to show.',
    );
  });

  it('When the range of a withdrawn value is ours, then those of the others are still the laboratory’s', () => {
    const sent = reportOf([
      ['GLUC', 'Glucose panel value', '92'],
      ['NA', 'Sodium', '140', 'mmol/L', '136-145'],
    ]);
    const version = versionOf({ ...sent, panel: { id: 'other' } });
    const [first, second] = version.observations;
    const range = { low_inclusive: true, high_inclusive: true, text: '70-99', source: 'catalogue' as const };
    const observations = [{ ...first, range, status: 'cancelled' }, second] as typeof version.observations;
    const summary = { total: 1, flagged: 0, critical: 0, unknown: 0, withdrawn: 1 };
    expect(answerOf({ ...version, observations, summary })).toContain(
      "in the laboratory's range. The laboratory cancelled",
    );
  });
});

describe('values that are still to come', () => {
  const pending = (status: ResultVersion['status'], ...lines: Parameters<typeof reportOf>[0]) =>
    versionOf(
      reportOf([...lines, ['K', 'Potassium', '', 'mmol/L', '3.5-5.1']], { status, panel: { id: 'other' } }),
    );
  const tagsOf = (version: ResultVersion) =>
    version.observations.map((one) => observationView(one, version, []).tag.text);

  it('When there is none yet, then nothing is said of ranges', () => {
    const version = pending('registered');
    expect(answerOf(version)).toBe('The laboratory has not sent any values yet.');
    expect(listTagsOf(version).map(({ text }) => text)).toEqual(['Preliminary', 'No values yet']);
    expect(tagsOf(version)).toEqual(['No value yet']);
  });

  it('When some are there, then those alone are counted', () => {
    const version = pending('partial', ['NA', 'Sodium', '140', 'mmol/L', '136-145']);
    expect(answerOf(version)).toBe("The value is in the laboratory's range.");
    expect(tagsOf(version)).toEqual(['In range', 'No value yet']);
  });

  it('When the result is final without, then none is promised', () => {
    const version = pending('final');
    expect(listTagsOf(version).map(({ text }) => text)).toEqual(['No values to show']);
    expect(tagsOf(version)).toEqual(['No value']);
  });
});
