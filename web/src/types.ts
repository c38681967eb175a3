// What travels, as the OpenAPI document describes it (GET /api/v1/openapi.json).

export type Code = {
  list: string; code: string; label: string; hint: string; parent: string; ordinal: number;
  valid_from: string; valid_to: string | null; source: string; is_official: boolean; is_local: boolean; revision: number;
};
export type Session = {
  user_id: string; display_name: string; agency_id: string; agency_name: string; agency_kind: string;
  roles: string[]; permissions: string[]; must_change_password: boolean; has_totp: boolean;
};
export type Incident = {
  id: string; agency_id: string; reference: string; status: "draft" | "open" | "closed"; source: string;
  received_at: string; occurred_from_at: string | null; call_taker_id: string | null; caller_name: string;
  caller_phone: string; caller_relation: string; location_text: string; uprn: string; postcode: string;
  lat: number | null; lon: number | null; lsoa: string; place_type: string; opening_category: string;
  grade: string; is_mhri: boolean; outcome: string; closed_at: string | null; source_key: string; revision: number;
};
export type Note = {
  id: string; kind: string; assertion: string; text: string; corrects_id: string; written_at: string; written_by: string;
};
export type Marker = {
  list: string; code: string; assertion: string; applied_at: string; applied_by: string;
  removed_at: string | null; removed_by: string;
};
export type Mhri = {
  id: string; belief: string; limb_a_vulnerability_central: boolean; limb_b_police_did_more: boolean;
  is_mhri: boolean; source: string; reason: string; decided_at: string; decided_by: string;
};
export type Thrive = Record<
  "threat" | "harm" | "risk" | "investigation" | "vulnerability" | "engagement" | "prevention" | "intervention" |
  "threat_level" | "harm_level" | "risk_level" | "overall_level" | "grade_before" | "grade_after" | "prompted_by" |
  "id" | "assessed_at" | "assessed_by", string> & { sequence: number };
