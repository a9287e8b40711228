import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import { disagreeing, type Measured } from './agreement.ts';
import { analyteById, panelById } from './analyte.ts';
import { labelOf, problemAt } from './problems.ts';
import type { Reading } from './reading.ts';
import { repeatsIn } from './repeats.ts';

const exactNumber = ({ sent, preferred }: Reading): number | undefined =>
  sent.value.kind === 'quantity' && !sent.value.comparator ? preferred : undefined;

/** Same analyte by the same method and at the same stage, with another number. Repeating oneself is no fault: see repeats.ts. */
const checkDuplicates = (readings: Reading[]): Problem[] => {
  const seen = new Map<string, number>();
  return readings.flatMap((reading) => {
    const number = exactNumber(reading);
    if (!reading.analyte || number === undefined) return [];
    const key = [reading.analyte.id, reading.loinc, reading.status].join('|');
    const earlier = seen.get(key);
    seen.set(key, earlier ?? number);
    if (earlier === undefined || earlier === number) return [];
    return [
      problemAt(reading, 'E_DUPLICATE_RESULT', `${labelOf(reading)} appears twice with different values.`),
    ];
  });
};

const checkRepeats = (readings: Reading[]): Problem[] =>
  repeatsIn(readings).map((reading) =>
    problemAt(
      reading,
      'W_REPEATED',
      `${labelOf(reading)} stands there twice, the same in everything; shown once.`,
    ),
  );

const checkComplete = (report: CanonicalReport, readings: Reading[]): Problem[] => {
  const panel = panelById(report.panel.id);
  if (!panel || report.status !== 'final') return [];
  const sent = new Set(readings.map(({ analyte }) => (analyte?.id === 'urea' ? 'bun' : analyte?.id)));
  const missing = panel.core.filter((id) => !sent.has(id)).map((id) => analyteById(id)?.name ?? id);
  if (missing.length === 0) return [];
  const message = `${panel.name}: final but missing ${missing.join(', ')}.`;
  return [{ pointer: '', code: 'W_PANEL_INCOMPLETE', message }];
};

const differential = ['neut_pct', 'lymph_pct', 'mono_pct', 'eos_pct', 'baso_pct'];

/** Immature granulocytes are counted among the neutrophils by some analysers; kinds of cells we do not know add too. */
const checkDifferential = (readings: Reading[]): Problem[] => {
  const shareOf = (id: string) => {
    const found = readings.find((reading) => reading.analyte?.id === id);
    return found && exactNumber(found);
  };
  const shares = differential.map(shareOf);
  if (!shares.every((share) => share !== undefined)) return [];
  if (readings.some(({ analyte, sent }) => !analyte && sent.unit?.trim() === '%')) return [];
  const sum = shares.reduce((total, share) => total + share, 0);
  const adds = [sum, sum + (shareOf('ig_pct') ?? 0)].some((total) => total >= 98 && total <= 102);
  if (adds) return [];
  return [
    { pointer: '', code: 'W_DIFF_SUM', message: 'White cell differential does not add to 100 % (98-102).' },
  ];
};

/** Friedewald holds below 400 mg/dL triglycerides, the NIH formula up to 800. */
const checkCalculatedLdl = (readings: Reading[]): Problem[] => {
  const trig = readings.find(({ analyte }) => analyte?.id === 'trig')?.preferred;
  const ldl = readings.find(({ analyte, loinc }) => analyte?.id === 'ldl' && loinc === '13457-7');
  if (trig === undefined || ldl?.sent.value.kind !== 'quantity') return [];
  const nih = /nih|sampson/i.test(`${ldl.sent.code} ${ldl.sent.name}`);
  const valid = nih ? trig <= 800 : trig < 400;
  if (valid) return [];
  const message = `Calculated LDL is not valid with triglycerides of ${nih ? 'more than 800' : '400'} mg/dL${nih ? '' : ' or more'}.`;
  return [problemAt(ldl, 'W_LDL_INVALID', message)];
};

const checkAgreement = (readings: Reading[]): Problem[] => {
  const measured = readings.flatMap((reading): (Measured & { reading: Reading })[] => {
    const number = exactNumber(reading);
    const { analyte, loinc } = reading;
    return analyte && number !== undefined ? [{ id: analyte.id, loinc, number, reading }] : [];
  });
  return disagreeing(measured).map(({ reading }) =>
    problemAt(reading, 'W_DERIVED_MISMATCH', `${labelOf(reading)} does not agree with what its parts give.`),
  );
};

/** What the observations of one report say of one another. */
export const checkPanel = (report: CanonicalReport, readings: Reading[]): Problem[] => [
  ...checkDuplicates(readings),
  ...checkRepeats(readings),
  ...checkComplete(report, readings),
  ...checkDifferential(readings),
  ...checkCalculatedLdl(readings),
  ...checkAgreement(readings),
];
