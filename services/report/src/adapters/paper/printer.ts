import type { Content } from 'pdfmake/interfaces.js';
import { momentOf } from './dates.ts';
import type { Paper } from './definition.ts';
import { createSvgPen, type PlacedSvg } from './draw-svg.ts';
import { PaperDocument } from './fonts.ts';
import { palette, size } from './palette.ts';
import { type Document, LayoutBuilder, Renderer } from './pdfmake-parts.ts';
import { svgMeasure } from './svg-parts.ts';
import { text } from './text.ts';

/** As wide as A4 and as high as Letter, in points: prints on either without being scaled or cut. */
const page = { width: 595.28, height: 792, orientation: 'portrait' as const };
const margins = { left: 38, top: 40, right: 38, bottom: 44 };

const footer =
  (paper: Paper, printedAt: string) =>
  (current: number, all: number): Content => ({
    margin: [margins.left, 12, margins.right, 0],
    fontSize: size.small,
    color: palette.soft,
    columns: [
      text(`${paper.foot} · printed ${momentOf(printedAt)}`, { width: '*' }),
      text(`Page ${current} of ${all}`, { width: 'auto', alignment: 'right' }),
    ],
  });

class PaperRenderer extends Renderer {
  readonly #draw: (svg: PlacedSvg) => void;

  constructor(document: Document) {
    super(document);
    this.#draw = createSvgPen(document);
  }

  override renderSVG(svg: PlacedSvg): void {
    this.#draw(svg);
  }
}

const finished = (document: PaperDocument): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    document.end();
  });

/**
 * Sets a paper as PDF. It does what pdfmake's own printer does, on a document that keeps its parsed fonts, and without the
 * step that fetches addresses: nothing but the paper and two fonts goes into it. The same paper printed at the same time
 * gives the same bytes.
 * @param printedAt RFC 3339, for the foot of the page
 */
export const print = (paper: Paper, printedAt: string): Promise<Buffer> => {
  const { title, author, subject, creationDate } = paper.info;
  const document = new PaperDocument({
    pdfVersion: '1.7',
    lang: 'en-US',
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Subject: subject,
      CreationDate: creationDate,
      Creator: 'LabSecure',
      Producer: 'pdfmake',
    },
  });
  const layout = new LayoutBuilder(page, margins, svgMeasure);
  const pages = layout.layoutDocument(
    paper.content,
    document,
    {},
    { font: 'Source Sans 3', fontSize: size.body, color: palette.ink, lineHeight: 1 },
    undefined,
    (current) => (current > 1 ? structuredClone(paper.runningHead) : undefined),
    footer(paper, printedAt),
  );
  new PaperRenderer(document).renderPages(pages);
  return finished(document);
};
