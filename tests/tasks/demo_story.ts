// The demo without tmux: a server and four line clients that follow a script, and who sees what of it.
import { bold, cyan, dim, green } from "@std/fmt/colors";
import { print } from "../../lib/server/console.ts";
import { Program, ServerProcess } from "../support/process.ts";

export const PEOPLE = ["alice", "bob", "carol", "dave"] as const;
type Name = (typeof PEOPLE)[number];

interface Step {
  /** What there is to be seen. */
  readonly about: string;
  readonly who: Name;
  readonly types: string;
  /** Who sees something of it, and a piece of what. */
  readonly sees: Readonly<Partial<Record<Name, string>>>;
}

const STORY: readonly Step[] = [
  {
    about: "What one says in a room, everybody in that room hears.",
    who: "alice",
    types: "hello everybody",
    sees: { alice: "hello", bob: "hello", carol: "hello", dave: "hello" },
  },
  {
    about: "Something one does.",
    who: "bob",
    types: "/me waves",
    sees: { alice: "bob waves", bob: "bob waves", carol: "bob waves", dave: "bob waves" },
  },
  {
    about: "A room of one's own: making it leaves the lobby.",
    who: "carol",
    types: "/create garden",
    sees: { alice: "carol left", bob: "carol left", carol: "You are in garden", dave: "carol left" },
  },
  {
    about: "Somebody follows.",
    who: "dave",
    types: "/join garden",
    sees: { alice: "dave left", bob: "dave left", carol: "dave came in", dave: "You are in garden" },
  },
  {
    about: "Who is in another room hears nothing.",
    who: "dave",
    types: "the roses are out",
    sees: { carol: "the roses", dave: "the roses" },
  },
  {
    about: "To one person, wherever that person is.",
    who: "alice",
    types: "@carol: lunch at one?",
    sees: { alice: "lunch", carol: "lunch" },
  },
  {
    about: "A group across the rooms.",
    who: "bob",
    types: "/group groupX alice, dave",
    sees: { alice: "groupX", bob: "groupX", dave: "groupX" },
  },
  {
    about: "To the group alone.",
    who: "bob",
    types: "groupX: we meet at nine",
    sees: { alice: "nine", bob: "nine", dave: "nine" },
  },
  {
    about: "To everybody who is connected.",
    who: "dave",
    types: "@ALL: good night",
    sees: { alice: "good night", bob: "good night", carol: "good night", dave: "good night" },
  },
];

/** What of the server's log is shown. */
const TOLD = / (message|room-created|group-made) /;

/** Plays it to its end; nothing that it started is left, whatever happens. */
export async function playStory(): Promise<void> {
  await using server = await ServerProcess.start(["--host", "127.0.0.1", "--log-text"]);
  await print(`${bold("server")}  ${server.ready}\n\n`);
  await using cast = new Cast(server.port);
  for (const name of PEOPLE) {
    await print(dim(`$ deno run -N client.ts ${name} 127.0.0.1:${server.port}\n`));
    await cast.enter(name);
  }
  for (const { about, who, types, sees } of STORY) {
    await print(`\n${dim(about)}\n${bold(who)} types: ${green(types)}\n`);
    await cast.play(who, types, sees);
  }
  await cast.leave();
  const { stdout } = await server.stop();
  await print(
    `\n${dim("They leave. What the server's operator has seen of it (texts, since it runs with --log-text):")}\n`,
  );
  for (const line of stdout) if (TOLD.test(line)) await print(`  ${line}\n`);
}

class Cast implements AsyncDisposable {
  readonly #port: number;
  readonly #clients = new Map<Name, Program>();
  /** Lines of each that were shown. */
  readonly #shown = new Map<Name, number>();

  constructor(port: number) {
    this.#port = port;
  }

  async enter(name: Name): Promise<void> {
    const client = new Program("client.ts", [name, `127.0.0.1:${this.#port}`]);
    this.#clients.set(name, client);
    await client.stdout.until("You are in lobby");
    const others = [...this.#clients].filter(([other]) => other !== name);
    for (const [, other] of others) await other.stdout.until(`${name} came in`);
    await this.#show();
  }

  async play(who: Name, types: string, sees: Step["sees"]): Promise<void> {
    await this.#clients.get(who)?.type(types);
    for (const [name, client] of this.#clients) {
      const piece = sees[name];
      if (piece !== undefined) await client.stdout.until(piece);
    }
    await this.#show();
  }

  async leave(): Promise<void> {
    for (const [name, client] of this.#clients) {
      await client.type("/quit");
      const { code, stderr } = await client.ended();
      if (code !== 0) throw new Error(`${name}'s client failed: ${stderr.join("; ")}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients.values()) await client[Symbol.asyncDispose]();
  }

  /** What each one has seen since it was shown last. */
  async #show(): Promise<void> {
    for (const [name, { stdout }] of this.#clients) {
      const lines = stdout.all.slice(this.#shown.get(name) ?? 0);
      this.#shown.set(name, stdout.all.length);
      const sees = lines.length > 0 ? lines : [dim("(nothing)")];
      for (const [n, line] of sees.entries()) {
        await print(`  ${cyan((n === 0 ? name : "").padEnd(6))}${dim("|")} ${line}\n`);
      }
    }
  }
}
