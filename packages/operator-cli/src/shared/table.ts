import { harmless } from '@labsecure/contracts/harmless';

const gap = '  ';

/** Rows as lines, each column as wide as its widest cell. */
export const aligned = (rows: string[][]): string[] => {
  const clean = rows.map((row) => row.map(harmless));
  const columns = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...clean.map((row) => row[at]?.length ?? 0)),
  );
  return clean.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(gap)
      .trimEnd(),
  );
};
