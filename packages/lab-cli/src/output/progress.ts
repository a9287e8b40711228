import { Presets, SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

export interface Progress {
  /** One file is done with. */
  step: () => void;
  stop: () => void;
}

type Terminal = NodeJS.WritableStream & { isTTY?: boolean | undefined };

const none: Progress = { step: () => {}, stop: () => {} };

/** A bar on a terminal, where there is more than one file; nothing elsewhere. */
export const startProgress = (terminal: Terminal, { is_json }: Output, files: number): Progress => {
  if (!terminal.isTTY || is_json || files < 2) return none;
  const format = '{bar} {value}/{total} files, {eta_formatted} left';
  const bar = new SingleBar(
    { format, stream: terminal, clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(files, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
};

/** Keeps lines back while a bar is on the same terminal, which they would tear apart. */
export const behind = (output: Output, isShared: boolean): Output & { flush: () => void } => {
  const kept: (() => void)[] = [];
  return {
    ...output,
    tell: (event, lines) => {
      if (isShared) kept.push(() => output.tell(event, lines));
      else output.tell(event, lines);
    },
    flush: () => {
      for (const tell of kept.splice(0)) tell();
    },
  };
};
