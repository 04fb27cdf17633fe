import { assertEquals } from "@std/assert";
import { DEFAULT_SETTINGS } from "../../../lib/client/full/settings.ts";
import { SettingsStore } from "../../../lib/client/full/settings_store.ts";

Deno.test("settings are there at the next start; a store that can't be opened costs nothing", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/settings.kv`;
  {
    await using store = await SettingsStore.open(path);
    assertEquals(await store.load(), DEFAULT_SETTINGS);
    store.save({ ...DEFAULT_SETTINGS, nick: "alice" });
    store.save({ ...DEFAULT_SETTINGS, nick: "bob", theme: "light" });
  }
  {
    await using store = await SettingsStore.open(path);
    assertEquals(await store.load(), { ...DEFAULT_SETTINGS, nick: "bob", theme: "light" });
  }
  await using none = await SettingsStore.open(`${folder}/no/such/folder/settings.kv`);
  none.save({ ...DEFAULT_SETTINGS, nick: "carol" });
  assertEquals(await none.load(), DEFAULT_SETTINGS);
  await Deno.remove(folder, { recursive: true });
});
