import { useState } from "preact/hooks";
import { call, post, problemOf, type Problem } from "../api";
import { useLabel, useLoad, useWorkplace } from "../context";
import { CodeChoice, TextField, Tick } from "../parts/fields";
import { Page, Tag, Waiting } from "../parts/layout";
import type { Agency, Code, User } from "../types";

const roles = ["call_handler", "dispatcher", "triage_officer", "triage_clinician", "practitioner", "supervisor", "analyst", "information_governance_officer", "administrator"];
const words = (text: string) => text.replace(/_/g, " ");

function RoleBoxes({ name, held, change }: { name: string; held: string[]; change: (roles: string[]) => void }) {
  return (
    <fieldset class="govuk-fieldset govuk-form-group"><legend class="govuk-fieldset__legend">Roles</legend>
      <div class="wm-two">{roles.map((role) => <Tick key={role} name={`${name}-${role}`} label={words(role)} checked={held.includes(role)} onChange={(on) => change(on ? [...held, role] : held.filter((one) => one !== role))} />)}</div>
    </fieldset>
  );
}

export function Users() {
  const { session } = useWorkplace();
  const { data, problem, again } = useLoad<User[]>("/users");
  const [wrong, setWrong] = useState<Problem | null>(null);
  const blank = { sign_in_name: "", display_name: "", password: "" };
  const [form, setForm] = useState(blank);
  const [held, setHeld] = useState<string[]>([]);
  const set = (field: string) => (value: string) => setForm({ ...form, [field]: value });
  const add = async (event: Event) => {
    event.preventDefault();
    try {
      await post("/users", { user: { sign_in_name: form.sign_in_name, display_name: form.display_name, roles: held, is_active: true }, password: form.password });
      setForm(blank);
      setHeld([]);
      setWrong(null);
      await again();
    } catch (error) {
      setWrong(problemOf(error));
    }
  };
  return (
    <Page title="Users" caption={session.agency_name} problem={wrong}>
      {!data ? <Waiting problem={problem} /> : <ul class="wm-choices">{data.map((user) => <UserLine key={user.id + user.revision} user={user} changed={() => void again()} failed={setWrong} />)}</ul>}
      <form class="wm-card govuk-!-margin-top-6" onSubmit={add} noValidate aria-label="Add a user">
        <h2 class="govuk-heading-m">Add a user</h2>
        <div class="wm-two">
          <TextField name="user-display_name" label="Name" value={form.display_name} onInput={set("display_name")} problem={wrong} />
          <TextField name="user-sign_in_name" label="Sign-in name" value={form.sign_in_name} onInput={set("sign_in_name")} problem={wrong} />
        </div>
        <TextField name="password" label="First password" hint="At least 15 characters. They choose their own when they first sign in." type="password" value={form.password} onInput={set("password")} autocomplete="new-password" problem={wrong} />
        <div id="user-roles" tabIndex={-1}><RoleBoxes name="new" held={held} change={setHeld} /></div>
        <button class="govuk-button" type="submit">Add the user</button>
      </form>
    </Page>
  );
}

function UserLine({ user, changed, failed }: { user: User; changed: () => void; failed: (problem: Problem) => void }) {
  const [held, setHeld] = useState(user.roles);
  const [active, setActive] = useState(user.is_active);
  const save = async () => {
    try {
      await call("PUT", "/users/" + user.id, { sign_in_name: user.sign_in_name, display_name: user.display_name, roles: held, is_active: active }, { ifMatch: `"${user.revision}"` });
      changed();
    } catch (error) {
      failed(problemOf(error));
    }
  };
  const takeOff = () => post(`/users/${user.id}/authenticator/remove`).then(changed, (error) => failed(problemOf(error)));
  return (
    <li>
      <strong>{user.display_name}</strong> ({user.sign_in_name}) {!user.is_active && <Tag colour="red">may not sign in</Tag>} {user.has_totp && <Tag colour="green">six-digit codes</Tag>}<br />
      <span class="wm-when">{user.roles.map(words).join(", ")}</span>
      <details class="govuk-details govuk-!-margin-bottom-1"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Change<span class="govuk-visually-hidden"> {user.display_name}</span></span></summary>
        <Tick name={"active-" + user.id} label="May sign in" checked={active} onChange={setActive} />
        <RoleBoxes name={user.id} held={held} change={setHeld} />
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => void save()}>Save</button>{" "}
        {user.has_totp && <button type="button" class="govuk-button govuk-button--warning" onClick={() => void takeOff()}>Take the authenticator off</button>}
      </details>
    </li>
  );
}

