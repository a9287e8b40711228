const longest = { start: 90, end: 50 };

/** What programs make links of: a scheme, an address, `www.`, and every point that does not lead to a usual end of a file. */
const linkMaker = /[:@]|(?<=www)\.|\.(?!(?:csv|tsv|txt|json|xml|hl7|er7|oru|dat|sealed|reasons)(?:[/.]|$))/gi;

const visible = (sign: string): string => `\\u{${sign.codePointAt(0)?.toString(16)}}`;

/**
 * A path as a laboratory named it, for people to read. Signs that are not seen, end a line or turn its direction are
 * spelt out; points, colons and @ stand in brackets, so that no program makes a link of it; the middle of a long one is
 * left out. Markup is for whoever puts it into a page.
 */
export const shownPath = (path: string): string => {
  const seen = path.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, visible);
  const apart = seen.replace(linkMaker, '[$&]');
  const signs = [...apart];
  if (signs.length <= longest.start + longest.end) return apart;
  return `${signs.slice(0, longest.start).join('')} … ${signs.slice(-longest.end).join('')}`;
};
