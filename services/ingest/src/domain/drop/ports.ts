import type { AcceptedEntry, RefusedEntry } from '@labsecure/contracts/api';
import type { Lab } from '@labsecure/contracts/labs';
import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { Patient } from '@labsecure/contracts/patients';
import type { StreamedDelivery } from '../delivery.ts';

/** One object of the drop bucket, as it was found: another one put under its key later is another file. */
export interface DropFile {
  key: string;
  etag: string;
  /** Where the bucket keeps versions. */
  version_id?: string | undefined;
  /** Bytes. */
  size: number;
  put_at: Date;
}

/** That a file was put. */
export interface DropEvent {
  key: string;
  version_id?: string | undefined;
  traceparent: string;
}

export type FileNotice = Extract<NotificationMessage, { kind: 'file-quarantined' }>;

/** A registry's row, in the words of the patients table. */
export type RegistryEntry = Pick<
  Patient,
  'patient_id' | 'given_name' | 'family_name' | 'birth_date' | 'sex' | 'medical_record_number'
>;

/** What taking in a file needs. All may reject when what is behind them does not answer; the file is then tried again. */
export interface DropPorts {
  /** @returns undefined when it is not there any more */
  find: (key: string, versionId: string | undefined) => Promise<DropFile | undefined>;
  /** In parts of bounded size. Rejects, as something to try again, when the file is replaced or taken away meanwhile. */
  read: (file: DropFile) => AsyncIterable<Uint8Array>;
  /** Copies it to another place of the drop bucket. */
  keep: (file: DropFile, key: string) => Promise<void>;
  /** Copies it into the quarantine bucket. */
  quarantine: (file: DropFile, key: string) => Promise<void>;
  /** Takes away this file, and no other that was put under its key since. */
  remove: (file: DropFile) => Promise<void>;
  /** Puts the reasons into the quarantine bucket. */
  explain: (key: string, json: string) => Promise<void>;
  /** Writes a text into the drop bucket as it comes. */
  writeCopy: (key: string, lines: AsyncIterable<string>) => Promise<void>;
  tell: (notice: FileNotice) => Promise<void>;
  labOf: (labId: string) => Promise<Lab | undefined>;
  /** Opens a sealed file; absent where there is no key. */
  open?:
    | ((sealed: AsyncIterable<Uint8Array>, about: { lab_id: string }) => AsyncIterable<Uint8Array>)
    | undefined;
  /** As the API does; throws what refuses the body as a whole, or the rest of it. */
  accept: (delivery: StreamedDelivery) => AsyncIterable<AcceptedEntry | RefusedEntry>;
  /** `conflict`: the id belongs to somebody who was born on another day. */
  register: (patient: RegistryEntry) => Promise<'new' | 'updated' | 'same' | 'conflict'>;
}
