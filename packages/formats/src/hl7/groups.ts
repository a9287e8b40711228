import { missing, unreadable } from './faults.ts';
import type { Message, Segment } from './message.ts';

export interface PatientGroup {
  pid: Segment;
  notes: Segment[];
  segments: Segment[];
}

export interface ObservationGroup {
  obx: Segment;
  notes: Segment[];
}

/** One OBR and what stands under it: one result. */
export interface OrderGroup {
  patient: PatientGroup;
  orc: Segment | undefined;
  obr: Segment;
  spm: Segment | undefined;
  notes: Segment[];
  observations: ObservationGroup[];
  segments: Segment[];
}

/** As many results as an XML document may hold. */
const mostOrders = 1000;

const isSamePatient = (one: Segment, other: Segment): boolean =>
  [3, 5, 7].every((field) => (one.fields[field] ?? '') === (other.fields[field] ?? ''));

const twoPatients = (): Error =>
  unreadable('E_HL7_TWO_PATIENTS', '/PID[2]', 'Two PID segments with different patients in one group.');

const outOfPlace = (id: string): Error =>
  unreadable('E_HL7_SEQUENCE', `/${id}`, `${id} stands before any OBR; it belongs to no result.`);

/**
 * Puts the segments of ORU^R01 in groups: results below the patient they belong to. SPM may stand before or behind the
 * OBX; segments that say nothing of a result are passed over.
 * @throws InvalidInputError (400): E_HL7_REQUIRED (no PID, no OBR), E_HL7_TWO_PATIENTS, E_HL7_SEQUENCE, E_TOO_MANY
 */
export const groupOrders = ({ segments }: Message): OrderGroup[] => {
  const orders: OrderGroup[] = [];
  let patient: PatientGroup | undefined;
  let order: OrderGroup | undefined;
  let ahead: Segment[] = [];
  let notes: Segment[] | undefined;
  const keep = (segment: Segment): void => {
    const holder = ahead.length > 0 ? ahead : (order ?? patient)?.segments;
    holder?.push(segment);
  };
  for (const segment of segments.slice(1)) {
    switch (segment.id) {
      case 'PID': {
        const untouched = patient !== undefined && order === undefined && ahead.length === 0;
        if (untouched && patient && !isSamePatient(patient.pid, segment)) throw twoPatients();
        patient = { pid: segment, notes: [], segments: [segment] };
        [order, ahead, notes] = [undefined, [], patient.notes];
        break;
      }
      case 'ORC':
        [order, ahead, notes] = [undefined, [segment], undefined];
        break;
      case 'OBR': {
        if (patient === undefined) throw missing('/PID', 'patient');
        const orc = ahead.find(({ id }) => id === 'ORC');
        const waiting = ahead.filter(({ id }) => id === 'NTE');
        order = {
          patient,
          orc,
          obr: segment,
          spm: undefined,
          notes: waiting,
          observations: [],
          segments: [],
        };
        order.segments.push(...ahead, segment);
        orders.push(order);
        [ahead, notes] = [[], order.notes];
        break;
      }
      case 'OBX': {
        if (order === undefined) throw outOfPlace('OBX');
        const observation: ObservationGroup = { obx: segment, notes: [] };
        order.observations.push(observation);
        notes = observation.notes;
        keep(segment);
        break;
      }
      case 'SPM':
        if (order === undefined) throw outOfPlace('SPM');
        order.spm ??= segment;
        notes = order.notes;
        keep(segment);
        break;
      case 'NTE':
        notes?.push(segment);
        keep(segment);
        break;
      default:
        keep(segment);
    }
  }
  if (orders.length === 0) throw missing('/OBR', 'order');
  if (orders.length <= mostOrders) return orders;
  throw unreadable('E_TOO_MANY', '/OBR', `The message has more than ${mostOrders} OBR.`);
};
