// dependency-cruiser reports success when it could read no module at all; then nothing was checked.
import { spawnSync } from 'node:child_process';

const run = spawnSync('depcruise', ['packages', 'services', '--config', '.dependency-cruiser.cjs'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
process.stdout.write(run.stdout ?? '');
process.stderr.write(run.stderr ?? '');
const cruised = Number(/\((\d+) modules/.exec(run.stdout ?? '')?.[1] ?? 0);
if (run.status === 0 && cruised < 20) {
  console.error(`Only ${cruised} modules were read: the import rules were not checked.`);
  process.exit(1);
}
process.exit(run.status ?? 1);
