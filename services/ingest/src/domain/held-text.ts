import { createPackedBlocks } from '@labsecure/formats/packed-blocks';

/** Text that cannot be sent yet, kept compressed. */
export const createHeldText = () => {
  const held = createPackedBlocks();
  return {
    add: (text: string): void => held.add(Buffer.from(text)),
    /** All of it, in its order. */
    *texts(): Iterable<Buffer> {
      for (const { bytes } of held.blocks()) yield bytes;
      held.clear();
    },
  };
};
