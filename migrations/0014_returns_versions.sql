-- Statutory returns as they were made. Each version keeps its rows, one for each detention, so that
-- what was sent can be made again, and what changed since can be told. Nothing is changed later.
CREATE TABLE return_version (
  id          TEXT PRIMARY KEY,
  agency_id   TEXT NOT NULL REFERENCES agency (id),
  kind        TEXT NOT NULL,
  period_from TEXT NOT NULL,
  period_to   TEXT NOT NULL,
  number      INTEGER NOT NULL,
  edition     TEXT NOT NULL,
  -- The template it was made by, as JSON with the codes of its lists: a later one changes nothing here.
  definition  TEXT NOT NULL,
  note        TEXT NOT NULL,
  row_count   INTEGER NOT NULL,
  is_early    INTEGER NOT NULL CHECK (is_early IN (0, 1)),
  made_at     BIGINT NOT NULL,
  made_by     TEXT NOT NULL
);
CREATE UNIQUE INDEX return_version_by_period ON return_version (agency_id, kind, period_from, number);

CREATE TABLE return_row (
  version_id   TEXT NOT NULL REFERENCES return_version (id),
  number       INTEGER NOT NULL,
  detention_id TEXT NOT NULL REFERENCES detention (id),
  incident_id  TEXT NOT NULL REFERENCES incident (id),
  line         TEXT NOT NULL,
  PRIMARY KEY (version_id, detention_id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
