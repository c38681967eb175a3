-- The places of safety an area has, and what was last said of how many more each can take. What was
-- said is added and never changed.
CREATE TABLE safety_place (
  id         TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES agency (id),
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  address    TEXT NOT NULL,
  phone      TEXT NOT NULL,
  capacity   INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 100),
  min_age    INTEGER NOT NULL CHECK (min_age BETWEEN 0 AND 120),
  note       TEXT NOT NULL,
  is_active  INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  revision   BIGINT NOT NULL
);
CREATE UNIQUE INDEX safety_place_by_name ON safety_place (agency_id, name);

CREATE TABLE safety_place_word (
  place_id TEXT NOT NULL REFERENCES safety_place (id),
  number   INTEGER NOT NULL,
  free     INTEGER NOT NULL CHECK (free BETWEEN 0 AND 100),
  state    TEXT NOT NULL,
  note     TEXT NOT NULL,
  said_at  BIGINT NOT NULL,
  said_by  TEXT NOT NULL,
  PRIMARY KEY (place_id, number)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- Section 136 considered, and detentions under sections 135 and 136. What happened in a detention
-- is added and never changed, corrections of times included; its row holds whether it goes on.
CREATE TABLE detention (
  id         TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES agency (id),
  incident_id TEXT NOT NULL REFERENCES incident (id),
  person_id  TEXT NOT NULL REFERENCES person (id),
  power      TEXT NOT NULL,
  manner     TEXT NOT NULL CHECK (manner IN ('removed', 'kept')),
  place_type TEXT NOT NULL,
  place_id   TEXT REFERENCES safety_place (id),
  place_kind TEXT NOT NULL,
  place_name TEXT NOT NULL,
  reason     TEXT NOT NULL,
  is_mental_disorder INTEGER NOT NULL CHECK (is_mental_disorder IN (0, 1)),
  is_immediate_need INTEGER NOT NULL CHECK (is_immediate_need IN (0, 1)),
  is_consulted INTEGER CHECK (is_consulted IN (0, 1)),
  consulted_role TEXT NOT NULL,
  consulted_name TEXT NOT NULL,
  not_consulted_why TEXT NOT NULL,
    agreement  TEXT NOT NULL,
  agreed_by  TEXT NOT NULL,
  warrant    TEXT NOT NULL,
  warrant_amhp TEXT NOT NULL,
  warrant_doctor TEXT NOT NULL,
  used_at    BIGINT NOT NULL,
  used_by    TEXT NOT NULL,
  is_open    INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  outcome    TEXT NOT NULL,
  revision   BIGINT NOT NULL
);
CREATE INDEX detention_by_incident ON detention (incident_id, used_at);
CREATE INDEX detention_by_use ON detention (used_at);
CREATE INDEX detention_by_agency ON detention (agency_id, used_at);
-- Nobody is held twice at once, whatever two officers record.
CREATE UNIQUE INDEX detention_open ON detention (person_id) WHERE is_open = 1;

CREATE TABLE detention_entry (
  detention_id TEXT NOT NULL REFERENCES detention (id),
  number      INTEGER NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL,
  at          BIGINT NOT NULL,
  is_typed    INTEGER NOT NULL CHECK (is_typed IN (0, 1)),
  place_id    TEXT REFERENCES safety_place (id),
  place_kind  TEXT NOT NULL,
  place_name  TEXT NOT NULL,
  conveyed_by TEXT NOT NULL,
  why_police_vehicle TEXT NOT NULL,
  why_police_station TEXT NOT NULL,
  role        TEXT NOT NULL,
  name        TEXT NOT NULL,
  approved_rank TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  code        TEXT NOT NULL,
  text        TEXT NOT NULL,
  minutes     INTEGER NOT NULL,
  is_yes      INTEGER NOT NULL CHECK (is_yes IN (0, 1)),
  is_told_breach INTEGER NOT NULL CHECK (is_told_breach IN (0, 1)),
  corrects_id TEXT NOT NULL,
  entered_at  BIGINT NOT NULL,
  entered_by  TEXT NOT NULL,
  PRIMARY KEY (detention_id, number)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- Beginnings that were corrected, by when they are now held to have been.
CREATE INDEX detention_start_corrected ON detention_entry (at) WHERE corrects_id = detention_id;
CREATE INDEX detention_entry_by_place ON detention_entry (place_id, at) WHERE place_id IS NOT NULL;

-- A rule that was broken, as it was found at the time.
CREATE TABLE detention_breach (
  detention_id TEXT NOT NULL REFERENCES detention (id),
  rule_id     TEXT NOT NULL,
  broken_at   BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (detention_id, rule_id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE s136_consideration (
  id         TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES agency (id),
  incident_id TEXT NOT NULL REFERENCES incident (id),
  considered_at BIGINT NOT NULL,
  place_type TEXT NOT NULL,
  decision   TEXT NOT NULL CHECK (decision IN ('used', 'diverted', 'not_needed')),
  alternative TEXT NOT NULL,
  reason     TEXT NOT NULL,
  is_consulted INTEGER CHECK (is_consulted IN (0, 1)),
  consulted_role TEXT NOT NULL,
  consulted_name TEXT NOT NULL,
  not_consulted_why TEXT NOT NULL,
  detention_id TEXT REFERENCES detention (id),
  entered_at BIGINT NOT NULL,
  entered_by TEXT NOT NULL
);
CREATE INDEX s136_consideration_by_incident ON s136_consideration (incident_id, considered_at);
