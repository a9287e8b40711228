import { SaxesParser } from 'saxes';
import {
  brokenXml,
  hasDoctype,
  hasEntity,
  hasExternal,
  otherCharset,
  tooDeepXml,
  tooManyElements,
} from './errors.ts';

/** An element. Names are as sent, without a prefix. */
export interface Element {
  name: string;
  /** XPath-like: /LabResult/Tests/Test[2]. */
  path: string;
  attributes: Record<string, string>;
  children: Element[];
  /** Its own text, that of elements inside not included. */
  text: string;
  /** In how many pieces it came: a comment in 7<!-- -->5 makes two of them, and of one number two. */
  pieces: number;
  /** Offsets in the document, of the first character and behind the last. */
  from: number;
  to: number;
}

const deepest = 32;
const mostElements = 100_000;

/** Those of which there may be many; others stand alone, and so do their paths. */
const numbered = /^(?:test|component|result|observation|analyte)$/i;

/** Local names, as far as one can know them without reading namespaces. */
const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

const pathIn = (parent: Element | undefined, name: string, counts: Map<string, number>): string => {
  const path = `${parent?.path ?? ''}/${name}`;
  if (parent === undefined || !numbered.test(name)) return path;
  const number = (counts.get(path) ?? 0) + 1;
  counts.set(path, number);
  return `${path}[${number}]`;
};

const external = /^(?:schemaLocation|noNamespaceSchemaLocation|href|src)$/;

const forbidExternal = (name: string, attributes: Record<string, string>): void => {
  if (localName(name) === 'include' || localName(name) === 'import') throw hasExternal(localName(name));
  const attribute = Object.keys(attributes).find((key) => external.test(localName(key)));
  if (attribute !== undefined) throw hasExternal(localName(attribute));
};

/**
 * Reads a document into elements. What could reach outside or grow is refused at sight: a DTD and with it every entity
 * but the five of XML 1.0 (section 4.6), XInclude, schema locations, stylesheets.
 * @throws InvalidInputError (400): E_XML with line and column, E_XML_DTD, E_XML_EXTERNAL, E_CHARSET
 */
export const readTree = (text: string): Element => {
  const parser = new SaxesParser();
  const open: Element[] = [];
  let root: Element | undefined;
  const counts = new Map<string, number>();
  let count = 0;
  parser.on('error', ({ message }) => {
    const [line, column] = [parser.line, parser.columnIndex + 1];
    throw message.includes('undefined entity') ? hasEntity(line, column) : brokenXml(line, column);
  });
  parser.on('doctype', () => {
    throw hasDoctype();
  });
  parser.on('processinginstruction', () => {
    throw hasExternal('processing instruction');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) throw otherCharset();
  });
  parser.on('opentag', ({ name, attributes }: { name: string; attributes: Record<string, string> }) => {
    count += 1;
    if (open.length >= deepest) throw tooDeepXml(deepest);
    if (count > mostElements) throw tooManyElements(mostElements);
    forbidExternal(name, attributes);
    const parent = open.at(-1);
    const local = localName(name);
    const element: Element = {
      name: local,
      path: pathIn(parent, local, counts),
      attributes,
      children: [],
      text: '',
      pieces: 0,
      from: text.lastIndexOf('<', parser.position - 1),
      to: 0,
    };
    parent?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) closed.to = parser.position;
  });
  const append = (more: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    element.text += more;
    if (more.trim() !== '') element.pieces += 1;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.write(text).close();
  if (root === undefined) throw brokenXml(1, 1);
  return root;
};
