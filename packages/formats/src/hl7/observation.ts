import type { CanonicalObservation } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import { needsValue, type ResultStatus } from '@labsecure/contracts/vocabulary';
import { gravestOf } from '../facts/flag-weight.ts';
import type { ObservationGroup } from './groups.ts';
import { type Layout, layoutOf, standard } from './layout.ts';
import type { Message } from './message.ts';
import type { Clock } from './moment.ts';
import { notesOf } from './notes.ts';
import {
  cleanText,
  componentOf,
  firstText,
  nameAt,
  rawAt,
  repetitionsOf,
  requireAt,
  type Spot,
  tellAt,
  textIn,
} from './spot.ts';
import { observationStatusOf } from './statuses.ts';
import { isAttachment, valueAt } from './value.ts';

export interface ReadObservation {
  observation: CanonicalObservation;
  status: ResultStatus;
  layout: Layout;
}

export interface ObservationRule {
  /** Whether the lab is known to send the value in OBX-4. */
  inObx4: boolean;
  clock: Clock;
}

const loinc = 'http://loinc.org';
const loincNames = new Set(['LN', 'LOINC', loinc, '2.16.840.1.113883.6.1']);
const codeLimit = 64;
const nameLimit = 200;

type Coding = Pick<CanonicalObservation, 'code' | 'code_system' | 'name'>;

/** OBX-3: the LOINC code where the sender gives one, in the main coding or the alternate, else the main one. */
const codingAt = (spot: Spot): Coding | undefined => {
  const isLoinc = (component: number) => loincNames.has(textIn(spot, 3, component, nameLimit) ?? '');
  const [main, alternate] = [textIn(spot, 3, 1, codeLimit), textIn(spot, 3, 4, codeLimit)];
  const useAlternate = alternate !== undefined && (main === undefined || (!isLoinc(3) && isLoinc(6)));
  const code = useAlternate ? alternate : main;
  if (code === undefined) return requireAt(spot, 3, 'observation identifier');
  const name = firstText(spot, 3, useAlternate ? [5, 2, 9] : [2, 5, 9], nameLimit);
  return {
    code,
    ...(isLoinc(useAlternate ? 6 : 3) && { code_system: loinc }),
    ...(name !== undefined && { name }),
  };
};

/** `10^3/uL`, written without escaping the mark, is two components of one unit. */
const unitAt = (spot: Spot, field: number): string | undefined => {
  const [raw = ''] = repetitionsOf(spot, rawAt(spot, field));
  const [first, second] = [componentOf(spot, raw, 1), componentOf(spot, raw, 2)];
  const power = /^x?10$/i.test(first) && /^\d{1,2}\/\S+$/.test(second);
  if (!power) return firstText(spot, field, [1, 2], codeLimit);
  const both = `${first}${spot.message.marks.component}${second}`;
  return cleanText(spot, both, { field, component: 1, limit: codeLimit });
};

/** The whole field where its first component is empty: that is how some send a limit alone. */
const rangeAt = (spot: Spot, field: number): string | undefined => {
  const [raw = ''] = repetitionsOf(spot, rawAt(spot, field));
  return cleanText(spot, componentOf(spot, raw, 1) || raw, { field, limit: nameLimit });
};

const flagAt = (spot: Spot, field: number): string | undefined => {
  const flags = repetitionsOf(spot, rawAt(spot, field))
    .map((raw) => cleanText(spot, componentOf(spot, raw, 1), { field, limit: 16 }))
    .filter((flag) => flag !== undefined);
  if (flags.length > 1) tellAt(spot, field, 'W_HL7_FLAGS', 'several flags; the gravest is kept.');
  return gravestOf(flags);
};

const statusAt = (spot: Spot, field: number): ResultStatus | 'none' | undefined => {
  const sent = rawAt(spot, field);
  if (sent === '') return requireAt(spot, field, 'result status');
  return (
    observationStatusOf(sent) ??
    tellAt(spot, field, 'E_STATUS', 'the result status is not in HL7 table 0085.')
  );
};

/**
 * Reads an OBX and the NTE behind it.
 * @returns undefined where there is something wrong, which the problems name, and for what is no value to show, which a
 * remark says
 */
export const readObservation = (
  message: Message,
  { obx, notes: segments }: ObservationGroup,
  problems: Problem[],
  { inObx4, clock }: ObservationRule,
): ReadObservation | undefined => {
  const spot: Spot = { message, segment: obx, problems };
  if (isAttachment(spot)) {
    return tellAt(spot, 5, 'W_HL7_ATTACHMENT', 'a file or a reference to one; kept as received, not shown.');
  }
  const layout = layoutOf(spot, inObx4);
  if (layout === 'shifted') {
    const fault = 'the value seems to be in OBX-4 and the unit in OBX-5; a separator is missing.';
    return tellAt(spot, 5, 'E_FIELD_SHIFT', fault);
  }
  const status = statusAt(spot, layout.status);
  if (status === 'none') {
    return tellAt(spot, layout.status, 'W_HL7_NO_RESULT', 'not a result by its status; left out.');
  }
  const coding = codingAt(spot);
  const notes = notesOf(message, segments, problems);
  const needed = status !== undefined && needsValue(status) && notes.length === 0;
  const value = valueAt(spot, { field: layout.value, needed, clock });
  const unit = unitAt(spot, layout.unit);
  const range = rangeAt(spot, layout.range);
  const flag = flagAt(spot, layout.flag);
  if (status === undefined || coding === undefined || value === undefined) return undefined;
  const observation: CanonicalObservation = {
    pointer: `/${nameAt(spot)}`,
    ...coding,
    value,
    ...(unit !== undefined && { unit }),
    ...(range !== undefined && { range }),
    ...(flag !== undefined && { flag }),
    notes,
  };
  return { observation, status, layout };
};

/** What the parts of an observation are called; nothing where that differs from one to the next. */
export const membersOf = (layouts: Layout[]) => {
  const [first = standard] = layouts;
  if (layouts.some(({ value, unit }) => value !== first.value || unit !== first.unit)) return undefined;
  const sameStatus = layouts.every(({ status }) => status === first.status);
  return {
    code: '-3',
    value: `-${first.value}`,
    unit: `-${first.unit}`,
    range: `-${first.range}`,
    ...(sameStatus && { status: `-${first.status}` }),
  };
};