export function Agencies() {
  const label = useLabel();
  const { session } = useWorkplace();
  const { data, problem, again } = useLoad<Agency[]>("/agencies");
  const [name, setName] = useState("");
  const [kind, setKind] = useState("");
  const [wrong, setWrong] = useState<Problem | null>(null);
  const add = async (event: Event) => {
    event.preventDefault();
    try {
      await post("/agencies", { name, kind, is_active: true, area: null });
      setName("");
      setWrong(null);
      await again();
    } catch (error) {
      setWrong(problemOf(error));
    }
  };
  return (
    <Page title="Agencies" problem={wrong}>
      {!data ? <Waiting problem={problem} /> : (
        <ul class="wm-choices govuk-!-margin-bottom-6">
          {data.map((agency) => (
            <li key={agency.id}><strong>{agency.name}</strong> <Tag colour={agency.is_active ? "green" : "grey"}>{agency.is_active ? "active" : "not active"}</Tag><br /><span class="wm-when">{label("agency_kind", agency.kind)}</span>
              {agency.id === session.agency_id ? <OwnAgency key={agency.revision} agency={agency} changed={() => void again()} failed={setWrong} /> : !agency.has_users && <FirstAdministrator agency={agency} failed={setWrong} />}
            </li>
          ))}
        </ul>
      )}
      <form class="wm-card" onSubmit={add} noValidate aria-label="Add an agency">
        <h2 class="govuk-heading-m">Add an agency</h2>
        <TextField name="name" label="Name" value={name} onInput={setName} problem={wrong} />
        <CodeChoice name="kind" label="Kind" list="agency_kind" value={kind} onChange={setKind} problem={wrong} />
        <button class="govuk-button" type="submit">Add the agency</button>
      </form>
    </Page>
  );
}

const edges = [["max_lat", "Northern edge, degrees"], ["min_lat", "Southern edge, degrees"], ["min_lon", "Western edge, degrees"], ["max_lon", "Eastern edge, degrees"]] as const;

type AgencyPartProps = { agency: Agency; failed: (problem: Problem | null) => void };

/** The caller's own agency: its name, and the box its incidents should lie in, which imports check. */
function OwnAgency({ agency, changed, failed }: AgencyPartProps & { changed: () => void }) {
  const [name, setName] = useState(agency.name);
  const [area, setArea] = useState(Object.fromEntries(edges.map(([edge]) => [edge, agency.area ? String(agency.area[edge]) : ""])) as Record<string, string>);
  const save = async (event: Event) => {
    event.preventDefault();
    const isEmpty = edges.every(([edge]) => !area[edge]?.trim());
    const sent = isEmpty ? null : Object.fromEntries(edges.map(([edge]) => [edge, area[edge]?.trim() ? Number(area[edge]) : null]));
    try {
      await call("PUT", "/agencies/" + agency.id, { name, kind: agency.kind, is_active: agency.is_active, area: sent }, { ifMatch: `"${agency.revision}"` });
      failed(null);
      changed();
    } catch (error) {
      failed(problemOf(error));
    }
  };
  return (
    <details class="govuk-details govuk-!-margin-bottom-1"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Name and area of your agency</span></summary>
      <form onSubmit={save} noValidate aria-label="Your agency">
        <TextField name="own-name" label="Name" value={name} onInput={setName} />
        <div class="wm-two">{edges.map(([edge, text]) => <TextField key={edge} name={"area-" + edge} label={text} width="govuk-input--width-10" value={area[edge] ?? ""} onInput={(value) => setArea({ ...area, [edge]: value })} />)}</div>
        <button class="govuk-button govuk-button--secondary" type="submit">Save your agency</button>
      </form>
    </details>
  );
}

