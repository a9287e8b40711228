import ts from 'typescript';
import {
  type createFrames,
  type Frame,
  frameOf,
  functionAround,
  isFunctionNode,
  type Value,
} from './frames.ts';

/** What stands between an expression and what it holds. */
const wrapped = (node: ts.Node): ts.Expression | undefined =>
  ts.isParenthesizedExpression(node) ||
  ts.isAwaitExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isNonNullExpression(node)
    ? node.expression
    : undefined;

const nameOf = (name: ts.PropertyName | ts.BindingName | undefined): string | undefined =>
  name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : undefined;

const assigns = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
]);

/** Every `x = ...` and `x ??= ...` of a file, by the symbol of x. */
const assignmentsIn = (file: ts.SourceFile, checker: ts.TypeChecker): Map<ts.Symbol, ts.Expression[]> => {
  const found = new Map<ts.Symbol, ts.Expression[]>();
  const look = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && assigns.has(node.operatorToken.kind) && ts.isIdentifier(node.left)) {
      const symbol = checker.getSymbolAtLocation(node.left);
      if (symbol) found.set(symbol, [...(found.get(symbol) ?? []), node.right]);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
};

/** What a function gives back: the expressions of its own `return`s. */
const returnsOf = (body: ts.Node): ts.Expression[] => {
  if (!ts.isBlock(body)) return [body as ts.Expression];
  const found: ts.Expression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, look);
  };
  ts.forEachChild(body, look);
  return found;
};

/** Works out a value once for each run. What refers to itself adds nothing to itself. */
const createMemory = () => {
  const known = new Map<object, Map<number, Value[]>>();
  return (about: object, frame: Frame | undefined, compute: () => Value[]): Value[] => {
    const ofThis = known.get(about) ?? new Map<number, Value[]>();
    known.set(about, ofThis);
    const before = ofThis.get(frame?.id ?? 0);
    if (before) return before;
    ofThis.set(frame?.id ?? 0, []);
    const values = compute();
    ofThis.set(frame?.id ?? 0, values);
    return values;
  };
};

export type Evaluate = (node: ts.Node | undefined, frame: Frame | undefined) => Value[];

