import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { Patient, ResultVersion, SubmissionState } from '@labsecure/contracts/records';
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
  const unfinished = new Set(deliveries.map(({ submission }) => submission.submission_id));
  const updated_at = '2024-01-15T12:00:00.000Z';

  const place = (patient: string, result: string, next: Place): 'written' | 'newer-exists' => {
    const key = `${patient} ${result}`;
    if ((places.get(key)?.version ?? '') > next.version) return 'newer-exists';
    places.set(key, next);
    return 'written';
  };

  const ports: ProcessPorts = {
    findSubmission: async (_result, id) => {
      const found = deliveries.find(({ submission }) => submission.submission_id === id);
      return found && { submission: found.submission, state: states.get(id) };
    },
    start: async (_result, id) => {
      if (!states.has(id)) states.set(id, { state: 'PROCESSING', problems: [], updated_at });
    },
    rawBytes: async (key) => {
      const found = deliveries.find(({ submission }) => submission.raw_key === key);
      if (found === undefined) throw new Error('no such object');
      return found.bytes;
    },
    patientOf: async (id) => patients.find(({ patient_id }) => patient_id === id),
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
    },
  };

  return {
    ports,
    states,
    published,
    unfinished,
    history: () => [...versions.keys()].sort(),
    visibleTo: (patient: string) =>
      [...places].flatMap(([key, { shown }]) => (key.startsWith(`${patient} `) && shown ? [shown] : [])),
    eventIds: () => [...new Set(published.map(({ event_id }) => event_id))],
  };
};
export type MemoryWorld = ReturnType<typeof createMemoryWorld>;
