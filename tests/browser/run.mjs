// SPDX-License-Identifier: MIT
// The real pages in Chromium: an incident recorded by keyboard alone, every page looked at by axe at
// three widths, and a picture kept of each. node run.mjs BINARY

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const need = createRequire(resolve(here, "../../web/package.json"));
const { chromium } = need("playwright-core");
const { default: AxeBuilder } = need("@axe-core/playwright");

const binary = resolve(process.argv[2]);
const pictures = resolve(here, "../../build/pictures");
mkdirSync(pictures, { recursive: true });
const data = mkdtempSync(join(tmpdir(), "waymark-browser-"));
const password = "lantern-harbour-teapot";
let passed = 0;
const failures = [];  // What each failed scene is called and what it said, told again at the end.

/** SCENE in the environment says which scenes to run, by a regular expression; all of them without it. */
async function scene(name, work) {
  if (process.env.SCENE && !new RegExp(process.env.SCENE).test(name)) return;
  try {
    await work();
    passed += 1;
    console.log("passed", name);
  } catch (error) {
    failures.push(`FAILED ${name}\n  ${String(error.stack ?? error).slice(0, 1500)}`);
    console.log("FAILED", name);
  }
}

function expect(condition, words) {
  if (!condition) throw new Error(words);
}

spawnSync(binary, ["demo", "--data", data, "--scale", "600"], { stdio: "inherit" });
const server = spawn(binary, ["serve", "--data", data, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const address = await new Promise((done, fail) => {
  server.stdout.on("data", (text) => {
    const found = /http:\/\/\S+/.exec(String(text));
    if (found) done(found[0]);
  });
  server.on("exit", () => fail(new Error("the server did not start")));
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const broken = [];
async function signedIn(name, size = { width: 1366, height: 768 }) {
  const context = await browser.newContext({ viewport: size, locale: "en-GB", timezoneId: "Europe/London" });
  const page = await context.newPage();
  page.on("pageerror", (error) => broken.push(error.message));
  await page.goto(address);
  await page.fill("#sign_in_name", name);
  await page.fill("#password", password);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".wm-header");
  return page;
}

async function axe(page, name) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  expect(violations.length === 0, `${name}: ${violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0]?.html}`).join("\n")}`);
}

/** Presses Tab until the element has the focus; fails when the keyboard cannot get there. */
async function tabTo(page, id) {
  for (let i = 0; i < 120; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${id}`);
}

await scene("axe finds a fault that is put there", async () => {
  const page = await browser.newPage();
  await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><img src="x.png"></main></html>');
  let found = false;
  await axe(page, "control").catch(() => (found = true));
  expect(found, "an image without a text passed");
});

let recorded = "";
await scene("an incident is recorded by keyboard alone", async () => {
  const page = await signedIn("handler");
  await page.goto(address + "/incidents/new");
  await page.waitForSelector("#source");
  await page.waitForFunction(() => document.activeElement?.id === "source");
  await page.keyboard.type("999");
  await tabTo(page, "caller_phone");
  await page.keyboard.type("07700 900003");
  await tabTo(page, "location_text");
  await page.keyboard.type("12 Willow Lane");
  await tabTo(page, "postcode");
  await page.keyboard.type("cv1 1de");
  await tabTo(page, "place_type");
  await page.keyboard.type("Private");
  await tabTo(page, "opening_category");
  await page.keyboard.type("Concern");
  await tabTo(page, "narrative");
  await page.keyboard.type("Worried about a neighbour, who says they want to die.");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector("text=who says they want to die.");
  await page.waitForSelector("#belief");
  await tabTo(page, "belief");
  await page.keyboard.press("Space");
  await tabTo(page, "limb_a");
  await page.keyboard.press("Space");
  await page.waitForSelector("text=Mental-health related incident");
  for (let i = 0; i < 6 && (await page.evaluate(() => document.activeElement?.textContent)) !== "Save the judgement"; i += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(700);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(pictures, "new-incident.png") });
  await page.keyboard.press("Control+Shift+Enter");
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  await page.waitForSelector("text=What happened");
  recorded = page.url().slice(address.length);
  const text = await page.textContent("main");
  expect(text.includes("Mental-health related") && text.includes("CV1 1DE") && text.includes("12 Willow Lane"), "what was typed is not shown");
});

await scene("what is missing is listed in words, with links to the fields", async () => {
  const page = await signedIn("handler");
  await page.goto(address + "/incidents/new");
  await page.waitForSelector("#source");
  await page.click("text=Record the incident");
  await page.waitForSelector(".govuk-error-summary");
  expect((await page.title()).startsWith("Error: "), "the title does not say so");
  expect((await page.locator(".govuk-error-summary__list li").count()) === 5, "not every missing field is named");
  await page.click(".govuk-error-summary__list a >> nth=1");
  expect((await page.evaluate(() => document.activeElement?.id)) === "location_text", "the link does not lead to its field");
  await axe(page, "errors");
});

await scene("a page nobody may see says why, and who could", async () => {
  const page = await signedIn("cafe");
  await page.goto(address + recorded);
  await page.waitForSelector("text=Why you cannot see this");
  expect((await page.textContent("main")).includes("another agency"), "no reason is given");
  await axe(page, "refused");
});

await scene("a file is imported, looked at and taken back", async () => {
  const page = await signedIn("analyst");
  await page.goto(address + "/imports");
  await page.waitForSelector("#file");
  await page.setInputFiles("#file", resolve(here, "../data/small_extract.csv"));
  await page.waitForSelector("text=Check the file");
  await page.click("text=Check the file");
  await page.waitForSelector("text=What the check found");
  await axe(page, "import report");
  await page.screenshot({ path: join(pictures, "import.png"), fullPage: true });
  await page.click("button:has-text('Store')");
  await page.waitForSelector("text=What was stored");
  await page.click("button:has-text('Undo')");
  await page.click("text=Yes, undo it");
  await page.waitForSelector("text=undone");
  await page.reload();
  await page.setInputFiles("#file", resolve(here, "../data/small_extract.csv"));
  await page.waitForSelector("text=fits this file and is used");
  await page.click("summary:has-text('What it found')");
  await page.waitForSelector("text=Refused rows with reasons");
});

