import type { RecordsOptions } from '../src/table.ts';

/** The same tables, but `answer` sees each command first: it may pass it on, fail it, or answer for the table. */
export const intercept = (
  { documents, prefix }: RecordsOptions,
  answer: (command: unknown, pass: () => Promise<unknown>) => Promise<unknown>,
): RecordsOptions => {
  const send = (command: unknown) =>
    answer(command, () => Reflect.apply(documents.send, documents, [command]));
  return { documents: Object.create(documents, { send: { value: send } }), prefix };
};
