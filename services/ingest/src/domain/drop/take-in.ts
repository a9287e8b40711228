import { type DropPath, nameIn, readDropPath } from './drop-path.ts';
import { type Examined, examine } from './examine.ts';
import { fileFault } from './findings.ts';
import type { DropEvent, DropFile, DropPorts } from './ports.ts';
import { type DropOutcome, type Dropped, settle } from './settle.ts';
import { takePatients } from './take-patients.ts';
import { largestSealed, takeResults } from './take-results.ts';

/** S3 shows folders by objects of their own, with nothing in them. */
const isFolderMark = ({ key, size }: DropFile): boolean => size === 0 && key.endsWith('/');

const labFor = async (ports: DropPorts, path: DropPath) =>
  path.kind === 'results' && path.lab_id !== undefined ? ports.labOf(path.lab_id) : undefined;

const createEach =
  (ports: DropPorts, examineFile: (dropped: Dropped) => Promise<Examined>) =>
  async ({ key, version_id, traceparent }: DropEvent): Promise<DropOutcome> => {
    const path = readDropPath(key);
    const file = path && (await ports.find(key, version_id));
    if (path === undefined || file === undefined || isFolderMark(file)) return { state: 'left-alone' };
    const dropped = { file, path, lab: await labFor(ports, path), traceparent };
    return settle(ports, dropped, await examineFile(dropped));
  };

/**
 * A file was put into the drop bucket; when this resolves it is where it belongs. What could be taken of it is durable
 * and on its way, as if it had been sent to the API, and what could not has its reasons in the quarantine bucket and is
 * told of. Safe to do again at any time, also by several at once.
 * @throws what stands behind the ports failed with, and what the file's reader failed with that is no refusal: it lies
 * where it lay
 */
export const createTakeIn = (ports: DropPorts) =>
  createEach(ports, (dropped) => {
    const { path } = dropped;
    return path.kind === 'patients'
      ? takePatients(ports, dropped)
      : takeResults(ports, { ...dropped, name: nameIn(path) });
  });

/** A file that nobody could read, however often it was tried: it goes to quarantine, so that somebody looks at it. */
export const createGiveUp = (ports: DropPorts) =>
  createEach(ports, ({ file }) =>
    examine(ports, file, largestSealed, async () => {
      throw fileFault(
        'E_UNREADABLE',
        'The file could not be read: the fault is on our side, or it is damaged.',
      );
    }),
  );