await scene("an administrator adds a user, who must choose a password", async () => {
  const page = await signedIn("admin");
  await page.goto(address + "/admin/users");
  await page.fill("#user-display_name", "New Person");
  await page.fill("#user-sign_in_name", "new.person");
  await page.fill("form #password", "seven quiet herons");
  await page.check("#new-call_handler");
  await page.click("text=Add the user");
  await page.waitForSelector("text=new.person");
  const context = await browser.newContext();
  const theirs = await context.newPage();
  await theirs.goto(address);
  await theirs.fill("#sign_in_name", "new.person");
  await theirs.fill("#password", "seven quiet herons");
  await theirs.keyboard.press("Enter");
  await theirs.waitForSelector("text=Choose a new password");
  await theirs.fill("#old_password", "seven quiet herons");
  await theirs.fill("#new_password", "eleven patient otters");
  await theirs.click("text=Change password");
  await theirs.waitForSelector("text=Good to see you");
});

await scene("two administrators change one entry of a list, and neither is lost unseen", async () => {
  const [one, other] = [await signedIn("admin"), await signedIn("admin")];
  for (const page of [one, other]) {
    await page.goto(address + "/admin/codes");
    await page.click("button:has-text('Change Homelessness')");
  }
  await one.fill("#label", "Homeless or sofa-surfing");
  await one.click("text=Save the entry");
  await one.waitForSelector("td:has-text('Homeless or sofa-surfing')");
  await other.fill("#label", "x".repeat(300));
  await other.click("text=Save the entry");
  await other.waitForSelector(".govuk-error-summary a:has-text('Label: Use 200 characters or fewer.')");
  await other.fill("#label", "No fixed home");
  await other.click("text=Save the entry");
  await other.waitForSelector("text=Someone else has just changed this entry");
  await other.waitForSelector("td:has-text('Homeless or sofa-surfing')");
  await other.click("text=Save the entry");
  await other.waitForSelector("td:has-text('No fixed home')");
});

await scene("the trail says who looked, and what was refused", async () => {
  const page = await signedIn("governance");
  await page.goto(address + "/audit");
  await page.waitForSelector("td:has-text('Someone of')");
  expect((await page.textContent("table")).includes("not shared with their agency"), "the refusal is not told in words");
  await page.click("tr:has-text('not shared') a");
  await page.waitForSelector("text=Show the whole trail");
});

await scene("triage is asked for, allocated and cleared, and a time is corrected", async () => {
  const page = await signedIn("supervisor");
  await page.goto(address + recorded);
  await page.click("summary:has-text('Ask for the triage team')");
  await page.click("button:has-text('Ask for the team')");
  await page.waitForSelector(".govuk-error-summary a:has-text('Choose why triage is asked for.')");
  await page.check("label:has-text('Section 136 is being considered')");
  await page.click("button:has-text('Ask for the team')");
  await page.waitForSelector("text=Take it further at the triage desk");
  const reference = (await page.textContent("h1")).replace("Incident ", "");
  await page.click("text=Take it further at the triage desk");
  const line = page.locator(`li.wm-card:has-text('${reference}')`);
  await line.locator("button:has-text('Allocate')").click();
  await line.locator("text=Choose the unit that goes.").waitFor();
  await line.locator("select").first().selectOption({ label: "TM02" });
  await line.locator("button:has-text('Allocate')").click();
  for (const step of ["Accept", "On the way", "At scene"]) await line.locator(`button:has-text('${step}')`).click();
  await line.locator("button:has-text('Clear')").waitFor();
  await page.click(`button:has-text('Still true of TM02')`);
  await axe(page, "triage at scene");
  await line.locator("button:has-text('Clear')").click();
  await line.waitFor({ state: "detached" });
  await page.goto(address + recorded);
  await page.click("button:has-text('Correct the time of At scene')");
  await page.fill("#reason", "Typed a minute late.");
  await page.click("text=Save the time");
  await page.waitForSelector(".govuk-error-summary a:has-text('Enter when it was.')");
  await page.fill("#at", "2020-01-01T00:00");
  await page.click("text=Save the time");
  await page.waitForSelector("text=This comes before the step before it");
});

