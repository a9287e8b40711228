import { expect, test } from 'vitest';
import { Crash, createDropWorld } from '../../testing/drop-world.ts';
import { csvTable, jsonReport } from '../../testing/same-report.ts';

const registry = [
  'patient_id,first_name,last_name,date_of_birth,gender,medical_record_number',
  'P1,Ann,Lee,1980-01-02,F,M1',
  'P2,Bob,Ray,1981-02-03,M,M2',
  'P3,,,1981-02-03,M,M3',
  '',
].join('\n');

test.each([
  ['accepted', 'incoming/LAB001/a.json', jsonReport('A-1')],
  ['accepted in part', 'incoming/LAB001/a.csv', csvTable(['A-1'], ['A-2', ''], ['A-3'])],
  ['refused', 'incoming/LAB001/a.json', jsonReport('A-1').slice(0, -9)],
  ['of a stranger', 'incoming/LAB404/a.json', jsonReport('A-1')],
  ['a registry', 'patients/p.csv', registry],
  ['no registry', 'patients/p.csv', '{}'],
])(
  'When the process dies after any write of a file that is %s, then the next try ends as if it had not',
  async (_what, key, content) => {
    const untroubled = createDropWorld();
    await untroubled.take(key, content);
    const wanted = untroubled.state();

    let deaths = 0;
    for (let writes = 1; ; writes++) {
      const world = createDropWorld();
      world.dieAfter(writes);
      const died = await world.take(key, content).then(
        () => false,
        (error: unknown) => error instanceof Crash,
      );
      world.revive();
      await world.takeAgain(key);
      expect(world.state()).toEqual(wanted);
      if (!died) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThanOrEqual(4);
  },
);
