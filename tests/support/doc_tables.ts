// Reads a page of documentation by its tables: what a test compares with the code.

/** A table's cells by the words of its head, one record a row. */
export type Row = Readonly<Record<string, string>>;

/** A field as a cell tells it: `` `nick?: string` ``. */
export interface ToldField {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
}

const FIELD = /^(\w+)(\?)?: (.+)$/;

/** The rows of all tables whose head begins with that word, in order. */
export function rowsOf(page: string, first: string): Row[] {
  const rows: Row[] = [];
  let head: readonly string[] | undefined;
  for (const line of page.split("\n")) {
    if (!line.startsWith("|")) {
      head = undefined;
      continue;
    }
    const cells = cellsOf(line);
    if (head === undefined) head = cells;
    else if (head[0] === first && !/^-+$/.test(cells[0] ?? "")) {
      rows.push(Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ""])));
    }
  }
  return rows;
}

/** What stands in backticks. */
export function spansOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? "");
}

/** The one name in a row's first cell. */
export function nameOf(cell: string): string {
  const [name, ...more] = spansOf(cell);
  if (name === undefined || more.length > 0) throw new SyntaxError(`Cannot find one name in "${cell}"`);
  return name;
}

/** The fields that a cell names. Whatever else stands in backticks there is a fault of the page. */
export function fieldsOf(cell: string): ToldField[] {
  return spansOf(cell).map((span) => {
    const [, name, mark, type] = FIELD.exec(span) ?? [];
    if (name === undefined || type === undefined) throw new SyntaxError(`Cannot read the field "${span}"`);
    return { name, type, needed: mark === undefined };
  });
}

/** Two fields of which one is needed: "`a?: …` or `b?: …`". */
export function eitherOf(cell: string): readonly [string, string] | undefined {
  const [, one, other] = /`(\w+)\?: [^`]+` or `(\w+)\?: [^`]+`/.exec(cell) ?? [];
  return one === undefined || other === undefined ? undefined : [one, other];
}

/** The number at the beginning of a text, written with commas or without. */
export function numberOf(text: string): number {
  const [digits] = /^\d[\d,]*/.exec(text) ?? [];
  return digits === undefined ? NaN : Number(digits.replaceAll(",", ""));
}

function cellsOf(line: string): string[] {
  return line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll("\\|", "|"));
}
