import { isError, type Problem } from '@labsecure/contracts/problem';
import { printPatients } from '@labsecure/formats/patient-registry/print-patients';
import {
  type RegisteredPatient,
  type RegistryRow,
  streamPatients,
} from '@labsecure/formats/patient-registry/stream-patients';
import { inOrder } from '../in-order.ts';
import { largestBody } from '../limits.ts';
import { type DropPath, dropKeysOf } from './drop-path.ts';
import { type Examined, examine } from './examine.ts';
import { type Findings, reasonsIn } from './findings.ts';
import type { DropFile, DropPorts, RegistryEntry } from './ports.ts';
import { digested } from './reading.ts';

const rowsAtOnce = 16;

/** A row, or what is wrong with the file from there on. */
type Line = RegistryRow | { problems: Problem[] };

/** What refuses the rest of a file does not undo the rows before it: they are waited for, and counted. */
const linesOf = async function* (body: AsyncIterable<Uint8Array>): AsyncIterable<Line> {
  try {
    yield* streamPatients(body);
  } catch (error) {
    yield { problems: reasonsIn(error) };
  }
};

const entryOf = (patient: RegisteredPatient): RegistryEntry => ({
  patient_id: patient.patient_id,
  given_name: patient.first_name ?? '',
  family_name: patient.last_name ?? '',
  ...(patient.date_of_birth !== undefined && { birth_date: patient.date_of_birth }),
  ...(patient.gender !== undefined && { sex: patient.gender }),
  ...(patient.medical_record_number !== undefined && {
    medical_record_number: patient.medical_record_number,
  }),
});

const conflict = (row: number): Problem => ({
  pointer: `/${row}/patient_id`,
  code: 'E_PATIENT_CONFLICT',
  message: `Row ${row}: the patient_id belongs to somebody with another name or date of birth.`,
  row,
});

/** Registers one row after the other where they are of the same patient, and side by side where they are not. */
const createRegister = ({ register }: Pick<DropPorts, 'register'>) => {
  const underWay = new Map<string, Promise<unknown>>();
  return async (patient: RegisteredPatient) => {
    const { patient_id } = patient;
    const before = underWay.get(patient_id) ?? Promise.resolve();
    const outcome = before.catch(() => undefined).then(() => register(entryOf(patient)));
    underWay.set(patient_id, outcome);
    try {
      return await outcome;
    } finally {
      if (underWay.get(patient_id) === outcome) underWay.delete(patient_id);
    }
  };
};

/** Registers what the rows say, and gives on those that were taken. */
const registered = async function* (
  ports: DropPorts,
  body: AsyncIterable<Uint8Array>,
  findings: Findings,
): AsyncGenerator<RegisteredPatient, void> {
  const register = createRegister(ports);
  const work = async (line: Line) => ({
    line,
    outcome: 'patient' in line && line.patient ? await register(line.patient) : undefined,
  });
  for await (const { line, outcome } of inOrder(linesOf(body), rowsAtOnce, work)) {
    if (!('patient' in line) || line.patient === undefined) {
      const at = 'row' in line ? { row: line.row } : {};
      findings.refuse(line.problems.filter(isError).map((problem) => ({ ...at, ...problem })));
    } else if (outcome === 'conflict') findings.refuse([conflict(line.row)]);
    else {
      findings.take();
      yield line.patient;
    }
  }
};

/** Registers the patients of a registry, row by row, and writes the normalised copy of the rows that were taken. */
export const takePatients = async (
  ports: DropPorts,
  { file, path }: { file: DropFile; path: DropPath },
): Promise<Examined> =>
  examine(ports, file, largestBody, async (body, findings) => {
    // Read once more before: the copy is written while the file is read, and its place follows from all of it.
    const digest = await digested(ports.read(file)).digest();
    const patients = registered(ports, body, findings);
    const first = await patients.next();
    if (first.done) return;
    const all = async function* () {
      yield first.value;
      yield* patients;
    };
    await ports.writeCopy(dropKeysOf(path, file.put_at, digest).processed, printPatients(all()));
  });
