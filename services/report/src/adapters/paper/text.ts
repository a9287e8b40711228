import type { ColumnProperties, ContentText } from 'pdfmake/interfaces.js';

/**
 * A text of the document. Letters sent as base and accent apart (NFD) are joined, because the font draws only joined ones
 * in their place, and control characters go, because they would be drawn as empty boxes.
 */
export const text = (
  words: string,
  style: Omit<ContentText & ColumnProperties, 'text'> = {},
): ContentText & ColumnProperties => ({
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text: words.normalize('NFC').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''),
  ...style,
});