export type RightCare = {
  id: string; call_type: string; answers: { question: string; answer: string }[]; result: string;
  asked_service: string; asked_at: string | null; service_answer: string; answered_at: string | null;
  override_result: string; override_rank: string; override_reason: string; escalated_to: string;
  escalation_reason: string; decided_at: string; decided_by: string;
};
export type Prompt = { code: string; answer: string; reason: string; answered_at: string | null; answered_by: string };
export type PersonSummary = {
  id: string; agency_id: string; name: string; born_on: string | null; born_precision: string; postcode: string; why: string; likeness: "same" | "possible" | "no";
};
export type Involved = { person: PersonSummary; role: string; assertion: string; linked_at: string; linked_by: string };
export type Whole = {
  incident: Incident; notes: Note[]; markers: Marker[]; mhri: Mhri[]; thrive: Thrive[]; right_care: RightCare[];
  prompts: Prompt[]; people: Involved[];
  changes: { field: string; before: string; after: string; reason: string; changed_at: string; changed_by: string }[];
  times: { stage: string; at: string }[];
  following: { id: string; reference: string; received_at: string; opening_category: string; why: string; within_48_hours: boolean }[];
  shared_with: string[]; reassess_because: string[];
};
export type EarlierIncident = {
  id: string; reference: string; received_at: string; opening_category: string; place_type: string; is_mhri: boolean; outcome: string;
};
export type RepeatCount = {
  by: string; person_id: string | null; label: string; counts: number[]; mhri_counts: number[]; is_more: boolean; latest: EarlierIncident[];
};
export type Repeats = { counts: RepeatCount[]; household: PersonSummary[] };
export type FeedPage = { position: string; lines: { position: string; occurred_at: string; change: { kind: string; object_id: string; what: string } }[] };
export type IncidentPage = { incidents: Incident[]; next: string; count: number; count_is_more: boolean };
export type Person = {
  id: string; agency_id: string; born_on: string | null; born_precision: string; sex: string; gender: string;
  ethnicity: string; ethnicity_officer: string; interpreter: string; communication: string;
  names: { id: string; kind: string; given: string; family: string }[];
  addresses: { id: string; line: string; postcode: string; uprn: string; from_on: string | null; to_on: string | null }[];
  phones: { id: string; number: string }[];
  identifiers: { id: string; kind: string; value: string }[];
  revision: number;
};
export type RightCareData = {
  threshold: string; vulnerability_text: string;
  call_types: { code: string; advice: string; otherwise: string;
    questions: { code: string; text: string; on_yes: string; on_no: string }[] }[];
};
export type Agency = {
  id: string; name: string; kind: string; is_active: boolean; has_users: boolean; revision: number;
  area: { min_lat: number; max_lat: number; min_lon: number; max_lon: number } | null;
};
export type User = {
  id: string; agency_id: string; sign_in_name: string; display_name: string; roles: string[]; is_active: boolean;
  must_change_password: boolean; has_totp: boolean; revision: number;
};
export type TrailLine = {
  seq: number; occurred_at: string; user_id: string | null; user_name: string; agency_id: string | null; agency_name: string;
  entry: {
    event: string; purpose: string; object_kind: string; object_id: string; allowed: boolean; reason: string;
    recipient_agency_id: string | null; result_count: number | null; detail: string;
  };
};
export type TriageStage = "waiting" | "allocated" | "accepted" | "en_route" | "at_scene" | "cleared" | "advised" | "withdrawn";
export type TriageRequest = {
  id: string; agency_id: string | null; incident_id: string | null;
  asked: { route: string; is_s136_considered: boolean; reasons: string[]; note: string };
  requested_at: string; requested_by: string; stage: TriageStage; unit_id: string | null; revision: number;
};
export type TriagePlace = { band: number; why: string };
export type TriageStep = {
  id: string; stage: TriageStage; at: string; is_typed: boolean; unit_id: string | null; reason: string; advice: string;
  corrects_id: string; entered_at: string; entered_by: string;
};
export type TriageCourse = { request: TriageRequest; place: TriagePlace; entered: TriageStep[]; steps: TriageStep[] };
export type TriageWaiting = {
  request: TriageRequest; reference: string; opening_category: string; location_text: string; postcode: string;
  grade: string; lat: number | null; lon: number | null; call_sign: string; stage_at: string; place: TriagePlace;
};
export type TriageUnit = {
  id: string; call_sign: string; kind: string; status: string; status_at: string; status_by: string; status_by_id: string | null;
  on_request_id: string | null; is_active: boolean; revision: number;
};
export type TriageDesk = { requests: TriageWaiting[]; units: TriageUnit[] };
export type DetentionKind =
  "ambulance_asked" | "ambulance_came" | "set_off" | "place_refused" | "arrived" | "brought" | "taken_over" | "left" | "rights_told" | "searched" | "stay_asked" | "stay_answered" | "police_released" |
  "welfare_checked" | "reviewed" | "assessment_began" | "assessment_ended" | "extended" | "ended" | "resumed";
