import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Sex } from '@labsecure/contracts/vocabulary';
import { identifierRank, isPersonalNumber, lesserRank } from '../facts/identifier-types.ts';
import { isPatientId, patientIdFault } from '../facts/patient-id.ts';
import { type Clock, readDay } from './moment.ts';
import { patientNameAt } from './names.ts';
import {
  cleanText,
  componentOf,
  rawAt,
  repetitionsOf,
  requireAt,
  type Spot,
  subcomponentOf,
  tellAt,
  textIn,
} from './spot.ts';

const typeOf = (spot: Spot, raw: string): string => componentOf(spot, raw, 5).toUpperCase();

const rankOf = (spot: Spot, raw: string, labId: string): number => {
  const authority = subcomponentOf(spot, componentOf(spot, raw, 4), 1);
  const rank = identifierRank(typeOf(spot, raw));
  return authority === labId && rank < lesserRank ? rank - 10 : rank;
};

/** PID-3: of what the lab itself gave out, then by type; the first of equals. */
const identifierAt = (spot: Spot, labId: string): string | undefined => {
  const all = repetitionsOf(spot, rawAt(spot, 3)).filter((raw) => componentOf(spot, raw, 1) !== '');
  if (all.length === 0) return requireAt(spot, 3, 'patient identifier');
  const [best] = all
    .filter((raw) => !isPersonalNumber(typeOf(spot, raw)))
    .toSorted((a, b) => rankOf(spot, a, labId) - rankOf(spot, b, labId));
  if (best === undefined) {
    const fault =
      "holds only identifiers that are not used here (social security and the like); send the lab's.";
    return tellAt(spot, 3, 'E_PATIENT_ID', fault);
  }
  const id = cleanText(spot, componentOf(spot, best, 1), { field: 3, limit: 64 });
  return id === undefined || isPatientId(id) ? id : tellAt(spot, 3, 'E_VALUE', patientIdFault);
};

/** HL7 table 0001; ambiguous and not applicable have no words here. */
const sexes = new Map<string, Sex>([
  ['M', 'M'],
  ['MALE', 'M'],
  ['F', 'F'],
  ['FEMALE', 'F'],
  ['O', 'O'],
  ['OTHER', 'O'],
  ['A', 'O'],
  ['U', 'U'],
  ['UNKNOWN', 'U'],
  ['N', 'U'],
]);

const sexAt = (spot: Spot): Sex | undefined => {
  const sent = textIn(spot, 8, 1, 16);
  if (sent === undefined) return undefined;
  return sexes.get(sent.toUpperCase()) ?? tellAt(spot, 8, 'E_DEMOGRAPHICS', 'send one of M, F, O, U, A, N.');
};

const birthDateAt = (spot: Spot, clock: Clock): string | undefined => {
  const sent = textIn(spot, 7, 1, 40);
  if (sent === undefined) return undefined;
  const day = readDay(sent, clock);
  if (day === undefined) return tellAt(spot, 7, 'E_DEMOGRAPHICS', 'not a date; send YYYYMMDD.');
  if (day !== 'imprecise') return day;
  return tellAt(spot, 7, 'W_DEMOGRAPHICS', 'no day; the birth date is left out.');
};

/**
 * Reads PID.
 * @returns undefined where there is something wrong, which the problems name
 */
export const readPatient = (
  spot: Spot,
  labId: string,
  clock: Clock,
): CanonicalReport['patient'] | undefined => {
  const id = identifierAt(spot, labId);
  const name = patientNameAt(spot, 5) ?? requireAt(spot, 5, 'patient name');
  const birthDate = birthDateAt(spot, clock);
  const sex = sexAt(spot);
  if (id === undefined || name === undefined) return undefined;
  return {
    id,
    name,
    ...(birthDate !== undefined && { birth_date: birthDate }),
    ...(sex !== undefined && { sex }),
  };
};