/** A partner without users is given its first one, who then adds the others. */
function FirstAdministrator({ agency, failed }: AgencyPartProps) {
  const [form, setForm] = useState({ display_name: "", sign_in_name: "", password: "" });
  const [done, setDone] = useState("");
  const set = (field: string) => (value: string) => setForm({ ...form, [field]: value });
  const add = async (event: Event) => {
    event.preventDefault();
    const { password, ...user } = form;
    try {
      await post(`/agencies/${agency.id}/administrator`, { user: { ...user, roles: ["administrator"], is_active: true }, password });
      setDone(user.sign_in_name);
      failed(null);
    } catch (error) {
      failed(problemOf(error));
    }
  };
  const id = (field: string) => `${agency.id}-${field}`;
  if (done) return <p class="govuk-body" role="status">{done} can sign in now and is asked for a new password.</p>;
  return (
    <details class="govuk-details govuk-!-margin-bottom-1"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Add its first administrator<span class="govuk-visually-hidden"> for {agency.name}</span></span></summary>
      <form onSubmit={add} noValidate aria-label={"First administrator of " + agency.name}>
        <div class="wm-two">
          <TextField name={id("display_name")} label="Name" value={form.display_name} onInput={set("display_name")} />
          <TextField name={id("sign_in_name")} label="Sign-in name" value={form.sign_in_name} onInput={set("sign_in_name")} />
        </div>
        <TextField name={id("password")} label="First password" hint="At least 15 characters. They choose their own when they first sign in." type="password" value={form.password} onInput={set("password")} autocomplete="new-password" />
        <button class="govuk-button govuk-button--secondary" type="submit">Add the administrator</button>
      </form>
    </details>
  );
}

export function Codes() {
  const { lists, refreshLists } = useWorkplace();
  const names = Object.keys(lists).sort();
  const [list, setList] = useState("vulnerability");
  const blank = { code: "", label: "", hint: "", valid_from: new Date().toISOString().slice(0, 10), valid_to: "", source: "" };
  const [form, setForm] = useState(blank);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const set = (field: string) => (value: string) => setForm({ ...form, [field]: value });
  const take = (code: Code) => setForm({ code: code.code, label: code.label, hint: code.hint, valid_from: code.valid_from, valid_to: code.valid_to ?? "", source: code.source });
  const save = async (event: Event) => {
    event.preventDefault();
    const known = lists[list]?.find((code) => code.code === form.code);
    try {
      await call("PUT", "/codes", { list, ...form, parent: known?.parent ?? "", valid_to: form.valid_to || null }, { ifMatch: `"${known?.revision ?? 0}"` });
      setForm(blank);
      setWrong(null);
      await refreshLists();
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 412) await refreshLists();  // Another has changed it: what they wrote is in the table now.
      setWrong(problem);
    }
  };
  return (
    <Page title="Codes" problem={wrong}>
      <p class="govuk-body">An entry is never deleted: give it a last day, and old records keep their meaning.</p>
      <div class="govuk-form-group"><label class="govuk-label" for="list">List</label>
        <select class="govuk-select" id="list" value={list} onChange={(event) => { setList(event.currentTarget.value); setForm(blank); }}>{names.map((name) => <option key={name} value={name}>{words(name)}</option>)}</select></div>
      <div class="wm-scroll" tabIndex={0} role="region" aria-label="Entries">
        <table class="govuk-table wm-table"><thead><tr><th scope="col">Code</th><th scope="col">Label</th><th scope="col">From</th><th scope="col">Until</th><th scope="col">Source</th><th scope="col"><span class="govuk-visually-hidden">Change</span></th></tr></thead>
          <tbody>{(lists[list] ?? []).map((code) => <tr key={code.code}><th scope="row">{code.code}</th><td>{code.label} {code.is_local && <Tag colour="yellow">local</Tag>}</td><td>{code.valid_from}</td><td>{code.valid_to}</td><td>{code.source}</td><td><button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => take(code)}>Change<span class="govuk-visually-hidden"> {code.label}</span></button></td></tr>)}</tbody></table>
      </div>
      <form class="wm-card" onSubmit={save} noValidate aria-label="Add or change an entry">
        <h2 class="govuk-heading-m">Add or change an entry</h2>
        <div class="wm-two">
          <TextField name="code" label="Code" value={form.code} onInput={set("code")} problem={wrong} />
          <TextField name="label" label="Label" value={form.label} onInput={set("label")} problem={wrong} />
          <TextField name="valid_from" label="First day" type="date" value={form.valid_from} onInput={set("valid_from")} problem={wrong} />
          <TextField name="valid_to" label="First day it is no longer used" type="date" value={form.valid_to} onInput={set("valid_to")} problem={wrong} />
          <TextField name="source" label="Source" value={form.source} onInput={set("source")} problem={wrong} />
        </div>
        <button class="govuk-button" type="submit">Save the entry</button>
      </form>
    </Page>
  );
}
