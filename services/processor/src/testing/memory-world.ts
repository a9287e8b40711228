import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { Patient, PatientReview, Recognition } from '@labsecure/contracts/patients';
import type { ResultVersion, SubmissionState } from '@labsecure/contracts/records';
import { hasEnded, type ProcessPorts } from '../domain/ports.ts';
import type { TestDelivery } from './deliveries.ts';

interface Place {
  version: string;
  /** Absent: withdrawn. */
  shown?: ResultVersion;
}

/** The stores as the domain sees them, with the conditions the real ones keep, in memory. */
export const createMemoryWorld = (deliveries: TestDelivery[], patients: Patient[] = []) => {
  const states = new Map<string, SubmissionState>();
  const versions = new Map<string, ResultVersion>();
  const places = new Map<string, Place>();
  const published: NotificationMessage[] = [];
  const registry = new Map(patients.map((patient) => [patient.patient_id, patient]));
  const links = new Map<string, string>();
  const recognitions = new Map<string, Recognition>();
  const reviews = new Map<string, PatientReview>();
  const held = new Set<string>();
  const unfinished = new Set(deliveries.map(({ submission }) => submission.submission_id));
  const updated_at = '2024-01-15T12:00:00.000Z';

  const place = (patient: string, result: string, next: Place): 'written' | 'newer-exists' => {
    const key = `${patient} ${result}`;
    if ((places.get(key)?.version ?? '') > next.version) return 'newer-exists';
    places.set(key, next);
    return 'written';
  };

  /** The first to say it says it for all. */
  const settle = (id: string, recognition: Recognition): Recognition => {
    const standing = recognitions.get(id) ?? recognition;
    recognitions.set(id, standing);
    return standing;
  };

  const ports: ProcessPorts = {
    findSubmission: async (_result, id) => {
      const found = deliveries.find(({ submission }) => submission.submission_id === id);
      return (
        found && {
          submission: found.submission,
          state: states.get(id),
          recognition: recognitions.get(id),
        }
      );
    },
    start: async (_result, id) => {
      if (!states.has(id)) states.set(id, { state: 'PROCESSING', problems: [], updated_at });
    },
    rawBytes: async (key) => {
      const found = deliveries.find(({ submission }) => submission.raw_key === key);
      if (found === undefined) throw new Error('no such object');
      return found.bytes;
    },
    patientOf: async (id) => registry.get(id),
    linkedTo: async (lab, sent) => links.get(`${lab} ${sent}`),
    byRecordNumber: async (number) =>
      [...registry.values()].filter((patient) => patient.medical_record_number === number),
    alike: async () => ({
      patients: [...registry.values()].filter(({ provisional }) => !provisional),
      complete: true,
    }),
    addProvisional: async (patient) => {
      if (registry.has(patient.patient_id)) return false;
      registry.set(patient.patient_id, patient);
      return true;
    },
    completeProvisional: async (standing, more) => {
      if (registry.get(standing.patient_id) !== standing) return false;
      registry.set(standing.patient_id, more);
      return true;
    },
    decide: async (decision) => settle(decision.submission_id, decision),
    leaveToStaff: async (review) => {
      reviews.set(review.submission_id, review);
      return settle(review.submission_id, 'held');
    },
    putVersion: async (version) => {
      versions.set(version.version, version);
    },
    allVersions: async (result) => [...versions.values()].filter(({ result_id }) => result_id === result),
    project: async (current) =>
      place(current.patient_id, current.result_id, { version: current.version, shown: current }),
    withdraw: async (patient, result, version) => {
      place(patient, result, { version });
    },
    publish: async (message) => {
      published.push(message);
    },
    finish: async (_result, id, ending) => {
      if (!hasEnded(states.get(id))) states.set(id, { ...ending, updated_at });
      unfinished.delete(id);
      held.delete(id);
    },
    hold: async (_result, id, problems) => {
      unfinished.delete(id);
      if (hasEnded(states.get(id))) return;
      states.set(id, { state: 'HELD', problems, updated_at });
      if (recognitions.get(id) === 'held') held.add(id);
      else unfinished.add(id);
    },
  };

  return {
    ports,
    states,
    published,
    unfinished,
    held,
    registry,
    recognitions,
    reviews,
    link: (lab: string, sent: string, patient: string) => links.set(`${lab} ${sent}`, patient),
    /** What staff do with a held one. */
    release: (id: string, patient_id?: string) => {
      const submission = deliveries.find((one) => one.submission.submission_id === id)?.submission;
      if (submission === undefined || recognitions.get(id) !== 'held') return;
      const { result_id } = submission;
      const decided = { decided_at: updated_at, decided_by: 'staff' };
      const whose = patient_id === undefined ? {} : { patient_id };
      recognitions.set(id, { result_id, submission_id: id, ...whose, basis: 'staff', ...decided });
      held.delete(id);
      unfinished.add(id);
    },
    history: () => [...versions.keys()].sort(),
    visibleTo: (patient: string) =>
      [...places].flatMap(([key, { shown }]) => (key.startsWith(`${patient} `) && shown ? [shown] : [])),
    eventIds: () => [...new Set(published.map(({ event_id }) => event_id))],
  };
};
export type MemoryWorld = ReturnType<typeof createMemoryWorld>;
