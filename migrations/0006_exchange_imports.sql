-- A file brought in: how it was read, what became of its rows, and whether it was taken back.
CREATE TABLE import_batch (
  id           TEXT PRIMARY KEY,
  agency_id    TEXT NOT NULL REFERENCES agency (id),
  file_name    TEXT NOT NULL,
  file_hash    TEXT NOT NULL,
  mapping      TEXT NOT NULL,
  report       TEXT NOT NULL,
  rows_read    BIGINT NOT NULL,
  rows_stored  BIGINT NOT NULL,
  rows_refused BIGINT NOT NULL,
  rows_known   BIGINT NOT NULL,
  imported_at  BIGINT NOT NULL,
  imported_by  TEXT NOT NULL REFERENCES user_account (id),
  undone_at    BIGINT,
  undone_by    TEXT
);
CREATE INDEX import_batch_by_agency ON import_batch (agency_id, imported_at);

-- Rows that were not stored, whole, with the reason, so that they can be mended and sent again.
CREATE TABLE import_refusal (
  batch_id   TEXT NOT NULL REFERENCES import_batch (id),
  row_number BIGINT NOT NULL,
  rule       TEXT NOT NULL,
  reason     TEXT NOT NULL,
  row_text   TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_number)
);

-- How an agency's files are read: columns and codes, saved under a name and used again.
CREATE TABLE import_mapping (
  agency_id  TEXT NOT NULL REFERENCES agency (id),
  name       TEXT NOT NULL,
  mapping    TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (agency_id, name)
);
