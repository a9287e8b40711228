import { Command } from 'commander';
import type { GlobalOptions } from './commands/global-options.ts';
import { type HistoryOptions, history } from './commands/history.ts';
import { countOption, secondsOption, typeOption } from './commands/options.ts';
import { type SealOptions, seal } from './commands/seal.ts';
import {
  type DeliverOptions,
  openSession,
  type PatienceOption,
  type Session,
  version,
} from './commands/session.ts';
import { status } from './commands/status.ts';
import { submit } from './commands/submit.ts';
import { token } from './commands/token.ts';
import { type ValidateOptions, validate } from './commands/validate.ts';
import { type WatchOptions, watch } from './commands/watch.ts';
import type { ExitCode } from './domain/exit-code.ts';
import { fieldNames, fields } from './settings/fields.ts';
import type { World } from './world.ts';

const settingsHelp = fieldNames
  .map((name) => `  ${fields[name].env.padEnd(25)} ${name.padEnd(14)} ${fields[name].text}`)
  .join('\n');

const afterHelp = `
For operators of the platform, where @labsecure/operator-cli is installed:
  labs                      registers the laboratories
  reviews                   decides whose a held result is

Settings come from flags, then the environment, then the config file (JSON):
${settingsHelp}

Exit codes:
  0  all files were sent or uploaded (validate: are valid; seal: are sealed)
  1  some were refused, whole or in part
  2  usage or settings: nothing can go on before somebody changes something
  3  the platform could not be reached, or this was stopped; what was not sent can be sent again
  70 a fault of the program itself`;

const typeFlag = [
  '--type <type>',
  'json, hl7, fhir, csv or xml, whatever the name says',
  typeOption,
] as const;
const encryptFlag = ['--encrypt', 'seal each file to the key of the platform before it leaves'] as const;
const patience = ['--retry-for <seconds>', 'how long to try again', secondsOption, 60] as const;

/**
 * The command line as it is declared: commands, options and help.
 * @param done gets the exit code of the command that was run
 */
export const createProgram = (world: World, done: (code: ExitCode) => void): Command => {
  const program = new Command('labsecure')
    .description('Sends lab results to LabSecure.')
    .version(version)
    .option('--json', 'one JSON object a line')
    .option('--config <file>', 'config file (else LABSECURE_CONFIG, or ~/.config/labsecure/config.json)')
    .addHelpText('after', afterHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });
  for (const name of fieldNames) {
    const { flag, text } = fields[name];
    if (flag) program.option(`${flag} <text>`, text);
  }

  const act = async (command: (session: Session) => Promise<ExitCode>): Promise<void> =>
    done(await command(openSession(world, program.opts<GlobalOptions>())));

  program
    .command('submit <files...>')
    .description('check files and send them')
    .option(...encryptFlag)
    .option(...typeFlag)
    .option(...patience)
    .action((files: string[], options: DeliverOptions) => act((session) => submit(session, files, options)));
  program
    .command('watch <folder>')
    .description('send what is put into a folder, and sort it into sent/ and invalid/')
    .option('--once', 'end after one round, for cron')
    .option(
      '--every <seconds>',
      'time between two looks, which a file must stand unchanged',
      secondsOption,
      5,
    )
    .option(...encryptFlag)
    .option(...typeFlag)
    .option(...patience)
    .action((folder: string, options: WatchOptions) => act((session) => watch(session, folder, options)));
  program
    .command('seal <files...>')
    .description('seal files for SFTP: each as FILE.sealed beside it')
    .option('--force', 'replace sealed files that are there already')
    .option(...patience)
    .action((files: string[], options: SealOptions) => act((session) => seal(session, files, options)));
  program
    .command('validate <files...>')
    .description('check files, offline')
    .option(...typeFlag)
    .action((files: string[], options: ValidateOptions) =>
      act((session) => validate(session, files, options)),
    );
  program
    .command('status <id>')
    .description('what became of a result')
    .option(...patience)
    .action((id: string, options: PatienceOption) => act((session) => status(session, id, options)));
  program
    .command('history')
    .description('what was sent, newest first')
    .option('--limit <count>', 'how many', countOption, 20)
    .option(...patience)
    .action((options: HistoryOptions) => act((session) => history(session, options)));
  program
    .command('token')
    .description('print an access token')
    .option(...patience)
    .action((options: PatienceOption) => act((session) => token(session, options)));
  return program;
};
