-- A person as one agency knows them. Everything said of a person is a row of its own with where it
-- came from, so that nothing is overwritten.
CREATE TABLE person (
  id             TEXT PRIMARY KEY,
  agency_id      TEXT NOT NULL REFERENCES agency (id),
  born_on        TEXT,
  born_precision TEXT NOT NULL CHECK (born_precision IN ('day', 'month', 'year', 'estimated', 'unknown')),
  sex            TEXT NOT NULL,
  gender         TEXT NOT NULL,
  ethnicity      TEXT NOT NULL,
  ethnicity_officer TEXT NOT NULL,
  interpreter    TEXT NOT NULL,
  communication  TEXT NOT NULL,
  created_at     BIGINT NOT NULL,
  created_by     TEXT NOT NULL REFERENCES user_account (id),
  revision       BIGINT NOT NULL
);
CREATE INDEX person_by_birth ON person (born_on);
CREATE INDEX person_by_agency ON person (agency_id, id);

CREATE TABLE person_name (
  id          TEXT NOT NULL,
  person_id   TEXT NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,
  given       TEXT NOT NULL,
  family      TEXT NOT NULL,
  given_key   TEXT NOT NULL,
  family_key  TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  ended_at    BIGINT,
  PRIMARY KEY (person_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX person_name_by_family ON person_name (family_key, given_key);
CREATE INDEX person_name_by_given ON person_name (given_key);

CREATE TABLE person_address (
  id          TEXT NOT NULL,
  person_id   TEXT NOT NULL REFERENCES person (id),
  line        TEXT NOT NULL,
  postcode    TEXT NOT NULL,
  uprn        TEXT NOT NULL,
  place_key   TEXT NOT NULL,
  from_on     TEXT,
  to_on       TEXT,
  recorded_at BIGINT NOT NULL,
  ended_at    BIGINT,
  PRIMARY KEY (person_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX person_address_by_place ON person_address (place_key);
CREATE INDEX person_address_by_postcode ON person_address (postcode);

CREATE TABLE person_phone (
  id          TEXT NOT NULL,
  person_id   TEXT NOT NULL REFERENCES person (id),
  number      TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  ended_at    BIGINT,
  PRIMARY KEY (person_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX person_phone_by_number ON person_phone (number);

CREATE TABLE person_identifier (
  id          TEXT NOT NULL,
  person_id   TEXT NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,
  value       TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  ended_at    BIGINT,
  PRIMARY KEY (person_id, id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX person_identifier_by_value ON person_identifier (value, kind);

-- Beginnings of names are compared byte by byte, as SQLite does.
-- postgres:
ALTER TABLE person_name ALTER COLUMN given_key TYPE TEXT COLLATE "C", ALTER COLUMN family_key TYPE TEXT COLLATE "C";
-- both:
