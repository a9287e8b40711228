import { type FileHandle, default as files } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before the command line, it kills the process without warning behind the step it is told: a change to a file system
 * or a request, in the order in which they are made. Step 0 is before all of them.
 */
const fatal = Number(process.env.MORTAL_STEP);
let step = 0;

const dieAt = (one: number): void => {
  if (one === fatal) process.kill(process.pid, 'SIGKILL');
};

type Work<Given extends unknown[], Got> = (...given: Given) => Promise<Got>;

const mortal =
  <Given extends unknown[], Got>(work: Work<Given, Got>): Work<Given, Got> =>
  async (...given) => {
    const got = await work(...given);
    step += 1;
    dieAt(step);
    return got;
  };

const { writeFile } = files;
/** Halfway through, and at the end. */
const writeInHalves = async (path: string, text: string): Promise<void> => {
  await writeFile(path, text.slice(0, text.length / 2));
  step += 1;
  dieAt(step);
  await writeFile(path, text);
};

dieAt(0);
Object.assign(files, {
  mkdir: mortal(files.mkdir as Work<[string], string | undefined>),
  open: mortal(files.open as Work<[string], FileHandle>),
  rename: mortal(files.rename),
  writeFile: mortal(writeInHalves),
});
syncBuiltinESMExports();
globalThis.fetch = mortal(globalThis.fetch);