await scene("a joint assessment is answered, and a lost connection loses nothing", async () => {
  const page = await signedIn("officer");
  await page.goto(address + recorded);
  await page.click("button:has-text('Begin the assessment')");
  await page.waitForSelector("h1:has-text('Person not known by name')");
  await page.click("button:has-text('Finish')");
  await page.waitForSelector(".govuk-error-summary a:has-text('Answer this: How')");
  await axe(page, "assessment with what is missing");
  const pick = async (question, answer) => {
    await page.check(`fieldset:has(legend:has-text("${question}")) label:text-is("${answer}")`);
  };
  await pick("How", "Face to face");
  await pick("Was the team the first", "Yes");
  await pick("Why they were referred", "Risk to self");
  for (const [what, answer] of [["mental-health services", "Open to them now"], ["drug and alcohol", "Not known"], ["learning-disability", "Not asked"], ["autism", "Not asked"], ["social care", "Not known"]]) await pick("Known to " + what, answer);
  await page.waitForSelector("[role=status]:has-text('Saved')");
  await page.waitForSelector("label:has-text('Where that comes from')");
  await page.context().setOffline(true);
  await page.fill("#clinical_view", "Low in mood, no plan, safe with family.");
  await page.press("#clinical_view", "Tab");
  await page.waitForSelector("text=What you typed is kept here");
  await page.context().setOffline(false);
  await page.waitForSelector("[role=status]:has-text('Saved')");
  // Nobody left the box: what was typed is there after the page was loaded again, and on the server soon after.
  await page.click("#own_words");
  await page.keyboard.type("I am tired of it all.");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#own_words")?.value === "I am tired of it all.");
  await page.waitForSelector("[role=status]:has-text('Saved')");
  await page.click("#own_words");
  await page.keyboard.press("End");
  await page.keyboard.type(" But I will talk.");
  await page.goBack();
  await page.waitForURL((url) => !url.pathname.startsWith("/assessments"));
  await page.goForward();
  await page.waitForFunction(() => document.querySelector("#own_words")?.value === "I am tired of it all. But I will talk.");
  // It arrived, and the answer to it was lost; what is typed meanwhile is nobody else's.
  let lost = 0;
  await page.route("**/answers/advice", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await page.fill("#advice", "Ring the line.");
  await page.press("#advice", "Tab");
  await page.waitForSelector("text=What you typed is kept here");
  await page.fill("#advice", "Ring the line at any hour.");
  await page.press("#advice", "Tab");
  await page.waitForSelector("[role=status]:has-text('Saved')", { timeout: 20000 });
  expect(lost === 1 && (await page.locator("text=Someone else has just answered").count()) === 0, "one's own words were taken for somebody else's");
  await page.unroute("**/answers/advice");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#advice")?.value === "Ring the line at any hour.");
  await pick("What would officers have done", "Used section 136");
  await page.selectOption("#need", "mental_health");
  await page.selectOption("#service", "crisis_team");
  await page.click("button:has-text('Add the referral')");
  await page.click("button:text-is('Acknowledged')");
  await page.click("button:text-is('Accepted')");
  await page.selectOption("#code", "home");
  await page.click("button:has-text('Add the outcome')");
  await page.waitForSelector("section[aria-label='What became of them'] li:has-text('Home')");
  // Entered by mistake: it stays, struck through, with why.
  await page.selectOption("#code", "nfa");
  await page.click("button:has-text('Add the outcome')");
  const mistake = page.locator("section[aria-label='What became of them'] li:has-text('No further action')");
  await mistake.locator("button:has-text('Entered by mistake')").click();
  await mistake.getByLabel("Why it is taken back").fill("Of somebody else");
  await mistake.locator("button:has-text('Take it back')").click();
  await mistake.locator("s:has-text('No further action')").waitFor();
  // How they were taken, with the present in one press; part of a time is told and not lost.
  await pick("Did they need taking somewhere?", "Yes");
  await page.click("button:has-text('Now: When they set off')");
  await page.waitForFunction(() => document.querySelector("#set_off_at").value !== "");
  await page.focus("#arrived_at");
  await page.keyboard.type("03");
  await page.focus("#clinical_view");
  await page.waitForSelector("#arrived_at-error:has-text('Fill in the whole day and time')");
  await page.click("button:has-text('Now: When they arrived')");
  await page.waitForSelector("#arrived_at-error", { state: "detached" });
  await page.waitForSelector("[role=status]:has-text('Saved')");
  await page.screenshot({ path: join(pictures, "assessment.png"), fullPage: true });
  await axe(page, "assessment answered");
  await page.click("button:text-is('Finish')");
  await page.waitForSelector(".govuk-tag:has-text('Finished')");
  const other = await signedIn("supervisor");
  await other.goto(page.url());
  await other.waitForSelector("h1:has-text('Person not known by name')");
  expect((await other.inputValue("#clinical_view")).startsWith("Low in mood"), "what was typed without a connection is not there");
  const analyst = await signedIn("analyst");
  await analyst.goto(page.url());
  await analyst.waitForSelector("p:has-text('Clinical view'):has-text('shown only to those who assess')");
  expect((await analyst.locator("text=Low in mood").count()) === 0, "an analyst reads the clinical view");
});

await scene("the whole story: a call, THRIVE, the team, another way than section 136, a referral and what became of them", async () => {
  const call = await signedIn("handler");
  await call.goto(address + "/incidents/new");
  await call.waitForSelector("#source");
  await call.selectOption("#source", "999");
  await call.fill("#location_text", "Bench by the canal");
  await call.selectOption("#place_type", "public");
  await call.selectOption("#opening_category", "CONCERN_FOR_SAFETY");
  await call.fill("#narrative", "Crying, says nobody would miss them.");
  await call.press("#narrative", "Control+Enter");
  await call.waitForSelector("#belief");
  await call.check("form[aria-label='Mental-health related'] label:text-is('Yes')");
  await call.check("label:has-text('at the centre of the incident')");
  await call.click("button:has-text('Save the judgement')");
  const thrive = call.locator("form[aria-label='THRIVE']");
  await thrive.locator("#threat_level").selectOption("low");
  await thrive.locator("#harm_level").selectOption("high");
  await thrive.locator("#risk_level").selectOption("high");
  await thrive.locator("#risk").fill("Has said so before.");
  await thrive.locator("button:has-text('Save the assessment')").click();
  await thrive.locator("#prompted_by").waitFor();
  await call.press("body", "Control+Shift+Enter");
  await call.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  await call.click("summary:has-text('Ask for the triage team')");
  await call.check("label:has-text('Section 136 is being considered')");
  await call.check("form[aria-label='Ask for the triage team'] label:text-is('Suicide or threat of it')");
  await call.click("button:has-text('Ask for the team')");
  await call.waitForSelector("section[aria-label='Triage'] :text('Section 136 is being considered')");
  const incident = call.url();
  const reference = (await call.textContent("h1")).replace("Incident ", "");

  const desk = await signedIn("dispatcher");
  await desk.goto(address + "/triage");
  const line = (page) => page.locator(`li.wm-card:has-text('${reference}')`);
  await line(desk).locator("select").first().selectOption({ label: "TM02" });
  await line(desk).locator("button:has-text('Allocate')").click();
  await line(desk).locator("text=Allocated, TM02").waitFor();

  const officer = await signedIn("officer", { width: 834, height: 1112 });
  await officer.goto(address + "/triage");
  for (const step of ["Accept", "On the way", "At scene"]) await line(officer).locator(`button:has-text('${step}')`).click();
  await line(officer).locator("button:has-text('Clear')").waitFor();
  await officer.goto(incident);
  await officer.click("summary:has-text('Section 136 or 135 was considered or used')");
  const form = "form[aria-label='Section 136']";
  await officer.check(`${form} label:has-text('another way')`);
  await officer.selectOption(`${form} #alternative`, "crisis_team");
  await officer.fill(`${form} #reason`, "Calmer, and willing to see somebody tonight.");
  await officer.check(`${form} fieldset:has-text('consulted first') label:has-text('Yes')`);
  await officer.selectOption("#consulted_role", "nurse");
  await officer.fill("#consulted_name", "Nurse in the car");
  await officer.click(`${form} button:has-text('Save')`);
  await officer.waitForSelector("section[aria-label='Section 136'] :text('Calmer, and willing')");
  await officer.click("button:has-text('Begin the assessment')");
  await officer.waitForSelector("button:text-is('Finish')");
  const pick = async (question, answer) => officer.locator(`fieldset:has(legend:has-text("${question}")) label:text-is("${answer}")`).click();
  await pick("How", "Face to face");
  await pick("Why they were referred", "Risk to self");
  for (const what of ["mental-health services", "drug and alcohol", "learning-disability", "autism", "social care"]) await pick("Known to " + what, "Not known");
  await officer.fill("#clinical_view", "Low in mood, no plan.");
  await pick("A referral was offered for", "Mental health");
  await pick("They want a referral for", "Mental health");
  await pick("Did they need taking somewhere", "No");
  await pick("What would officers have done", "Used section 136");
  await officer.selectOption("#need", "mental_health");
  await officer.selectOption("#service", "crisis_team");
  await officer.click("button:has-text('Add the referral')");
  await officer.click("button:text-is('Acknowledged')");
  await officer.selectOption("#code", "home");
  await officer.click("button:has-text('Add the outcome')");
  await officer.waitForSelector("section[aria-label='What became of them'] li:has-text('Home')");
  await officer.waitForSelector("[role=status]:has-text('Saved')");
  await officer.click("button:text-is('Finish')");
  await officer.waitForSelector(".govuk-tag:has-text('Finished')");
  await officer.goto(address + "/triage");
  await line(officer).locator("button:has-text('Clear')").click();
  await line(officer).waitFor({ state: "detached" });

  const analyst = await signedIn("analyst");
  const today = new Date().toLocaleDateString("en-CA", { timeZone: "Europe/London" });
  await analyst.goto(`${address}/reports/street-triage?from=${today}&to=${today}`);
  await analyst.waitForSelector("tr:has-text('Section 136 detentions prevented or diverted') :text('100 %')");
});

await scene("advice by telephone, a call on the line, and a step at another time", async () => {
  const page = await signedIn("officer");
  await page.goto(address + "/triage");
  if (await page.locator("a:has-text('Somebody rang the line')").count()) await page.click("a:has-text('Somebody rang the line')");
  else await page.goto(address + "/incidents/new?ask=triage_line");
  await page.waitForSelector("#source");
  await page.selectOption("#source", "101");
  await page.fill("#location_text", "On the telephone");
  await page.selectOption("#place_type", "unknown");
  await page.selectOption("#opening_category", "CONCERN_FOR_SAFETY");
  await page.fill("#narrative", "Cannot sleep, and would like to talk.");
  await page.press("#narrative", "Control+Enter");
  await page.waitForSelector("#belief");
  await page.press("body", "Control+Shift+Enter");
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}\?ask=triage_line$/);
  await page.waitForSelector("form[aria-label='Ask for the triage team']");
  expect((await page.inputValue("form[aria-label='Ask for the triage team'] #route")) === "triage_line", "the line is not who asks");
  await page.check("form[aria-label='Ask for the triage team'] label:text-is('Self-harm')");
  await page.click("button:has-text('Ask for the team')");
  await page.waitForSelector("text=Take it further at the triage desk");
  const incident = page.url();
  const reference = (await page.textContent("h1")).replace("Incident ", "");
  await page.goto(address + "/triage");
  const line = page.locator(`li.wm-card:has-text('${reference}')`);
  await line.locator("summary:has-text('Something else')").click();
  await line.locator("select[id^='other-']").selectOption("advised");
  await line.locator("textarea").fill("Rest, and ring the crisis team in the morning.");
  await line.locator("button:text-is('Save')").click();
  await line.locator("text=Choose how the advice was given.").waitFor();
  await line.locator("select[id^='advice-']").selectOption("phone_person");
  await line.locator("select[id^='by-']").selectOption({ label: "TM02" });
  await line.locator("input[type=datetime-local]").fill("2020-01-01T00:00");
  await line.locator("button:text-is('Save')").click();
  await line.locator("text=This comes before the step before it").waitFor();
  await line.locator("input[type=datetime-local]").fill("");
  await line.locator("button:text-is('Save')").click();
  await line.waitFor({ state: "detached" });
  await page.goto(incident);
  await page.waitForSelector(".wm-timeline li:has-text('by telephone with the person')");
  // In the hour that comes twice it is asked which.
  await page.click("button:has-text('Correct the time of Waiting')");
  await page.fill("#at", "2026-10-25T01:30");
  await page.selectOption("#at-which", { label: "The second time, after" });
  expect((await page.inputValue("#at")) === "2026-10-25T01:30", "the box lost its time");
  await page.fill("#at", "2026-10-25T03:30");
  await page.waitForSelector("#at-which", { state: "detached" });
});

