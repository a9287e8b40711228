import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { momentAt } from './moment-at.ts';
import { demographicsAt, panelAt, providerAt, statusAt } from './native-fields.ts';
import { readNativeObservation } from './native-observation.ts';
import { identifierAt, linesAt, type Place, placeAt, textAt } from './place.ts';

/**
 * Reads a body of the native format as far as it can be read, so that all faults are told at once.
 * @param body whose problems take what is found
 * @param zone IANA name of the lab's time zone
 * @returns undefined where something required cannot be read
 */
export const readNativeReport = (body: Place, zone: string): CanonicalReport | undefined => {
  const { object } = body;
  const id = identifierAt(body, 'patient_id');
  const lab = textAt(body, 'lab_id');
  const panel = panelAt(body);
  const status = statusAt(body);
  const tested = momentAt(body, 'test_date', zone);
  const collected = momentAt(body, 'collected_at', zone) ?? tested;
  const reported = momentAt(body, 'reported_at', zone) ?? tested;
  const demographics = demographicsAt(body);
  const provider = providerAt(body);
  const labName = textAt(body, 'lab_name');
  const accession = identifierAt(body, 'accession_number');
  const specimen = textAt(body, 'specimen');
  const note = linesAt(body, 'notes');
  const results = Array.isArray(object.results) ? object.results : [];
  const list = placeAt(body, 'results', undefined);
  const observations = results.flatMap(
    (result, index) => readNativeObservation(placeAt(list, index, result), status) ?? [],
  );
  const known = id !== undefined && lab !== undefined && panel !== undefined && status !== undefined;
  if (!known || collected === undefined || reported === undefined) return undefined;
  return {
    patient: { id, ...demographics },
    lab_id: lab,
    ...(labName !== undefined && { lab_name: labName }),
    ...(accession !== undefined && { accession_number: accession }),
    panel,
    status,
    collected_at: collected,
    reported_at: reported,
    ...(provider !== undefined && { ordering_provider: provider }),
    ...(specimen !== undefined && { specimen }),
    notes: note === undefined ? [] : [note],
    observations,
    pointers: {
      collected_at: textAt(body, 'collected_at') ? '/collected_at' : '/test_date',
      reported_at: textAt(body, 'reported_at') ? '/reported_at' : '/test_date',
      members: { code: '/test_code', value: '/value', unit: '/unit', range: '/reference_range' },
    },
  };
};
