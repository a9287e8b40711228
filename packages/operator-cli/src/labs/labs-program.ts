import { createLabs, type Labs } from '@labsecure/records/labs';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import type { Command } from 'commander';
import { newProgram } from '../shared/new-program.ts';
import { createOutput, type Output } from '../shared/output.ts';
import { readSettings } from '../shared/settings.ts';
import type { World } from '../shared/world.ts';
import { addLab } from './add-lab.ts';
import { type LabOptions, withLabOptions } from './lab-options.ts';
import { listLabs, setActive, showLab } from './show-labs.ts';

/** `labsecure labs`: the registry of laboratories. */
export const createLabsProgram = (world: World): Command => {
  const program = newProgram('labsecure labs', 'Registers the laboratories that may submit.', world);

  const act = async (work: (labs: Labs, output: Output) => Promise<void>): Promise<void> => {
    const settings = readSettings(world.env);
    const clients = createAwsClients(settings);
    try {
      const labs = createLabs({ documents: clients.documents, prefix: settings.RESOURCE_PREFIX });
      await work(labs, createOutput(world, isJson()));
    } finally {
      clients.destroy();
    }
  };
  const isJson = (): boolean => program.opts().json === true;

  withLabOptions(program.command('add <lab_id>').description('register a lab, or change one')).action(
    (lab_id: string, options: LabOptions) => act((labs, output) => addLab(labs, lab_id, options, output)),
  );
  program
    .command('list')
    .description('all of them')
    .action(() => act((labs, output) => listLabs(labs, output, isJson())));
  program
    .command('show <lab_id>')
    .description('everything about one')
    .action((lab_id: string) => act((labs, output) => showLab(labs, lab_id, output)));
  program
    .command('disable <lab_id>')
    .description('shut a lab out: whatever it sends is refused')
    .action((lab_id: string) => act((labs, output) => setActive(labs, lab_id, false, output)));
  program
    .command('enable <lab_id>')
    .description('let a lab in again')
    .action((lab_id: string) => act((labs, output) => setActive(labs, lab_id, true, output)));
  return program;
};
