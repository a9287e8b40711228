import { expect, test } from 'vitest';
import { documentOf, errorsOf, read, wbc } from '../../test/xml.ts';

const rbc = '<Component code="RBC" value="5"/>';
const [before, after] = documentOf({ component: wbc }).split('</Test>');

test.each([
  [
    'among others, a level deeper',
    `<Components>${rbc}</Components></Test>`,
    'Test[1]/Components/Component[1]',
  ],
  ['under a misspelled name', '<Componet code="RBC" value="5"/></Test>', 'Test[1]/Componet'],
  ['with its value in an element', '<Row><Code>RBC</Code><Value>5</Value></Row></Test>', 'Test[1]/Row'],
  ['beside its test', `</Test>${rbc}`, 'Component[1]'],
  ['in a group of tests', `</Test><Group><Test code="GLU" value="5"/></Group>`, 'Group/Test[1]'],
])(
  'When a value stands %s, then the result is refused, for it would be shown without it',
  (_what, part, place) => {
    expect(errorsOf(`${before}${part}${after}`)).toEqual([`E_XML_PLACE /LabResult/Tests/${place}`]);
  },
);

test('When a value stands inside another, then both are refused', () => {
  const nested = `<Component code="WBC"><Value unit="10^3/uL">7.5</Value>${rbc}</Component>`;
  const [first] = read(documentOf({ tests: `<Test code="CBC">${nested}</Test>`, component: wbc }));
  expect(first?.report).toBeUndefined();
  expect(first?.problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    'E_XML_PLACE /LabResult/Tests/Test[1]/Component[1]/Component[1]',
  ]);
});

test('When one of several tests holds a stray value, then the others are accepted', () => {
  const tests = `<Test code="LIPID">${rbc}<Componet code="HDL" value="5"/></Test>`;
  expect(read(documentOf({ tests, component: wbc })).map(({ report }) => report?.panel.id)).toEqual([
    undefined,
    'cbc',
  ]);
});

test('When other elements say other things, then they are kept as received and nobody minds', () => {
  const others =
    '<Specimen code="SER">serum</Specimen><Property name="x" value="y"/><Result>see report</Result>';
  expect(read(`${before}${others}</Test>${after}`)).toMatchObject([{ report: {}, problems: [] }]);
});
