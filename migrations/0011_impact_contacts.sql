-- What reports count of each contact, in one line, so that ten years of them are read at once. It
-- holds nothing that cannot be worked out again: whatever changes the records empties the line in
-- the same transaction, and an empty one is worked out when it is next wanted.
CREATE TABLE impact_contact_cache (
  agency_id     TEXT NOT NULL,
  begun_at      BIGINT NOT NULL,
  assessment_id TEXT NOT NULL,
  incident_id   TEXT NOT NULL,
  person_id     TEXT,
  line          TEXT NOT NULL,
  PRIMARY KEY (agency_id, begun_at, assessment_id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX impact_contact_by_incident ON impact_contact_cache (incident_id);
CREATE INDEX impact_contact_by_person ON impact_contact_cache (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX impact_contact_empty ON impact_contact_cache (begun_at) WHERE line = '';

INSERT INTO impact_contact_cache (agency_id, begun_at, assessment_id, incident_id, person_id, line)
SELECT agency_id, begun_at, id, incident_id, person_id, '' FROM triage_assessment;

-- Whether somebody was seen before depends on the earlier contacts of the same person.
-- sqlite:
CREATE TRIGGER impact_contact_begun AFTER INSERT ON triage_assessment BEGIN
  INSERT INTO impact_contact_cache (agency_id, begun_at, assessment_id, incident_id, person_id, line)
  VALUES (NEW.agency_id, NEW.begun_at, NEW.id, NEW.incident_id, NEW.person_id, '');
  UPDATE impact_contact_cache SET line = ''
  WHERE person_id = NEW.person_id AND begun_at > NEW.begun_at;
END;
CREATE TRIGGER impact_contact_named AFTER UPDATE OF person_id ON triage_assessment BEGIN
  UPDATE impact_contact_cache SET person_id = NEW.person_id, line = ''
  WHERE agency_id = NEW.agency_id AND begun_at = NEW.begun_at AND assessment_id = NEW.id;
  UPDATE impact_contact_cache SET line = ''
  WHERE person_id = NEW.person_id AND begun_at > NEW.begun_at;
END;
CREATE TRIGGER impact_contact_incident AFTER INSERT ON change_event
WHEN NEW.kind = 'incident' BEGIN
  UPDATE impact_contact_cache SET line = '' WHERE incident_id = NEW.object_id;
END;
CREATE TRIGGER impact_contact_person AFTER INSERT ON change_event
WHEN NEW.kind = 'person' BEGIN
  UPDATE impact_contact_cache SET line = '' WHERE person_id = NEW.object_id;
END;
-- postgres:
CREATE FUNCTION impact_contact_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO impact_contact_cache (agency_id, begun_at, assessment_id, incident_id, person_id, line)
  VALUES (NEW.agency_id, NEW.begun_at, NEW.id, NEW.incident_id, NEW.person_id, '');
  UPDATE impact_contact_cache SET line = ''
  WHERE person_id = NEW.person_id AND begun_at > NEW.begun_at;
  RETURN NULL;
END $$;
CREATE FUNCTION impact_contact_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE impact_contact_cache SET person_id = NEW.person_id, line = ''
  WHERE agency_id = NEW.agency_id AND begun_at = NEW.begun_at AND assessment_id = NEW.id;
  UPDATE impact_contact_cache SET line = ''
  WHERE person_id = NEW.person_id AND begun_at > NEW.begun_at;
  RETURN NULL;
END $$;
CREATE FUNCTION impact_contact_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'incident' THEN
    UPDATE impact_contact_cache SET line = '' WHERE incident_id = NEW.object_id;
  ELSE
    UPDATE impact_contact_cache SET line = '' WHERE person_id = NEW.object_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER impact_contact_begun AFTER INSERT ON triage_assessment
  FOR EACH ROW EXECUTE FUNCTION impact_contact_begun();
CREATE TRIGGER impact_contact_named AFTER UPDATE OF person_id ON triage_assessment
  FOR EACH ROW EXECUTE FUNCTION impact_contact_named();
CREATE TRIGGER impact_contact_changed AFTER INSERT ON change_event
  FOR EACH ROW WHEN (NEW.kind IN ('incident', 'person')) EXECUTE FUNCTION impact_contact_changed();
-- both:
