import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Sniffed, Sniffer, type SniffHint } from "../../lib/wire/sniffer.ts";
import { makeTable } from "../../lib/wire/table.ts";

type Bytes = string | readonly number[];
/** What comes when, in ms after the accept. */
type Arrivals = readonly (readonly [ms: number, bytes: Bytes])[];

interface Outcome {
  /** The dialect, or as whom somebody was refused; `undefined` where it is not decided. */
  readonly as: string | undefined;
  readonly at: number;
  readonly wrote: readonly string[];
  readonly rest: string;
}

const latin1 = new TextDecoder("latin1");

function bytesOf(bytes: Bytes): Uint8Array {
  return typeof bytes === "string" ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes);
}

/** Lets it all happen in time, with a tick whenever one is wanted. */
function sniff(arrivals: Arrivals, hint: SniffHint = "auto", untilMs = 400_000): Outcome {
  const sniffer = new Sniffer({ rows: makeTable(), hint, mono: 1_000 });
  const wrote: string[] = [];
  let now = 0;
  const look = (): Outcome | undefined => {
    for (let found: Sniffed | undefined = sniffer.next(); found; found = sniffer.next()) {
      if (found.type === "write") wrote.push(`${latin1.decode(found.bytes)} at ${now}`);
      else if (found.type === "chosen") {
        return { as: found.dialect.name, at: now, wrote, rest: latin1.decode(found.rest) };
      } else return { as: found.as, at: now, wrote, rest: latin1.decode(found.bytes) };
    }
    return undefined;
  };
  for (const [ms, bytes] of [...arrivals, [untilMs, ""] as const]) {
    for (;;) {
      const outcome = look();
      if (outcome) return outcome;
      const due = sniffer.dueMono - 1_000;
      if (due > ms) break;
      now = Math.max(now, due);
      sniffer.tick(now + 1_000);
    }
    now = ms;
    sniffer.feed(bytesOf(bytes), ms + 1_000);
  }
  return look() ?? { as: undefined, at: now, wrote, rest: "" };
}

/** One character at a time, so many ms apart. */
function keys(text: string, gapMs: number, from = 0): Arrivals {
  return [...text].map((key, index) => [from + index * gapMs, key] as const);
}

const JOIN = '{"CMD": "JOIN", "UN": "Tony", "UID": "Tony@hku.hk"}';

