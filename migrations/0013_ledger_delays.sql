-- Why a stage of an incident took long, as somebody said; added and never changed. The minutes
-- themselves are kept nowhere: they are read from the times of requests, detentions and assessments.
CREATE TABLE police_delay (
  id          TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES incident (id),
  stage       TEXT NOT NULL,
  reason      TEXT NOT NULL,
  note        TEXT NOT NULL,
  said_at     BIGINT NOT NULL,
  said_by     TEXT NOT NULL
);
CREATE INDEX police_delay_by_incident ON police_delay (incident_id, said_at);
