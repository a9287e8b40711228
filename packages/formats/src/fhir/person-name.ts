import { textAt } from '../place.ts';
import { listed, type Node, shortAt } from './node.ts';

const longest = 200;

/** Of several names; one that is old or a maiden name only where there is no other. */
const uses = ['official', 'usual', '', 'anonymous', 'temp', 'nickname', 'maiden', 'old'];

/** The texts of a list, each under the same rules as a text alone. */
const wordsAt = (node: Node, key: string): string[] => {
  const list = node.object[key];
  if (!Array.isArray(list)) return [];
  const texts = { ...node, pointer: `${node.pointer}/${key}`, object: { ...list } };
  return list.flatMap((_, index) => textAt(texts, String(index)) ?? []);
};

const lineOf = (node: Node, titles: boolean): string | undefined => {
  const family = shortAt(node, 'family', longest) ?? [];
  const parts = [wordsAt(node, 'given'), family, wordsAt(node, 'suffix')];
  const line = [...(titles ? wordsAt(node, 'prefix') : []), ...parts.flat()].join(' ');
  return shortAt({ ...node, object: { text: node.object.text ?? line } }, 'text', longest);
};

const rankOf = (node: Node): number => {
  const rank = uses.indexOf(textAt(node, 'use') ?? '');
  return rank < 0 ? uses.length : rank;
};

/**
 * A person's name in one line: the text of the HumanName, else its parts in the order of speech.
 * @param options titles: whether "Dr." belongs to it
 */
export const nameAt = (node: Node, options: { titles: boolean }): string | undefined => {
  const [best] = listed(node, 'name')
    .map((one) => ({ rank: rankOf(one), line: lineOf(one, options.titles) }))
    .filter(({ line }) => line !== undefined)
    .sort((a, b) => a.rank - b.rank);
  return best?.line;
};