await scene("one key says that what was said is still true", async () => {
  const page = await signedIn("officer");
  await page.goto(address + "/triage");
  const unit = page.locator("aside .wm-card:has(h3:has-text('TM03'))");
  await unit.locator("button:has-text('Still true')").click();
  await page.waitForSelector("label:has-text('The key T says')");
  const said = () => unit.locator(".wm-when[title]").getAttribute("title");
  const answer = page.waitForResponse((response) => response.url().endsWith("/status") && response.request().method() === "POST");
  await page.keyboard.press("t");
  expect((await answer).ok(), "it was not said");
  expect(Boolean(await said()), "nobody said it");
  await page.click("label:has-text('The key T says')");
  let isSaid = false;
  page.on("request", (request) => { isSaid ||= request.url().endsWith("/status"); });
  await page.click("h1");
  await page.keyboard.press("t");
  await page.waitForTimeout(300);
  expect(!isSaid, "the key works though it was turned off");
});

await scene("from the alert to the finished record in as many presses and keys as the guide says", async () => {
  const asking = await signedIn("dispatcher");
  await asking.goto(address + "/incidents?status=open");
  await asking.waitForSelector("main table a[href^='/incidents/']");
  const incidents = await asking.locator("main table a[href^='/incidents/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  // Not the one that an assessment was begun of before.
  for (const path of incidents.filter((one) => one !== recorded)) {
    await asking.goto(address + path);
    await asking.waitForSelector("h1");
    await asking.waitForSelector("section[aria-label='Triage']");
    if (await asking.locator("summary:has-text('Ask for the triage team')").count()) break;
  }
  await asking.click("summary:has-text('Ask for the triage team')");
  await asking.check("label:has-text('Self-harm')");
  await asking.click("button:has-text('Ask for the team')");
  await asking.waitForSelector("text=Take it further at the triage desk");
  const reference = (await asking.textContent("h1")).replace("Incident ", "");

  const page = await signedIn("officer", { width: 834, height: 1112 });
  await page.goto(address + "/triage");
  const line = page.locator(`li.wm-card:has-text('${reference}')`);
  await line.waitFor();
  let presses = 0;
  let keys = 0;
  await page.exposeFunction("pressed", () => { presses += 1; });
  await page.exposeFunction("typed", () => { keys += 1; });
  const count = () => {
    document.addEventListener("pointerdown", () => window.pressed(), true);
    document.addEventListener("keydown", () => window.typed(), true);
  };
  await page.evaluate(count);
  await page.addInitScript(count);
  /** A list is opened with one press and an entry chosen with another. */
  const choose = async (where, what) => {
    await where.selectOption(what);
    presses += 2;
  };
  await choose(line.locator("select").first(), { label: "TM03" });
  await line.locator("button:has-text('Allocate')").click();
  for (const step of ["Accept", "On the way", "At scene"]) await line.locator(`button:has-text('${step}')`).click();
  await line.locator("button:has-text('Clear')").waitFor();
  await line.locator("a").first().click();
  await page.click("button:has-text('Begin the assessment')");
  await page.waitForSelector("button:text-is('Finish')");
  const pick = async (question, answer) => page.locator(`fieldset:has(legend:has-text("${question}")) label:text-is("${answer}")`).click();
  await pick("How", "Face to face");
  await pick("Why they were referred", "Risk to self");
  for (const what of ["mental-health services", "drug and alcohol", "learning-disability", "autism", "social care"]) await pick("Known to " + what, "Not known");
  await page.click("#clinical_view");
  await page.keyboard.type("Low mood, no plan, safe with family tonight.");
  await pick("A referral was offered for", "Mental health");
  await pick("They want a referral for", "Mental health");
  await pick("Did they need taking somewhere", "No");
  await pick("What would officers have done", "Used section 136");
  await choose(page.locator("#need"), "mental_health");
  await choose(page.locator("#service"), "crisis_team");
  await page.click("button:has-text('Add the referral')");
  await choose(page.locator("#code"), "family");
  await page.click("button:has-text('Add the outcome')");
  await page.waitForSelector("section[aria-label='What became of them'] li");
  await page.waitForSelector("[role=status]:has-text('Saved')");
  await page.click("button:text-is('Finish')");
  await page.waitForSelector(".govuk-tag:has-text('Finished')");
  await page.click("nav a:text-is('Triage')");
  await line.locator("button:has-text('Clear')").click();
  await line.waitFor({ state: "detached" });
  const counted = `${presses} presses and ${keys} keys`;
  const guide = readFileSync(resolve(here, "../../docs/guide/practitioners.md"), "utf8");
  expect(guide.includes(counted), `it took ${counted}; the guide says otherwise`);
});

await scene("a call is promised, handed over and made", async () => {
  const page = await signedIn("officer");
  await page.goto(address + recorded);
  await page.click("button:text-is('Promise a call')");
  await page.click("button:has-text('Promise the call')");
  await page.waitForSelector(".govuk-error-summary a:has-text('Enter by when.')");
  await page.selectOption("#to_whom", "family");
  await page.fill("#about", "Whether the night was quiet.");
  await page.fill("#due_at", "2020-01-01T09:00");
  await page.click("button:has-text('Promise the call')");
  await page.waitForSelector(".govuk-error-summary a:has-text('This time is past')");
  expect((await page.inputValue("#about")) === "Whether the night was quiet.", "what was typed is lost with a refusal");
  const tomorrow = new Date(Date.now() + 86400000).toISOString().slice(0, 10);
  await page.fill("#due_at", tomorrow + "T09:00");
  await page.click("button:has-text('Promise the call')");
  await page.waitForSelector("li:has-text('Whether the night was quiet.')");
  await page.goto(address + "/triage/handover");
  const line = page.locator("li:has-text('Whether the night was quiet.')");
  await line.locator("select").selectOption("spoken");
  await line.locator("button:text-is('Save')").click();
  await line.waitFor({ state: "detached" });
});

await scene("somebody goes on the rota, and nobody twice", async () => {
  const page = await signedIn("supervisor");
  await page.goto(address + "/triage/service");
  await page.click("summary:has-text('Put somebody on the rota')");
  const form = page.locator("form[aria-label='Put somebody on the rota']");
  const lines = async () => page.locator("[aria-label='Rota'] tbody tr").count();
  const before = await lines();
  await form.locator("button").click();
  await page.waitForSelector(".govuk-error-summary a:has-text('Choose who it is.')");
  const on = new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10);
  const put = async (from, to) => {
    await form.locator("#member_id").selectOption({ label: "Grace Okafor" });
    await form.locator("#unit_id").selectOption({ label: "TM01" });
    await form.locator("#starts_at").fill(`${on}T${from}`);
    await form.locator("#ends_at").fill(`${on}T${to}`);
    await form.locator("button").click();
  };
  await put("17:00", "23:00");
  await page.waitForFunction((many) => document.querySelectorAll("[aria-label='Rota'] tbody tr").length === many + 1, before);
  await put("20:00", "22:00");
  await page.waitForSelector(".govuk-error-summary a:has-text('They are on duty then already.')");
  await axe(page, "rota refused");
  await page.locator("[aria-label='Rota'] tbody tr").last().locator("button:has-text('Take back')").click();
  await page.waitForFunction((many) => document.querySelectorAll("[aria-label='Rota'] tbody tr").length === many, before);
});

