// What the web application believes of the interface, held to the interface's own description. This
// file is compiled, not run; ../../build/openapi.ts is written from `waymark openapi` just before.

import type { components } from "../../build/openapi";
import type * as Ours from "../src/types";

type Schemas = components["schemas"];

/** The names and kinds of a type: whether something may be missing or null is told apart elsewhere. */
type Shape<T> =
  NonNullable<T> extends (infer One)[] ? Shape<One>[]
  : NonNullable<T> extends object ? { -readonly [K in keyof NonNullable<T>]-?: Shape<NonNullable<T>[K]> }
  : NonNullable<T>;

/** True when each has what the other has; the names that differ otherwise. */
type Agrees<Mine, Theirs> =
  [Exclude<keyof Mine, keyof Theirs>, Exclude<keyof Theirs, keyof Mine>] extends [never, never]
    ? [Shape<Theirs>] extends [Shape<Mine>] ? true : { kinds_differ: [Shape<Mine>, Shape<Theirs>] }
    : { only_ours: Exclude<keyof Mine, keyof Theirs>; only_theirs: Exclude<keyof Theirs, keyof Mine> };

export const agreement: [
  Agrees<Ours.Incident, Schemas["Incident"]>,
  Agrees<Ours.Note, Schemas["Note"]>,
  Agrees<Ours.Marker, Schemas["Marker"]>,
  Agrees<Ours.Mhri, Schemas["Mhri"]>,
  Agrees<Ours.Thrive, Schemas["Thrive"]>,
  Agrees<Ours.RightCare, Schemas["RightCare"]>,
  Agrees<Ours.Prompt, Schemas["Prompt"]>,
  Agrees<Ours.PersonSummary, Schemas["PersonSummary"]>,
  Agrees<Ours.Involved, Schemas["Involved"]>,
  Agrees<Ours.Whole, Schemas["IncidentWhole"]>,
  Agrees<Ours.EarlierIncident, Schemas["EarlierIncident"]>,
  Agrees<Ours.RepeatCount, Schemas["RepeatCount"]>,
  Agrees<Ours.Repeats, Schemas["Repeats"]>,
  Agrees<Ours.IncidentPage, Schemas["IncidentPage"]>,
  Agrees<Ours.Person, Schemas["Person"]>,
  Agrees<Ours.Agency, Schemas["Agency"]>,
  Agrees<Ours.User, Schemas["User"]>,
  Agrees<Ours.Code, Schemas["Code"]>,
  Agrees<Ours.FeedPage, Schemas["FeedPage"]>,
  Agrees<Ours.TrailLine, Schemas["TrailLine"]>,
  Agrees<Ours.TriageCourse, Schemas["TriageCourse"]>,
  Agrees<Ours.TriageDesk, Schemas["TriageDesk"]>,
  Agrees<Ours.IncidentDetentions, Schemas["IncidentDetentions"]>,
  Agrees<Ours.DetentionStart, Schemas["DetentionStart"]>,
  Agrees<Ours.AssessmentForm, Schemas["AssessmentForm"]>,
  Agrees<Ours.AssessmentWhole, Schemas["AssessmentWhole"]>,
  Agrees<Ours.ServiceReport, Schemas["ServiceReport"]>,
  Agrees<Ours.ReportRecords, Schemas["ReportRecords"]>,
  Agrees<Ours.MeasureDefinitions, Schemas["MeasureDefinitions"]>,
  Agrees<Ours.TriageServiceBook, Schemas["TriageServiceBook"]>,
  Agrees<Ours.TriageColleague, Schemas["TriageColleague"]>,
  Agrees<Ours.TriageCallBack, Schemas["TriageCallBack"]>,
  Agrees<Ours.SafetyPlaceOnBoard, Schemas["SafetyPlaceOnBoard"]>,
  Agrees<Ours.PoliceTime, Schemas["PoliceTime"]>,
  Agrees<Ours.ReturnBook, Schemas["ReturnBook"]>,
  Agrees<Ours.ReturnOut, Schemas["Return"]>,
] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true];

// The negative control: a belief that is wrong must not compile.
// @ts-expect-error an agency has no colour
export const control: Agrees<Ours.Agency & { colour: string }, Schemas["Agency"]> = true;
