-- The triage service itself: its hours, the people in its pool, who is on duty when and for whom,
-- and who gives clinical support out of hours.
CREATE TABLE triage_service (
  agency_id  TEXT PRIMARY KEY REFERENCES agency (id),
  name       TEXT NOT NULL,
  area       TEXT NOT NULL,
  starts_on  TEXT NOT NULL,
  training_months INTEGER NOT NULL,
  awareness_by TEXT NOT NULL,
  revision   BIGINT NOT NULL
);

CREATE TABLE triage_service_hours (
  agency_id   TEXT NOT NULL REFERENCES triage_service (agency_id),
  position    INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  weekday     INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute   INTEGER NOT NULL CHECK (to_minute BETWEEN 1 AND 2880),
  since_on    TEXT,
  until_on    TEXT,
  PRIMARY KEY (agency_id, position)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE triage_clinical_contact (
  agency_id TEXT NOT NULL REFERENCES triage_service (agency_id),
  position  INTEGER NOT NULL,
  name      TEXT NOT NULL,
  covers    TEXT NOT NULL,
  phone     TEXT NOT NULL,
  PRIMARY KEY (agency_id, position)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE triage_member (
  id          TEXT PRIMARY KEY,
  agency_id   TEXT NOT NULL REFERENCES triage_service (agency_id),
  user_id     TEXT REFERENCES user_account (id),
  name        TEXT NOT NULL,
  role        TEXT NOT NULL,
  team        TEXT NOT NULL,
  is_volunteer INTEGER NOT NULL CHECK (is_volunteer IN (0, 1)),
  trained_on  TEXT,
  trained_until TEXT,
  is_active   INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  revision    BIGINT NOT NULL
);
CREATE INDEX triage_member_by_agency ON triage_member (agency_id, name);
CREATE UNIQUE INDEX triage_member_by_user ON triage_member (user_id, agency_id)
  WHERE user_id IS NOT NULL;

CREATE TABLE triage_duty (
  id         TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES triage_service (agency_id),
  member_id  TEXT NOT NULL REFERENCES triage_member (id),
  kind       TEXT NOT NULL,
  unit_id    TEXT REFERENCES triage_unit (id),
  starts_at  BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  covers_id  TEXT REFERENCES triage_member (id),
  note       TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  entered_by TEXT NOT NULL,
  ended_at   BIGINT,
  ended_by   TEXT NOT NULL
);
CREATE INDEX triage_duty_by_agency ON triage_duty (agency_id, ends_at);
