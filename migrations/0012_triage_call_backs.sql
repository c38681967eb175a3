-- That somebody was promised a call, and that it was made.
CREATE TABLE triage_call_back (
  id          TEXT PRIMARY KEY,
  agency_id   TEXT NOT NULL REFERENCES agency (id),
  incident_id TEXT NOT NULL REFERENCES incident (id),
  to_whom     TEXT NOT NULL,
  about       TEXT NOT NULL,
  due_at      BIGINT NOT NULL,
  promised_at BIGINT NOT NULL,
  promised_by TEXT NOT NULL,
  ended_at    BIGINT,
  ended_by    TEXT NOT NULL,
  result      TEXT NOT NULL
);
CREATE INDEX triage_call_back_open ON triage_call_back (agency_id, due_at) WHERE ended_at IS NULL;
CREATE INDEX triage_call_back_by_incident ON triage_call_back (incident_id, due_at);
