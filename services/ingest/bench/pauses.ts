import { csvOf, hl7Of, narrowCsvOf } from './large-bodies.ts';
import { startBenchWorld } from './world.ts';

/** Just below what is read as it comes. */
const size = 1_040_000;
const bodies = [
  ['csv of results of one value', 'text/csv', narrowCsvOf],
  ['csv of results of eight values', 'text/csv', csvOf],
  ['hl7 of messages of eight values', 'application/hl7-v2', hl7Of],
] as const;

const world = await startBenchWorld();

interface Pause {
  /** The longest time for which nothing else could be done. */
  longest: number;
  all: number;
}

/** Takes a body in three times, and says what the last took, in milliseconds of CPU. */
const measure = async (type: string, body: Buffer<ArrayBuffer>): Promise<Pause> => {
  const server = await world.startServer('watched');
  const post = async (): Promise<Pause> => {
    const before = await server.reading();
    const answer = await fetch(`http://127.0.0.1:${server.ready}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: world.authorization, 'content-type': type },
      body,
    });
    if (answer.status !== 202) throw new Error(`the body was not accepted: ${answer.status}`);
    await answer.arrayBuffer();
    const { units: longest, cpuMs } = await server.reading();
    return { longest, all: cpuMs - before.cpuMs };
  };
  // Code that runs for the first time is slow once, whatever the body.
  await post();
  await post();
  const pause = await post();
  server.stop();
  return pause;
};

for (const [name, type, piecesOf] of bodies) {
  const body = Buffer.concat([...piecesOf(size)]);
  const { longest, all } = await measure(type, body);
  console.log(
    `${name}, ${(body.length / 1_000_000).toFixed(2)} MB: of ${all.toFixed(0)} ms of CPU others wait for ` +
      `${longest.toFixed(0)} ms at a time at most, ${((longest / all) * 100).toFixed(1)} %`,
  );
}
await world.stop();
