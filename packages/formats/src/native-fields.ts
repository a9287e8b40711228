import type { CanonicalReport, OrderingProvider } from '@labsecure/contracts/canonical-report';
import { type PanelId, type ResultStatus, testTypes } from '@labsecure/contracts/vocabulary';
import { sexNamed } from './facts/words.ts';
import { identifierAt, type Place, placeAt, tell, textAt } from './place.ts';
import { isDate } from './timestamp.ts';

/** Statuses a lab may send in this format; others exist only in formats that have words for them. */
const statuses = [
  'preliminary',
  'final',
  'corrected',
  'amended',
  'cancelled',
] as const satisfies ResultStatus[];

const panels = new Map<string, PanelId>(Object.entries(testTypes));

/** One of type other goes by what the lab calls it. */
export const panelAt = (place: Place): CanonicalReport['panel'] | undefined => {
  const sent = textAt(place, 'test_type');
  const name = textAt(place, 'test_name');
  if (sent === undefined) return undefined;
  const id = panels.get(sent.toLowerCase());
  if (id !== undefined) return { id, ...(id === 'other' && name !== undefined && { name }) };
  return tell(place, 'test_type', 'E_TEST_TYPE', `send one of ${[...panels.keys()].join(', ')}.`);
};

/** Absent means final. */
export const statusAt = (place: Place): ResultStatus | undefined => {
  const sent = (textAt(place, 'status') ?? 'final').toLowerCase();
  const known = statuses.find((status) => status === sent);
  return known ?? tell(place, 'status', 'E_STATUS', `send one of ${statuses.join(', ')}.`);
};

type Demographics = Omit<CanonicalReport['patient'], 'id'>;

export const demographicsAt = (body: Place): Demographics => {
  const place = placeAt(body, 'patient', body.object.patient);
  const name = textAt(place, 'name');
  const birthDate = textAt(place, 'date_of_birth');
  if (birthDate !== undefined && !isDate(birthDate)) {
    tell(place, 'date_of_birth', 'E_DEMOGRAPHICS', 'not a date; send YYYY-MM-DD.');
  }
  const sent = textAt(place, 'sex');
  const sex = sent === undefined ? undefined : sexNamed(sent);
  if (sent !== undefined && sex === undefined) {
    tell(place, 'sex', 'E_DEMOGRAPHICS', 'send one of M, F, O, U.');
  }
  return {
    ...(name !== undefined && { name }),
    ...(birthDate !== undefined && { birth_date: birthDate }),
    ...(sex !== undefined && { sex }),
  };
};

/** A number without a name orders nothing that could be shown. */
export const providerAt = (body: Place): OrderingProvider | undefined => {
  const place = placeAt(body, 'physician', body.object.physician);
  const name = textAt(place, 'name');
  const npi = identifierAt(place, 'npi');
  if (npi !== undefined && !/^\d{10}$/.test(npi)) {
    tell(place, 'npi', 'W_NPI', 'not ten digits; kept as sent.');
  }
  return name === undefined ? undefined : { name, ...(npi !== undefined && { npi }) };
};