await scene("hours change from a day on, and whoever is in the pool can be tied to a sign-in", async () => {
  const page = await signedIn("supervisor");
  await page.goto(address + "/triage/service");
  await page.click("summary:has-text('Change the service')");
  await page.locator("#hours-0-from_minute").fill("15:00");
  await page.fill("#hours_from", new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10));
  await page.click("button:has-text('Save the service')");
  const planned = page.locator("h3:has-text('From')");
  await planned.waitFor();
  await page.waitForSelector("dd:has-text('Monday 15:00 to 02:00')");
  await page.waitForSelector("dd:has-text('Every day 17:00 to 02:00')");
  await axe(page, "hours that change");
  await page.locator("[aria-label='The pool'] tr:has-text('Grace Okafor') button").click();
  const form = page.locator("form[aria-label='Change Grace Okafor']");
  const choice = form.locator("#user_id");
  await choice.locator("option").nth(1).waitFor({ state: "attached" });
  const tied = () => choice.locator("option:checked").textContent();
  const before = await tied();
  const other = (await choice.locator("option").allTextContents()).find((text, i) => i > 0 && text !== before);
  await choice.selectOption({ label: other });
  await form.locator("button:text-is('Save')").click();
  await form.waitFor({ state: "detached" });
  await page.locator("[aria-label='The pool'] tr:has-text('Grace Okafor') button").click();
  await choice.locator("option").nth(1).waitFor({ state: "attached" });
  if ((await tied()) !== other) throw new Error("the sign-in was not kept");
  await choice.selectOption({ label: before });  // Other scenes count on it.
  await form.locator("button:text-is('Save')").click();
  await form.waitFor({ state: "detached" });
});

await scene("the figures lead to the contacts behind them, and leave as a file", async () => {
  const page = await signedIn("analyst");
  await page.goto(address + "/reports/street-triage?from=2026-05-01&to=2026-10-31");
  await page.click("tr:has(td:has-text('Seen face to face')) a");
  await page.waitForSelector("h1:has-text('Seen face to face')");
  await page.click("text=Not counted, of those it is of");
  await page.waitForSelector("strong:has-text('Not counted, of those it is of')");
  await page.click("text=Back to the figures");
  await page.fill("#from", "2026-12-31");
  await page.fill("#to", "2026-01-01");
  await page.click("button:text-is('Show')");
  await page.waitForSelector(".govuk-error-summary a:has-text('The last day is before the first.')");
  await page.click("button:text-is('Last twelve months')");
  await page.waitForSelector("h2:has-text('Key performance indicators')");
  const file = async (link) => (await Promise.all([page.waitForEvent("download"), page.click(link)]))[0].suggestedFilename();
  const report = await file("a:text-is('OpenDocument')");
  expect(report.endsWith(".ods"), "the file is called " + report);
  await page.goto(address + "/incidents");
  const list = await file("a:text-is('CSV')");
  expect(list === "incidents.csv", "the list is called " + list);
});

