import ts from 'typescript';
import { createEvaluator } from './evaluate.ts';
import { createFrames, type Frame, type FunctionNode, isFunctionNode, type Value } from './frames.ts';

/** A call of AWS that a service can make. */
export interface Call {
  /** Such as `GetObject`; of a presigned form, `PostObject`; of what a copy reads, `CopySource`. */
  command: string;
  /** Of the table, bucket or queue, without the environment's prefix; absent when the code does not say. */
  resource?: string;
  /** Of the table. */
  index?: string;
  /** One version of an object is named, or may be. */
  versioned?: boolean;
  /** File and line, for people. */
  at: string;
}

const nameFields = ['TableName', 'Bucket', 'QueueUrl', 'QueueName'];
/** How deep functions are looked for in an object that is handed to a library. */
const depth = 3;

const isAws = (symbol: ts.Symbol | undefined): boolean =>
  symbol?.declarations?.some((one) => one.getSourceFile().fileName.includes('/node_modules/@aws-sdk/')) ??
  false;

const placeOf = (node: ts.Node, root: string): string => {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${file.fileName.replace(`${root}/`, '')}:${line + 1}`;
};

/**
 * Follows a service from its first line: which functions can be called from there, with which names of tables, buckets
 * and queues, and which calls of AWS are in them. What is handed to a library counts as called by it.
 * @param program holding `main` and what it imports
 */
export const callsOf = (program: ts.Program, main: string, root: string): Call[] => {
  const checker = program.getTypeChecker();
  const frameFor = createFrames();
  const { evaluate, property, partsNamed, argsOf, memberOf } = createEvaluator(checker, frameFor);
  const calls = new Map<string, Call>();
  const nameless: { command: string; at: string; file: ts.SourceFile }[] = [];
  /** Names of resources that a file was seen to make; by that, a call there whose name is lost on the way is known. */
  const namesIn = new Map<ts.SourceFile, Set<string>>();
  const done = new Set<number>();
  const visited = new Set<ts.SourceFile>();

  const resolved = (node: ts.Node): ts.Symbol | undefined => {
    const symbol = checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  };

  const textsOf = (values: Value[]): string[] =>
    values.flatMap((value) => (value.kind === 'text' ? [value.text] : []));

  const note = (call: Call): void =>
    void calls.set([call.command, call.resource, call.index, call.versioned, call.at].join(' '), call);

  /** The bucket stands first in the text, or is given to the function that makes it. */
  const copySources = (fields: Value[]): Omit<Call, 'command' | 'at'>[] =>
    partsNamed(fields, 'CopySource').flatMap(({ part, frame }) => {
      const made = ts.isPropertyAssignment(part) ? part.initializer : undefined;
      const given = made && ts.isCallExpression(made) ? argsOf(made, frame).flat() : [];
      const texts = textsOf([...memberOf(part, frame), ...given]);
      const versioned = texts.some((text) => text.includes('versionId='));
      const buckets = new Set(texts.map((text) => text.split(/[/?]/)[0] ?? '').filter(Boolean));
      return [...buckets].map((resource) => ({ resource, ...(versioned && { versioned }) }));
    });

  const record = (
    command: string,
    node: ts.Node,
    input: ts.Node | undefined,
    frame: Frame | undefined,
  ): void => {
    const file = node.getSourceFile();
    const at = placeOf(node, root);
    const fields = evaluate(input, frame);
    const names = new Set(nameFields.flatMap((field) => textsOf(property(fields, field))));
    if (names.size === 0) nameless.push({ command, at, file });
    const indexes = textsOf(property(fields, 'IndexName'));
    const versioned = partsNamed(fields, 'VersionId').length > 0;
    for (const resource of names)
      for (const index of indexes.length > 0 ? indexes : [undefined])
        note({
          command,
          resource,
          ...(index !== undefined && { index }),
          ...(versioned && { versioned }),
          at,
        });
    if (command === 'CopyObject') {
      const sources = copySources(fields);
      for (const source of sources.length > 0 ? sources : [{}])
        note({ command: 'CopySource', ...source, at });
    }
  };

  const run = (node: FunctionNode, frame: Frame): void => {
    if (done.has(frame.id)) return;
    done.add(frame.id);
    for (const { initializer } of node.parameters) if (initializer) visit(initializer, frame);
    visit(node.body, frame);
  };

  /** Handed to somebody else, who may call every function in it with anything. */
  const handOut = (value: Value, first: Value[], left = depth): void => {
    if (value.kind === 'function') run(value.node, frameFor(value.node, [first], value.frame));
    if (value.kind === 'list' && left > 0) for (const item of value.items) handOut(item, [], left - 1);
    if (value.kind !== 'object' || left === 0) return;
    for (const part of value.node.properties) {
      const parts = ts.isSpreadAssignment(part)
        ? evaluate(part.expression, value.frame)
        : memberOf(part, value.frame);
      for (const one of parts) handOut(one, [], left - 1);
    }
  };

  const call = (node: ts.CallExpression, frame: Frame | undefined): void => {
    const callee = node.expression;
    const symbol = resolved(callee);
    if (isAws(symbol) && symbol?.name.startsWith('paginate'))
      record(symbol.name.slice('paginate'.length), node, node.arguments[1], frame);
    if (isAws(symbol) && symbol?.name === 'createPresignedPost')
      record('PostObject', node, node.arguments[1], frame);

    const args = argsOf(node, frame);
    if (ts.isIdentifier(callee) && callee.text === 'resourceName') {
      const file = node.getSourceFile();
      namesIn.set(file, new Set([...(namesIn.get(file) ?? []), ...textsOf(args[1] ?? [])]));
    }
    const functions = evaluate(callee, frame).filter((value) => value.kind === 'function');
    for (const value of functions) run(value.node, frameFor(value.node, args, value.frame));
    if (functions.length > 0) return;
    // `list.map(f)` and its like: f gets what is in the list.
    const items = ts.isPropertyAccessExpression(callee)
      ? evaluate(callee.expression, frame).flatMap((value) => (value.kind === 'list' ? value.items : []))
      : [];
    for (const value of args.flat()) handOut(value, items);
  };

  const make = (node: ts.NewExpression, frame: Frame | undefined): void => {
    const symbol = resolved(node.expression);
    const command = /^(\w+)Command$/.exec(symbol?.name ?? '')?.[1];
    if (command && isAws(symbol)) {
      record(command, node, node.arguments?.[0], frame);
      return;
    }
    for (const argument of node.arguments ?? [])
      for (const value of evaluate(argument, frame)) handOut(value, []);
    const declaration = symbol?.valueDeclaration;
    if (declaration && ts.isClassDeclaration(declaration) && !declaration.getSourceFile().isDeclarationFile)
      for (const member of declaration.members)
        if (isFunctionNode(member)) run(member, frameFor(member, [], undefined));
  };

  /** Runs what is written here, but not what stands in functions that are only made here. */
  const visit = (node: ts.Node, frame: Frame | undefined): void => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) follow(node);
    ts.forEachChild(node, (child) => visit(child, frame));
    if (ts.isCallExpression(node)) call(node, frame);
    if (ts.isNewExpression(node)) make(node, frame);
  };

  const follow = (node: ts.ImportDeclaration | ts.ExportDeclaration): void => {
    if (ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly) return;
    if (node.moduleSpecifier === undefined) return;
    const target = checker.getSymbolAtLocation(node.moduleSpecifier)?.valueDeclaration;
    if (target && ts.isSourceFile(target)) load(target);
  };

  const load = (file: ts.SourceFile): void => {
    if (file.isDeclarationFile || visited.has(file)) return;
    visited.add(file);
    ts.forEachChild(file, (statement) => visit(statement, undefined));
  };

  const start = program.getSourceFile(main);
  if (!start) throw new Error(`${main} is not there.`);
  load(start);
  for (const { command, at, file } of nameless) {
    const names = namesIn.get(file);
    if (!names) note({ command, at });
    else for (const resource of names) note({ command, resource, at });
  }
  return [...calls.values()];
};

/** Calls of AWS in the program's own files that are in none of these: as `command in file:line`. */
export const unreached = (program: ts.Program, root: string, calls: Call[]): string[] => {
  const reached = new Set(calls.map(({ command, at }) => `${command} in ${at}`));
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const command = ts.isNewExpression(node) && /^(\w+)Command$/.exec(node.expression.getText())?.[1];
    if (command) found.push(`${command} in ${placeOf(node, root)}`);
    ts.forEachChild(node, look);
  };
  for (const file of program.getSourceFiles())
    if (!file.isDeclarationFile && !file.fileName.includes('/node_modules/')) look(file);
  return found.filter((call) => !reached.has(call));
};
