// What the load program prints: a table that grows as figures come.
const encoder = new TextEncoder();
const WIDTHS = [54, 22] as const;

/** Says that were not heard, or not in order, and what else should not have been; over all that was measured. */
const faults = { deliveries: 0, lost: 0, misordered: 0, troubles: [] as string[] };

export async function print(line: string): Promise<void> {
  for (let rest = encoder.encode(`${line}\n`); rest.length > 0;) rest = rest.subarray(await Deno.stdout.write(rest));
}

/** One figure; `reach` is what is wanted of it, where that is laid down. */
export async function row(figure: string, reach: string, measured: string): Promise<void> {
  await print(`${figure.padEnd(WIDTHS[0])}  ${reach.padEnd(WIDTHS[1])}  ${measured}`);
}

/** Counts what a load has come to; gives what is wrong with it, in words that end a row. */
export function judge(
  crowd: {
    readonly heard: number;
    readonly lost: number;
    readonly misordered: number;
    readonly trouble?: string | undefined;
  },
): string {
  const { heard, lost, misordered, trouble } = crowd;
  faults.deliveries += heard;
  faults.lost += lost;
  faults.misordered += misordered;
  if (trouble !== undefined) faults.troubles.push(trouble);
  const wrong = [
    ...(lost === 0 ? [] : [`${lost} LOST`]),
    ...(misordered === 0 ? [] : [`${misordered} MISORDERED`]),
    ...(trouble === undefined ? [] : [`TROUBLE: ${trouble}`]),
  ];
  return wrong.map((each) => `, ${each}`).join("");
}

export async function printFaults(): Promise<void> {
  const { deliveries, lost, misordered, troubles } = faults;
  if (deliveries === 0) return;
  await row(`of ${deliveries} deliveries, lost and misordered`, "0, 0", `${lost}, ${misordered}`);
  for (const trouble of new Set(troubles)) await row("went wrong", "nothing", trouble);
}

/** A figure with the digits that mean something; `-` where the machine does not tell. */
export function number(value: number | undefined, unit: string): string {
  if (value === undefined || Number.isNaN(value)) return `- ${unit}`;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