export type DetentionStart = {
  power: string; person_id: string | null; manner: "removed" | "kept"; place_type: string; place_id: string | null; place_kind: string; place_name: string;
  used_at: string | null; reason: string; is_mental_disorder: boolean; is_immediate_need: boolean; is_consulted: boolean | null;
  consulted_role: string; consulted_name: string; not_consulted_why: string; agreement: string; agreed_by: string; warrant: string; warrant_amhp: string; warrant_doctor: string;
};
export type DetentionEntryForm = {
  kind: DetentionKind; at: string | null; place_id: string | null; place_kind: string; place_name: string;
  conveyed_by: string; why_police_vehicle: string; why_police_station: string; role: string; name: string;
  approved_rank: string; approved_by: string; code: string; text: string; minutes: number; is_yes: boolean; is_told_breach: boolean;
};
export type DetentionEntry = {
  id: string; what: DetentionEntryForm; at: string; is_typed: boolean; corrects_id: string; entered_at: string; entered_by: string;
};
export type Detention = {
  id: string; agency_id: string | null; incident_id: string | null; start: DetentionStart; used_at: string; used_by: string;
  is_open: boolean; outcome: string; revision: number;
};
export type DetentionStanding = {
  is_open: boolean; is_at_place: boolean; place_kind: string; place_name: string; began_at: string | null; expires_at: string | null;
  arrived_at: string | null; police_released_at: string | null; assessment_began_at: string | null; assessment_ended_at: string | null;
  ended_at: string | null; is_extended: boolean; extended_late_at: string | null; are_rights_told: boolean; is_stay_asked: boolean; stay_agreed_at: string | null;
};
export type DetentionJudged = {
  rule: { id: string; title: string; text: string; source: string; is_verified: boolean; is_aim: boolean };
  finding: { state: "told" | "kept" | "to_do" | "soon" | "broken"; due_at: string | null; broken_at: string | null; words: string };
  recorded_at: string | null;
};
export type DetentionWhole = {
  detention: Detention; person: PersonSummary; reference: string; entered: DetentionEntry[]; steps: DetentionEntry[];
  standing: DetentionStanding; legs: DetentionLeg[]; rules: DetentionJudged[];
};
export type DetentionLeg = {
  is_kept: boolean; ambulance_asked_at: string | null; ambulance_came_at: string | null; set_off_at: string | null; arrived_at: string | null;
  place_id: string | null; place_kind: string; place_name: string; conveyed_by: string; why_police_vehicle: string; why_police_station: string;
  taken_over_at: string | null; taken_over_by: string; stayed: string; police_released_at: string | null; left_at: string | null;
};
export type SafetyPlace = {
  id: string; agency_id: string | null; kind: string; name: string; address: string; phone: string; capacity: number; min_age: number;
  note: string; is_active: boolean; revision: number;
};
export type SafetyPlaceWord = { free: number; state: string; note: string; said_at: string; said_by: string };
export type SafetyPlaceOnBoard = {
  place: SafetyPlace; word: SafetyPlaceWord | null; old_at: string | null; is_old: boolean; earlier: SafetyPlaceWord[]; here: number; came_since: number;
  waiting: number; waiting_since: string | null; refusals: { reason: string; last_day: number; lately: number }[]; waits: number;
  median_wait: number | null; longest_wait: number | null;
};
export type PoliceStage = "travel" | "scene" | "waiting_for_ambulance" | "conveying" | "waiting_at_place" | "handover";
export type PoliceTime = {
  ledger: {
    spells: { stage: PoliceStage; person_id: string | null; from: string; to: string | null; is_going_on: boolean }[];
    by_stage: { stage: PoliceStage; minutes: number }[]; total: number; is_going_on: boolean; unknown: string[];
  };
  delays: { stage: PoliceStage; reason: string; note: string; said_at: string; said_by: string }[];
};
export type S136Consideration = {
  id: string; considered_at: string | null; place_type: string; decision: string; alternative: string; reason: string;
  is_consulted: boolean | null; consulted_role: string; consulted_name: string; not_consulted_why: string;
  detention_id: string | null; entered_at: string; entered_by: string;
};
export type IncidentDetentions = { considerations: S136Consideration[]; detentions: DetentionWhole[] };
export type AssessmentField = {
  name: string; label: string; kind: string; list: string; max: number; is_needed: boolean; is_opinion: boolean; is_confidential: boolean; shown_when: string; hidden_by: string[];
};
export type AssessmentForm = { valid_from: string; sections: { name: string; title: string; fields: AssessmentField[] }[] };
export type AssessmentAnswer = { field: string; version: number; values: string[]; answered_at: string; answered_by: string };
export type AssessmentWhole = {
  assessment: {
    id: string; agency_id: string | null; incident_id: string | null; person_id: string | null; begun_at: string; begun_by: string;
    finished_at: string | null; finished_by: string;
  };
  person: PersonSummary; reference: string; is_first_contact: boolean; answers: AssessmentAnswer[]; earlier: AssessmentAnswer[]; withheld: string[];
  missing: { field: string; code: string; message: string }[]; contradictions: { field: string; code: string; message: string }[];
  referrals: { id: string; need: string; service: string; made_at: string; made_by: string; acknowledged_at: string | null; accepted_at: string | null; withdrawn: Withdrawal }[];
  outcomes: { id: string; code: string; on: string; source: string; said_at: string; said_by: string; withdrawn: Withdrawal }[];
};
export type Withdrawal = { at: string | null; why: string };
export type Measure = {
  figure: string; name: string; title: string; group: string; kind: string; unit: string; value: number | string | null;
  numerator: number | null; denominator: number | null; from: string; to: string; interval: number[] | null;
  completeness: number | null; percentiles: { part: number; value: number }[]; flags: string[]; notes: string[]; records: string;
};
export type Kpi = {
  name: string; title: string; target: string; seen: string; applicable: string; reached: string; reached_as: string; achieved: string;
};
export type ServiceReport = {
  service: string; title: string; agency: string; from: string; to: string; made_at: string; contacts: number;
  groups: { name: string; title: string }[]; kpis: Kpi[]; measures: Measure[];
  problems: { source: string; says: string; count: number }[];
};
export type ReportRecords = {
  title: string; part: "numerator" | "denominator" | "rest"; count: number;
  lines: { id: string; is_assessment: boolean; reference: string; at: string }[];
};
export type MeasureDefinitions = {
  source: string; contacts: string; rounding: string; facts: { name: string; meaning: string }[];
  measures: {
    name: string; title: string; figure: string; kind: string; unit: string; numerator: string; denominator: string;
    of: string[]; decimals: number;
  }[];
};
export type TriageMember = {
  id: string; user_id: string | null; name: string; role: string; team: string; is_volunteer: boolean;
  trained_on: string | null; trained_until: string | null; is_active: boolean; revision: number;
};
export type TriageDuty = {
  id: string; member_id: string | null; kind: string; unit_id: string | null; starts_at: string; ends_at: string;
  covers_id: string | null; note: string;
};
export type TriageService = {
  name: string; area: string; starts_on: string; training_months: number; awareness_by: string;
  hours: { kind: string; weekday: number; from_minute: number; to_minute: number; since: string | null; until: string | null }[];
  contacts: { name: string; covers: string; phone: string }[]; revision: number;
};
export type TriageColleague = { id: string; agency_id: string; name: string };
export type TriageServiceBook = {
  service: TriageService; members: TriageMember[]; duties: TriageDuty[];
  shift: { starts_at: string; ends_at: string } | null; is_open: boolean;
};
export type TriageCallBack = {
  id: string; agency_id: string | null; incident_id: string | null; reference: string; to_whom: string; about: string;
  due_at: string; promised_at: string; promised_by: string; ended_at: string | null; ended_by: string; result: string;
};
export type ReturnKind = { kind: string; title: string; period: "financial_year" | "quarter"; source: string; to_confirm: string[] };
export type ReturnVersion = {
  id: string; kind: string; period: { from: string; to: string }; number: number; edition: string; note: string; row_count: number;
  is_early: boolean; made_at: string; made_by: string;
};
export type ReturnBook = { kinds: ReturnKind[]; versions: ReturnVersion[] };
export type ReturnTable = { title: string; headings: string[]; rows: { title: string; counts: number[]; total: number }[] };
export type ReturnOut = {
  version: ReturnVersion; kind: ReturnKind; tables: ReturnTable[]; missing: { column: string; of: number; missing: number }[];
  earlier: ReturnVersion | null; change_count: number;
  changes: {
    detention_id: string; reference: string; difference: "added" | "gone" | "changed";
    fields: { column: string; before: string; after: string }[];
  }[];
};
