import { refusedBody } from '../errors.ts';

const because = (code: string, message: string) => refusedBody(code, 400, message);

/** The parser's own words quote the body. */
export const brokenXml = (line: number, column: number) =>
  because('E_XML', `Invalid XML at line ${line} column ${column}.`);

export const hasDoctype = () =>
  because('E_XML_DTD', 'The document has a DTD (<!DOCTYPE ...>); it is not read. Send it without.');

/** @param what it is called in XML */
export const hasExternal = (what: string) =>
  because(
    'E_XML_EXTERNAL',
    `The document refers to something outside it (${what}); nothing is fetched. Send it without.`,
  );

export const otherCharset = () => because('E_CHARSET', 'The document declares another encoding than UTF-8.');

export const wrongRoot = () => because('E_XML_ROOT', 'The document is not a LabResult; send one.');

export const tooDeepXml = (limit: number) =>
  because('E_XML', `The document is nested more than ${limit} levels deep.`);

export const tooManyElements = (limit: number) =>
  because('E_XML', `The document has more than ${limit} elements.`);

export const hasEntity = (line: number, column: number) =>
  because(
    'E_XML_ENTITY',
    `An entity other than &amp; &lt; &gt; &quot; &apos; at line ${line} column ${column}.`,
  );
