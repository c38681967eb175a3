-- Every list the law, a force or a service may change: dated entries, never enums in code.
CREATE TABLE code (
  list_id     TEXT NOT NULL,
  code        TEXT NOT NULL,
  label       TEXT NOT NULL,
  hint        TEXT NOT NULL DEFAULT '',
  parent      TEXT NOT NULL DEFAULT '',
  ordinal     INTEGER NOT NULL,
  valid_from  TEXT NOT NULL,
  valid_to    TEXT,
  source      TEXT NOT NULL,
  is_official INTEGER NOT NULL CHECK (is_official IN (0, 1)),
  is_local    INTEGER NOT NULL CHECK (is_local IN (0, 1)),
  revision    BIGINT NOT NULL,
  PRIMARY KEY (list_id, code)
);
