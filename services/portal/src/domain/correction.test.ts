import { describe, expect, it } from 'vitest';
import { lipids, reportOf, versionOf } from '../../test/reports.ts';
import { changesBetween } from './correction.ts';

const version = (lines: Parameters<typeof reportOf>[0], more = {}) => versionOf(reportOf(lines, more));
const before = version(lipids('142'));

describe('what a correction changed', () => {
  it('Is named with both values', () => {
    expect(changesBetween(before, version(lipids('412')))).toEqual([
      'changed triglycerides from 142 to 412 mg/dL',
    ]);
  });

  it('Leaves computed values out: they follow from the measured ones', () => {
    expect(changesBetween(before, version(lipids('412'))).join()).not.toContain('VLDL');
  });

  it('Names both units when they differ', () => {
    const after = version([
      ...lipids('142').slice(0, 3),
      ['TRIG', 'Triglycerides', '1.60', 'mmol/L', '<1.7'],
    ]);
    expect(changesBetween(before, after)).toEqual(['changed triglycerides from 142 mg/dL to 1.60 mmol/L']);
  });

  it('Names what was added, what was removed, and a range that moved', () => {
    const less = version(lipids('142').slice(0, 3));
    expect(changesBetween(less, before)).toEqual(['added triglycerides: 142 mg/dL']);
    expect(changesBetween(before, less)).toEqual(['removed triglycerides, which was 142 mg/dL']);
    const [cholesterol, ...rest] = lipids('142');
    const moved = version([[...(cholesterol ?? ['', '', '']).slice(0, 4), '<190'] as never, ...rest]);
    expect(changesBetween(before, moved)).toEqual([
      'changed the range of total cholesterol from <200 to <190',
    ]);
  });

  it('When a value was taken back, then that is what changed, and not its number', () => {
    const without = (status: 'cancelled' | 'entered-in-error') => {
      const sent = reportOf(lipids('142'));
      return versionOf({
        ...sent,
        observations: sent.observations.map((one) => (one.code === 'TRIG' ? { ...one, status } : one)),
      });
    };
    expect(changesBetween(before, without('entered-in-error'))).toEqual([
      'withdrew triglycerides, which was 142 mg/dL',
    ]);
    expect(changesBetween(before, without('cancelled'))).toEqual([
      'cancelled triglycerides, which was 142 mg/dL',
    ]);
    expect(changesBetween(without('cancelled'), before)).toEqual(['added triglycerides: 142 mg/dL']);
    expect(changesBetween(without('cancelled'), without('entered-in-error'))).toEqual([]);
    expect(changesBetween(version(lipids('142').slice(0, 3)), without('cancelled'))).toEqual([]);
  });

  it('When nothing that is shown differs, then there is nothing to say', () => {
    expect(changesBetween(before, version(lipids('142')))).toEqual([]);
    expect(changesBetween(before, version(lipids('142'), { notes: ['new'] }))).toEqual(['changed its notes']);
  });
});
