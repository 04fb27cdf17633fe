// `deno task demo` where there is no terminal: it plays its conversation, ends by itself and leaves nothing.
import { assertEquals, assertMatch } from "@std/assert";

Deno.test("the demo without a terminal shows who sees what, and exits 0", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "tests/tasks/demo.ts", "--plain"],
    cwd: new URL("../../", import.meta.url),
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout);
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  assertEquals(text.includes("\x1b"), false);
  assertMatch(
    text,
    /alice types: hello everybody\n {2}alice .*alice: hello.*\n {2}bob .*\n {2}carol .*\n {2}dave .*hello/,
  );
  assertMatch(
    text,
    /alice types: @carol: lunch.*\n {2}alice .*\n {2}bob +\| \(nothing\)\n {2}carol .*\n {2}dave +\| \(nothing\)/,
  );
  const port = Number(/listening on 127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
  const again = await Deno.connect({ hostname: "127.0.0.1", port }).then((conn) => conn.close(), () => "refused");
  assertEquals(again, "refused");
});
