// What `server.ts --help` prints: made of the table of options, so that it can't tell another story.
import { NUMBERS, WORDS } from "./options.ts";

/** The help text, as wide as a terminal of 100 columns at most. */
export function serverHelp(): string {
  const rows: [string, string][] = [
    ...Object.entries(WORDS).map(([name, { initial, about }]): [string, string] => [
      `--${name} ${name.toUpperCase()}`,
      initial === "" ? about : `${about} (${initial})`,
    ]),
    ...Object.entries(NUMBERS).map(([name, { initial, about }]): [string, string] => [
      `--${name} N`,
      `${about} (${initial})`,
    ]),
    ["--listen DIALECT@HOST:PORT", "listen there too, for one dialect (README); may be repeated"],
    ["--legacy", "listen for four older systems too, on their ports of 127.0.0.1"],
    ["--operator NICK", "an account that may do everything; may be repeated"],
    ["--require-login", "nobody may do anything without an account"],
    ["--log-text", "log what is said too, not only its length"],
    ["--help, --version", ""],
  ];
  const width = Math.max(...rows.map(([option]) => option.length));
  return `parley's server: a chat in rooms for the terminal

usage: server.ts [PORT] [options]         serve
       server.ts rooms [--db PATH]        list the stored rooms
       server.ts export [ROOM] [--db PATH]  print history as JSON lines

${rows.map(([option, about]) => `  ${option.padEnd(width)}  ${about}`.trimEnd()).join("\n")}
`;
}
