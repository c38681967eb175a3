-- A request for the triage team, and each step from asking to clear. The request's row holds where
-- it stands now; steps are added and never changed, corrections of their times included.
CREATE TABLE triage_unit (
  id         TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES agency (id),
  call_sign  TEXT NOT NULL,
  kind       TEXT NOT NULL,
  status     TEXT NOT NULL,
  status_at  BIGINT NOT NULL,
  status_by  TEXT NOT NULL,
  is_active  INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  revision   BIGINT NOT NULL
);
CREATE UNIQUE INDEX triage_unit_by_call_sign ON triage_unit (agency_id, call_sign);

CREATE TABLE triage_request (
  id           TEXT PRIMARY KEY,
  agency_id    TEXT NOT NULL REFERENCES agency (id),
  incident_id  TEXT NOT NULL REFERENCES incident (id),
  route        TEXT NOT NULL,
  is_s136_considered INTEGER NOT NULL CHECK (is_s136_considered IN (0, 1)),
  reasons      TEXT NOT NULL,
  note         TEXT NOT NULL,
  requested_at BIGINT NOT NULL,
  requested_by TEXT NOT NULL,
  stage        TEXT NOT NULL,
  unit_id      TEXT REFERENCES triage_unit (id),
  revision     BIGINT NOT NULL
);
CREATE INDEX triage_request_by_incident ON triage_request (incident_id, requested_at);
CREATE INDEX triage_request_by_queue ON triage_request (agency_id, requested_at)
  WHERE stage IN ('waiting', 'allocated', 'accepted', 'en_route', 'at_scene');
-- A unit is on one request at a time, whatever two desks do at once.
CREATE UNIQUE INDEX triage_request_by_unit ON triage_request (unit_id)
  WHERE stage IN ('allocated', 'accepted', 'en_route', 'at_scene');
-- An incident has one open request at a time.
CREATE UNIQUE INDEX triage_request_open ON triage_request (incident_id)
  WHERE stage IN ('waiting', 'allocated', 'accepted', 'en_route', 'at_scene');

CREATE TABLE triage_step (
  request_id  TEXT NOT NULL REFERENCES triage_request (id),
  number      INTEGER NOT NULL,
  id          TEXT NOT NULL,
  stage       TEXT NOT NULL,
  at          BIGINT NOT NULL,
  is_typed    INTEGER NOT NULL CHECK (is_typed IN (0, 1)),
  unit_id     TEXT REFERENCES triage_unit (id),
  reason      TEXT NOT NULL,
  advice      TEXT NOT NULL,
  corrects_id TEXT NOT NULL,
  entered_at  BIGINT NOT NULL,
  entered_by  TEXT NOT NULL,
  PRIMARY KEY (request_id, number)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
