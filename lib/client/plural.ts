/** A number with its noun: `plural(1, "line", "lines")` is "1 line". */
export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
