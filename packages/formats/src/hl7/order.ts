import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { ResultStatus } from '@labsecure/contracts/vocabulary';
import type { LabProfile } from '../profile.ts';
import type { OrderGroup } from './groups.ts';
import type { Header } from './header.ts';
import type { Message, Segment } from './message.ts';
import { providerAt } from './names.ts';
import { notesOf } from './notes.ts';
import { membersOf, type ReadObservation, readObservation } from './observation.ts';
import { accessionOf, type Spots, specimenOf, timesOf } from './order-fields.ts';
import { panelAt } from './panel.ts';
import { readPatient } from './patient.ts';
import { rawAt, requireAt, type Spot, tellAt } from './spot.ts';
import { reportStatusOf, statusFrom } from './statuses.ts';

const mostObservations = 1000;

const reportStatusAt = (spot: Spot, read: ResultStatus[]): ResultStatus | undefined => {
  const sent = rawAt(spot, 25);
  if (sent === '') {
    tellAt(spot, 25, 'W_STATUS_ASSUMED', 'empty; the status was taken from OBX-11.');
    return statusFrom(read);
  }
  const status = reportStatusOf(sent);
  if (status === 'query') return tellAt(spot, 25, 'E_STATUS_YZ', 'this is a query reply, not a result.');
  if (sent === 'M') tellAt(spot, 25, 'W_HL7_NOT_FINAL', 'corrected and not final; kept as corrected.');
  return status ?? tellAt(spot, 25, 'E_STATUS', 'the result status is not in HL7 table 0123.');
};

const observationsOf = (
  message: Message,
  order: OrderGroup,
  problems: Problem[],
  header: Header,
  profile: LabProfile,
): ReadObservation[] => {
  const obr: Spot = { message, segment: order.obr, problems };
  if (order.observations.length > mostObservations) {
    tellAt(obr, 1, 'E_TOO_MANY', `more than ${mostObservations} OBX; send it as several results.`);
    return [];
  }
  const inObx4 = profile.quirks?.value_in_obx4 ?? false;
  return order.observations.flatMap(
    (group) => readObservation(message, group, problems, { inObx4, clock: header.clock }) ?? [],
  );
};

const spotsOf = (message: Message, order: OrderGroup, problems: Problem[]): Spots => {
  const at = (segment: Segment | undefined) => segment && { message, segment, problems };
  return { obr: { message, segment: order.obr, problems }, orc: at(order.orc), spm: at(order.spm) };
};

/** Some results are over before there is a value: they may stand without OBX. */
const mayBeEmpty: ResultStatus[] = ['registered', 'cancelled', 'entered-in-error'];

/**
 * Reads one OBR and what stands under it as far as it can be read, so that all faults are told at once.
 * @param problems that take what is found
 * @returns undefined where something required cannot be read
 */
export const readOrder = (
  message: Message,
  order: OrderGroup,
  problems: Problem[],
  header: Header,
  profile: LabProfile,
): CanonicalReport | undefined => {
  const spots = spotsOf(message, order, problems);
  const { obr, orc } = spots;
  const pid: Spot = { message, segment: order.patient.pid, problems };
  const patient = readPatient(pid, profile.lab_id, header.clock);
  const panel = panelAt(obr) ?? requireAt(obr, 4, 'what was ordered');
  const accession = accessionOf(spots);
  const read = observationsOf(message, order, problems, header, profile);
  const status = reportStatusAt(
    obr,
    read.map((one) => one.status),
  );
  const [firstObx] = order.observations.map(({ obx }) => ({ message, segment: obx, problems }));
  const { collected, reported } = timesOf(spots, firstObx, header);
  const provider = providerAt(obr, 16) ?? (orc && providerAt(orc, 12));
  const specimen = specimenOf(spots);
  const notes = [...order.patient.notes, ...order.notes];
  const remarks = notesOf(message, notes, problems);
  const silent = read.length === 0 && (status === undefined || !mayBeEmpty.includes(status));
  if (silent && !problems.some(isError)) {
    tellAt(obr, 4, 'E_HL7_NO_RESULT', 'there is no OBX with a value under this OBR.');
  }
  if (!patient || !panel || !status || !collected || !reported) return undefined;
  const members = membersOf(read.map(({ layout }) => layout));
  return {
    patient,
    lab_id: profile.lab_id,
    ...(accession !== undefined && { accession_number: accession }),
    panel,
    status,
    collected_at: collected.at,
    reported_at: reported.at,
    ...(provider !== undefined && { ordering_provider: provider }),
    ...(specimen !== undefined && { specimen }),
    notes: remarks,
    observations: read.map(({ observation, status: own }) =>
      own === status ? observation : { ...observation, status: own },
    ),
    pointers: {
      collected_at: collected.pointer,
      reported_at: reported.pointer,
      ...(members && { members }),
    },
  };
};
