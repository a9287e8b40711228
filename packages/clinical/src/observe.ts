import type { Observation, ReferenceRange } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import { catalogueRange, criticalLimits, type Person } from './catalogue-range.ts';
import { flagQuantity, flagsContradict } from './flags.ts';
import type { Reading } from './reading.ts';
import { flagText } from './text-flags.ts';

const labRange = ({ range, sent }: Reading): ReferenceRange | undefined => {
  if (range.kind !== 'numeric') return undefined;
  const { kind: _, ...limits } = range;
  return { ...limits, text: (sent.range ?? '').trim(), source: 'lab' };
};

/** The lab's own range wins, words too; the catalogue's is for when the lab sent none, or one that cannot be. */
const rangeOf = (reading: Reading, person: Person): ReferenceRange | undefined => {
  const sent = labRange(reading);
  if (sent || reading.range.kind === 'text') return sent;
  const { analyte, preferred, ucum, loinc } = reading;
  return analyte && preferred !== undefined && ucum
    ? catalogueRange(analyte, ucum, person, loinc)
    : undefined;
};

const criticalOf = ({ analyte, preferred, ucum, loinc }: Reading, person: Person): Observation['critical'] =>
  analyte && preferred !== undefined && ucum ? criticalLimits(analyte, ucum, person, loinc) : undefined;

const ourFlagOf = (
  reading: Reading,
  range: ReferenceRange | undefined,
  critical: Observation['critical'],
): string | undefined => {
  const { value } = reading.sent;
  if (isVoid(reading.status)) return undefined;
  if (value.kind === 'text') return flagText(value.sent, reading.sent.range ?? '');
  const floor = reading.analyte && reading.analyte.plausible.low >= 0 ? 0 : undefined;
  return flagQuantity(value, range, critical, floor);
};

/** The catalogue's name, else the lab's, else its code. */
export const nameOf = ({ sent, analyte }: Reading): string =>
  analyte?.name ?? (sent.name?.trim() ? sent.name : sent.code);

/**
 * The sense made of one measured observation. All numbers stay in the unit the lab sent. Of a void one there is none: it
 * is kept as sent, without a flag to show.
 */
export const observe = (reading: Reading, person: Person): Observation => {
  const { sent, analyte, loinc, ucum, preferred } = reading;
  const range = rangeOf(reading, person);
  const critical = criticalOf(reading, person);
  const ours = ourFlagOf(reading, range, critical);
  const labFlag = sent.flag?.trim() ? sent.flag : undefined;
  const flag = isVoid(reading.status) ? undefined : (labFlag ?? ours);
  const exact = sent.value.kind === 'quantity' && sent.value.comparator === undefined;
  return {
    code: sent.code,
    name: nameOf(reading),
    ...(analyte && { analyte_id: analyte.id }),
    ...(loinc && { loinc }),
    ...(sent.status && { status: sent.status }),
    value: sent.value,
    ...(sent.unit?.trim() && { unit: sent.unit }),
    ...(ucum && { ucum }),
    ...(analyte &&
      exact &&
      preferred !== undefined && { preferred: { number: preferred, ucum: analyte.ucum } }),
    ...(range && { range }),
    ...(reading.range.kind === 'text' && { range_text: reading.range.text }),
    ...(critical && { critical }),
    ...(labFlag && { lab_flag: labFlag }),
    ...(ours && { our_flag: ours }),
    ...(flag && { flag }),
    flags_disagree: flagsContradict(labFlag, ours),
    notes: sent.notes,
  };
};
