import { Presets, SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

export interface Progress {
  /** So many bytes of the file under way have left. */
  sent: (bytes: number) => void;
  /** One file is done with. */
  step: () => void;
  stop: () => void;
}

type Terminal = NodeJS.WritableStream & { isTTY?: boolean | undefined };

const none: Progress = { sent: () => {}, step: () => {}, stop: () => {} };

/** A single file below this size, in bytes, is done with before anybody has looked. */
const small = 1024 * 1024;

/**
 * A bar on a terminal, where there is more than one file, or a large one; nothing elsewhere.
 * @param sizes of the files in their order, in bytes
 */
export const startProgress = (terminal: Terminal, { is_json }: Output, sizes: number[]): Progress => {
  const files = sizes.length;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!terminal.isTTY || is_json || (files < 2 && total < small)) return none;
  const format = '{bar} {percentage}%  {done}/{files} files, {eta_formatted} left';
  const bar = new SingleBar(
    { format, stream: terminal, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  );
  let [done, before] = [0, 0];
  // A bar of empty files has no length to fill.
  bar.start(Math.max(total, 1), 0, { done, files });
  return {
    sent: (bytes) => bar.update(Math.min(before + bytes, total), { done }),
    step: () => {
      before += sizes[done] ?? 0;
      done += 1;
      bar.update(before, { done });
    },
    stop: () => bar.stop(),
  };
};

/** Keeps lines back while a bar is on the same terminal, which they would tear apart. */
export const behind = (output: Output, isShared: boolean): Output & { flush: () => void } => {
  const kept: (() => void)[] = [];
  // There is no bar beside JSON.
  const later = (tell: () => void): void => {
    if (isShared && !output.is_json) kept.push(tell);
    else tell();
  };
  return {
    ...output,
    tell: (event, lines) => later(() => output.tell(event, lines)),
    tellEach: (event, list) => {
      const { add, end } = output.tellEach(event, list);
      return { add, end: (rest, lines) => later(() => end(rest, lines)) };
    },
    flush: () => {
      for (const tell of kept.splice(0)) tell();
    },
  };
};