await scene("at night the pages are dark, with contrast enough, and stay so", async () => {
  const page = await signedIn("officer");
  await page.click("button:text-is('Night')");
  for (const [path, name] of [[recorded, "incident"], ["/triage", "triage"], ["/detentions", "held"], ["/reports/street-triage?from=2026-08-01&to=2026-10-31", "figures"], ["/triage/handover", "handover"], ["/incidents", "list"], ["/people/new", "person"]]) {
    await page.goto(address + path);
    await page.waitForSelector("html.wm-night h1");
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(pictures, `${name}-night.png`), fullPage: true });
    await axe(page, name + " at night");
  }
  await page.goto(address + recorded);
  await page.click("section[aria-label='Joint assessment'] .wm-card a");
  await page.waitForSelector("h2:has-text('How they were seen')");
  await page.screenshot({ path: join(pictures, "assessment-night.png"), fullPage: true });
  await axe(page, "assessment at night");
});

await scene("the map shows the open requests by their places in the queue, and leads to each by keyboard", async () => {
  const page = await signedIn("dispatcher");
  await page.goto(address + "/triage");
  const pin = page.locator(".wm-map .wm-pin[title^='1: ']");
  await pin.waitFor();
  const pins = (await page.locator(".wm-map .wm-pin").allTextContents()).flatMap((text) => text.split(",")).length;
  const cards = await page.locator(".wm-queue > li").count();
  const said = (await page.textContent("section[aria-label='Map']")).match(/(\d+) ha(?:s|ve) no coordinates/);
  expect(pins + Number(said?.[1] ?? 0) === cards, `${pins} pins and ${said?.[1] ?? 0} without for ${cards} requests`);
  await axe(page, "triage with map");
  await page.screenshot({ path: join(pictures, "triage-map.png") });
  await pin.focus();
  await page.keyboard.press("Enter");
  const name = (await pin.getAttribute("title")).split(",")[0].slice(3);
  expect((await page.evaluate(() => document.activeElement?.textContent)) === name, "the pin did not lead to " + name);
});

await scene("a person is found however they were written, and shown before they are added twice", async () => {
  const page = await signedIn("handler");
  await page.evaluate(async () => {
    const person = {
      names: [{ kind: "legal", given: "Robert", family: "Quillfeather" }], born_on: "1984-03-05",
      addresses: [{ line: "3 Ash Road", postcode: "CV1 2AB" }], phones: [{ number: "07700 900981" }],
    };
    await fetch("/api/v1/people", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ person, not_same_as: [] }) });
  });
  await page.goto(address + "/people");
  for (const [typed, why] of [["bob quillfeather", "short form"], ["quilfeather rob", "letter or so"], ["quillfeather 1984", "year or month"], ["07700900981", "telephone"]]) {
    await page.fill("#search", typed);
    await page.waitForSelector(`.wm-choices li:has-text('Robert Quillfeather'):has-text('${why}')`);
  }
  await page.screenshot({ path: join(pictures, "people-found.png") });
  await page.goto(address + "/people/new");
  await page.fill("#person-names-0-given", "Bob");
  await page.fill("#person-names-0-family", "Quillfeather");
  await page.fill("#person-born_on", "1984-03-05");
  await page.click("button:has-text('Add the person')");
  const likely = page.locator(".wm-card--alert li:has-text('Robert Quillfeather')");
  await likely.waitFor();
  expect(/the same person/.test(await likely.textContent()), "how sure it is was not said: " + (await likely.textContent()));
  await axe(page, "who a new person may be");
  await page.screenshot({ path: join(pictures, "person-may-be.png") });
});

