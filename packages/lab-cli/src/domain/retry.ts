import { StoppedError, UnreachableError } from './errors.ts';
import type { Again } from './verdict.ts';

export interface Patience {
  /** How long after the first attempt another one may begin. */
  seconds: number;
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** @returns false when it was cut short, because the process is to end */
  sleep: (ms: number) => Promise<boolean>;
}

const firstDelay = 500;
const longestDelay = 30_000;

/**
 * Milliseconds until the next attempt: doubling, up to half a minute, spread by a quarter so that many clients do not come
 * back at once; never before the time the server asked for.
 * @param failures attempts so far, from 1
 */
const delayOf = (failures: number, afterSeconds: number | undefined, random: number): number => {
  const grown = Math.min(firstDelay * 2 ** (failures - 1), longestDelay);
  return Math.max(Math.round(grown * (0.75 + random / 4)), (afterSeconds ?? 0) * 1000);
};

const isAgain = (answer: object): answer is Again => 'outcome' in answer && answer.outcome === 'again';

/** Attempts until there is an answer, patience ends, or the process is to end; the last one's is returned. */
export const untilAnswered = async <Answer extends object>(
  attempt: () => Promise<Answer | Again>,
  { seconds, now, random, sleep }: Patience,
): Promise<Answer | Again> => {
  const end = now() + seconds * 1000;
  for (let failures = 1; ; failures += 1) {
    const answer = await attempt();
    if (!isAgain(answer) || answer.is_stopped) return answer;
    const delay = delayOf(failures, answer.after_seconds, random());
    if (now() + delay > end) return givenUp(answer, failures);
    if (!(await sleep(delay))) return stopped(answer);
  }
};

const givenUp = (answer: Again, attempts: number): Again =>
  attempts === 1 ? answer : { ...answer, detail: `${answer.detail} (${attempts} attempts)` };

const stopped = ({ detail, ...answer }: Again): Again => ({
  ...answer,
  detail: `Stopped before another attempt. The last one: ${detail}`,
  is_stopped: true,
});

/** An attempt to which nobody answered, as one to repeat. */
export const orAgain = async <Answer extends object>(
  attempt: () => Promise<Answer>,
): Promise<Answer | Again> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    const { message: detail, retryAfterSeconds: after_seconds } = error;
    const after = after_seconds === undefined ? {} : { after_seconds };
    const stop = error instanceof StoppedError ? { is_stopped: true } : {};
    return { outcome: 'again', detail, is_general: true, ...after, ...stop };
  }
};

/**
 * The same for a question that is only worth its answer.
 * @throws UnreachableError when patience ends
 */
export const patiently = async <Answer extends object>(
  attempt: () => Promise<Answer>,
  patience: Patience,
): Promise<Answer> => {
  const answer = await untilAnswered(() => orAgain(attempt), patience);
  if (isAgain(answer)) throw new (answer.is_stopped ? StoppedError : UnreachableError)(answer.detail);
  return answer;
};
