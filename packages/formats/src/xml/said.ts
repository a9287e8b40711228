import type { Problem } from '@labsecure/contracts/problem';
import { type Fact, type Field, factOf, type Spot, tellAt } from '../facts/fact.ts';
import type { Element } from './tree.ts';

export type Facts = Partial<Record<Field, Fact>>;

const plain = (name: string): string =>
  name
    .slice(name.lastIndexOf(':') + 1)
    .replace(/[-_]/g, '')
    .toLowerCase();

export const spotOf = (path: string): Spot => ({ pointer: path, label: path });

export const childrenNamed = (element: Element, names: string[]): Element[] =>
  element.children.filter((child) => names.includes(plain(child.name)));

/** Text as a person sees it: line ends and indentation around it are the writer's. */
const isText = ({ children }: Element): boolean => children.length === 0;

const inOnePiece = ({ path, pieces }: Element, problems: Problem[]): boolean => {
  if (pieces > 1)
    tellAt(spotOf(path), problems, 'E_XML_TEXT', 'the text is in pieces (comment or CDATA); send it in one.');
  return pieces < 2;
};

/** The element's own text, where there is nothing else in it. */
export const ownTextFact = (field: Field, element: Element, problems: Problem[]): Fact | undefined =>
  isText(element) && inOnePiece(element, problems)
    ? factOf(field, spotOf(element.path), element.text, problems)
    : undefined;

interface Saying {
  name: string;
  read: (field: Field, problems: Problem[]) => Fact | undefined;
}

const sayingsIn = (element: Element): Map<string, Saying[]> => {
  const attributes = Object.entries(element.attributes).map(
    ([key, text]): Saying => ({
      name: plain(key),
      read: (field, problems) => factOf(field, spotOf(`${element.path}/@${key}`), text, problems),
    }),
  );
  const texts = element.children.map(
    (child): Saying => ({
      name: plain(child.name),
      read: (field, problems) => ownTextFact(field, child, problems),
    }),
  );
  return Map.groupBy([...attributes, ...texts], ({ name }) => name);
};

/**
 * What an element says in attributes and in children that are plain text.
 * @param names of each fact; said twice and differently, it is nobody's to choose
 */
export const factsIn = (
  element: Element | undefined,
  names: Partial<Record<Field, string[]>>,
  problems: Problem[],
): Facts => {
  if (element === undefined) return {};
  const sayings = sayingsIn(element);
  const facts: Facts = {};
  for (const [field, spellings] of Object.entries(names) as [Field, string[]][]) {
    const found = spellings.flatMap((name) => sayings.get(name) ?? []);
    const said = found.flatMap(({ read }) => read(field, problems) ?? []);
    const [first] = said;
    if (first === undefined) continue;
    const other = said.find(({ text }) => text !== first.text);
    if (other) tellAt(other, problems, 'E_XML_CONFLICT', `says otherwise than ${first.pointer}.`);
    facts[field] = first;
  }
  return facts;
};
