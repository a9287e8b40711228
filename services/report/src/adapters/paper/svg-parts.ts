export interface SvgPart {
  name: string;
  attributes: Record<string, string>;
  /** What stands between this tag and the next one. */
  words: string;
}

const tags = /<(\w+)((?:\s+[\w:-]+="[^"]*")*)\s*\/?>([^<]*)/g;
const attributes = /([\w:-]+)="([^"]*)"/g;

/** The tags of an SVG in the order they stand in, end tags left out: enough where nothing is nested that matters. */
export const svgParts = (svg: string): SvgPart[] =>
  [...svg.matchAll(tags)].map(([, name = '', inside = '', words = '']) => ({
    name,
    attributes: Object.fromEntries(
      [...inside.matchAll(attributes)].map(([, key = '', value = '']) => [key, value]),
    ),
    words,
  }));

/** The size an SVG asks for. @throws Error when it asks for none */
const dimensionsOf = (svg: string): { width: number; height: number } => {
  const [root] = svgParts(svg.slice(0, svg.indexOf('>') + 1));
  const [width, height] = [Number(root?.attributes.width), Number(root?.attributes.height)];
  if (!(width > 0 && height > 0)) throw new Error('A drawing has no width and height.');
  return { width, height };
};

/** How pdfmake asks for the size of a drawing, and tells it the size it will have; drawings here are scaled when drawn. */
export const svgMeasure = { measureSVG: dimensionsOf, writeDimensions: (svg: string): string => svg };
