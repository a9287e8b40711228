export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Runs what a container is for. When it fails, one sentence says why and the container ends with 1. */
export const run = async (task: () => Promise<void>): Promise<void> => {
  try {
    await task();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
};

/** Like run, for a server: it is closed when the container is asked to stop. */
export const serve = (start: () => Promise<{ close(): Promise<void> }>): Promise<void> =>
  run(async () => {
    const server = await start();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void server.close().then(() => process.exit(0)));
    }
  });
