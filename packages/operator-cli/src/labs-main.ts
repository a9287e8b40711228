#!/usr/bin/env node
import { createLabsProgram } from './labs/labs-program.ts';
import { processWorld } from './shared/process-world.ts';
import { run } from './shared/run.ts';

const world = processWorld();
process.exitCode = await run(createLabsProgram(world), process.argv.slice(2), world);