/** Tells what expressions may be: functions, objects written in the code, and texts such as names of tables. */
export const createEvaluator = (checker: ts.TypeChecker, frameFor: ReturnType<typeof createFrames>) => {
  const once = createMemory();
  const assigned = new Map<ts.SourceFile, Map<ts.Symbol, ts.Expression[]>>();

  /** @param within objects being looked through already: one may be spread into itself by way of a variable */
  const property = (values: Value[], name: string | undefined, within: ts.Node[] = []): Value[] =>
    name === undefined ? [] : values.flatMap((value) => propertyOf(value, name, within));

  const propertyOf = (value: Value, name: string, within: ts.Node[]): Value[] => {
    if (value.kind === 'addresses') return [{ kind: 'text', text: name }];
    if (value.kind !== 'object' || within.includes(value.node)) return [];
    // The last one counts.
    for (const part of value.node.properties.toReversed()) {
      if (ts.isSpreadAssignment(part)) {
        const spread = property(evaluate(part.expression, value.frame), name, [...within, value.node]);
        if (spread.length > 0) return spread;
      } else if (nameOf(part.name) === name) {
        return memberOf(part, value.frame);
      }
    }
    return [];
  };

  /** The parts of that name in objects, whether their values are known or not. */
  const partsNamed = (
    values: Value[],
    name: string,
    within: ts.Node[] = [],
  ): { part: ts.ObjectLiteralElementLike; frame: Frame | undefined }[] =>
    values.flatMap((value) => {
      if (value.kind !== 'object' || within.includes(value.node)) return [];
      const { node, frame } = value;
      return node.properties.flatMap((part) => {
        if (ts.isSpreadAssignment(part))
          return partsNamed(evaluate(part.expression, frame), name, [...within, node]);
        return nameOf(part.name) === name ? [{ part, frame }] : [];
      });
    });

  const memberOf = (part: ts.ObjectLiteralElementLike, frame: Frame | undefined): Value[] => {
    if (ts.isPropertyAssignment(part)) return evaluate(part.initializer, frame);
    if (ts.isShorthandPropertyAssignment(part))
      return symbolValue(checker.getShorthandAssignmentValueSymbol(part), frame);
    return isFunctionNode(part) ? [{ kind: 'function', node: part, frame }] : [];
  };

  /** What `{ name }`, `{ name: other }` or `{ [name]: other }` takes out of an object. */
  const namesOf = (element: ts.BindingElement, frame: Frame | undefined): string[] => {
    const { propertyName, name } = element;
    if (propertyName && ts.isComputedPropertyName(propertyName))
      return evaluate(propertyName.expression, frameOf(element, frame)).flatMap((value) =>
        value.kind === 'text' ? [value.text] : [],
      );
    return [nameOf(propertyName ?? name) ?? []].flat();
  };

  /** What a variable, parameter or a part of one holds. */
  const declared = (declaration: ts.Node, frame: Frame | undefined): Value[] => {
    if (isFunctionNode(declaration))
      return [{ kind: 'function', node: declaration, frame: frameOf(declaration, frame) }];
    if (ts.isVariableDeclaration(declaration))
      return evaluate(declaration.initializer, frameOf(declaration, frame));
    if (ts.isParameter(declaration)) {
      const own = frameOf(declaration, frame);
      const index = own?.node.parameters.indexOf(declaration) ?? -1;
      const given = own?.args[index] ?? [];
      return given.length > 0 ? given : evaluate(declaration.initializer, own);
    }
    if (!ts.isBindingElement(declaration)) return [];
    const whole = declared(declaration.parent.parent, frame);
    if (declaration.dotDotDotToken) return whole;
    if (ts.isArrayBindingPattern(declaration.parent))
      return whole.flatMap((value) => (value.kind === 'list' ? value.items : []));
    const part = namesOf(declaration, frame).flatMap((name) => property(whole, name));
    return part.length > 0 ? part : evaluate(declaration.initializer, frameOf(declaration, frame));
  };

  const symbolValue = (found: ts.Symbol | undefined, frame: Frame | undefined): Value[] => {
    const symbol = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    return symbol === undefined ? [] : once(symbol, frame, () => heldBy(symbol, frame));
  };

  const heldBy = (symbol: ts.Symbol, frame: Frame | undefined): Value[] => {
    const declaration = symbol.valueDeclaration;
    if (!declaration) return [];
    const file = declaration.getSourceFile();
    if (file.isDeclarationFile) return [];
    const assignments = assigned.get(file) ?? assignmentsIn(file, checker);
    assigned.set(file, assignments);
    return [
      ...declared(declaration, frame),
      ...(assignments.get(symbol) ?? []).flatMap((right) => evaluate(right, frameWithin(right, frame))),
    ];
  };

  /** An assignment may stand deeper than the variable; what it refers to is then in a run we may not be in. */
  const frameWithin = (node: ts.Node, frame: Frame | undefined): Frame | undefined => {
    for (let around = functionAround(node); around; around = functionAround(around))
      for (let at = frame; at !== undefined; at = at.outer) if (at.node === around) return at;
    return undefined;
  };

  const called = (node: ts.CallExpression, frame: Frame | undefined): Value[] => {
    const callee = node.expression;
    if (ts.isIdentifier(callee) && callee.text === 'resolveQueueUrls') return [{ kind: 'addresses' }];
    if (ts.isPropertyAccessExpression(callee)) {
      const method = callee.name.text;
      if (method === 'catch' || method === 'finally') return evaluate(callee.expression, frame);
      if (method === 'all') return evaluate(node.arguments[0], frame);
    }
    return evaluate(callee, frame).flatMap((value) => {
      if (value.kind !== 'function') return [];
      const inside = frameFor(value.node, argsOf(node, frame), value.frame);
      return returnsOf(value.node.body).flatMap((expression) => evaluate(expression, inside));
    });
  };

  const argsOf = (node: ts.CallExpression, frame: Frame | undefined): Value[][] =>
    node.arguments.map((argument) => evaluate(argument, frame));

  /** Parts that are not known, such as the prefix of an environment, are left out. */
  const template = (node: ts.TemplateExpression, frame: Frame | undefined): Value[] => {
    let texts = [node.head.text];
    for (const { expression, literal } of node.templateSpans) {
      const parts = evaluate(expression, frame).flatMap((value) =>
        value.kind === 'text' ? [value.text] : [],
      );
      texts = texts.flatMap((text) =>
        (parts.length > 0 ? parts : ['']).map((part) => text + part + literal.text),
      );
    }
    return texts.map((text) => ({ kind: 'text', text }));
  };

  const compute = (node: ts.Node, frame: Frame | undefined): Value[] => {
    const inner = wrapped(node);
    if (inner) return evaluate(inner, frame);
    if (ts.isStringLiteralLike(node)) return [{ kind: 'text', text: node.text }];
    if (ts.isTemplateExpression(node)) return template(node, frame);
    if (ts.isObjectLiteralExpression(node)) return [{ kind: 'object', node, frame }];
    if (ts.isArrayLiteralExpression(node))
      return [{ kind: 'list', items: node.elements.flatMap((element) => evaluate(element, frame)) }];
    if (isFunctionNode(node)) return [{ kind: 'function', node, frame }];
    if (ts.isIdentifier(node)) return symbolValue(checker.getSymbolAtLocation(node), frame);
    if (ts.isPropertyAccessExpression(node))
      return property(evaluate(node.expression, frame), node.name.text);
    if (ts.isElementAccessExpression(node))
      return evaluate(node.argumentExpression, frame).flatMap((key) =>
        key.kind === 'text' ? property(evaluate(node.expression, frame), key.text) : [],
      );
    if (ts.isCallExpression(node)) return called(node, frame);
    if (ts.isConditionalExpression(node))
      return [...evaluate(node.whenTrue, frame), ...evaluate(node.whenFalse, frame)];
    if (ts.isBinaryExpression(node)) return [...evaluate(node.left, frame), ...evaluate(node.right, frame)];
    return [];
  };

  const evaluate: Evaluate = (node, frame) =>
    node === undefined ? [] : once(node, frame, () => compute(node, frame));

  return { evaluate, property, partsNamed, argsOf, memberOf };
};
