import type { Problem } from '@labsecure/contracts/problem';
import { needsValue } from '@labsecure/contracts/vocabulary';
import type { Person } from './catalogue-range.ts';
import { checkWords } from './check-words.ts';
import { flagsContradict, isTableFlag } from './flags.ts';
import { observe } from './observe.ts';
import { labelOf, problemAt } from './problems.ts';
import type { Reading } from './reading.ts';

/** In the preferred unit, also where only metric prefixes lie between. */
const preferredNumber = ({ sent, preferred, unit }: Reading): number | undefined => {
  if (preferred !== undefined || sent.value.kind !== 'quantity') return preferred;
  return unit?.kind === 'same-kind' && unit.scale !== undefined ? sent.value.number * unit.scale : undefined;
};

/** `<5` and `>5` speak of detection limits: only a lower bound that is itself too high is certainly wrong. */
const isImplausible = (reading: Reading): boolean => {
  const { analyte, sent } = reading;
  const number = preferredNumber(reading);
  if (!analyte || number === undefined || sent.value.kind !== 'quantity') return false;
  const { low, high } = analyte.plausible;
  const { comparator } = sent.value;
  if (comparator) return comparator.startsWith('>') && number > high;
  return number < low || number > high;
};

const checkNumber = (reading: Reading): Problem[] => {
  const { analyte, sent } = reading;
  if (!analyte || sent.value.kind !== 'quantity') return [];
  const { low, high } = analyte.plausible;
  if (low >= 0 && sent.value.number < 0) {
    return [problemAt(reading, 'E_NEGATIVE', `${labelOf(reading)}: the value cannot be negative.`, 'value')];
  }
  if (!isImplausible(reading)) return [];
  const message = `${labelOf(reading)}: the value is outside the possible range ${low}-${high} ${analyte.ucum}; check the unit.`;
  return [problemAt(reading, 'E_IMPLAUSIBLE', message, 'value')];
};

const checkPresence = (reading: Reading): Problem[] => {
  const { sent, status } = reading;
  const empty = sent.value.kind === 'text' && sent.value.sent.trim() === '';
  if (!empty || !needsValue(status) || sent.notes.length > 0) return [];
  return [
    problemAt(
      reading,
      'E_NO_VALUE',
      `${labelOf(reading)}: status is ${status} but there is no value.`,
      'value',
    ),
  ];
};

const checkRange = (reading: Reading, person: Person): Problem[] => {
  const { range, sent } = reading;
  const name = labelOf(reading);
  if (range.kind === 'inverted') {
    const use = observe(reading, person).range ? 'our default range is used' : 'it is not used';
    return [
      problemAt(
        reading,
        'W_RANGE_INVERTED',
        `${name}: the reference range has low above high; ${use}.`,
        'range',
      ),
    ];
  }
  // Words beside words are what they should be.
  if (range.kind !== 'text' || sent.value.kind === 'text') return [];
  return [
    problemAt(reading, 'W_RANGE_TEXT', `${name}: reference range kept as text; no flag computed.`, 'range'),
  ];
};

const checkFlag = (reading: Reading, person: Person): Problem[] => {
  const { sent, range } = reading;
  if (!sent.flag?.trim()) return [];
  const problems: Problem[] = [];
  const name = labelOf(reading);
  if (!isTableFlag(sent.flag.trim())) {
    problems.push(problemAt(reading, 'W_FLAG', `${name}: the flag is not in HL7 table 0078.`));
  }
  if (range.kind === 'numeric' && flagsContradict(sent.flag, observe(reading, person).our_flag)) {
    const message = `${name}: the flag sent contradicts the value and its reference range; both are shown.`;
    problems.push(problemAt(reading, 'W_FLAG_MISMATCH', message));
  }
  return problems;
};

const checkSex = (reading: Reading, { sex }: Person): Problem[] => {
  const only = reading.analyte?.onlySex;
  if (!only || (sex !== 'M' && sex !== 'F') || sex === only) return [];
  return [problemAt(reading, 'W_SEX_TEST', `${labelOf(reading)} is not expected for the patient's sex.`)];
};

/** What can be said of one value, its range and its flag by themselves. */
export const checkValue = (reading: Reading, person: Person): Problem[] => [
  ...checkPresence(reading),
  ...checkNumber(reading),
  ...checkWords(reading),
  ...checkRange(reading, person),
  ...checkFlag(reading, person),
  ...checkSex(reading, person),
];
