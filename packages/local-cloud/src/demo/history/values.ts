import { type DemoCode, demoAnalytes } from './analytes.ts';

type Sex = 'M' | 'F';

const forSex = <T>(value: T | { M: T; F: T }, sex: Sex): T =>
  typeof value === 'object' && value !== null && 'M' in value ? value[sex] : value;

/** The range a demo lab prints. */
export const rangeOf = (code: DemoCode, sex: Sex): string => forSex<string>(demoAnalytes[code].range, sex);

/** Whether a demo lab marks a value; undefined when it has no range to mark it by. */
export const isAbnormal = (value: number, range: string): boolean | undefined => {
  if (range.startsWith('<')) return value >= Number(range.slice(1));
  if (range.startsWith('>')) return value <= Number(range.slice(1));
  const [low, high] = range.split('-').map(Number);
  return low === undefined || high === undefined ? undefined : value < low || value > high;
};

/** What the body holds steady, and so varies less from day to day. */
const steady = new Set<DemoCode>(['NA', 'CL', 'CA', 'MCV', 'MCHC', 'RDW', 'TP', 'ALB']);

/**
 * A person's values on one day.
 * @param course where values started two years ago and where they are now
 * @param progress 0 two years ago, 1 now
 * @param random spreads each value a little either way, as nature and analysers do
 */
export const valuesOn = (
  course: Partial<Record<DemoCode, [number, number]>>,
  sex: Sex,
  progress: number,
  random: (purpose: string) => number,
): ((code: DemoCode) => number) => {
  const measured = (code: DemoCode): number => {
    const usual = forSex<number>(demoAnalytes[code].usual, sex);
    const [then, now] = course[code] ?? [usual, usual];
    const spread = steady.has(code) ? 0.008 : 0.04;
    return (then + (now - then) * progress) * (1 + (random(code) * 2 - 1) * spread);
  };
  // What every analyser makes of other values: the red cell indices, and the total of the fats (Friedewald).
  const HCT = (measured('HGB') / measured('MCHC')) * 100;
  const RBC = (HCT * 10) / measured('MCV');
  const MCH = (measured('HGB') * 10) / RBC;
  const CHOL = measured('HDL') + measured('LDL') + measured('TRIG') / 5;
  const dependent: Partial<Record<DemoCode, number>> = { HCT, RBC, MCH, CHOL };
  return (code) => dependent[code] ?? measured(code);
};
