#!/usr/bin/env node
import { createReviewsProgram } from './reviews/reviews-program.ts';
import { processWorld } from './shared/process-world.ts';
import { run } from './shared/run.ts';

const world = processWorld();
process.exitCode = await run(createReviewsProgram(world), process.argv.slice(2), world);
