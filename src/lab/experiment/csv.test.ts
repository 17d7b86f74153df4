/** A pasted table: what is understood, and how everything wrong is named by its line. */
import { describe, expect, test } from 'vitest';
import { type CsvPoints, pointsIn, tableIn, usualColumns } from './csv.ts';
import { limits } from './limits.ts';

function points(text: string): ReturnType<typeof pointsIn> {
  const table = tableIn(text);
  return 'problems' in table ? table : pointsIn(table, usualColumns(table));
}
const good = (text: string): CsvPoints => {
  const read = points(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read;
};
const problems = (text: string): readonly object[] => {
  const read = points(text);
  return 'problems' in read ? read.problems : [];
};

describe('what is understood', () => {
  test('a heading is told from numbers, and names the columns', () => {
    const read = good('height,weight,kind\n1,2,cat\n3,4,dog\n');
    expect(read).toEqual({
      x: [[1, 2], [3, 4]],
      y: [0, 1],
      classes: ['cat', 'dog'],
      names: ['height', 'weight'],
    }); // prettier-ignore
    expect(good('1,2,0\n3,4,1').names).toEqual(['column 1', 'column 2']);
  });
  test('semicolons, tabs, quotes, comments, empty lines, Windows’ line ends and a byte order mark', () => {
    expect(good('1;2;a\r\n\r\n3;4;b\r\n').x).toEqual([[1, 2], [3, 4]]); // prettier-ignore
    expect(good('1\t2\ta\n3\t4\tb').y).toEqual([0, 1]);
    expect(good('\uFEFF# a comment\nx,y,"kind, quoted"\n1,2,"a ""b"""\n3,-4e1,c').classes).toEqual(['a "b"', 'c']);
  });
  test('whole numbers are classes by size, few of them; other numbers are to be met', () => {
    expect(good('1,10\n2,2\n3,10').classes).toEqual(['2', '10']);
    expect(good('1,0.5\n2,1.5\n3,2')).toMatchObject({ y: [0.5, 1.5, 2] });
    expect(good('1,0.5\n2,1.5\n3,2').classes).toBeUndefined();
  });
  test('a column of text is no feature unless it is chosen', () => {
    const table = tableIn('name,a,kind\nx,1,0\ny,2,1');
    if ('problems' in table) throw new Error('no table');
    expect(usualColumns(table)).toEqual({ features: [1], target: 2 });
    expect(pointsIn(table, { features: [0], target: 2 })).toEqual({
      problems: [
        { line: 2, column: 'name', message: '“x” is no number' },
        { line: 3, column: 'name', message: '“y” is no number' },
      ],
    });
  });
});

describe('what is wrong is named', () => {
  test('missing, text, infinite', () => {
    const read = tableIn('a,b,k\n1,,0\n2,x,1\n3,inf,0\n4,1e999,1\n5,NaN,0');
    if ('problems' in read) throw new Error('no table');
    expect(pointsIn(read, { features: [0, 1], target: 2 })).toEqual({
      problems: [
        { line: 2, column: 'b', message: 'is missing' },
        { line: 3, column: 'b', message: '“x” is no number' },
        { line: 4, column: 'b', message: 'inf is infinite' },
        { line: 5, column: 'b', message: '1e999 is infinite' },
        { line: 6, column: 'b', message: 'is missing' },
      ],
    });
  });
  test('ragged rows', () =>
    expect(problems('1,2,0\n3,1\n5,6,1,7')).toEqual([
      { line: 2, message: 'has 2 cells, not 3' },
      { line: 3, message: 'has 4 cells, not 3' },
    ]));
  test('a missing class, one class only, too many classes', () => {
    expect(problems('1,2,a\n3,4,\n5,6,b')).toEqual([{ line: 2, column: 'column 3', message: 'is missing' }]);
    expect(problems('1,2,a\n3,4,a')).toEqual([
      { line: 0, column: 'column 3', message: 'has one class only, “a”; a classifier needs two' },
    ]);
    const many = Array.from({ length: 21 }, (_, i) => `${i},k${i}`).join('\n');
    expect(problems(many)).toEqual([
      { line: 0, column: 'column 2', message: 'has 21 classes; at most 20 are told apart' },
    ]);
  });
  test('too many rows, columns, characters; too few', () => {
    const rows = limits.table.rows + 1;
    expect(problems('1,0\n'.repeat(rows))).toEqual([
      { line: 0, message: `has ${rows} rows; at most ${limits.table.rows} are read` },
    ]);
    expect(problems(`${'1,'.repeat(100)}0\n`.repeat(2))).toEqual([
      { line: 1, message: 'has 101 columns; at most 100 are read' },
    ]);
    expect(problems('1'.repeat(limits.table.characters + 1))).toHaveLength(1);
    expect(problems('')).toEqual([{ line: 0, message: 'has 0 lines; two points at least are needed' }]);
    expect(problems('a\nb')).toEqual([{ line: 0, message: 'has no column of numbers besides the target' }]);
  });
  test('an open quotation mark', () =>
    expect(problems('1,2,0\n1,"2,0')).toEqual([{ line: 2, message: 'has a quotation mark that is not closed' }]));
  test('no more than ten at once', () => expect(problems(`1,0\n${'x,1\n'.repeat(50)}`)).toHaveLength(1));
});
