import { describe, expect, it } from '@jest/globals';
import { sqlSource, sqlSourceText, textQuery } from './query.js';

describe('a source of records that is a query', () => {
  it.each([
    ['sql:SELECT * FROM visits@/srv/a.duckdb', { query: 'SELECT * FROM visits', database: '/srv/a.duckdb' }],
    ["sql:SELECT * FROM x WHERE mail LIKE '%@%'; @b.DB", { query: "SELECT * FROM x WHERE mail LIKE '%@%'", database: 'b.DB' }],
    ["sql:SELECT * FROM 'visits.parquet'", { query: "SELECT * FROM 'visits.parquet'", database: null }],
  ])('%s', (text, source) => {
    expect(sqlSource(text)).toEqual(source);
    expect(sqlSource(sqlSourceText(source))).toEqual(source);
  });

  it('begins with sql:, which no other source does', () => {
    expect(sqlSource('records.csv')).toBeNull();
  });

  it('gives the columns of the dictionary as text, whatever they are called', () => {
    expect(textQuery('SELECT 1 -- one', ['age', 'the "real" one'])).toBe('SELECT CAST("age" AS VARCHAR), CAST("the ""real"" one" AS VARCHAR) FROM (SELECT 1 -- one\n)');
  });
});
