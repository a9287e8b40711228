import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canary, nativeBody } from '../../test/bodies.ts';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';
import { problem, type StubPlatform, startStubPlatform } from '../../test/stub-platform.ts';

let platform: StubPlatform;
let lab: Laboratory;
beforeEach(async () => {
  platform = await startStubPlatform();
  lab = await createLaboratory(platform.url);
  await mkdir(lab.at('drop'));
});
afterEach(async () => {
  await platform.stop();
  await lab.remove();
});

const once = () =>
  lab.run(['watch', lab.at('drop'), '--once', '--every', '0.1', '--retry-for', '0', '--json']);

/** Remarked, since nobody knows it; or refused, since it has a code of a test and the name of another. */
const remarked = { test_code: 'ZZ-1', test_name: `${canary} antibody`, value: 'seen' };
const contradictory = { test_code: 'GLU', test_name: 'Hemoglobin', value: 7, unit: 'g/dL' };

test('When a test is remarked upon or refused, then the note beside the file names it, and no line does', async () => {
  platform.reply = (request) =>
    request.path.endsWith('/ingest')
      ? problem(422, 'E_INVALID', {
          detail: `Of ${canary}.`,
          errors: [{ pointer: '/results/0', code: 'E_DUPLICATE_RESULT', message: `Of ${canary}.` }],
        })
      : platform.usual(request);
  await lab.put('drop/a.json', nativeBody({ notes: '', results: [remarked] }));
  await lab.put('drop/b.json', nativeBody({ notes: '', results: [contradictory] }));
  const { out } = await once();
  const notes = await lab.notes('drop', 'invalid');
  const byName = Object.fromEntries(notes.map((note) => [String(note.file), note]));
  expect(byName['a.json']).toMatchObject({
    problems: [{ pointer: '/results/0', code: 'E_DUPLICATE_RESULT', message: `Of ${canary}.` }],
  });
  const words = expect.stringMatching(/hemoglobin/i);
  expect(byName['b.json']).toMatchObject({ problems: [{ code: 'E_CODE_NAME_MISMATCH', message: words }] });
  expect(out).toContain('E_DUPLICATE_RESULT');
  expect(out).toContain('the note beside the file');
  expect(out).not.toContain(canary);
  expect(out).not.toMatch(/hemoglobin|glucose/i);
});

test.skipIf(process.getuid === undefined)(
  'What the program makes in a folder is for its owner alone',
  async () => {
    const umask = process.umask(0o022);
    try {
      await lab.put('drop/a.json', nativeBody());
      await lab.put('drop/b.json', nativeBody({ results: [contradictory] }));
      await once();
    } finally {
      process.umask(umask);
    }
    const modeOf = async (...parts: string[]) => ((await lstat(lab.at(...parts))).mode & 0o777).toString(8);
    for (const folder of ['work', 'sent', 'invalid'])
      expect([folder, await modeOf('drop', folder)]).toEqual([folder, '700']);
    expect(await modeOf('drop', '.labsecure.lock')).toBe('600');
    for (const folder of ['sent', 'invalid']) {
      const notes = (await readdir(lab.at('drop', folder))).filter((name) =>
        /\.(?:receipt|reasons)\.json$/.test(name),
      );
      expect(notes).toHaveLength(1);
      for (const note of notes) expect(await modeOf('drop', folder, note)).toBe('600');
    }
    expect(await modeOf('cache', 'labsecure')).toBe('700');
  },
);

test('When it is no folder, or there is none, then that is said', async () => {
  const file = lab.at('a.json');
  await writeFile(file, '{}');
  expect(await lab.run(['watch', file, '--once'])).toMatchObject({
    code: 2,
    err: `labsecure: ${file} is a file; labsecure submit sends one.\n`,
  });
  const none = lab.at('none');
  expect(await lab.run(['watch', none, '--once'])).toMatchObject({
    code: 2,
    err: `labsecure: There is no folder ${none}.\n`,
  });
});