Deno.test.each<readonly [what: string, arrivals: Arrivals, as: string, atMs: number]>([
  ["TLS", [[0, [0x16, 3, 1, 0, 5]]], "tls", 0],
  ["muca", [[0, JOIN]], "muca", 0],
  ["muca in two pieces", [[0, JOIN.slice(0, 20)], [900, JOIN.slice(20)]], "muca", 900],
  ["muca with its keys in another order", [[0, '{"UID":"a","UN":"b","CMD":"JOIN"}']], "muca", 0],
  ["native", [[0, '{"op":"hello","nick":"a"}\n']], "native", 0],
  ["native, the beginning of it", [[0, '{ "op" :']], "native", 0],
  ["native with op last", [[0, '{"nick":"a","op":"hello"}\n']], "native", 0],
  ["native after empty lines", [[0, '\r\n\n{"op":"rooms"}\n']], "native", 0],
  ["an object in a line that is neither", [[0, '{"hello":1}\n']], "native", 0],
  ["a line that only begins as one", [[0, "{nonsense\n"]], "native", 0],
  ["an object that is never finished", [[0, '{"nick":']], "native", 5_000],
  ["an object without a newline that is neither", [[0, '{"CMD":"SEND"}']], "native", 5_000],
  ["a name that begins like an object", [[0, "{.."]], "classchat", 300],
  ["iitd", [[0, "REGISTER TOSEND ann\n\n"]], "iitd", 0],
  ["iitd's second socket", [[0, "REGISTER TORECV ann\n\n"]], "iitd", 0],
  ["a relative of iitd", [[0, "REGISTER TORECV ann\n \n"]], "iitd", 0],
  ["iitd cut in its first word", [[0, "REGIS"], [400, "TER TOSEND ann\n"], [2_000, "\n"]], "iitd", 2_000],
  ["iitd that is never finished", [[0, "REGISTER TOSEND ann"]], "iitd", 5_000],
  ["a browser", [[0, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"]], "http", 0],
  ["a browser that says no more", [[0, "GET / HTTP/1.1\r\n"]], "http", 5_000],
  ["a form that a page sends", [[0, "POST /x HTTP/1.1\r\n"]], "http", 0],
  ["a request of a verb of its own", [[0, "NICK /x HTTP/1.1\r\n"]], "http", 0],
  ["a request in pieces", [[0, "PO"], [600, "ST"], [1_400, " /x HTTP/1.1\r\n"]], "http", 1_400],
  ["a request that is never finished", [[0, "POST /chat"]], "http", 5_000],
  ["a WebSocket", [[0, "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"]], "websocket", 0],
  ["SSH", [[0, "SSH-2.0-OpenSSH_9.6\r\n"]], "ssh", 0],
  ["a proxy", [[0, "PROXY TCP4 1.2.3.4 5.6.7.8 9 10\r\n"]], "proxy", 0],
  ["IRC", [[0, "NICK bob\r\nUSER bob 0 * :Bob\r\n"]], "irc", 0],
  ["IRC that asks for capabilities", [[0, "CAP LS 302\r\n"]], "irc", 0],
  ["IRC with bare newlines", [[0, "NICK bob\n"]], "irc", 0],
  ["a person with nc", [[3_000, "bob\n"]], "plain", 3_000],
  ["a name that is a word of IRC's", [[0, "nick\n"]], "plain", 0],
  ["Enter and nothing else", [[0, "\n"]], "plain", 300],
  ["telnet that begins with its options", [[0, [255, 251, 31, 255, 253, 3]], [2_000, "bob\r\n"]], "plain", 300],
  ["telnet's options and a name at once", [[0, [255, 251, 31, 98, 111, 98, 13, 10]]], "plain", 0],
  ["telnet's option cut in two", [[0, [255, 251]], [50, [31, 98, 10]]], "plain", 50],
  ["a name key by key", keys("bob\n", 250), "plain", 750],
  ["a name key by key, slowly", keys("bob\n", 2_500), "plain", 7_500],
  ["one key and nothing more", [[0, "x"]], "classchat", 3_000],
  ["keys and never a newline", keys("bobby", 500), "classchat", 60_000],
  ["classchat whose user is quick", [[800, "alice"]], "classchat", 1_100],
  ["classchat whose user thinks", [[3_500, "alice"]], "classchat", 3_800],
  ["classchat whose name came with a line", [[0, "alice>hi"]], "classchat", 300],
  ["classchat in two pieces", [[0, "al"], [200, "ice"]], "classchat", 500],
  ["nickprompt that waits", [[1_210, "bob"]], "nickprompt", 1_510],
  ["nickprompt whose user types at once", [[100, "bob: hi"]], "nickprompt", 400],
  ["nickprompt whose user types while it waits", [[3_000, "bob: hi"]], "nickprompt", 3_300],
  ["a name in UTF-8", [[0, "zoë"]], "classchat", 300],
  ["bytes of no meaning", [[0, [1, 2, 3, 254]]], "classchat", 300],
  ["nobody at all", [], "silent", 300_000],
  ["a line too long for any", [[0, "x".repeat(9_000)]], "native", 0],
])("%s", (_what, arrivals, as, atMs) => {
  const outcome = sniff(arrivals);
  assertEquals([outcome.as, outcome.at], [as, atMs]);
});

Deno.test("the question goes out once, alone, after 1.2 s of silence, and never to who has spoken", () => {
  assertEquals(sniff([[9_000, "bob\n"]]).wrote, ["NICK at 1200"]);
  assertEquals(sniff([[1_199, "bob"]]).wrote, []);
  assertEquals(sniff([], "classchat").wrote, []);
  assertEquals(sniff([[9, "bob"]], "nickprompt").wrote, ["NICK at 0"]);
});

Deno.test("a port's hint decides what raw bytes are, and nothing else", () => {
  assertEquals(sniff([[5_000, "bob"]], "classchat").as, "classchat");
  assertEquals(sniff([[5_000, "b"]], "classchat").at, 5_300);
  assertEquals(sniff([[5_000, "bob"]], "nickprompt").as, "nickprompt");
  assertEquals(sniff([[0, "bob: hi"]], "classchat").as, "classchat"); // its codec finds out
  assertEquals(sniff([[0, "bob\n"]], "classchat").as, "plain");
  assertEquals(sniff([[0, JOIN]], "nickprompt").as, "muca");
  assertEquals(sniff([[0, "bob"]], "sure").as, "unknown");
  assertEquals(sniff([], "sure").as, "silent");
});

Deno.test("the chosen decoder gets the stream from its first byte; only plain gets telnet's bytes", () => {
  assertEquals(sniff([[0, "REGISTER TOSEND ann\n\nSEND"]]).rest, "REGISTER TOSEND ann\n\nSEND");
  assertEquals(sniff([[0, "bo"], [100, "b"]]).rest, "bob");
  assertEquals(sniff([[0, [255, 253, 3, 98, 10]]]).rest, latin1.decode(Uint8Array.of(255, 253, 3, 98, 10)));
  assertEquals(sniff([[0, [255, 253, 3]], [1, '{"op":"x"}\n']]).rest, '{"op":"x"}\n');
});

Deno.test("who is turned away is told so in their own language", () => {
  assertEquals(sniff([[0, "GET / HTTP/1.1\r\n\r\n"]]).rest.split("\r\n")[0], "HTTP/1.1 400 Bad Request");
  assertEquals(sniff([[0, "REGISTER TO"]]).rest, "ERROR 101 No user registered\n\n");
  assertEquals(JSON.parse(sniff([[0, '{"nick":']]).rest).code, "bad-json");
  assertEquals(sniff([]).rest, "\xff");
});

Deno.test("whole first lines are known for what they are wherever they are cut, if the pieces come in time", () => {
  const openings = [JOIN, '{"nick":"a","op":"hello"}\n', "REGISTER TOSEND ann\n\n", "GET / HTTP/1.1\r\nA: b\r\n\r\n"];
  for (const opening of [...openings, "NICK bob\r\nUSER a b c d\r\n", "zoë\n", "PROXY TCP4 a\r\n", "alice>hi"]) {
    const whole = sniff([[0, opening]]);
    const bytes = new TextEncoder().encode(opening);
    for (let cut = 1; cut < bytes.length; cut++) {
      const cutUp = sniff([[0, [...bytes.subarray(0, cut)]], [120, [...bytes.subarray(cut)]]]);
      assertEquals(cutUp.as, whole.as, `${opening} cut after ${cut}`);
      const given = cutUp.rest.length;
      if (cutUp.at > 0) assertEquals(given, whole.rest.length);
    }
  }
});

Deno.test("any bytes at any time are decided within a bound, and nothing is said but NICK", () => {
  const arrivals = fc.array(
    fc.tuple(fc.nat(70_000), fc.oneof(fc.string(), fc.constantFrom("\n", "{", "GET ", "bob", "bob: ", '"CMD"'))),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(arrivals, fc.constantFrom<SniffHint>("auto", "classchat", "nickprompt", "sure"), (found, hint) => {
      const sorted = found.sort(([a], [b]) => a - b);
      const outcome = sniff(sorted, hint);
      assertEquals(outcome.as === undefined, false);
      assertEquals(outcome.wrote.length <= 1, true);
    }),
    { seed: 5, numRuns: 400 },
  );
});

Deno.test("who was asked and is no chat client: a browser is just closed, others are told", () => {
  assertEquals(sniff([[2_000, "GET / HTTP/1.1\r\n\r\n"]]), {
    as: "http",
    at: 2_000,
    wrote: ["NICK at 1200"],
    rest: "",
  });
  assertEquals(sniff([[2_000, "POST /x"]]).rest, "");
  assertEquals(sniff([[2_000, "SSH-2.0-x\r\n"]]).rest, "This is a chat server, not SSH.\r\n");
  assertEquals(sniff([[2_000, "REGISTER TOSEND"]]).rest, "ERROR 101 No user registered\n\n");
});
