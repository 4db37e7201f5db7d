import { expect, test } from 'vitest';
import { tablesLeftOpen } from './querying.ts';

const tables = new Set(['places', 'groups', 'persons']);

test.each([
  ['a value', 'select * from places where district = $1'],
  [
    'a value in brackets among others',
    'select 1 from places p where (p.kind = $1 or true) and (p.district = $2 and p.id = $3)',
  ],
  ['a tie to another table', 'select 1 from places p join groups g on g.district = p.district where p.district = $1'],
  [
    'a tie by way of a third',
    'select 1 from places p, groups g, persons x where x.district = g.district and g.district = p.district and p.district = $1',
  ],
  [
    'a column from outside',
    'select (select 1 from groups g where g.district = p.district limit 1) from places p where p.district = $1',
  ],
  ['rows of a CTE', 'with near as (select district, id from places where district = $1) select 1 from near'],
  [
    'a tie to rows of a CTE',
    'with near as (select district from places where district = $1) select 1 from near n join groups g on g.district = n.district',
  ],
  ['changes', 'update places set name = $1 where district = $2'],
  ['removals', 'delete from places where "places"."district" = $1 and id = $2'],
  ['what is written', 'insert into places (district, id) values ($1, $2)'],
  ['other schemas', 'select 1 from pgboss.places'],
  [
    'both parts of a union',
    'select 1 from places where district = $1 union all select 1 from groups where district = $1',
  ],
])('the district is named by %s', (_, statement) => {
  expect(tablesLeftOpen(statement, tables)).toEqual([]);
});

test.each([
  ['a query without', 'select * from places where id = $1', ['places']],
  ['a choice that need not hold', 'select * from places where district = $1 or id = $2', ['places']],
  ['a tie to nothing', 'select 1 from places p join groups g on g.district = p.district', ['places', 'groups']],
  ['a denial', 'select 1 from places where not (district = $1)', ['places']],
  ['any district', 'select 1 from places where district is not null', ['places']],
  [
    'a subquery',
    'select 1 from places where district = $1 and exists (select 1 from groups g where g.place_id = places.id)',
    ['groups'],
  ],
  [
    'the name of another table',
    'select 1 from places p join groups g on g.place_id = p.id where p.district = $1',
    ['groups'],
  ],
  ['part of a union', 'select 1 from places where district = $1 union all select 1 from groups', ['groups']],
  ['a CTE', 'with near as (select id from places) select 1 from near', ['places']],
  ['an insertion', 'insert into places (id) values ($1)', ['places']],
  ['what an insertion reads', 'insert into groups (district, id) select district, id from places', ['places']],
  ['a change', 'update places set name = $1 where id = $2', ['places']],
  [
    'what a change reads from',
    'update places p set name = g.name from groups g where p.district = $1 and g.id = p.id',
    ['groups'],
  ],
])('%s leaves it open', (_, statement, left) => {
  expect(tablesLeftOpen(statement, tables)).toEqual(left);
});
