import { type Command, Option } from 'commander';
import { UsageError } from '../shared/errors.ts';
import { newProgram } from '../shared/new-program.ts';
import { createOutput } from '../shared/output.ts';
import { readSettings } from '../shared/settings.ts';
import type { World } from '../shared/world.ts';
import { type Choice, type DecideContext, decideReview } from './decide-review.ts';
import { listReviews } from './list-reviews.ts';
import { showReview } from './show-review.ts';
import { staffName } from './staff.ts';
import { openStores } from './stores.ts';

interface ReleaseOptions {
  patient?: string;
  new?: boolean;
  always?: boolean;
  yes?: boolean;
}

const choiceOf = ({ patient, new: isNew, always }: ReleaseOptions): Choice => {
  if (patient?.trim()) return { patient_id: patient.trim(), always: always === true };
  if (isNew) return 'new';
  throw new UsageError('Say whose it is: --patient ID, or --new for somebody who is not registered yet.');
};

/** `labsecure reviews`: results of which the platform cannot say by itself whose they are. */
export const createReviewsProgram = (world: World): Command => {
  const program = newProgram('labsecure reviews', 'Decides whose a held result is.', world).option(
    '--as <name>',
    'who decides (else LABSECURE_OPERATOR, or the user of the machine)',
  );

  const act = async (
    work: (context: Omit<DecideContext, 'isSure'> & { isJson: boolean }) => Promise<void>,
  ): Promise<void> => {
    const { json, as } = program.opts<{ json?: boolean; as?: string }>();
    const settings = readSettings(world.env);
    const by = staffName(as, settings, world);
    const { stores, close } = openStores(settings);
    const isJson = json === true;
    try {
      await work({ stores, output: createOutput(world, isJson), by, ask: world.ask, isJson });
    } finally {
      close();
    }
  };

  program
    .command('list')
    .description('what waits, longest waiting first')
    .action(() => act(({ stores, output, isJson }) => listReviews(stores, output, isJson)));
  program
    .command('show <result> <submission>')
    .description('what a report says of the person, and who it may be; goes on record with them')
    .action((result_id: string, submission_id: string) =>
      act(({ stores, output, by }) => showReview(stores, { result_id, submission_id }, by, output)),
    );
  program
    .command('release <result> <submission>')
    .description('say whose it is')
    .option('--patient <id>', 'a registered patient')
    .addOption(
      new Option(
        '--new',
        'somebody who is not registered yet: known from now on, under the id of the report',
      ).conflicts(['patient', 'always']),
    )
    .option('--always', 'and whenever this lab sends this id')
    .option('--yes', 'without being asked')
    .action((result_id: string, submission_id: string, options: ReleaseOptions) => {
      const choice = choiceOf(options);
      return act((context) =>
        decideReview({ ...context, isSure: options.yes === true }, { result_id, submission_id }, choice),
      );
    });
  program
    .command('refuse <result> <submission>')
    .description("say that it is nobody's; the lab is told that it was rejected")
    .option('--yes', 'without being asked')
    .action((result_id: string, submission_id: string, { yes }: { yes?: boolean }) =>
      act((context) =>
        decideReview({ ...context, isSure: yes === true }, { result_id, submission_id }, 'nobody'),
      ),
    );
  return program;
};
