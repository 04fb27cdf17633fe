// The client's program in the test's own process, as in a pipe with --listen: lines in, lines out, a real socket. Its
// clock runs faster, so that what it waits for before it comes back takes no time to speak of.
import { type Clock, systemClock } from "../../lib/clock.ts";
import { App, type Outcome } from "../../lib/client/app.ts";
import { connectTcp } from "../../lib/client/connect.ts";
import { PlainUi } from "../../lib/client/line/plain_ui.ts";

/** How many of the client's seconds pass in one. */
const HASTE = 20;
/** Guards a test that would wait for ever; no test waits so long for what is in order. */
const GUARD_MS = 30_000;

export interface ClientRig extends AsyncDisposable {
  /** All that it printed, line by line, without the time that they begin with. */
  readonly shown: string[];
  type(...lines: string[]): void;
  /** Resolves when lines that hold `text` have been shown so many times. */
  until(text: string, times?: number): Promise<void>;
  /** Ends its input: it quits. */
  end(): Promise<Outcome>;
}

let clients = 0;

/** Starts one that joins `room` through a port of this machine; `password` is used where one is needed. */
export function startClient(port: number, nick: string, room: string, password?: string): ClientRig {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const shown: string[] = [];
  const typed: string[] = [];
  let rest = "";
  let wakeInput = () => {};
  let wakeWatcher = () => {};
  const output = {
    write(bytes: Uint8Array) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      shown.push(...lines.map((line) => line.replace(/^\d\d:\d\d /, "")));
      wakeWatcher();
      return Promise.resolve(bytes.length);
    },
  };
  const input = {
    async read(buffer: Uint8Array): Promise<number | null> {
      while (typed.length === 0) await new Promise<void>((resolve) => wakeInput = resolve);
      const line = typed.shift() ?? "";
      return line === "" ? null : encoder.encodeInto(line, buffer).written;
    },
  };
  const give = (...lines: string[]) => {
    typed.push(...lines);
    wakeInput();
  };
  const app = new App({
    ui: new PlainUi({ input, output, errors: output }),
    clock: hasty(systemClock),
    connect: connectTcp,
    files: { save: () => Promise.resolve(undefined) },
    chance: Math.random,
  }, {
    nick,
    address: { host: "127.0.0.1", port },
    setup: {
      person: false,
      listen: true,
      room,
      uid: undefined,
      password,
      agent: "test/1",
      refPrefix: `t${++clients}-`,
    },
  });
  const running = app.run();
  return {
    shown,
    type: (...lines) => give(...lines.map((line) => `${line}\n`)),
    async until(text, times = 1) {
      const late = Promise.withResolvers<never>();
      const guard = setTimeout(
        () => late.reject(new Error(`${nick} never showed "${text}":\n${shown.join("\n")}`)),
        GUARD_MS,
      );
      try {
        while (shown.filter((line) => line.includes(text)).length < times) {
          await Promise.race([late.promise, new Promise<void>((resolve) => wakeWatcher = resolve)]);
        }
      } finally {
        clearTimeout(guard);
        late.promise.catch(() => {});
      }
    },
    end() {
      app.dispatch({ type: "interrupted" });
      give("");
      return running;
    },
    async [Symbol.asyncDispose]() {
      await this.end();
    },
  };
}

function hasty(clock: Clock): Clock {
  return {
    now: () => ({ at: clock.now().at, mono: clock.now().mono * HASTE }),
    after: (ms, call) => clock.after(ms / HASTE, call),
  };
}
