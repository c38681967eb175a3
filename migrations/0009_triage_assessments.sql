-- Joint assessments. Answers are added by field and version and never changed, so that two who
-- answer different fields are not in each other's way, and what was replaced stays.
CREATE TABLE triage_assessment (
  id          TEXT PRIMARY KEY,
  agency_id   TEXT NOT NULL REFERENCES agency (id),
  incident_id TEXT NOT NULL REFERENCES incident (id),
  person_id   TEXT REFERENCES person (id),
  begun_at    BIGINT NOT NULL,
  begun_by    TEXT NOT NULL,
  finished_at BIGINT,
  finished_by TEXT NOT NULL,
  -- The newest answers that count, without texts, as reports read them: "field=code,code;field=no".
  counted     TEXT NOT NULL
);
CREATE INDEX triage_assessment_by_incident ON triage_assessment (incident_id, begun_at);
CREATE INDEX triage_assessment_by_agency ON triage_assessment (agency_id, begun_at);
CREATE INDEX triage_assessment_by_person ON triage_assessment (person_id, begun_at)
  WHERE person_id IS NOT NULL;
-- One of each person of an incident.
CREATE UNIQUE INDEX triage_assessment_once ON triage_assessment (incident_id, person_id)
  WHERE person_id IS NOT NULL;

CREATE TABLE triage_answer (
  assessment_id TEXT NOT NULL REFERENCES triage_assessment (id),
  field       TEXT NOT NULL,
  version     BIGINT NOT NULL,
  value       TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  answered_by TEXT NOT NULL,
  PRIMARY KEY (assessment_id, field, version)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE triage_referral (
  assessment_id TEXT NOT NULL REFERENCES triage_assessment (id),
  id          TEXT NOT NULL,
  need        TEXT NOT NULL,
  service     TEXT NOT NULL,
  made_at     BIGINT NOT NULL,
  made_by     TEXT NOT NULL,
  acknowledged_at BIGINT,
  accepted_at BIGINT,
  withdrawn_at BIGINT,
  withdrawn_by TEXT NOT NULL DEFAULT '',
  withdrawn_why TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (assessment_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE triage_outcome (
  assessment_id TEXT NOT NULL REFERENCES triage_assessment (id),
  id          TEXT NOT NULL,
  code        TEXT NOT NULL,
  came_on     TEXT NOT NULL,
  source      TEXT NOT NULL,
  said_at     BIGINT NOT NULL,
  said_by     TEXT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by TEXT NOT NULL DEFAULT '',
  withdrawn_why TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (assessment_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
