// What a process costs its machine, as Linux tells it; `undefined` on a system that has no /proc.

/** What one tick of `/proc/PID/stat` is. */
const TICK_MS = 10;

/** What a process has used of the processors since its start, in ms: all threads, its own and the kernel's work for it. */
export function cpuMs(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // What follows the name, which may hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** What a process holds in memory, in bytes. */
export function rssBytes(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

/** How many files a process may have open, connections among them. */
export function filesMax(pid: number): number | undefined {
  const most = /^Max open files\s+(\d+)/m.exec(read(`/proc/${pid}/limits`) ?? "")?.[1];
  return most === undefined ? undefined : Number(most);
}

function read(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}
