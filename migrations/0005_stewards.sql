-- Stewards: five levels, links to places with dates, and the counts of who is looked after.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE steward_levels (
  district  text NOT NULL,
  level     smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
  name_zh   text NOT NULL,
  name_en   text NOT NULL,
  household_limit integer NOT NULL CHECK (household_limit > 0),
  PRIMARY KEY (district, level)
);
COMMENT ON TABLE steward_levels IS 'The five levels where a district names them its own way, 1 the highest, and how many households a steward of the level may carry; defaults stand in the code.';

CREATE TABLE stewards (
  district  text NOT NULL,
  id        uuid NOT NULL,
  person_id uuid NOT NULL,
  level     smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
  place_id  uuid NOT NULL,
  from_day  date NOT NULL,
  to_day    date,
  PRIMARY KEY (district, id),
  UNIQUE (district, id, level),
  FOREIGN KEY (district, person_id) REFERENCES persons (district, id),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  CHECK (to_day >= from_day)
);
COMMENT ON TABLE stewards IS 'A person serving as steward of a level within a place (to_day is the first day no longer).';
CREATE UNIQUE INDEX stewards_open ON stewards (district, person_id, level, place_id) WHERE to_day IS NULL;
CREATE INDEX stewards_person ON stewards (district, person_id);
CREATE INDEX stewards_place ON stewards (district, place_id, level);

CREATE TABLE steward_links (
  district     text NOT NULL,
  id           uuid NOT NULL,
  steward_id   uuid NOT NULL,
  level        smallint NOT NULL,
  place_id     uuid NOT NULL,
  household_id uuid,
  from_day     date NOT NULL,
  to_day       date,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, steward_id, level) REFERENCES stewards (district, id, level),
  FOREIGN KEY (district, place_id) REFERENCES places (district, id),
  FOREIGN KEY (district, household_id) REFERENCES households (district, id),
  CHECK (to_day >= from_day),
  -- On any one day a place, or a household, has at most one link of a level.
  CONSTRAINT steward_links_one_a_day EXCLUDE USING gist (
    (coalesce(household_id, place_id)) WITH =, level WITH =, daterange(from_day, to_day) WITH &&, district WITH =
  )
);
COMMENT ON TABLE steward_links IS 'A steward answers for all households of a place, or for one household of a dwelling, from a day to a day (to_day is the first day no longer). The nearest link of a level wins.';
CREATE INDEX steward_links_steward ON steward_links (district, steward_id);
CREATE INDEX steward_links_place ON steward_links (district, place_id, level);
CREATE INDEX steward_links_household ON steward_links (district, household_id) WHERE household_id IS NOT NULL;
CREATE INDEX steward_links_begin ON steward_links (district, from_day);
CREATE INDEX steward_links_end ON steward_links (district, to_day) WHERE to_day IS NOT NULL;
-- Households that will end on a day: counting asks for them and must not read the whole history of a dwelling.
CREATE INDEX households_ending ON households (district, dwelling_id, to_day) WHERE to_day IS NOT NULL;

-- The four tables below are worked out from the others and written only by whoever holds the row of coverage_days.
-- They have no foreign keys, so that writing them waits for nobody: the one lock taken last can then close no circle.

CREATE TABLE coverage_days (
  district   text NOT NULL PRIMARY KEY,
  counted_on date NOT NULL
);
COMMENT ON TABLE coverage_days IS 'The day for which today''s answers and counts were last brought up to date; its row is the lock around counting.';

CREATE TABLE household_chains (
  district     text NOT NULL,
  household_id uuid NOT NULL,
  path         text COLLATE "C" NOT NULL,
  steward_1    uuid,
  steward_2    uuid,
  steward_3    uuid,
  steward_4    uuid,
  steward_5    uuid,
  PRIMARY KEY (district, household_id)
);
COMMENT ON TABLE household_chains IS 'Today''s answer to "who looks after this household" at each of the five levels, worked out from the links and kept with them.';
COMMENT ON COLUMN household_chains.path IS 'Path of the dwelling when it was counted: what a move has to take off';
CREATE INDEX household_chains_path ON household_chains (district, path);
-- By level: the households of a steward, and under a place those without one.
CREATE INDEX household_chains_1 ON household_chains (district, steward_1, path);
CREATE INDEX household_chains_2 ON household_chains (district, steward_2, path);
CREATE INDEX household_chains_3 ON household_chains (district, steward_3, path);
CREATE INDEX household_chains_4 ON household_chains (district, steward_4, path);
CREATE INDEX household_chains_5 ON household_chains (district, steward_5, path);

CREATE VIEW household_stewards AS
  SELECT c.district, c.household_id, l.level, l.steward_id, c.path
  FROM household_chains c, LATERAL (VALUES
    (1::smallint, c.steward_1), (2::smallint, c.steward_2), (3::smallint, c.steward_3), (4::smallint, c.steward_4), (5::smallint, c.steward_5)
  ) AS l(level, steward_id);
COMMENT ON VIEW household_stewards IS 'household_chains with a row for each household and level; steward_id is null where nobody is.';

CREATE TABLE coverage (
  district   text NOT NULL,
  place_id   uuid NOT NULL,
  level      smallint NOT NULL,
  households integer NOT NULL CHECK (households > 0),
  linked     integer NOT NULL CHECK (linked >= 0 AND linked <= households),
  PRIMARY KEY (district, place_id, level)
);
COMMENT ON TABLE coverage IS 'Households in all and with a steward, per place above the dwelling and level; kept in the same transaction as links and households. No row: no household.';

CREATE TABLE steward_loads (
  district   text NOT NULL,
  place_id   uuid NOT NULL,
  level      smallint NOT NULL,
  steward_id uuid NOT NULL,
  households integer NOT NULL CHECK (households > 0),
  PRIMARY KEY (district, place_id, level, steward_id)
);
COMMENT ON TABLE steward_loads IS 'How many households each steward carries, per place above the dwelling; at the district it is the steward''s whole load. No row: none.';
CREATE INDEX steward_loads_steward ON steward_loads (district, steward_id, place_id);

CREATE FUNCTION number_of_label(label text) RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  number bigint := 0;
BEGIN
  FOR i IN 1..length(label) LOOP
    number := number * 36 + strpos('0123456789abcdefghijklmnopqrstuvwxyz', substr(label, i, 1)) - 1;
  END LOOP;
  RETURN number;
END $$;
COMMENT ON FUNCTION number_of_label IS 'The number of a place from its label in a path (base 36)';
