/** What a reader of a stream does besides reading. */
export interface WhileStreaming {
  /** Called between pieces of work, so that whoever shares the process has a turn. */
  pause: () => Promise<void>;
  /** Told, as the body comes, how many bytes of it are held. */
  holds?: (bytes: number) => void;
}

/** Reads on without regard for others. */
export const unhurried: WhileStreaming = { pause: async () => {} };
