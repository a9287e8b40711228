import type { Problem } from '@labsecure/contracts/problem';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { jsonIn } from './json-answer.ts';
import { followedIn, type Told } from './told.ts';

const Issue = Type.Object({
  severity: Type.String(),
  diagnostics: Type.Optional(Type.String()),
  details: Type.Optional(
    Type.Object({ coding: Type.Optional(Type.Array(Type.Object({ code: Type.Optional(Type.String()) }))) }),
  ),
  expression: Type.Optional(Type.Array(Type.String())),
});

const outcome = Compile(
  Type.Object({ resourceType: Type.Literal('OperationOutcome'), issue: Type.Array(Issue) }),
);

/** Its code is ours where it has one; else its severity becomes one, so that an error counts as an error. */
const problemOf = ({ severity, diagnostics = '', details, expression }: Static<typeof Issue>): Problem => {
  const isFault = severity === 'error' || severity === 'fatal';
  const code = details?.coding?.[0]?.code ?? (isFault ? 'E_INVALID' : 'W_REMARK');
  return { pointer: expression?.[0] ?? '', code, message: diagnostics };
};

/** A FHIR R4 OperationOutcome; undefined when it is none. */
export const fhirAnswer = (text: string): Told | undefined => {
  const value = jsonIn(text);
  if (!outcome.Check(value)) return undefined;
  const said = value.issue.filter(({ severity }) => severity !== 'information');
  const told = value.issue.flatMap(({ diagnostics = '', expression }) =>
    followedIn(diagnostics, expression?.[0]),
  );
  return { problems: said.map(problemOf), results: told };
};
