-- Places: one tree from the district down to the dwelling, and zones laid over it.

CREATE TABLE places (
  district    text NOT NULL,
  id          uuid NOT NULL,
  number      integer NOT NULL,
  code        text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('district', 'township', 'community', 'compound', 'building', 'entrance', 'dwelling')),
  parent_id   uuid,
  path        text COLLATE "C" NOT NULL,
  key         text NOT NULL,
  name        text NOT NULL,
  sort_key    text COLLATE "C" NOT NULL,
  floor       smallint,
  area        integer CHECK (area > 0),
  occupancy   text CHECK (occupancy IN ('self', 'let', 'empty', 'shop')),
  state       text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'merged', 'closed')),
  merged_into uuid,
  version     integer NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (district, id),
  UNIQUE (district, number),
  UNIQUE (district, code),
  FOREIGN KEY (district, parent_id) REFERENCES places (district, id),
  FOREIGN KEY (district, merged_into) REFERENCES places (district, id),
  CHECK ((kind = 'district') = (parent_id IS NULL)),
  CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
COMMENT ON TABLE places IS 'The tree of places. path is the base-36 numbers from the district down, each followed by a dot, so that "all under here" is one range.';
COMMENT ON COLUMN places.code IS 'What addresses and QR codes carry: the 12-digit statistical code (6, 9 or 12 digits) or district-number in base 36; it never changes';
COMMENT ON COLUMN places.key IS 'The name in its one comparable spelling; unique among the living children of a parent';
COMMENT ON COLUMN places.area IS 'Exclusive area of a dwelling in 0.01 m²';
COMMENT ON COLUMN places.version IS 'Grows with each change shown on the page of the place; the page''s ETag';
CREATE UNIQUE INDEX places_key ON places (district, parent_id, kind, key) WHERE state = 'active';
CREATE INDEX places_path ON places (district, path);
CREATE INDEX places_kind_path ON places (district, kind, path);
CREATE INDEX places_parent ON places (district, parent_id, sort_key);

CREATE TABLE place_changes (
  district   text NOT NULL,
  id         uuid NOT NULL,
  act        text NOT NULL CHECK (act IN ('renumber', 'merge', 'split')),
  place_id   uuid NOT NULL,
  before     jsonb NOT NULL,
  after      jsonb NOT NULL,
  done_at    timestamptz NOT NULL,
  undone_at  timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id)
);
COMMENT ON TABLE place_changes IS 'Renumbering, merging and splitting of places, with what is needed to undo each.';
CREATE INDEX place_changes_place ON place_changes (district, place_id);

CREATE TABLE zones (
  district  text NOT NULL,
  id        uuid NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('grid', 'area', 'group')),
  place_id  uuid NOT NULL,
  parent_id uuid,
  name      text NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, parent_id) REFERENCES zones (district, id)
);
COMMENT ON TABLE zones IS 'Grids and area–group–household (片组户): overlays on buildings and entrances of one community or compound.';
CREATE UNIQUE INDEX zones_name ON zones (district, place_id, kind, name) WHERE closed_at IS NULL;

CREATE TABLE zone_places (
  district text NOT NULL,
  zone_id  uuid NOT NULL,
  place_id uuid NOT NULL,
  PRIMARY KEY (district, zone_id, place_id),
  FOREIGN KEY (district, zone_id) REFERENCES zones (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id)
);
COMMENT ON TABLE zone_places IS 'Which buildings, entrances or dwellings a zone covers.';
CREATE INDEX zone_places_place ON zone_places (district, place_id);
