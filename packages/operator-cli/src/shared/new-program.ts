import { Command } from 'commander';
import type { World } from './world.ts';

const afterHelp = `
Settings come from the environment, as those of the services do:
  AWS_REGION         region of all resources
  RESOURCE_PREFIX    what every resource name of the environment begins with, as in labsecure-prod-
  AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SQS, ...   where it is not AWS itself
  Credentials are found where AWS' own tools find them.

Exit codes:
  0  done
  1  it cannot be, as things stand: no such lab, or somebody was quicker
  2  usage, settings or rights: nothing can go on before somebody changes something
  3  the stores could not be reached
  70 a fault of the program itself`;

/** A command line with what all of the operators' have in common. */
export const newProgram = (name: string, description: string, world: World): Command =>
  new Command(name)
    .description(description)
    .option('--json', 'one JSON object a line')
    .addHelpText('after', afterHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });
