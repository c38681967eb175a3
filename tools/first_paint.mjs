// SPDX-License-Identifier: MIT
// How long the triage desk takes to show on a slow connection, once the browser has been there before:
// node first_paint.mjs ADDRESS SIGN_IN_NAME PASSWORD. Prints milliseconds, the middle of five visits, from asking
// for the page to the first paint and to the queue.

import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(resolve(here, "../web/package.json"))("playwright-core");

const [address, name, password] = process.argv.slice(2);
/** The usual profile of 3G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const slow = { offline: false, downloadThroughput: 200_000, uploadThroughput: 94_000, latency: 150 };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
await page.goto(address);
await page.fill("#sign_in_name", name);
await page.fill("#password", password);
await page.keyboard.press("Enter");
await page.waitForSelector(".wm-header");
await page.goto(address + "/triage");
await page.waitForSelector(".wm-queue li, .wm-queue");
const wire = await page.context().newCDPSession(page);
await wire.send("Network.enable");
await wire.send("Network.emulateNetworkConditions", slow);
const visits = [];
for (let i = 0; i < 5; i += 1) {
  await page.goto("about:blank");
  await page.goto(address + "/triage", { waitUntil: "commit" });
  await page.waitForSelector(".wm-queue");
  visits.push(await page.evaluate(() => ({ paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, queue: performance.now() })));
}
await browser.close();
const middle = (of) => visits.map((one) => one[of]).sort((a, b) => a - b)[2];
console.log(JSON.stringify({ paint: Math.round(middle("paint")), queue: Math.round(middle("queue")) }));
