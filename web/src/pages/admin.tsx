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
        <div class="wm-scroll" tabIndex={0} role="region" aria-label="Agencies">
          <table class="govuk-table wm-table"><thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">State</th></tr></thead>
            <tbody>{data.map((agency) => <tr key={agency.id}><th scope="row">{agency.name}</th><td>{label("agency_kind", agency.kind)}</td><td>{agency.is_active ? "Active" : "Not active"}</td></tr>)}</tbody></table>
        </div>
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
    const parent = lists[list]?.find((code) => code.code === form.code)?.parent ?? "";
    try {
      await call("PUT", "/codes", { list, ...form, parent, valid_to: form.valid_to || null });
      setForm(blank);
      setWrong(null);
      await refreshLists();
    } catch (error) {
      setWrong(problemOf(error));
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
