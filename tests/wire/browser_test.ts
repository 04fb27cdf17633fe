// A page can make a browser connect anywhere and send what it likes behind a request line: none of it is ever chat.
import { assertEquals } from "@std/assert";
import { FakeWorld } from "../support/fake_world.ts";

const REQUESTS = [
  "GET / HTTP/1.1",
  "POST /chat HTTP/1.1",
  "PUT /x HTTP/1.0",
  "OPTIONS * HTTP/1.1",
  "PROPFIND /x HTTP/1.1",
  "NICK /x HTTP/1.1",
  "PRI * HTTP/2.0",
] as const;

/** What a page can send to another place without being asked by its browser first. */
const SIMPLE = /^(?:GET|POST|PUT|OPTIONS) /;

const BODIES = [
  '{"op":"hello","nick":"mal"}\n{"op":"shout","text":"spam"}\n',
  "NICK mal\r\nUSER mal 0 * :m\r\nPRIVMSG $* :spam\r\n",
  "mal\n@ALL: spam\n",
  "REGISTER TOSEND mal\n\nSEND ALL\nContent-length: 4\n\nspam",
  '{"CMD": "JOIN", "UN": "mal", "UID": "mal"}{"CMD": "SEND", "MSG": "spam\\n", "TO": []}',
  "mal>spam",
] as const;

Deno.test.each(REQUESTS)(
  "nothing behind %s is read as chat, whole or in pieces, for whatever dialect",
  async (request) => {
    await using world = await FakeWorld.start("--ping", "3600000");
    const ada = await world.native("ada");
    for (const body of BODIES) {
      const places = ["auto", "nickprompt", "classchat", "native", "irc", "plain", "iitd", "muca"] as const;
      for (const as of places.filter((place) => place !== "irc" || SIMPLE.test(request))) {
        for (const cut of [0, 3, request.length, request.length + 2]) {
          const bytes = `${request}\r\n\r\n${body}`;
          const peer = world.dial(as);
          if (cut > 0) peer.send(bytes.slice(0, cut));
          await world.advance(cut > 0 ? 250 : 0);
          peer.send(bytes.slice(cut));
          await world.advance(1_000);
          assertEquals([peer.halfClosed, ada.heard()], [true, []], `${as}, cut after ${cut}: ${body}`);
          peer.end();
        }
      }
    }
    await world.advance(1_000);
    assertEquals(world.server.connections, 1);
  },
);
