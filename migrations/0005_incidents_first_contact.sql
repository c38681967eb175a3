-- One incident, from the first contact to the coded outcome. The incident row holds what is true
-- now; everything that is judged or said is a row of its own, added and never changed, and kept
-- beside the others of its incident: on SQLite the key is the table (WITHOUT ROWID).
CREATE TABLE incident (
  id                TEXT PRIMARY KEY,
  agency_id         TEXT NOT NULL REFERENCES agency (id),
  reference         TEXT,
  status            TEXT NOT NULL CHECK (status IN ('draft', 'open', 'closed')),
  source            TEXT NOT NULL,
  received_at       BIGINT NOT NULL,
  received_local_on TEXT NOT NULL,
  received_hour     INTEGER NOT NULL,
  occurred_from_at  BIGINT,
  call_taker_id     TEXT REFERENCES user_account (id),
  caller_name       TEXT NOT NULL,
  caller_phone      TEXT NOT NULL,
  caller_phone_key  TEXT NOT NULL,
  caller_relation   TEXT NOT NULL,
  location_text     TEXT NOT NULL,
  uprn              TEXT NOT NULL,
  postcode          TEXT NOT NULL,
  place_key         TEXT NOT NULL,
  lat               DOUBLE PRECISION,
  lon               DOUBLE PRECISION,
  lsoa              TEXT NOT NULL,
  place_type        TEXT NOT NULL,
  opening_category  TEXT NOT NULL,
  grade             TEXT NOT NULL,
  is_mhri           INTEGER NOT NULL CHECK (is_mhri IN (0, 1)),
  outcome           TEXT NOT NULL,
  closed_at         BIGINT,
  import_batch_id   TEXT,
  source_key        TEXT,
  revision          BIGINT NOT NULL
);
CREATE UNIQUE INDEX incident_by_reference ON incident (agency_id, reference) WHERE reference IS NOT NULL;
CREATE UNIQUE INDEX incident_by_source_key ON incident (agency_id, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX incident_by_received ON incident (agency_id, received_at);
CREATE INDEX incident_by_mhri ON incident (agency_id, received_at) WHERE is_mhri = 1;
CREATE INDEX incident_by_status ON incident (agency_id, status, received_at) WHERE status <> 'closed';
CREATE INDEX incident_by_place ON incident (place_key, received_at);
CREATE INDEX incident_by_caller_phone ON incident (caller_phone_key, received_at) WHERE caller_phone_key <> '';
CREATE INDEX incident_by_postcode ON incident (postcode, received_at);
CREATE INDEX incident_by_category ON incident (agency_id, opening_category, received_at);
CREATE INDEX incident_by_outcome ON incident (agency_id, outcome, received_at) WHERE outcome <> '';
CREATE INDEX incident_by_place_type ON incident (agency_id, place_type, received_at);
CREATE INDEX incident_by_crisis_team ON incident (agency_id, received_at) WHERE source = 'crisis_team';
CREATE INDEX incident_by_batch ON incident (import_batch_id) WHERE import_batch_id IS NOT NULL;

CREATE TABLE incident_note (
  id          TEXT NOT NULL,
  incident_id TEXT NOT NULL REFERENCES incident (id),
  kind        TEXT NOT NULL,
  assertion   TEXT NOT NULL CHECK (assertion IN ('fact', 'opinion')),
  text        TEXT NOT NULL,
  corrects_id TEXT,
  written_at  BIGINT NOT NULL,
  written_by  TEXT NOT NULL,
  PRIMARY KEY (incident_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- Qualifiers, conditions (Coventry triage criteria) and vulnerabilities: one entry for each time a code of
-- one of those lists was put on, and when it was taken off.
CREATE TABLE incident_marker (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  list_id     TEXT NOT NULL,
  code        TEXT NOT NULL,
  assertion   TEXT NOT NULL CHECK (assertion IN ('fact', 'opinion')),
  applied_at  BIGINT NOT NULL,
  applied_by  TEXT NOT NULL,
  removed_at  BIGINT,
  removed_by  TEXT,
  PRIMARY KEY (incident_id, list_id, code, applied_at)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE incident_mhri (
  id          TEXT NOT NULL,
  incident_id TEXT NOT NULL REFERENCES incident (id),
  belief      TEXT NOT NULL,
  limb_a      INTEGER NOT NULL CHECK (limb_a IN (0, 1)),
  limb_b      INTEGER NOT NULL CHECK (limb_b IN (0, 1)),
  is_mhri     INTEGER NOT NULL CHECK (is_mhri IN (0, 1)),
  source      TEXT NOT NULL,
  reason      TEXT NOT NULL,
  decided_at  BIGINT NOT NULL,
  decided_by  TEXT NOT NULL,
  PRIMARY KEY (incident_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE incident_thrive (
  id            TEXT NOT NULL,
  incident_id   TEXT NOT NULL REFERENCES incident (id),
  sequence      INTEGER NOT NULL,
  prompted_by   TEXT NOT NULL,
  threat        TEXT NOT NULL,
  harm          TEXT NOT NULL,
  risk          TEXT NOT NULL,
  investigation TEXT NOT NULL,
  vulnerability TEXT NOT NULL,
  engagement    TEXT NOT NULL,
  prevention    TEXT NOT NULL,
  intervention  TEXT NOT NULL,
  threat_level  TEXT NOT NULL,
  harm_level    TEXT NOT NULL,
  risk_level    TEXT NOT NULL,
  overall_level TEXT NOT NULL,
  grade_before  TEXT NOT NULL,
  grade_after   TEXT NOT NULL,
  assessed_at   BIGINT NOT NULL,
  assessed_by   TEXT NOT NULL,
  PRIMARY KEY (incident_id, sequence)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE incident_rcrp (
  id             TEXT NOT NULL,
  incident_id    TEXT NOT NULL REFERENCES incident (id),
  call_type      TEXT NOT NULL,
  answers        TEXT NOT NULL,
  result         TEXT NOT NULL,
  asked_service  TEXT NOT NULL,
  asked_at       BIGINT,
  service_answer TEXT NOT NULL,
  answered_at    BIGINT,
  override_result TEXT NOT NULL,
  override_rank  TEXT NOT NULL,
  override_reason TEXT NOT NULL,
  escalated_to   TEXT NOT NULL,
  escalation_reason TEXT NOT NULL,
  decided_at     BIGINT NOT NULL,
  decided_by     TEXT NOT NULL,
  PRIMARY KEY (incident_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE incident_prompt (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  code        TEXT NOT NULL,
  answer      TEXT NOT NULL CHECK (answer IN ('given', 'not_given')),
  reason      TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  answered_by TEXT NOT NULL,
  PRIMARY KEY (incident_id, code, answered_at)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE incident_person (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  person_id   TEXT NOT NULL REFERENCES person (id),
  role        TEXT NOT NULL,
  assertion   TEXT NOT NULL CHECK (assertion IN ('fact', 'opinion')),
  linked_at   BIGINT NOT NULL,
  linked_by   TEXT NOT NULL,
  ended_at    BIGINT,
  PRIMARY KEY (incident_id, person_id, role)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX incident_person_by_person ON incident_person (person_id, incident_id);

-- What was changed on the incident row itself, by whom: the field, before and after.
CREATE TABLE incident_change (
  id          TEXT NOT NULL,
  incident_id TEXT NOT NULL REFERENCES incident (id),
  field       TEXT NOT NULL,
  before_text TEXT NOT NULL,
  after_text  TEXT NOT NULL,
  reason      TEXT NOT NULL,
  changed_at  BIGINT NOT NULL,
  changed_by  TEXT NOT NULL,
  PRIMARY KEY (incident_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- Times of a response, as recorded or imported.
CREATE TABLE incident_time (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  stage       TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (incident_id, stage)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE incident_reference_counter (
  agency_id TEXT NOT NULL REFERENCES agency (id),
  day       TEXT NOT NULL,
  last      BIGINT NOT NULL,
  PRIMARY KEY (agency_id, day)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- Beginnings of places, references and log numbers are compared byte by byte, as SQLite does.
-- postgres:
ALTER TABLE incident ALTER COLUMN place_key TYPE TEXT COLLATE "C", ALTER COLUMN reference TYPE TEXT COLLATE "C",
  ALTER COLUMN source_key TYPE TEXT COLLATE "C",
  ALTER COLUMN id TYPE TEXT COLLATE "C";
-- both:
