import ts from 'typescript';

const command = (names: string[]) =>
  names.map((name) => `export declare class ${name}Command { constructor(input: object) }`).join('\n');

const libraries: Record<string, string> = {
  '/node_modules/@aws-sdk/client-s3/index.d.ts': command([
    'CopyObject',
    'DeleteObject',
    'GetObject',
    'HeadObject',
    'PutObject',
  ]),
  '/node_modules/@aws-sdk/client-sqs/index.d.ts': command(['SendMessage', 'GetQueueUrl']),
  '/node_modules/@aws-sdk/lib-dynamodb/index.d.ts': `${command(['Get', 'Put', 'Query', 'BatchWrite'])}
    export declare function paginateQuery(config: object, input: object): AsyncIterable<object>;`,
  '/node_modules/server/index.d.ts': 'export declare function get(path: string, handler: unknown): void;',
};

/** A program of these files alone, below /app; nothing is read from the disk. */
export const madeUpProgram = (files: Record<string, string>): ts.Program => {
  const all = new Map(
    Object.entries({ ...libraries, ...files }).map(([name, text]) => [
      name.startsWith('/') ? name : `/app/${name}`,
      text,
    ]),
  );
  const host: ts.CompilerHost = {
    fileExists: (name) => all.has(name),
    readFile: (name) => all.get(name),
    getSourceFile: (name, target) => {
      const text = all.get(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, target, true);
    },
    getDefaultLibFileName: () => '/lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/app',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  return ts.createProgram(
    ['/app/main.ts'],
    {
      noLib: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
    host,
  );
};
