// The real telnet: its lines are heard, its options are nobody's words, and no password is seen on its screen.
import { assertEquals } from "@std/assert";
import { ServerProcess } from "../support/process.ts";
import { TestTerminal } from "../support/terminal.ts";
import { isInstalled } from "./irc_client.ts";

const missing = !await isInstalled("telnet");

Deno.test({
  name: "telnet: a name, a room, words both ways, colours, and out",
  ignore: missing,
  async fn() {
    await using server = await ServerProcess.start();
    using ada = await server.enter("ada", "lobby");
    await using telnet = await TestTerminal.start(["telnet", "127.0.0.1", String(server.port)], {
      columns: 80,
      rows: 24,
    });
    await telnet.until("Escape character");
    await telnet.enter("tess");
    await telnet.until("You are tess on parley/");
    await telnet.enter("1");
    await telnet.until("- You are in lobby · here: ada");
    await telnet.enter("grüße from telnet");
    assertEquals((await ada.until("message")).text, "grüße from telnet");
    await ada.ask({ type: "say", text: "hello telnet 😀" });
    await telnet.until("ada: hello telnet 😀");
    await telnet.enter("/color on");
    await telnet.until("Colours are on");
    await ada.ask({ type: "say", text: "in colour" });
    await telnet.until("in colour");
    // deno-lint-ignore no-control-regex -- how colours begin
    assertEquals(/\x1b\[[\d;]*m\s*ada/.test(await telnet.coloured()), true);
    await telnet.enter("exit");
    await telnet.until("- Bye");
    assertEquals(await telnet.ended(), 0);
    assertEquals((await ada.until("member")).change, "left");
  },
});

Deno.test({
  name: "telnet: a password is not seen, what comes after it is",
  ignore: missing,
  async fn() {
    await using server = await ServerProcess.start();
    const start = () => TestTerminal.start(["telnet", "127.0.0.1", String(server.port)], { columns: 80, rows: 24 });
    await using telnet = await start();
    await telnet.until("Escape character");
    await telnet.enter("tess");
    await telnet.until("What next?");
    await telnet.enter("/register");
    await telnet.until("New password:");
    await telnet.enter("correct horse");
    await telnet.until("The same again:");
    await telnet.enter("correct horse");
    await telnet.until("tess is yours now");
    await telnet.enter("/join lobby");
    const screen = await telnet.until("You are in lobby");
    assertEquals([screen.includes("/join lobby"), screen.includes("correct horse")], [true, false]);
    await telnet.enter("/quit");
    await telnet.ended();
    await using again = await start();
    await again.until("Escape character");
    await again.enter("tess");
    await again.until("Password of tess");
    await again.enter("correct horse");
    const shown = await again.until("You are tess on parley/");
    assertEquals(shown.includes("correct horse"), false);
    await again.enter("/quit");
    await again.ended();
  },
});
