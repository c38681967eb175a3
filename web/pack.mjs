// Puts a compressed copy beside every file of the built application, for browsers that take it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

let script = 0;
for (const entry of readdirSync("dist", { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|html|svg|json|webmanifest)$/.test(entry.name)) continue;
  const file = join(entry.parentPath ?? entry.path, entry.name);
  const packed = gzipSync(readFileSync(file), { level: 9 });
  writeFileSync(file + ".gz", packed);
  if (entry.name.endsWith(".js")) script += packed.length;
}
const limit = 150_000;
console.log(`JavaScript, compressed: ${(script / 1000).toFixed(1)} kB of ${limit / 1000} allowed`);
if (script > limit) process.exit(1);