await scene("section 136 is used, refused in a dwelling, and followed to its end", async () => {
  const page = await signedIn("officer");
  await page.evaluate(async (incident) => {
    const post = async (path, body) => (await fetch("/api/v1" + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
    const person = await post("/people", { person: { names: [{ kind: "legal", given: "Robin", family: "Parapet" }] }, not_same_as: [] });
    await post(incident + "/people", { person_id: person.id, role: "subject" });
  }, recorded);
  await page.goto(address + recorded);
  await page.click("summary:has-text('Section 136 or 135 was considered or used')");
  const form = "form[aria-label='Section 136']";
  await page.check(`${form} label:has-text('Used')`);
  await page.selectOption("#place_type", "private_dwelling");
  await page.fill("#reason", "On the parapet of a bridge");
  await page.click(`${form} button:has-text('Save')`);
  await page.waitForSelector(".govuk-error-summary a:has-text('warrant under section 135')");
  await axe(page, "section 136 refused");
  await page.selectOption("#place_type", "public");
  await page.selectOption("#person_id", { label: "Robin Parapet" });
  await page.check("label:has-text('They appeared to have a mental disorder')");
  await page.check("label:has-text('in immediate need of care or control')");
  await page.check(`${form} fieldset:has-text('consulted first') label:has-text('Yes')`);
  await page.selectOption("#consulted_role", "nurse");
  await page.fill("#consulted_name", "Nurse in the car");
  await page.click(`${form} button:has-text('Save')`);
  await page.waitForSelector("text=Not at a place of safety yet");
  await page.screenshot({ path: join(pictures, "detention.png") });
  const enter = async (button, fill) => {
    await page.click(`section[aria-label='What happened next'] button:text-is('${button}')`);
    await fill?.();
    await page.click(`form[aria-label='${button}'] button:has-text('Save')`);
    await page.waitForSelector(`.wm-timeline strong:text-is('${button}')`);
  };
  await enter("Ambulance asked for");
  await enter("Set off", async () => {
    // Part of a time is not no time.
    await page.focus("#at");
    await page.keyboard.type("03");
    await page.click("form[aria-label='Set off'] button:has-text('Save')");
    await page.waitForSelector(".govuk-error-summary a:has-text('Fill in the whole day and time')");
    await page.click("section[aria-label='What happened next'] button:text-is('Set off')");
    await page.reload();
    await page.click("section[aria-label='What happened next'] button:text-is('Set off')");
  });
  await enter("Arrived at a place of safety", async () => {
    await page.click("form[aria-label='Arrived at a place of safety'] button:has-text('Save')");
    await page.waitForSelector(".govuk-error-summary a:has-text('Give the name of the place.')");
    const maple = page.locator("#place_id option", { hasText: "Maple suite: 1 free" });
    await page.selectOption("#place_id", await maple.getAttribute("value"));
    await page.selectOption("#conveyed_by", "police");
    await page.click("form[aria-label='Arrived at a place of safety'] button:has-text('Save')");
    await page.waitForSelector(".govuk-error-summary a:has-text('Choose why a police vehicle was used.')");
    await page.selectOption("#why_police_vehicle", "AMB_30");
  });
  await page.waitForSelector("text=23 h 59 min left");
  await enter("Told of their rights");
  await enter("Staff took over", async () => page.fill("#name", "Nurse in charge"));
  await enter("Police released");
  // Moved: the clock goes on. Extended by a doctor, in time, and assessed by two together.
  await enter("Left for another place", async () => page.fill("#text", "Hurt, and needs stitches."));
  await page.click("section[aria-label='What happened next'] button:text-is('Arrived at a place of safety')");
  await page.selectOption("#place_id", { label: "Another place, not on the board" }).catch(() => undefined);
  await page.selectOption("#place_kind", "ED");
  await page.fill("#place_name", "City hospital");
  await page.click("form[aria-label='Arrived at a place of safety'] button:has-text('Save')");
  await page.waitForSelector("text=At City hospital");
  await page.waitForSelector("text=23 h 5");
  const assess = async (role, name) => enter("Assessment began", async () => {
    await page.selectOption("#role", role);
    await page.fill("#name", name);
  });
  await enter("Extended", async () => {
    await page.selectOption("#role", "doctor");
    await page.fill("#name", "Dr On Call");
    await page.selectOption("#minutes", "240");
    await page.click("form[aria-label='Extended'] button:has-text('Save')");
    await page.waitForSelector("form[aria-label='Extended'] .govuk-error-summary");
    await page.selectOption("#code", "sedated");
  });
  await page.waitForSelector("text=27 h 5");
  await assess("doctor_s12", "Dr Approved");
  await assess("amhp", "On-call AMHP");
  await axe(page, "detention");
  await page.goto(address + "/detentions");
  await page.waitForSelector("text=City hospital");
  await axe(page, "held now");
  await page.goBack();
  await enter("Assessment ended", async () => {
    await page.selectOption("#role", "amhp");
    await page.fill("#name", "On-call AMHP");
  });
  await enter("Ended", async () => page.selectOption("#code", "DISCH_CRISIS_TEAM"));
  await page.waitForSelector("text=Discharged to the crisis team");
  await page.goto(address + recorded);
  const time = "section[aria-label='Police time']";
  await page.waitForSelector(`${time} td:has-text('Waiting for an ambulance')`);
  await page.click(`${time} summary`);
  await page.selectOption("#delay_stage", "waiting_for_ambulance");
  await page.click(`${time} button:has-text('Save')`);
  await page.waitForSelector(`${time} .govuk-error-summary a:has-text('Choose why it took long.')`);
  await page.selectOption("#delay_reason", "no_ambulance");
  await page.click(`${time} button:has-text('Save')`);
  await page.waitForSelector(`${time} td:has-text('No ambulance to send')`);
  await axe(page, "police time");
});

await scene("a place of safety says how it is, in one press where nothing changed, and crews see how old that is", async () => {
  const nurse = await signedIn("nurse");
  await nurse.goto(address + "/places-of-safety");
  const card = (page, name) => page.locator(".wm-queue > li", { has: page.locator(`h2:has-text('${name}')`) });
  const rowan = card(nurse, "Rowan suite");
  await rowan.locator("text=Old: ring before you set off").waitFor();
  await nurse.screenshot({ path: join(pictures, "places-of-safety.png"), fullPage: true });
  await rowan.locator("button:has-text('Still true')").press("Enter");
  await rowan.locator("text=said 0 min ago by Joseph Adeyemi").waitFor();
  expect((await rowan.locator("text=Old: ring").count()) === 0, "what was just said is called old");
  const maple = card(nurse, "Maple suite");
  await maple.locator("button:has-text('Say how it is')").click();
  await maple.locator("label:has-text('How many more can come')").click();
  await nurse.keyboard.press("Control+A");
  await nurse.keyboard.type("7");
  await maple.locator("button:text-is('Say so')").click();
  await maple.locator(".govuk-error-summary a:has-text('Give a number from 0 to 2')").waitFor();
  await axe(nurse, "a place refused");
  await maple.locator("label:has-text('Closed')").click();
  await maple.locator("button:text-is('Say so')").click();
  await maple.locator(".govuk-tag--red:has-text('Closed')").waitFor();
  const officer = await signedIn("officer");
  await officer.goto(address + "/places-of-safety");
  await card(officer, "Maple suite").locator(".govuk-tag--red:has-text('Closed')").waitFor();
  expect((await card(officer, "Maple suite").locator("button").count()) === 0, "an officer can speak for the trust's place");
  const manager = await signedIn("nhs-admin");
  await manager.goto(address + "/places-of-safety");
  await manager.click("summary:has-text('Add a place of safety')");
  const form = "form[aria-label='Add a place of safety']";
  await manager.fill(`${form} #name-new`, "Maple suite");
  await manager.selectOption(`${form} #kind-new`, "HBPOS");
  await manager.click(`${form} button`);
  await manager.waitForSelector(".govuk-error-summary a:has-text('has a place of this name already')");
  await manager.fill(`${form} #name-new`, "Willow suite");
  await manager.click(`${form} button`);
  await card(manager, "Willow suite").locator("text=Nothing said yet").waitFor();
});

await scene("a return is made, and made again with what changed since", async () => {
  const page = await signedIn("analyst");
  await page.goto(address + "/returns");
  const make = async () => {
    await page.click("form[aria-label='Make a return'] button");
    await page.waitForSelector("h2:has-text('Changed since the version before')");
  };
  await page.click("form[aria-label='Make a return'] button");
  await page.waitForSelector(".govuk-error-summary a:has-text('Choose which return.')");
  await axe(page, "return refused");
  await page.selectOption("#kind", "england");
  await page.selectOption("#from", { index: 1 });
  await make();
  await page.waitForSelector("text=This is the first version.");
  await page.screenshot({ path: join(pictures, "return.png"), fullPage: true });
  await axe(page, "return");
  const made = page.url().replace(address, "");
  await page.goto(address + "/returns");
  await page.selectOption("#kind", "england");
  await page.selectOption("#from", { index: 1 });
  await page.waitForSelector("text=It was made once already.");
  await make();
  await page.waitForSelector("p:has-text('Nothing since version 1')");
  const officer = await signedIn("officer");
  await officer.evaluate(async (incident) => {
    const post = async (path, body) => (await fetch("/api/v1" + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
    const person = await post("/people", { person: { names: [{ kind: "legal", given: "Alex", family: "Quarter" }], sex: "M" }, not_same_as: [] });
    await post(incident + "/people", { person_id: person.id, role: "subject" });
    await post(incident + "/detentions", { power: "s136", person_id: person.id, place_type: "public", reason: "On the bridge", is_mental_disorder: true, is_immediate_need: true, is_consulted: false, not_consulted_why: "No time" });
  }, recorded);
  await page.goto(address + "/returns");
  await page.selectOption("#kind", "england");
  await page.selectOption("#from", { index: 1 });
  await make();
  await page.waitForSelector("td:text-is('New')");
  await page.goto(address + made);
  await page.waitForSelector("text=This is the first version.");
  expect((await officer.goto(address + "/returns")) !== null && (await officer.waitForSelector("text=Your role does not include this")) !== null, "an officer can make returns");
});

await scene("what others save appears, and what is being typed stays", async () => {
  const page = await signedIn("officer");
  await page.goto(address + recorded);
  await page.waitForSelector("form[aria-label='Add to the record'] #text");
  await page.fill("form[aria-label='Add to the record'] #text", "Half a sentence");
  await page.focus("form[aria-label='Add to the record'] #text");
  const other = await signedIn("supervisor");
  await other.goto(address + recorded);
  await other.fill("form[aria-label='Add to the record'] #text", "An ambulance is on its way.");
  await other.click("form[aria-label='Add to the record'] button");
  await page.waitForSelector(".wm-timeline >> text=An ambulance is on its way.", { timeout: 10000 });
  expect((await page.inputValue("form[aria-label='Add to the record'] #text")) === "Half a sentence", "the half sentence is gone");
  expect((await page.evaluate(() => document.activeElement?.id)) === "text", "the focus has moved");
  await other.context().close();
  await page.context().close();
});

await scene("a new incident is announced in the list, which does not jump", async () => {
  const page = await signedIn("dispatcher");
  await page.goto(address + "/incidents");
  await page.waitForSelector("tbody tr");
  const first = await page.textContent("tbody tr >> nth=0");
  await page.waitForTimeout(1200);
  const other = await signedIn("handler");
  const made = await other.evaluate(async () => (await fetch("/api/v1/incidents/reports", { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": "browser" },
    body: JSON.stringify({ incident: { source: "999", location_text: "9 Elm Row", postcode: "CV1 1AA", place_type: "public", opening_category: "CONCERN_FOR_SAFETY" }, narrative: "Shouting." }) })).status);
  expect(made === 201, "the report was answered " + made);
  await page.waitForSelector("text=1 more has come in.", { timeout: 10000 });
  expect((await page.textContent("tbody tr >> nth=0")) === first, "the list jumped");
  await page.click("text=Show the newest");
  await page.waitForSelector("tbody tr >> nth=0 >> text=9 Elm Row");
  await other.context().close();
  await page.context().close();
});

await scene("a printed incident is the record without the tools", async () => {
  const page = await signedIn("supervisor");
  await page.goto(address + recorded);
  await page.waitForSelector("text=What happened");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".wm-header", "form[aria-label='Add to the record']", "form[aria-label='Close']"])
    expect(!(await page.locator(gone).first().isVisible()), gone + " is printed");
  for (const kept of [".wm-timeline", ".govuk-summary-list", "h1"])
    expect(await page.locator(kept).first().isVisible(), kept + " is not printed");
  await page.pdf({ path: join(pictures, "incident.pdf"), format: "A4" });
  await page.context().close();
});

for (const [name, path] of [["new", "/incidents/new"], ["list", "/incidents"], ["incident", () => recorded]]) {
  await scene(`${name} at 400 % and in forced colours`, async () => {
    // 1280 × 1024 at 400 % leaves 320 × 256 (WCAG 1.4.10).
    const page = await signedIn("handler", { width: 320, height: 256 });
    await page.goto(address + (typeof path === "string" ? path : path()));
    await page.waitForSelector("main h1");
    await page.waitForTimeout(350);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow <= 0, `the page is ${overflow} px wider than the screen`);
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.emulateMedia({ forcedColors: "active" });
    await page.screenshot({ path: join(pictures, `${name}-forced-colours.png`) });
    await axe(page, name + " in forced colours");
    const bare = await page.evaluate(() => [...document.querySelectorAll("button, input, select, textarea")]
      .filter((one) => one.offsetParent && one.type !== "checkbox" && one.type !== "radio" && one.type !== "file" && getComputedStyle(one).borderStyle === "none" && getComputedStyle(one).outlineStyle === "none" && !one.closest("nav, header")).map((one) => one.outerHTML.slice(0, 120)));
    expect(bare.length === 0, "without an edge in forced colours: " + bare.join("\n"));
    await page.context().close();
  });
}

const pages = [
  ["handler", "/", "home"], ["handler", "/incidents", "list"], ["handler", () => recorded, "incident"], ["handler", "/incidents/new", "new"],
  ["handler", "/people", "people"], ["handler", "/people/new", "new-person"], ["analyst", "/imports", "imports"], ["analyst", "/returns", "returns"], ["governance", "/audit", "audit"], ["officer", "/triage", "triage"], ["officer", "/detentions", "held"], ["officer", "/places-of-safety", "places"],
  ["officer", "/triage/shift", "shift"], ["officer", "/triage/handover", "handover"], ["supervisor", "/triage/service", "service"],
  ["analyst", "/reports/street-triage?from=2026-08-01&to=2026-10-31", "figures"], ["analyst", "/reports/street-triage/definitions", "definitions"],
  ["admin", "/admin/users", "users"], ["admin", "/admin/agencies", "agencies"], ["admin", "/admin/codes", "codes"], ["handler", "/account", "account"],
  ["handler", "/nowhere", "not-found"],
];
for (const [width, height, kind] of [[1366, 768, "desk"], [834, 1112, "tablet"], [390, 844, "phone"]]) {
  for (const [who, path, name] of pages) {
    await scene(`${name} on a ${kind}`, async () => {
      const page = await signedIn(who, { width, height });
      await page.goto(address + (typeof path === "string" ? path : path()));
      await page.waitForSelector("main h1");
      await page.waitForTimeout(350);
      await page.screenshot({ path: join(pictures, `${name}-${kind}.png`) });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow <= 0, `the page is ${overflow} px wider than the screen`);
      await axe(page, name);
      await page.context().close();
    });
  }
}
await scene("no page broke on the way", async () => expect(broken.length === 0, broken.join("\n")));

await browser.close();
server.kill("SIGTERM");
rmSync(data, { recursive: true, force: true });
for (const one of failures) console.log(one);
console.log(`${passed} scenes passed, ${failures.length} failed`);
process.exit(failures.length || !passed ? 1 : 0);
