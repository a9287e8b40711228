import type { ResultVersion } from '@labsecure/contracts/records';
import { describe, expect, it } from 'vitest';
import { bloodCount, lipids, metabolic, reportOf, versionOf } from '../../test/reports.ts';
import { answerOf } from './answer.ts';
import { listTagsOf } from './list-tags.ts';
import { noticesOf } from './notices.ts';
import { inSentence, listed } from './plain-name.ts';
import { remarksOf } from './remarks.ts';

type Summary = ResultVersion['summary'];

const healthy = versionOf(reportOf(bloodCount, { panel: { id: 'cbc' } }));
const summed = (summary: Partial<Summary>, status: ResultVersion['status'] = 'final'): ResultVersion => ({
  ...healthy,
  status,
  summary: { total: 5, flagged: 0, critical: 0, unknown: 0, ...summary },
});
const tags = (summary: Partial<Summary>, status: ResultVersion['status'] = 'final') =>
  listTagsOf(summed(summary, status)).map(({ text }) => text);

describe('the answer', () => {
  it('Says no more than is known', () => {
    expect(answerOf(summed({}))).toBe("All 5 values are in the laboratory's range.");
    expect(answerOf(summed({ flagged: 1 }))).toBe("1 of 5 values is out of the laboratory's range.");
    expect(answerOf(summed({ flagged: 2, unknown: 1 }))).toBe(
      "2 of 5 values are out of the laboratory's range. For 1 there is no range to compare with.",
    );
    expect(answerOf(summed({ unknown: 2 }))).toContain('3 of 5 values are in');
    expect(answerOf(summed({ unknown: 5 }))).toBe('There are no ranges to compare these values with.');
    expect(answerOf(summed({ total: 1, unknown: 1 }))).toBe('There is no range to compare this value with.');
    expect(answerOf(summed({ total: 1, flagged: 1 }))).toBe("The value is out of the laboratory's range.");
    expect(answerOf(summed({ total: 0 }, 'partial'))).toBe('The laboratory has not sent any values yet.');
    expect(answerOf(summed({ total: 0 }))).toBe('The laboratory sent this result without values.');
  });

  it('When a range is not the laboratory’s, then it does not say so', () => {
    const bare = versionOf(reportOf([['NA', 'Sodium', '140', 'mmol/L']]));
    expect(answerOf(bare)).toBe('The value is in the usual range.');
  });

  it('When a calculated value is out of range, then nobody is left to find it themselves', () => {
    const version = versionOf(
      reportOf([
        ['CHOL', 'Total Cholesterol', '181', 'mg/dL', '<200'],
        ['HDL', 'HDL Cholesterol', '42', 'mg/dL', '>40'],
        ['TRIG', 'Triglycerides', '142', 'mg/dL', '<150'],
      ]),
    );
    expect(answerOf(version)).toBe(
      "All 3 values are in the laboratory's range. 2 values calculated from them are out of the usual range.",
    );
  });

  it('When a result is cancelled or withdrawn, then it says that and nothing of values', () => {
    expect(answerOf(summed({ flagged: 2 }, 'cancelled'))).toContain('cancelled');
    expect(answerOf(summed({ flagged: 2 }, 'entered-in-error'))).toContain('should not be used');
  });
});

describe('the tags in the list', () => {
  it('When only calculated values are out of range, then the list does not say that all is well', () => {
    expect(tags({ calculated_flagged: 2 })).toEqual(['2 calculated out of range']);
    expect(tags({ flagged: 1, calculated_flagged: 2 })).toEqual(['1 of 5 out of range']);
  });

  it('Say the outcome in words', () => {
    expect(tags({})).toEqual(['All in range']);
    expect(tags({ flagged: 2 })).toEqual(['2 of 5 out of range']);
    expect(tags({ unknown: 5 })).toEqual(['No range to compare']);
    expect(tags({ unknown: 1 })).toEqual(['4 of 5 in range']);
    expect(tags({ flagged: 1, critical: 1 })).toEqual(['Please read today', '1 of 5 out of range']);
    expect(tags({ flagged: 1 }, 'preliminary')).toEqual(['Preliminary', '1 of 5 out of range']);
    expect(tags({ flagged: 1, critical: 1 }, 'cancelled')).toEqual(['Cancelled']);
  });
});

describe('notices', () => {
  it('When a value is critical, then that stands first and says whom to call', () => {
    const version = versionOf(reportOf(metabolic, { panel: { id: 'bmp' }, status: 'preliminary' }));
    const [first, second] = noticesOf(version, undefined, '/x', 'Dr. Amir Haddad');
    expect(first).toMatchObject({ urgent: true });
    expect(first?.text).toContain('potassium');
    expect(first?.text).toContain('call Dr. Amir Haddad');
    expect(second?.lead).toBe('Preliminary.');
  });

  it('When a result is registered, then values are only promised where there are none', () => {
    const early = (lines: Parameters<typeof reportOf>[0]) =>
      noticesOf(versionOf(reportOf(lines, { status: 'registered' })), undefined, '/x', 'your doctor')[0]
        ?.text;
    expect(early(lipids('142'))).toContain('values may still change, or be added');
    expect(early([])).toContain('no values yet; they will follow');
    expect(early([['CHOL', 'Total Cholesterol', '']])).toContain('no values yet; they will follow');
  });

  it('When no earlier version is held, then a correction does not pretend to know what changed', () => {
    const version = versionOf(reportOf(lipids('412'), { status: 'corrected' }));
    expect(noticesOf(version, undefined, '/x', 'your doctor')[0]?.text).toContain('cannot say what changed');
  });
});

describe('remarks', () => {
  it('When flags disagree, then both are said', () => {
    const [observation] = versionOf(
      reportOf([['NA', 'Sodium', '140', 'mmol/L', '136-145', 'H']]),
    ).observations;
    expect(observation && remarksOf(observation)[0]).toContain(
      'marked this value “above range”. By the range shown it is in range',
    );
  });

  it('When the range is ours, then that is said', () => {
    const [observation] = versionOf(reportOf([['NA', 'Sodium', '140', 'mmol/L']])).observations;
    expect(observation && remarksOf(observation)).toEqual([
      'The laboratory sent no range; the usual range for adults is shown.',
    ]);
  });
});

describe('names in a sentence', () => {
  it('Lose their capital unless it belongs to them', () => {
    expect(
      ['Triglycerides', 'LDL cholesterol', 'pH', 'Cholesterol, total', 'Hemoglobin A1c'].map(inSentence),
    ).toEqual(['triglycerides', 'LDL cholesterol', 'pH', 'total cholesterol', 'hemoglobin A1c']);
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
