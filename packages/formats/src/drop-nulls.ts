import { isObject } from './place.ts';

/**
 * The same value without keys that are null: many senders write every key they know. A `value` that is null stays, since
 * "there is no value" is worth a word.
 */
export const dropNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key, inner]) => inner !== null || key === 'value');
  return Object.fromEntries(kept.map(([key, inner]) => [key, dropNulls(inner)]));
};
